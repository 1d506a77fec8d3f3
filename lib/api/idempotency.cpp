#include "api/idempotency.h"

#include <algorithm>
#include <array>

#include "api/change.h"
#include "api/routes.h"
#include "base/digest.h"

namespace cadence::api {

namespace {

constexpr std::size_t kLongestKey = 200;

bool is_visible(char c) {
    return c > ' ' && c <= '~';
}

/// Of what is made, or of what was meant.
constexpr std::array<std::string_view, 2> kLocations{"Location", "Content-Location"};
std::string_view location_header(int status) {
    return kLocations[status == 201 ? 0 : 1];
}

store::StoredReply kept_of(Once const& once, engine::Outcome const& outcome, Answer answer) {
    store::StoredReply kept{once.caller,
                            once.key,
                            once.fingerprint,
                            answer.status,
                            std::move(answer.content_type),
                            std::move(answer.body),
                            outcome.at};
    for (auto& [name, value] : answer.headers)
        if (name == location_header(kept.status)) kept.location = std::move(value);
    if (kept.body.size() <= kLargestKept || !once.can_be_made_again || !outcome.train) return kept;
    kept.body.clear();
    kept.train = outcome.train->id;
    if (auto const* const release = release_in(outcome)) kept.release = release->id;
    if (outcome.lines.empty()) return kept;
    kept.first_line = outcome.lines.front().seq;
    kept.last_line = outcome.lines.back().seq;
    return kept;
}

std::vector<release::LogLine> lines_of(store::Store const& store, store::StoredReply const& stored) {
    if (stored.first_line == 0) return {};
    auto lines = store.events({.after = stored.first_line - 1,
                               .limit = static_cast<std::size_t>(stored.last_line - stored.first_line) + 1});
    std::erase_if(lines, [&](release::LogLine const& line) { return line.seq > stored.last_line; });
    return lines;
}

}  // namespace

Result<std::string> idempotency_key(net::Request const& request) {
    auto const header = request.header("idempotency-key");
    if (!header) return std::string{};
    auto key = *header;
    if (key.size() >= 2 && key.starts_with('"') && key.ends_with('"')) key = key.substr(1, key.size() - 2);
    if (key.empty() || key.size() > kLongestKey || !std::ranges::all_of(key, is_visible)) {
        return refuse(ErrorCode::invalid, "idempotency-key-wrong",
                      "An Idempotency-Key must have 1 to 200 visible ASCII characters; a UUID is fine.");
    }
    return std::string{key};
}

std::string fingerprint_of(net::Request const& request) {
    Digest digest;
    for (auto const part : {verb_of(request.method), std::string_view{" "}, std::string_view{request.target},
                            std::string_view{"\n"}, std::string_view{request.body}})
        digest.add(part);
    return to_hex(digest.finish());
}

std::optional<store::StoredReply> KeptReplies::find(Once const& once) const {
    auto stored = engine_.store().reply_to(once.caller, once.key);
    if (stored && engine_.clock().now() - stored->at >= engine::kReplyKept) stored.reset();
    return stored;
}

std::optional<Duration> KeptReplies::full_for(Once const& once) {
    auto const now = engine_.clock().now();
    auto const count = [&] {
        auto const kept = engine_.store().replies_since(once.caller, now - engine::kReplyKept);
        auto const full = kept.count >= kMostKept;
        return Kept{kept.count, full ? std::optional{kept.oldest + engine::kReplyKept} : std::nullopt};
    };
    auto& kept = kept_.try_emplace(once.caller, Kept{kMostKept}).first->second;
    if (kept.count >= kMostKept && (!kept.full_until || *kept.full_until <= now)) kept = count();
    return kept.full_until ? std::optional{*kept.full_until - now} : std::nullopt;
}

void KeptReplies::submit(engine::Request request, Once once,
                         std::function<Answer(engine::Outcome const&)> render,
                         std::function<void(Result<Answer>)> done) {
    if (!once.key.empty()) {
        running_.insert(id_of(once));
        request.keep = [this, render, once](engine::Outcome outcome) {
            outcome.secret.clear();
            if (auto const kept = kept_.find(once.caller); kept != kept_.end()) ++kept->second.count;
            return std::optional{kept_of(once, outcome, render(outcome))};
        };
    }
    request.done = [this, once = std::move(once), render = std::move(render),
                    done = std::move(done)](Result<engine::Outcome> const& outcome) {
        running_.erase(id_of(once));
        done(outcome.map(render));
    };
    engine_.submit(std::move(request));
}

Answer made_again(engine::Engine& engine, Change const& change, store::StoredReply const& stored) {
    engine::Outcome outcome{.at = stored.at, .lines = lines_of(engine.store(), stored)};
    if (!stored.release.empty()) outcome.release = engine.store().release(stored.release);
    outcome.train = engine.train(stored.train);
    return change.render(outcome);
}

}  // namespace cadence::api
