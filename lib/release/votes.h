// Votes, the candidate they are about, and the reminder of those who have not voted. DESIGN section 5.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/describe/class.hpp>
#include <boost/mp11/list.hpp>

#include "release/aggregate.h"
#include "release/people.h"
#include "release/terms.h"

namespace cadence::release {

struct Candidate {
    std::string version;
    std::string commit;
    Instant set_at;
    std::string by;
};

struct Vote {
    std::string person;
    std::string name;
    std::vector<Role> roles;  // all they held when they voted
    Choice vote = Choice::go;
    std::string reason;
    Instant at;
};

BOOST_DESCRIBE_STRUCT(Candidate, (), (version, commit, set_at, by))
BOOST_DESCRIBE_STRUCT(Vote, (), (person, name, roles, vote, reason, at))

// Commands.

struct CastVote {
    std::string release;
    Choice vote = Choice::go;
    std::string reason;
};
struct WithdrawVote {
    std::string release;
    std::string person;  // empty: one's own
    std::string reason;
};
struct SetCandidate {
    std::string release;
    std::string version;
    std::string commit;
};
struct RemindVoters {
    std::string release;
};

BOOST_DESCRIBE_STRUCT(CastVote, (), (vote, reason))
BOOST_DESCRIBE_STRUCT(SetCandidate, (), (version, commit))

// Events.

struct CandidateSet {
    static constexpr std::string_view type = "candidate_set";
    std::string release;
    std::string version;
    std::string commit;
    std::vector<std::string> voided;  // whose votes or approvals it voids
    std::vector<std::string> reset;   // checklist items that are pending again
};
struct VoteCast {
    static constexpr std::string_view type = "vote_cast";
    std::string release;
    std::string person;
    std::string name;
    std::vector<Role> roles;
    Choice vote = Choice::go;
    std::string reason;
};
struct VoteWithdrawn {
    static constexpr std::string_view type = "vote_withdrawn";
    std::string release;
    std::string person;
    std::string reason;
};
struct VoteReminded {
    static constexpr std::string_view type = "vote_reminded";
    std::string release;
    Instant decision_at;
    std::vector<std::string> missing;  // texts: what keeps it from GO beside votes that are still to come
    std::vector<Role> waiting_for;     // of whom nobody has voted
};

BOOST_DESCRIBE_STRUCT(CandidateSet, (), (release, version, commit, voided, reset))
BOOST_DESCRIBE_STRUCT(VoteCast, (), (release, person, name, roles, vote, reason))
BOOST_DESCRIBE_STRUCT(VoteWithdrawn, (), (release, person, reason))
BOOST_DESCRIBE_STRUCT(VoteReminded, (), (release, decision_at, missing, waiting_for))

using VoteCommands = boost::mp11::mp_list<CastVote, WithdrawVote, SetCandidate, RemindVoters>;
using VoteEvents = boost::mp11::mp_list<CandidateSet, VoteCast, VoteWithdrawn, VoteReminded>;

[[nodiscard]] Result<Events> handle(Train const&, CastVote const&, Context const&);
[[nodiscard]] Result<Events> handle(Train const&, WithdrawVote const&, Context const&);
[[nodiscard]] Result<Events> handle(Train const&, SetCandidate const&, Context const&);
[[nodiscard]] Result<Events> handle(Train const&, RemindVoters const&, Context const&);

void apply(Train&, CandidateSet const&, Event const&);
void apply(Train&, VoteCast const&, Event const&);
void apply(Train&, VoteWithdrawn const&, Event const&);
void apply(Train&, VoteReminded const&, Event const&);

/// When the voters of this attempt are to be reminded; nothing: not, or not any more.
[[nodiscard]] std::optional<Instant> next_reminder(Release const& release, Policy const& policy);
/// Who has not voted, and what else is missing for GO.
[[nodiscard]] VoteReminded reminder_of(Release const& release);

void erase_vote(Release& release, std::string const& person);

}  // namespace cadence::release
