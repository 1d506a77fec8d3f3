#include "api/rates.h"

#include <algorithm>

namespace cadence::api {

namespace {

constexpr Duration kHeld = std::chrono::seconds{10};
constexpr int kOfTheOperator = 50;  // times as many

bool is_from_here(std::string_view peer) {
    return peer.empty() || peer.starts_with("127.") || peer.starts_with("[::1]");
}

/// Whose bucket it is; empty: nobody's.
std::string bucket_of(Call const& call, bool reads) {
    auto const kind = reads ? "r " : "w ";
    if (call.caller) return kind + call.caller->id + " " + call.caller->token;
    if (!reads || is_from_here(call.request.peer)) return {};
    return kind + call.request.peer.substr(0, call.request.peer.rfind(':'));
}

}  // namespace

std::optional<Duration> Rates::wait_for(Call const& call, config::ServerConfig const& limits) {
    auto const method = call.request.method;
    auto const reads = method == net::Method::get || method == net::Method::head;
    auto const key = bucket_of(call, reads);
    if (key.empty()) return std::nullopt;
    auto const now = call.engine.clock().read().since_boot;
    if (full_at_.size() >= kMostBuckets) make_room(now);
    auto const operators = call.caller && call.caller->is_operator ? kOfTheOperator : 1;
    auto const each = Duration{std::chrono::seconds{1}} /
                      (operators * (reads ? limits.reads_per_second : limits.writes_per_second));
    auto& full_at = full_at_[key];
    auto const then = std::max(full_at, now) + each;
    if (then - now > kHeld) return then - now - kHeld;
    full_at = then;
    return std::nullopt;
}

/// A full bucket is as good as none. Where none is full, all begin anew: there is no end of addresses.
void Rates::make_room(Duration now) {
    std::erase_if(full_at_, [&](auto const& each) { return each.second <= now; });
    if (full_at_.size() >= kMostBuckets) full_at_.clear();
}

}  // namespace cadence::api
