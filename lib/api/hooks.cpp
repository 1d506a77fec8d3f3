// The endpoints of hooks, and how they stand. What comes in at them is taken in arrivals.h.
#include "api/document.h"
#include "api/routes.h"
#include "config/endpoint.h"

namespace cadence::api {

namespace {

constexpr std::size_t kHookBytes = 25 * 1024 * 1024;  // the most that max_body of a hook may say

bool tells_facts(forge::Source source) {
    return source != forge::Source::slack && source != forge::Source::mattermost;
}

void put_counts(Object& into, store::HookRecord const& record) {
    put_only(into, record, {"received", "understood", "ignored", "failed"});
    put(into, "failures_in_a_row", record.in_a_row);
    put_only(into, record, {"received_at", "understood_at", "failed_at", "failure", "doubted_at", "doubt"});
}

/// The repository whose notices are meant, or whose came first where nothing says so.
std::string repository_of(config::Config const& config, config::HookConfig const& hook,
                          std::string const& first) {
    if (!hook.repository.empty()) return hook.repository;
    auto const* const train = config.train(hook.train);
    return train != nullptr && train->forge ? train->forge->repository : first;
}

void put_hook(Object& into, Call const& call, config::HookConfig const& hook) {
    auto const& engine = call.engine;
    auto const endpoint = config::endpoint_of(hook);
    put(into, "hook", endpoint);
    put(into, "source", name_of(hook.source));
    put(into, "train", hook.train);
    if (tells_facts(hook.source)) {
        auto const record = engine.store().hook(endpoint).value_or(store::HookRecord{});
        put_known(into, "repository", repository_of(engine.config(), hook, record.repository));
        if (!record.endpoint.empty()) put(into, "since", record.since);
        put_counts(into, record);
    }
    auto const refusals = call.sources.read_refusals();
    auto const refused = refusals.find(endpoint);
    put(into, "refused", refused == refusals.end() ? std::int64_t{0} : refused->second.count);
    if (refused == refusals.end()) return;
    put(into, "refused_at", refused->second.last);
    put(into, "refusal", refused->second.why);
}

Result<Answer> get_hooks(Call const& call) {
    return call.train_id().map([&](std::string const& train) {
        return answer_with([&](Object& page) {
            auto& items = array_in(page, "items");
            for (auto const& hook : call.engine.config().hooks)
                if (train.empty() || hook.train == train) put_hook(object_in(items), call, hook);
        });
    });
}

}  // namespace

Routes hooks_routes() {
    return {
        fresh_each_time(get("/v1/hooks", "The state of the webhook endpoints", get_hooks, {"train"})),
        up_to(kHookBytes, {net::Method::post, "/hooks/{source}/{name}", Access::everyone,
                           "Receive a webhook, signed the way its source signs", HookHandler{}}),
    };
}

}  // namespace cadence::api
