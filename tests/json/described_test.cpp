// A member that BOOST_DESCRIBE_STRUCT forgets would be lost at the next restart: count them.
#include <set>

#include <boost/pfr.hpp>
#include <gtest/gtest.h>

#include "json/codec.h"
#include "release/event.h"
#include "release/gates.h"
#include "release/policy.h"

namespace cadence::json {
namespace {

/// All that is stored or answered; what these are made of is found by itself.
using Roots = boost::mp11::mp_append<
    boost::mp11::mp_list<release::Train, release::Decision, release::Gate, release::Clocks>,
    boost::mp11::mp_rename<release::EventBody::variant, boost::mp11::mp_list>>;

template <class T>
struct Inside {
    using Type = T;
};
template <class T>
struct Inside<std::optional<T>> : Inside<T> {};
template <class T>
struct Inside<std::vector<T>> : Inside<T> {};
template <>
struct Inside<release::Merges> : Inside<release::Merge> {};
template <>
struct Inside<release::Deadlines> : Inside<release::Deadline> {};
template <class T>
struct Inside<SharedMap<T>> : Inside<T> {};

template <class T>
void count(std::set<std::string>& counted) {
    if constexpr (Described<T>) {
        auto const name = testing::internal::GetTypeName<T>();
        if (!counted.insert(name).second) return;
        using Members = boost::describe::describe_members<T, boost::describe::mod_public>;
        EXPECT_EQ(boost::mp11::mp_size<Members>::value, boost::pfr::tuple_size_v<T>)
            << "the description forgets a member of " << name;
        boost::mp11::mp_for_each<Members>([&](auto member) {
            using Member = std::remove_reference_t<decltype(std::declval<T&>().*member.pointer)>;
            count<typename Inside<Member>::Type>(counted);
        });
    }
}

TEST(Described, every_member_of_every_struct_is_listed) {
    std::set<std::string> counted;
    boost::mp11::mp_for_each<boost::mp11::mp_transform<std::type_identity, Roots>>(
        [&](auto each) { count<typename decltype(each)::type>(counted); });
    for (auto const* name : {"Merge", "Deadline", "ItemRule", "OnDemand", "Rollback", "DeadlineWithdrawn"})
        EXPECT_TRUE(counted.contains("cadence::release::" + std::string{name})) << name;
}

}  // namespace
}  // namespace cadence::json
