// A house to which other systems tell something: what arrives, and how it is worked on.
#pragma once

#include <algorithm>
#include <fstream>
#include <string>
#include <vector>

#include "support/house.h"
#include "worker/inbox.h"

namespace cadence::worker {

using namespace engine;  // support/house.h

inline std::string sample(std::string const& name) {
    std::ifstream file{std::string{CADENCE_SOURCE_DIR} + "/tests/forge/payloads/" + name + ".json"};
    return {std::istreambuf_iterator<char>{file}, {}};
}

inline config::Config with_hooks() {
    auto config = config_of_spec();
    for (auto const source : {forge::Source::github, forge::Source::generic}) {
        config::HookConfig hook;
        hook.name = "backend";
        hook.source = source;
        hook.train = kTrain;
        hook.environments = {{"production", release::Environment::production},
                             {"staging", release::Environment::staging}};
        config.hooks.push_back(hook);
    }
    return config;
}

class Post {
  public:
    explicit Post(House::Keeps keeps = House::Keeps::in_memory) : Post{with_hooks(), keeps} {}
    explicit Post(config::Config config, House::Keeps keeps = House::Keeps::in_memory)
        : house{"2026-01-04T09:00:00Z", std::move(config), keeps} {}

    Inbox::Options options() {
        return {.heard = [this](std::string const& train, forge::Fact const&) { heard.push_back(train); },
                .report = [this](std::string_view line) { reported.emplace_back(line); }};
    }
    engine::Outcome arrives(std::string const& endpoint, std::string const& event, std::string body,
                            std::string const& key) {
        store::Arrival arrival{.endpoint = endpoint, .key = key, .event = event, .body = std::move(body)};
        if (!event.empty()) arrival.headers = {{"x-github-event", event}};
        return house.ask("olga", engine::ReceiveHook{std::move(arrival)}).value();
    }
    engine::Outcome merge_told(std::string const& commit, std::string const& key) {
        return arrives("generic/backend", "", R"({"type":"merge","commit":")" + commit + "\"}", key);
    }
    /// As the daemon does: after each answer, and then as long as the engine has something to do.
    void work() { work(options()); }
    void work(Inbox::Options with) {
        Inbox inbox{*house.engine, std::move(with)};
        inbox.work();
        for (int turn = 0; turn < 50; ++turn) house.engine->flush();
    }
    [[nodiscard]] std::vector<std::string> details() const {
        std::vector<std::string> all;
        for (auto const& each : house.store->arrivals(100))
            all.push_back(std::string{name_of(each.state)} + ": " + each.detail);
        std::ranges::reverse(all);
        return all;
    }

    House house;
    std::vector<std::string> heard;
    std::vector<std::string> reported;
};

}  // namespace cadence::worker
