// A deadline. One mechanism for all of them: it starts, warns at 50 % and 80 %, announces its breach once,
// and runs on until it is met or its subject is gone. DESIGN section 7.
//
// Invariant: `met` means met by `due_at` as it happened, however late it was reported; `met_late` after it.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>

#include <boost/describe/class.hpp>
#include <boost/mp11/list.hpp>

#include "base/instant.h"
#include "base/names.h"
#include "base/shared_map.h"
#include "release/aggregate.h"

namespace cadence::release {

BOOST_DEFINE_ENUM_CLASS(DeadlineKind, staging_deploy, hotfix_deploy, deployment, rollback, post_mortem,
                        retrospective, cadence_review)
BOOST_DEFINE_ENUM_CLASS(DeadlineState, open, breached, met, met_late, withdrawn)

struct Deadline {
    std::string id;  // "hotfix_deploy:backend-hotfix-2026-01-14-double-booking"
    DeadlineKind kind = DeadlineKind::staging_deploy;
    std::string release;  // or empty
    std::string subject;  // a commit, a release, a review
    Instant started_at;
    Instant due_at;
    DeadlineState state = DeadlineState::open;
    int warned = 0;  // percent
    std::optional<Instant> ended_at;
    std::string reason;  // of a withdrawal
};

inline constexpr std::array<int, 2> kWarnings{50, 80};  // percent of the way

[[nodiscard]] inline bool is_live(Deadline const& deadline) {
    return deadline.state == DeadlineState::open || deadline.state == DeadlineState::breached;
}
/// When so much of it has passed.
[[nodiscard]] inline Instant instant_at(Deadline const& deadline, int percent) {
    auto const whole = deadline.due_at - deadline.started_at;  // up to 10,000 years: not to be multiplied
    return deadline.started_at + whole / 100 * percent + whole % 100 * percent / 100;
}
/// "hotfix_deploy:backend-hotfix-2026-01-14-double-booking"
[[nodiscard]] inline std::string deadline_id(DeadlineKind kind, std::string_view subject) {
    return std::string{name_of(kind)} + ":" + std::string{subject};
}

/// When time has something to do about it: a warning or its breach. Nothing: one that is breached has nothing
/// more to wait for but being met.
[[nodiscard]] std::optional<Instant> next_move(Deadline const& deadline);

/// By id, and in the order in which time moves them. Copies share them.
class Deadlines : private SharedMap<Deadline> {
  public:
    using Map = SharedMap<Deadline>;
    using Map::at;
    using Map::begin;
    using Map::const_iterator;
    using Map::contains;
    using Map::empty;
    using Map::end;
    using Map::find;
    using Map::iterator;
    using Map::key_type;
    using Map::mapped_type;
    using Map::size;
    using Map::value_type;

    struct Move {
        Instant at;
        std::string deadline;
        friend bool operator==(Move const&, Move const&) = default;
        friend bool operator<(Move const& a, Move const& b) {
            return std::tie(a.at, a.deadline) < std::tie(b.at, b.deadline);
        }
    };

    /// A new one, or another one of the same id.
    void put(Deadline deadline);
    /// Of one that is there; its id stays as it is.
    template <class Change>
    void edit(std::string const& id, Change const& change) {
        auto changed = at(id);
        change(changed);
        put(std::move(changed));
    }
    /// Those that are met or withdrawn.
    void forget_ended();
    /// The next that time does about one of them.
    [[nodiscard]] std::optional<Move> next() const;

    friend bool operator==(Deadlines const& a, Deadlines const& b) {
        return static_cast<Map const&>(a) == static_cast<Map const&>(b);
    }
    /// As of lists.
    template <class Gone, class There>
    void changes_since(Deadlines const& before, Gone const& gone, There const& there) const {
        Map::changes_since(before, gone, there);
    }

  private:
    void forget(Deadline const& deadline);

    SharedList<Move> moves_;  // in their order
    std::size_t ended_ = 0;
};

BOOST_DESCRIBE_STRUCT(Deadline, (),
                      (id, kind, release, subject, started_at, due_at, state, warned, ended_at, reason))

// Commands.

struct MoveDeadline {  // warns or breaches, whichever is due
    std::string deadline;
};

// Events.

struct DeadlineStarted {
    static constexpr std::string_view type = "deadline_started";
    std::string release;
    Deadline deadline;
};
struct DeadlineWarned {
    static constexpr std::string_view type = "deadline_warned";
    std::string release;
    std::string deadline;
    DeadlineKind kind = DeadlineKind::staging_deploy;
    Instant due_at;
    int percent = 0;
};
struct DeadlineBreached {
    static constexpr std::string_view type = "deadline_breached";
    std::string release;
    std::string deadline;
    DeadlineKind kind = DeadlineKind::staging_deploy;
    Instant due_at;
};
struct DeadlineMet {
    static constexpr std::string_view type = "deadline_met";
    std::string release;
    std::string deadline;
    DeadlineKind kind = DeadlineKind::staging_deploy;
    Instant due_at;
    Instant met_at;
    bool late = false;
};
struct DeadlineWithdrawn {
    static constexpr std::string_view type = "deadline_withdrawn";
    std::string release;
    std::string deadline;
    DeadlineKind kind = DeadlineKind::staging_deploy;
    Instant due_at;
    std::string reason;
};

BOOST_DESCRIBE_STRUCT(DeadlineStarted, (), (release, deadline))
BOOST_DESCRIBE_STRUCT(DeadlineWarned, (), (release, deadline, kind, due_at, percent))
BOOST_DESCRIBE_STRUCT(DeadlineBreached, (), (release, deadline, kind, due_at))
BOOST_DESCRIBE_STRUCT(DeadlineMet, (), (release, deadline, kind, due_at, met_at, late))
BOOST_DESCRIBE_STRUCT(DeadlineWithdrawn, (), (release, deadline, kind, due_at, reason))

using DeadlineCommands = boost::mp11::mp_list<MoveDeadline>;
using DeadlineEvents =
    boost::mp11::mp_list<DeadlineStarted, DeadlineWarned, DeadlineBreached, DeadlineMet, DeadlineWithdrawn>;

[[nodiscard]] Result<Events> handle(Train const&, MoveDeadline const&, Context const&);

void apply(Train&, DeadlineStarted const&, Event const&);
void apply(Train&, DeadlineWarned const&, Event const&);
void apply(Train&, DeadlineBreached const&, Event const&);
void apply(Train&, DeadlineMet const&, Event const&);
void apply(Train&, DeadlineWithdrawn const&, Event const&);

}  // namespace cadence::release
