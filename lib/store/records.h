// The shapes that go in and out of the store beside trains and releases.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include <boost/describe/class.hpp>

#include "release/log_line.h"
#include "release/trains.h"

namespace cadence::store {

struct EventQuery {
    std::int64_t after = 0;
    std::size_t limit = 100;
    std::string train;
    std::string release;
    std::vector<std::string> types;           // empty: all
    std::optional<std::int64_t> before = {};  // the newest first, of those before this one; nothing: in order
};

struct ReleaseQuery {
    std::string train;
    std::optional<release::Kind> kind;
    std::optional<release::State> state;
    std::optional<Instant> from;   // opens_at >= from
    std::optional<Instant> until;  // opens_at < until
    std::size_t limit = 50;
    // Newest first; continue after this (opens_at, id).
    std::optional<std::pair<Instant, std::string>> after;
};

struct DeadlineQuery {
    std::string train;
    std::optional<release::DeadlineKind> kind;
    std::optional<release::DeadlineState> state;
    std::string release;
    bool live = true;  // still running (open, or breached and not met), or over
    std::size_t limit = 50;
    // Soonest first; continue after this (due_at, train, id).
    std::optional<std::tuple<Instant, std::string, std::string>> after;
};

struct DeadlineRow {
    std::string train;
    release::Deadline deadline;
    bool operator==(DeadlineRow const&) const = default;
};

/// The merges of one train.
struct MergeQuery {
    std::string train;
    std::optional<bool> in_production;  // nothing: both
    std::size_t limit = 50;
    std::optional<int> after;        // newest first; continue after this number
    std::optional<int> beyond = {};  // only those of higher numbers
};

/// A train's production from one instant to another. Where there is more than that, the newest.
struct FactsQuery {
    std::string train;
    Instant from;
    Instant until;
    std::size_t deployments = 800;
    std::size_t changes = 10'000;
};

struct TokenRecord {
    std::string id;  // the part of the token that finds it
    std::string person;
    std::string secret_hash;  // SHA-256, 32 bytes
    std::string issuer;       // actor id
    std::string note;         // what it is for
    Instant created_at;
    std::optional<Instant> expires_at;
    std::optional<Instant> revoked_at;
    std::optional<Instant> last_used_at;
    std::vector<std::string> items;  // it may tick these and do nothing else; empty: not limited
    bool sign_in = false;            // a link's code: exchanged for a token once, and good for nothing else
};
BOOST_DESCRIBE_STRUCT(TokenRecord, (),
                      (id, person, secret_hash, issuer, note, created_at, expires_at, revoked_at,
                       last_used_at, items, sign_in))

/// How an endpoint of hooks stands: of what was signed and has come once.
struct HookRecord {
    std::string endpoint;
    Instant since;  // when the first of those counted came
    std::int64_t received = 0;
    std::int64_t understood = 0;  // it came to something
    std::int64_t ignored = 0;     // of no interest
    std::int64_t failed = 0;      // could not be used
    std::int64_t in_a_row = 0;    // that failed since the last that was understood
    bool told = false;            // it has been announced that it fails
    std::optional<Instant> received_at = {};
    std::optional<Instant> understood_at = {};
    std::optional<Instant> failed_at = {};
    std::string failure = {};  // why the last failed
    std::optional<Instant> doubted_at = {};
    std::string doubt = {};       // what the configuration may be wrong about
    std::string repository = {};  // the first that it told of
    bool operator==(HookRecord const&) const = default;
};
BOOST_DESCRIBE_STRUCT(HookRecord, (),
                      (endpoint, since, received, understood, ignored, failed, in_a_row, told, received_at,
                       understood_at, failed_at, failure, doubted_at, doubt, repository))

/// The answer once given to a write with an Idempotency-Key, by caller and key.
struct StoredReply {
    std::string caller;
    std::string key;
    std::string fingerprint;  // of method, path and body
    int status = 200;
    std::string content_type;
    std::string body;
    Instant at;
    std::string location = {};  // of what it is about, or empty
    // Of one that is too large to keep, what it is made from again.
    std::string train = {};
    std::string release = {};
    std::int64_t first_line = 0;  // of the log; 0: none
    std::int64_t last_line = 0;
};
BOOST_DESCRIBE_STRUCT(StoredReply, (),
                      (caller, key, fingerprint, status, content_type, body, at, location, train, release,
                       first_line, last_line))
/// How many a caller has.
struct KeptReplies {
    std::size_t count = 0;
    Instant oldest = {};  // if there is one
};

}  // namespace cadence::store
