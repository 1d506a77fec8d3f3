// How many announcements a second the outbox sends, on a real file with every commit synced, to receivers
// that answer at once. The peer of the same run is one synced row a transaction, which is what a delivery
// cannot do without: it is recorded before it goes out, and what came of it after.
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <queue>
#include <string>

#include "engine/engine.h"
#include "support/fake_transport.h"
#include "worker/outbox.h"

namespace {

using namespace cadence;
using Seconds = std::chrono::duration<double>;

std::filesystem::path const kFolder = std::filesystem::temp_directory_path() / "cadenced-bench-outbox";
std::filesystem::path const kSecret = kFolder / "secret";

double seconds_of(std::function<void()> const& work) {
    SystemClock const clock;
    auto const began = clock.read().since_boot;
    work();
    return Seconds{clock.read().since_boot - began}.count();
}

config::Config config_with(int channels) {
    auto config = config::parse_config(
                      "[[trains]]\nid = \"backend\"\nfirst_release = 2026-01-08\nweekday = \"Thursday\"\n"
                      "time = \"10:00\"\nevery = \"2 weeks\"\nwindow = \"2h\"\n"
                      "[trains.staging]\nurl = \"https://a.example.org\"\n"
                      "[trains.production]\nurl = \"https://b.example.org\"\n")
                      .value();
    for (int i = 0; i < channels; ++i) {
        chat::WebhookChannel webhook;
        webhook.url = "https://" + std::to_string(i) + ".example.org/";
        webhook.secrets_from = {kSecret.string()};
        config.channels.push_back({.name = "channel-" + std::to_string(i), .where = webhook});
    }
    return config;
}

/// Deliveries a second.
double rate(std::filesystem::path const& folder, int channels, int each) {
    std::filesystem::create_directory(folder);
    SystemClock const clock;
    auto store = store::Store::open(folder / "bench.db", clock.now()).value();
    std::queue<std::function<void()>> ready;
    bool woken = false;
    engine::Engine engine{
        {.clock = clock, .store = *store, .config = config_with(channels), .wake = [&] { woken = true; }}};
    engine.start();
    job::Secrets const secrets{""};
    testing::FakeTransport transport{[&](net::HttpRequest const&, auto done) {
        ready.push([done] { done(net::HttpResponse{.status = 204, .headers = {}, .body = {}}); });
    }};
    worker::Outbox outbox{{.engine = engine, .secrets = secrets, .transport = transport}};
    release::Actor const anna{"anna", "Anna", {release::Role::tech_lead}, "bench"};
    for (int i = 0; i < each; ++i) {
        release::AddFreeze freeze;
        freeze.actions = {release::Action::flag};
        freeze.reason = "number " + std::to_string(i);
        engine.submit({anna, engine::TrainCommand{"backend", freeze}});
    }
    engine.flush();
    auto const took = seconds_of([&] {
        outbox.start();
        while (woken || !ready.empty()) {
            woken = false;
            engine.flush();
            for (auto count = ready.size(); count > 0; --count) {
                ready.front()();
                ready.pop();
            }
        }
    });
    auto const left = store->deliveries({.live_only = true, .limit = 1}).size();
    if (left != 0) std::printf("  (some are left)\n");
    return channels * each / took;
}

/// Synced one-row transactions a second.
double commits(std::filesystem::path const& folder, int count) {
    std::filesystem::create_directory(folder);
    SystemClock const clock;
    auto store = store::Store::open(folder / "bench.db", clock.now()).value();
    auto const took = seconds_of([&] {
        for (int i = 0; i < count; ++i) {
            auto transaction = store->begin();
            transaction.set_meta("n", std::to_string(i));
            transaction.commit();
        }
    });
    return count / took;
}

}  // namespace

int main() {
    auto const& folder = kFolder;
    std::filesystem::remove_all(folder);
    std::filesystem::create_directory(folder);
    std::ofstream{kSecret} << "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    auto const peer = commits(folder / "peer", 2000);
    std::printf("one synced row a transaction: %8.0f a second = 1.00\n", peer);
    for (int const channels : {1, 8, 32}) {
        auto const found = rate(folder / std::to_string(channels), channels, 2000 / channels);
        std::printf("deliveries to %2d channels:    %8.0f a second, ratio %.2f\n", channels, found,
                    found / peer);
    }
    std::filesystem::remove_all(folder);
    return 0;
}
