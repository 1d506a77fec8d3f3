#include "api/rates.h"

#include <algorithm>

namespace cadence::api {

namespace {

constexpr Duration kHeld = std::chrono::seconds{10};
constexpr int kOfTheOperator = 50;  // times as many
constexpr int kEvaluations = 50;    // for each read

bool is_from_here(std::string_view peer) {
    return peer.empty() || peer.starts_with("127.") || peer.starts_with("[::1]") ||
           peer.starts_with("[::ffff:127.");
}

std::string reader_bucket(char kind, std::string const& peer) {
    return std::string{kind, ' '} + peer.substr(0, peer.rfind(':'));
}

std::string bucket_of(char kind, engine::Identity const& caller) {
    return std::string{kind, ' '} + caller.id + " " + caller.token;
}

}  // namespace

std::optional<Duration> Rates::wait_for(Call const& call, Route const& route) {
    if (route.right == Right::evaluate_flags) return wait_for_evaluation(call);
    auto const method = call.request.method;
    auto const reads = method == net::Method::get || method == net::Method::head;
    if (!call.caller) return reads ? wait_for_reader(call.request.peer, call.engine) : std::nullopt;
    auto const& limits = call.engine.config().server;
    auto const each_second = (call.caller->is_operator ? kOfTheOperator : 1) *
                             (reads ? limits.reads_per_second : limits.writes_per_second);
    return take(bucket_of(reads ? 'r' : 'w', *call.caller), each_second,
                call.engine.clock().read().since_boot);
}

std::optional<Duration> Rates::wait_for_reader(std::string const& peer, engine::Engine const& engine) {
    if (is_from_here(peer)) return std::nullopt;
    return take(reader_bucket('r', peer), engine.config().server.reads_per_second,
                engine.clock().read().since_boot);
}

std::optional<Duration> Rates::wait_for_evaluation(Call const& call) {
    if (!call.caller && is_from_here(call.request.peer)) return std::nullopt;
    auto bucket = call.caller ? bucket_of('e', *call.caller) : reader_bucket('e', call.request.peer);
    return take(bucket, kEvaluations * call.engine.config().server.reads_per_second,
                call.engine.clock().read().since_boot);
}

std::optional<Duration> Rates::take(std::string const& bucket, int each_second, Duration now) {
    if (full_at_.size() >= kMostBuckets) make_room(now);
    auto const each = Duration{std::chrono::seconds{1}} / each_second;
    auto& full_at = full_at_[bucket];
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
