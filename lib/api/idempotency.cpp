#include "api/idempotency.h"

#include <algorithm>

#include "api/routes.h"
#include "base/digest.h"

namespace cadence::api {

namespace {

constexpr std::size_t kLongestKey = 200;

bool is_visible(char c) {
    return c > ' ' && c <= '~';
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
    std::string all{verb_of(request.method)};
    all.append(" ").append(request.target).append("\n").append(request.body);
    return to_hex(sha256(all));
}

std::optional<store::StoredReply> KeptReplies::find(Once const& once) const {
    auto stored = engine_.store().reply_to(once.caller, once.key);
    if (stored && engine_.clock().now() - stored->at >= engine::kReplyKept) stored.reset();
    return stored;
}

void KeptReplies::submit(engine::Request request, Once once,
                         std::function<Answer(engine::Outcome const&)> render,
                         std::function<void(Result<Answer>)> done) {
    if (!once.key.empty()) {
        running_.insert(id_of(once));
        request.keep = [render, once](engine::Outcome outcome) {
            outcome.secret.clear();
            auto answer = render(outcome);
            return std::optional{store::StoredReply{once.caller, once.key, once.fingerprint, answer.status,
                                                    std::move(answer.content_type), std::move(answer.body),
                                                    outcome.at}};
        };
    }
    request.done = [this, once = std::move(once), render = std::move(render),
                    done = std::move(done)](Result<engine::Outcome> const& outcome) {
        running_.erase(id_of(once));
        done(outcome.map(render));
    };
    engine_.submit(std::move(request));
}

}  // namespace cadence::api
