// The outbox's and the inbox's rows. DESIGN section 10.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <boost/describe/class.hpp>

#include "base/instant.h"
#include "base/names.h"

namespace cadence::store {

enum class DeliveryKind { announcement, action };

enum class DeliveryState {
    pending,
    sending,    // recorded before it goes out: after a crash its outcome is unknown
    following,  // an action that is under way elsewhere, asked about until it ends
    delivered,
    dead,     // given up, or refused for good; retried or dropped by hand
    dropped,  // by hand
    expired,  // its moment has passed
    unknown,  // an action of which nobody can tell whether it happened: a person must look
};

[[nodiscard]] constexpr bool is_live(DeliveryState state) {
    return state == DeliveryState::pending || state == DeliveryState::sending ||
           state == DeliveryState::following;
}

struct Delivery {
    std::int64_t place = 0;  // order within its lane; given by the store
    std::string id;          // "dlv_3f…": the same at every attempt
    DeliveryKind kind = DeliveryKind::announcement;
    std::string lane;     // "channel:team-chat", "action:backend:deploy_production"
    std::string train;    // or empty
    std::string release;  // or empty
    std::string topic;    // chat::Topic, or an action's trigger
    std::int64_t event = 0;
    DeliveryState state = DeliveryState::pending;
    std::optional<Instant> next_at;
    Instant created_at;
    Instant queued_at;  // a retry by hand begins anew
    std::optional<Instant> expires_at;
    int attempts = 0;
    std::optional<Instant> attempted_at;
    std::optional<Instant> ended_at;
    std::string detail;
    std::string reference;
    std::string body;  // JSON: a chat::Message, or an engine::ActionOrder
    bool operator==(Delivery const&) const = default;
};
BOOST_DESCRIBE_STRUCT(Delivery, (),
                      (place, id, kind, lane, train, release, topic, event, state, next_at, created_at,
                       queued_at, expires_at, attempts, attempted_at, ended_at, detail, reference, body))

/// Which of them to look for.
struct DeliveryKinds {
    bool announcements = true;
    bool actions = true;
    std::vector<std::string> except = {};  // lanes
};

struct DeliveryQuery {
    std::string train;
    std::string lane;
    std::optional<DeliveryKind> kind;
    std::optional<DeliveryState> state;
    bool live_only = false;
    std::size_t limit = 50;
    std::optional<std::int64_t> after;  // newest first; continue after this place
};

enum class ArrivalState { waiting, done, failed };

/// Something another system told us, verified.
struct Arrival {
    std::int64_t seq = 0;
    std::string endpoint;  // "github/backend"
    std::string key;       // what makes a redelivery the same
    Instant arrived_at;
    std::string event;
    ArrivalState state = ArrivalState::waiting;
    std::string detail;
    std::vector<std::pair<std::string, std::string>> headers;  // those that say what it is
    std::string body;
    bool operator==(Arrival const&) const = default;
};
/// Without headers and body, which only those have that wait.
BOOST_DESCRIBE_STRUCT(Arrival, (), (seq, endpoint, key, arrived_at, event, state, detail))

}  // namespace cadence::store

template <>
struct cadence::Names<cadence::store::DeliveryKind> {
    static constexpr std::array<std::string_view, 2> values{"announcement", "action"};
};
template <>
struct cadence::Names<cadence::store::DeliveryState> {
    static constexpr std::array<std::string_view, 8> values{"pending", "sending", "following", "delivered",
                                                            "dead",    "dropped", "expired",   "unknown"};
};
template <>
struct cadence::Names<cadence::store::ArrivalState> {
    static constexpr std::array<std::string_view, 3> values{"waiting", "done", "failed"};
};
