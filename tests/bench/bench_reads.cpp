// What reading costs with 5,000 trains: each GET route, one page, cold (nothing is kept from before), through
// the API but not over a socket. The loop has one thread: what is measured here is how long everybody waits.
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

#include "api/api.h"
#include "engine/engine.h"
#include "net/prepared.h"
#include "net/server.h"
#include "net/target.h"

namespace {

using namespace cadence;

constexpr int kTrains = 5'000;
constexpr int kRounds = 20;

class OneExchange final : public net::Exchange {
  public:
    void reply(net::Reply reply) override { this->reply(net::prepare(std::move(reply))); }
    void reply(std::shared_ptr<net::Prepared const> prepared) override { answer = std::move(prepared); }
    void begin_stream(net::Reply head) override { reply(std::move(head)); }
    bool send(std::string_view) override { return true; }
    void on_close(std::function<void()>) override {}
    void waits(std::function<void()> /*give_way*/) override {}
    std::shared_ptr<net::Prepared const> answer;
};

constexpr int kDifferent = 1000;  // a file of all would be larger than a configuration may be

/// As many zones, cadences and blackouts as a large company has.
config::Config many_trains() {
    constexpr std::array kZones{"UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata"};
    std::string text;
    for (int i = 0; i < kDifferent; ++i) {
        auto const number = std::to_string(i);
        text += "[[trains]]\nid = \"train-" + number + "\"\nfirst_release = 2026-01-" +
                (i % 2 == 0 ? "08" : "15") + "\nweekday = \"Thursday\"\ntime = \"" +
                std::to_string(10 + i % 10) + ":" + std::to_string(10 + i % 50) + "\"\nevery = \"" +
                std::to_string(1 + i % 3) + " weeks\"\ntimezone = \"" + kZones[i % kZones.size()] +
                "\"\n[trains.staging]\nurl = \"https://s.example.org\"\n[trains.production]\n"
                "url = \"https://p.example.org\"\n[[trains.blackouts]]\nfrom = 2026-12-21\nto = 2027-01-03\n"
                "reason = \"year end\"\n";
    }
    auto config = config::parse_config(text).value();
    for (int i = kDifferent; i < kTrains; ++i) {
        config.trains.push_back(config.trains[static_cast<std::size_t>(i % kDifferent)]);
        config.trains.back().id = "train-" + std::to_string(i);
    }
    return config;
}

struct Measured {
    double median_ms = 0;
    double worst_ms = 0;
    std::size_t bytes = 0;
    std::string next;  // the cursor of the page after it
};

std::string cursor_in(std::string const& body) {
    constexpr std::string_view kBefore = "\"next_cursor\":\"";
    auto const at = body.find(kBefore);
    if (at == std::string::npos) return {};
    auto const begin = at + kBefore.size();
    return body.substr(begin, body.find('"', begin) - begin);
}

Measured measure(engine::Engine& engine, std::string const& target) {
    SystemClock const clock;
    std::vector<double> took;
    Measured found;
    for (int round = 0; round < kRounds; ++round) {
        api::Api api{engine, job::Secrets{""}};  // with an empty cache
        api.listens_on(*net::Address::parse("127.0.0.1:8420"));
        net::Request request;
        request.method = net::Method::get;
        request.target = target;
        auto parts = net::parse_target(target).value();
        request.path = std::move(parts.path);
        request.query = std::move(parts.query);
        request.headers = {{"host", "127.0.0.1:8420"}};
        auto exchange = std::make_shared<OneExchange>();
        auto const began = clock.read().since_boot;
        api.handle(request, exchange);
        took.push_back(std::chrono::duration<double, std::milli>(clock.read().since_boot - began).count());
        found.bytes = exchange->answer->body.size();
        found.next = cursor_in(exchange->answer->body);
    }
    std::sort(took.begin(), took.end());
    found.median_ms = took[took.size() / 2];
    found.worst_ms = took.back();
    return found;
}

void show(std::string const& what, Measured const& found) {
    std::printf("%-52s %8.2f ms  worst %8.2f ms  %8zu bytes\n", what.c_str(), found.median_ms, found.worst_ms,
                found.bytes);
}

}  // namespace

int main() {
    SystemClock const real;
    ManualClock const clock{*parse_instant("2026-01-20T09:00:00Z")};
    auto store = store::Store::open(":memory:", clock.now()).value();
    engine::Engine engine{{.clock = clock, .store = *store, .config = many_trains()}};
    auto const began = real.read().since_boot;
    engine.start();
    std::printf("start with %d trains: %.1f s\n", kTrains,
                std::chrono::duration<double>(real.read().since_boot - began).count());
    for (std::string const target :
         {"/v1/upcoming", "/v1/upcoming?count=100", "/v1/upcoming?count=100&from=2027-06-01",
          "/v1/upcoming?count=100&train=train-7", "/v1/status", "/v1/status?train=train-7", "/v1/trains",
          "/v1/trains/train-7", "/v1/gates?train=train-7", "/v1/gates/merge/check?train=train-7",
          "/v1/deadlines", "/v1/releases", "/v1/releases?state=held", "/v1/events", "/v1/forges",
          "/v1/channels", "/health/ready", "/v1/releases/train-7-2026-03-05"}) {
        auto const found = measure(engine, target);
        show(target, found);
        if (found.next.empty()) continue;
        auto const sign = target.find('?') == std::string::npos ? "?" : "&";
        show("  and the page after it", measure(engine, target + sign + "cursor=" + found.next));
    }
    return 0;
}
