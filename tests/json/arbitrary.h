// Any value of any described struct, for rapidcheck.
#pragma once

#include <bit>
#include <cmath>
#include <limits>
#include <ostream>

#include <rapidcheck.h>

#include "json/codec.h"
#include "json/text.h"
#include "release/trains.h"

namespace cadence::json {

template <class T>
struct Any {
    static T make() { return *rc::gen::arbitrary<T>(); }
};

template <>
struct Any<std::string> {
    static std::string make() {
        auto const pieces = *rc::gen::container<std::vector<std::string>>(
            rc::gen::element<std::string>("a", "backend", "v1.2.3", " ", "ü", "発", "🚂", "\"", "\\", "/",
                                          "\n", "\x01", "\x7f", "#", "null"));
        std::string text;
        for (auto const& piece : pieces) text += piece;
        return text;
    }
};

template <>
struct Any<double> {
    static double make() {
        using Limits = std::numeric_limits<double>;
        auto const any = std::bit_cast<double>(
            *rc::gen::inRange<std::uint64_t>(0, std::numeric_limits<std::uint64_t>::max()));
        auto const number = *rc::gen::element(any, 0.0, -0.0, 7.5, 9.8, 1e15, 1e16, 1e21, 1e22,
                                              123456789012.0, 0.1, 2.2250738585072011e-308, Limits::max(),
                                              Limits::min(), Limits::denorm_min(), Limits::lowest());
        return std::isfinite(number) ? number : 0.5;
    }
};

template <>
struct Any<Duration> {
    static Duration make() {
        return Duration{*rc::gen::inRange<std::int64_t>(-100'000'000'000, 100'000'000'000)};
    }
};

template <>
struct Any<Date> {
    static Date make() { return Date{date::days{*rc::gen::inRange(-719'162, 2'932'897)}}; }
};

template <>
struct Any<Instant> {
    static Instant make() {
        return Instant{Any<Date>::make()} + Duration{*rc::gen::inRange<std::int64_t>(0, 86'400'000'000)};
    }
};

template <Named E>
struct Any<E> {
    static E make() { return static_cast<E>(*rc::gen::inRange<std::size_t>(0, Names<E>::values.size())); }
};

template <class T>
struct Any<std::optional<T>> {
    static std::optional<T> make() {
        return *rc::gen::arbitrary<bool>() ? std::optional<T>{Any<T>::make()} : std::nullopt;
    }
};

template <class T>
struct Any<std::vector<T>> {
    static std::vector<T> make() {
        std::vector<T> items(*rc::gen::inRange<std::size_t>(0, 4));
        for (auto& item : items) item = Any<T>::make();
        return items;
    }
};

template <class Items, class Item>
Items filled_by(void (Items::*put)(Item)) {
    Items items;
    for (auto& item : Any<std::vector<Item>>::make()) (items.*put)(std::move(item));
    return items;
}

template <>
struct Any<release::Merges> {
    static release::Merges make() { return filled_by(&release::Merges::add); }
};

template <>
struct Any<release::Deadlines> {
    static release::Deadlines make() { return filled_by(&release::Deadlines::put); }
};

template <class T>
struct Any<SharedMap<T>> {
    static SharedMap<T> make() {
        SharedMap<T> items;
        for (auto count = *rc::gen::inRange(0, 3); count > 0; --count)
            items.emplace(Any<std::string>::make(), Any<T>::make());
        return items;
    }
};

template <Described T>
struct Any<T> {
    static T make() {
        T made{};
        boost::mp11::mp_for_each<boost::describe::describe_members<T, boost::describe::mod_public>>(
            [&](auto member) {
                auto& value = made.*member.pointer;
                value = Any<std::remove_reference_t<decltype(value)>>::make();
            });
        return made;
    }
};

}  // namespace cadence::json
