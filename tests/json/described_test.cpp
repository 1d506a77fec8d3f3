// A member that json/described.h forgets would be lost at the next restart: count them.
#include <boost/pfr.hpp>
#include <gtest/gtest.h>

#include "json/codec.h"

namespace cadence::json {
namespace {

using State =
    boost::mp11::mp_list<calendar::Blackout, calendar::PhaseTime, calendar::Window, release::Candidate,
                         release::Vote, release::Firing, release::Deployment, release::Issue,
                         release::DateChange, release::Release, release::Running, release::MissedPhase,
                         release::Train, release::Reason, release::Decision, release::Gate>;
using Everything =
    boost::mp11::mp_append<State, boost::mp11::mp_rename<release::EventBody, boost::mp11::mp_list>>;

TEST(Described, every_member_of_every_struct_is_listed) {
    boost::mp11::mp_for_each<boost::mp11::mp_transform<std::type_identity, Everything>>([](auto each) {
        using T = typename decltype(each)::type;
        using Members = boost::describe::describe_members<T, boost::describe::mod_public>;
        EXPECT_EQ(boost::mp11::mp_size<Members>::value, boost::pfr::tuple_size_v<T>)
            << "json/described.h forgets a member of " << testing::internal::GetTypeName<T>();
    });
}

}  // namespace
}  // namespace cadence::json
