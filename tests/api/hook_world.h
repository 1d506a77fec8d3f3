// An API with hooks: their secrets in files, their deliveries signed as each service signs.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <stdlib.h>

#include "api/world.h"
#include "base/digest.h"
#include "worker/inbox.h"

namespace cadence::testing {

/// Where secrets lie; goes away with the test.
class SecretFolder {
  public:
    SecretFolder() {
        auto name = (std::filesystem::temp_directory_path() / "cadenced-secrets-XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
        path_ = name;
    }
    SecretFolder(SecretFolder const&) = delete;
    SecretFolder& operator=(SecretFolder const&) = delete;
    ~SecretFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    void put(std::string const& name, std::string const& secret) const {
        std::ofstream{path_ / name, std::ios::trunc} << secret << "\n";
    }
    void remove(std::string const& name) const { std::filesystem::remove(path_ / name); }
    [[nodiscard]] std::filesystem::path const& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

inline std::string const kHidden = "qV7dW2nXr8sT4kLm9pZb3cYf";  // a coolify hook's name
inline std::string const kSecret = "It's a Secret to Everybody";
inline std::string const kCommit = "6113728f27ae82c7b1a177c8d03f9e96e0adf246";

inline config::HookConfig hook(forge::Source source, std::string name, std::vector<std::string> secrets) {
    config::HookConfig hook;
    hook.name = std::move(name);
    hook.source = source;
    hook.train = "backend";
    hook.secrets_from = std::move(secrets);
    hook.environments = {{"production", release::Environment::production},
                         {"staging", release::Environment::staging},
                         {"abc123", release::Environment::production}};
    return hook;
}

inline void with_hooks(config::Config& config) {
    using forge::Source;
    config.hooks = {hook(Source::github, "backend", {"github", "github-old"}),
                    hook(Source::gitlab, "backend", {"gitlab"}),
                    hook(Source::coolify, kHidden, {}),
                    hook(Source::generic, "scripts", {"generic"}),
                    hook(Source::slack, "team", {"slack"}),
                    hook(Source::mattermost, "team", {"mattermost"})};
    for (auto& person : config.people) {
        if (person.id == "anna")
            person.known_as = {{"slack_id", "U0ANNA"}, {"mattermost_id", "annamattermost"}};
        if (person.id == "paul") person.known_as = {{"slack_id", "U0PAUL"}};
        if (person.id == "eve") person.known_as = {{"slack_id", "U0EVE"}, {"github_login", "Codertocat"}};
    }
}

struct HookWorld {
    explicit HookWorld(ApiWorld::Options options = {}, std::size_t largest = 40'000)
        : world{prepared(std::move(options), folder, largest)} {
        for (auto const* const name : {"github", "gitlab", "slack", "mattermost"}) folder.put(name, kSecret);
        folder.put("github-old", "the one before");
        folder.put("generic", "whsec_" + to_base64(kSecret));
        auto& hooks = world.api().hooks();
        hooks.warn = [this](std::string_view line) { warnings.emplace_back(line); };
        hooks.report = [this](std::string_view line) { errors.emplace_back(line); };
        hooks.arrived = [this] { ++arrived; };
    }
    static ApiWorld::Options prepared(ApiWorld::Options options, SecretFolder const& folder,
                                      std::size_t largest) {
        options.adjust = [largest](config::Config& config) {
            with_hooks(config);
            for (auto& each : config.hooks) each.max_body = largest;
        };
        options.credentials = folder.path();
        return options;
    }

    net::Request request(std::string const& path, std::string body, net::Headers headers) {
        auto made = ApiWorld::request(net::Method::post, path, std::move(headers), std::move(body));
        std::ranges::stable_partition(made.headers,
                                      [](auto const& header) { return header.first == "host"; });
        return made;  // whose signature is its last header
    }
    net::Request github(std::string const& event, std::string body, std::string const& delivery = "a-1",
                        std::string const& secret = kSecret) {
        auto const signature = "sha256=" + to_hex(hmac_sha256(secret, body));
        return request("/hooks/github/backend", std::move(body),
                       {{"content-type", "application/json"},
                        {"x-github-event", event},
                        {"x-github-delivery", delivery},
                        {"x-hub-signature-256", signature}});
    }
    /// Everything that waits is worked on.
    void work() {
        worker::Inbox inbox{world.engine()};
        inbox.work();
        for (int turns = 0; !world.engine().store().waiting_arrivals(1).empty(); ++turns) {
            if (turns == 100) throw std::logic_error("there is always something that waits");
            world.commit();
        }
    }

    SecretFolder folder;
    ApiWorld world;
    std::vector<std::string> warnings;
    std::vector<std::string> errors;
    int arrived = 0;
};

/// One of the services' own examples; see tests/forge/payloads/SOURCES.
inline std::string sample(std::string const& name) {
    std::ifstream file{std::string{CADENCE_SOURCE_DIR} + "/tests/forge/payloads/" + name + ".json"};
    return {std::istreambuf_iterator<char>{file}, {}};
}
inline std::string replaced(std::string text, std::string_view what, std::string_view by) {
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size()))
        text.replace(at, what.size(), by);
    return text;
}
/// GitHub's example of a push, to our main branch.
inline std::string push_to_main() {
    return replaced(sample("github_push"), "refs/heads/master", "refs/heads/main");
}

}  // namespace cadence::testing
