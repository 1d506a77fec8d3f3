// The codec of described structs; included by json/codec.h.
#pragma once

#include <boost/pfr/tuple_size.hpp>

#include "base/find.h"
#include "json/codec.h"

namespace cadence::json {

template <class T>
concept Described = boost::describe::has_describe_members<T>::value;

template <class T>
inline constexpr bool kIsOptional = false;
template <class T>
inline constexpr bool kIsOptional<std::optional<T>> = true;

template <Described T>
struct Codec<T> {
    using Members =
        boost::describe::describe_members<T, boost::describe::mod_public | boost::describe::mod_inherited>;

    static Value write(T const& value, Writing const& how, MemberNames without = {}) {
        boost::json::object object(how.memory);
        object.reserve(boost::mp11::mp_size<Members>::value);
        write_into(object, value, how, without);
        return Value(std::move(object));
    }
    static void write_into(boost::json::object& object, T const& value, Writing const& how,
                           MemberNames without) {
        static_assert(boost::pfr::tuple_size_v<T> == boost::mp11::mp_size<Members>::value,
                      "a member is not described: it would not be written");
        boost::mp11::mp_for_each<Members>([&](auto member) {
            if (!contains(without, std::string_view{member.name}))
                put(object, member.name, value.*member.pointer, how);
        });
    }

    static Result<T> read(Value const& value, Place const& place, MemberNames may_be_absent = {}) {
        auto const* object = value.if_object();
        if (object == nullptr) return wrong_type(place, "an object", value);
        if (auto known = place.strict() ? only_known(*object, place) : Result<void>{}; !known)
            return error_of(known);
        T read{};
        Result<void> taken;
        boost::mp11::mp_for_each<Members>([&](auto member) {
            if (taken) taken = take(*object, member.name, read.*member.pointer, place, may_be_absent);
        });
        if (!taken) return error_of(taken);
        return read;
    }

  private:
    template <class Member>
    static void put(boost::json::object& object, char const* name, Member const& member, Writing const& how) {
        if constexpr (kIsOptional<Member>) {
            if (member) object.emplace(name, to_json(*member, how));
        } else {
            if constexpr (std::is_same_v<Member, std::string>)
                if (how.lean && member.empty()) return;
            object.emplace(name, to_json(member, how));
        }
    }

    template <class Member>
    static Result<void> take(boost::json::object const& object, std::string_view name, Member& member,
                             Place const& place, MemberNames may_be_absent) {
        auto const at = place.member(name);
        auto const* value = object.if_contains(boost::json::string_view{name});
        if (value == nullptr) {
            auto const optional = kIsOptional<Member> || contains(may_be_absent, name);
            return place.strict() && !optional ? missing_field(at) : Result<void>{};
        }
        auto read = Codec<Member>::read(*value, at);
        if (!read) return error_of(read);
        member = std::move(*read);
        return {};
    }

    static Result<void> only_known(boost::json::object const& object, Place const& place) {
        std::vector<std::string_view> known;
        boost::mp11::mp_for_each<Members>([&](auto member) { known.emplace_back(member.name); });
        for (auto const& [key, value] : object) {
            std::string_view const name{key.data(), key.size()};
            if (!contains(known, name)) return unknown_field(place, name, known);
        }
        return {};
    }
};

}  // namespace cadence::json
