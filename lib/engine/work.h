// The engine's work items and their outcomes. Commands about a train are the pure core's; the rest concerns
// the daemon itself.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <boost/describe/class.hpp>

#include "engine/plan.h"
#include "flag/flags.h"
#include "job/action.h"
#include "release/command.h"
#include "store/delivery.h"
#include "store/records.h"

namespace cadence::engine {

struct TrainCommand {
    std::string train;
    release::Command command;
};
struct CreateToken {
    std::string person;
    std::optional<Duration> valid_for;  // nothing: until revoked
    std::string note;
    // It may tick these and do nothing else; nothing: not limited. An empty list is refused.
    std::optional<std::vector<std::string>> items = {};
};
struct RevokeToken {
    std::string token;  // its id
};
struct TouchToken {  // remembers a last use, at most once an hour
    std::string token;
};
struct MakeSignInLink {
    std::string person;
};
struct SignIn {  // a link's code becomes a token of its person's, once
    std::string token;
    bool keep = false;  // for longer than a day's work
};
struct AcceptClock {
    std::string reason;
};
struct PutFlag {  // registers it, or changes it
    std::string train;
    std::string key;
    flag::Wanted wanted;
};
struct RemoveFlag {
    std::string train;
    std::string key;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(CreateToken, (), (person, valid_for, note, items))
BOOST_DESCRIBE_STRUCT(MakeSignInLink, (), (person))
BOOST_DESCRIBE_STRUCT(AcceptClock, (), (reason))

struct ApplyConfig {
    config::Config config;
};

/// Looks at the system's zone database again; nothing changes unless it has.
struct ReloadZones {};

// The outbox.
struct DeliveryTurn {
    enum class What { go, stay, later } what = What::go;  // stay: due as it is, until there is a place for it
    Instant until = {};                                   // of `later`
};
struct BeginDeliveries {             // takes those that are due, each recorded before it goes out
    std::size_t announcements = 16;  // at most
    std::size_t actions = 16;
    std::vector<std::string> except = {};  // lanes that are not looked at
    /// What this one, which is due, is to do; without it, each may go.
    std::function<DeliveryTurn(store::Delivery const& delivery)> turn = {};
};
struct FinishDelivery {
    std::string delivery;
    int attempt = 1;  // which: a late answer to another is dropped
    job::DeliveryResult result;
};
/// The first that waits in its lane goes now. What is dead, expired or unknown goes at the tail; but what an
/// unknown one is known to have begun is asked about first.
struct RetryDelivery {
    std::string delivery;
};
struct DropDelivery {  // so that it is never sent
    std::string delivery;
};
struct TestChannel {
    std::string channel;
};

/// A fault of the merge gate at the forge that people must know: it refuses the gate's status.
struct TellOfForge {
    std::string train;
    std::string repository;
    std::string detail;
};

// The inbox.
/// So long a redelivery is known as one. No service tells later what happened: GitHub delivers again for
/// three days.
inline constexpr Duration kArrivalKept = std::chrono::hours{24 * 7};

/// One that cannot be used is `failed` already, with why.
struct ReceiveHook {
    store::Arrival arrival;
};
/// The effect of a hook, and that it has been processed: in one transaction. A refused command makes it
/// failed, and leaves the others alone.
struct FinishHook {
    std::int64_t arrival = 0;
    std::vector<TrainCommand> commands;
    store::ArrivalState state = store::ArrivalState::done;
    std::string detail;
    std::string endpoint = {};  // it came to, for the log
    std::string event = {};
    bool understood = false;      // it came to something, if only to what the merge gate hears
    std::string doubt = {};       // what the configuration may be wrong about, or empty
    std::string repository = {};  // that it told of, where nothing says which one is meant
};

using Work =
    std::variant<TrainCommand, CreateToken, RevokeToken, TouchToken, MakeSignInLink, SignIn, AcceptClock,
                 ApplyConfig, ReloadZones, BeginDeliveries, FinishDelivery, RetryDelivery, DropDelivery,
                 TestChannel, TellOfForge, ReceiveHook, FinishHook, PutFlag, RemoveFlag>;

/// The train whose roles count, or empty: those held everywhere.
[[nodiscard]] std::string train_of(Work const& work);

struct Outcome {
    Instant at;
    std::vector<release::LogLine> lines;      // empty: nothing had to change
    std::optional<release::Release> release;  // as it stands after a command about one
    std::optional<release::Train> train;      // as it stands after a command about a train
    std::optional<store::TokenRecord> token;
    std::string secret;                       // of a new token, shown this once
    std::vector<DateDiff> dates;              // what a new configuration or zone changed
    std::vector<Further> further;             // and where it may change more
    std::vector<std::string> goes;            // the trains and people that it no longer has
    std::vector<store::Delivery> deliveries;  // begun; as it stands after work about one; what would go out
    bool duplicate = false;                   // a hook that has arrived before
    std::optional<flag::Flag> flag;           // as it then stands; of one removed, as it was
    std::string detail;                       // what of a hook was refused, in words
};

/// How long the answer to an Idempotency-Key is kept.
inline constexpr Duration kReplyKept = std::chrono::hours{24};

/// How a train (empty: everything) stood when somebody looked.
struct AsOf {
    std::string train;
    std::int64_t revision = 0;
};

struct Request {
    release::Actor actor;
    Work work;
    /// Called before the commit when the work was accepted: an answer to keep with it, under its
    /// Idempotency-Key.
    std::function<std::optional<store::StoredReply>(Outcome const&)> keep = {};
    /// Called once, after the commit or the refusal.
    std::function<void(Result<Outcome> const&)> done = {};
    /// Done only if nothing has happened since. Errors: outdated `changed-meanwhile`.
    std::optional<AsOf> as_of = {};
};

}  // namespace cadence::engine
