// What reading costs with 10,000 trains and a long record: each GET route, one page, cold (nothing is kept
// from before), through the API but not over a socket. The loop has one thread: what is measured here is how
// long everybody waits. And what ten years of dates of one train take.
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

#include "api/api.h"
#include "api/routes.h"
#include "engine/engine.h"
#include "net/prepared.h"
#include "net/server.h"
#include "net/target.h"

namespace {

using namespace cadence;

constexpr int kTrains = 10'000;
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
        auto train = config.trains[static_cast<std::size_t>(i % kDifferent)];
        train.id = "train-" + std::to_string(i);
        config.trains.push_back(std::move(train));
    }
    return config;
}

struct Measured {
    int status = 0;
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

Measured answer(engine::Engine& engine, std::string const& target) {
    SystemClock const clock;
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
    auto const took = std::chrono::duration<double, std::milli>(clock.read().since_boot - began).count();
    return {.status = std::stoi(exchange->answer->head.substr(9, 3)),
            .median_ms = took,
            .worst_ms = took,
            .bytes = exchange->answer->body.size(),
            .next = cursor_in(exchange->answer->body)};
}

Measured measure(engine::Engine& engine, std::string const& target) {
    std::vector<double> took;
    Measured found;
    for (int round = 0; round < kRounds; ++round) took.push_back((found = answer(engine, target)).median_ms);
    std::sort(took.begin(), took.end());
    found.median_ms = took[took.size() / 2];
    found.worst_ms = took.back();
    return found;
}

/// As long as a train's record gets.
void fill(engine::Engine& engine) {
    release::Actor const anna{"anna", "Anna", {release::Role::tech_lead, release::Role::ops}};
    auto const ask = [&](release::Command command) {
        engine.submit({anna, engine::TrainCommand{"train-7", std::move(command)}});
    };
    for (int i = 0; i < 5'000; ++i) {
        release::RecordMerge merge;
        auto const number = std::to_string(1'000'000 + i);
        merge.commit = number + number;
        merge.title = "Make it " + number;
        merge.author = "anna";
        ask(merge);
    }
    for (int i = 0; i < 400; ++i) {
        release::RecordIssue issue;
        issue.release = "train-7-2026-03-05";
        issue.text = "Number " + std::to_string(i);
        ask(issue);
        release::AddExemption exemption;
        exemption.value = "fix/" + std::to_string(i);
        exemption.until = engine.clock().now() + std::chrono::hours{24};
        exemption.reason = "it is urgent";
        ask(exemption);
    }
    engine.flush();
}

/// In microseconds.
double ten_years() {
    SystemClock const clock;
    auto const config = many_trains();
    auto const& rule = config.trains[1].policy.rule;
    std::vector<double> took;
    for (int round = 0; round < kRounds; ++round) {
        auto const began = clock.read().since_boot;
        calendar::Span span{.first = rule.first_release,
                            .limit = 520 / static_cast<std::size_t>(rule.every_weeks)};
        auto const dates = calendar::releases(rule, {}, {}, span);
        if (dates.size() != span.limit) std::abort();
        took.push_back(std::chrono::duration<double, std::micro>(clock.read().since_boot - began).count());
    }
    std::sort(took.begin(), took.end());
    return took[took.size() / 2];
}

void show(std::string const& what, Measured const& found) {
    std::printf("%-52s %8.2f ms  worst %8.2f ms  %8zu bytes\n", what.c_str(), found.median_ms, found.worst_ms,
                found.bytes);
}

std::string with(std::string text, std::string_view what, std::string_view by) {
    auto const at = text.find(what);
    return at == std::string::npos ? text : text.replace(at, what.size(), by);
}

/// Each route that is read, of all trains and of the one with the long record, and some questions more.
std::vector<std::string> all_targets() {
    std::vector<std::string> all;
    for (auto const& route : api::routes()) {
        if (route.method != net::Method::get) continue;
        auto target = std::string{route.pattern};
        for (auto const& [what, by] : {std::pair{"{id}", "train-7-2026-03-05"},
                                       std::pair{"{train}", "train-7"}, std::pair{"{action}", "merge"}})
            target = with(target, what, by);
        all.push_back(target);
        if (std::ranges::find(route.query, "train") != route.query.end())
            all.push_back(target + "?train=train-7");
    }
    all.insert(all.end(),
               {"/v1/upcoming?count=100", "/v1/upcoming?count=100&from=2027-06-01", "/v1/releases?state=held",
                "/v1/status?train=tarin-7", "/v1/releases/train-7-2026-03-06"});
    return all;
}

/// With as many items as it gives.
std::string longest(engine::Engine& engine, std::string const& target) {
    auto const sign = target.find('?') == std::string::npos ? "?" : "&";
    for (auto const* limit : {"limit=1000", "limit=200", "limit=50", "count=100"}) {
        if (target.find("count=") == std::string::npos && answer(engine, target + sign + limit).status == 200)
            return target + sign + limit;
    }
    return target;
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
    fill(engine);
    std::printf("ten years of dates of one train: %.1f us\n", ten_years());
    for (auto const& target : all_targets()) {
        auto found = measure(engine, longest(engine, target));
        if (found.status != 200 && found.status != 204) continue;
        show(target, found);
        if (found.next.empty()) continue;
        auto const sign = target.find('?') == std::string::npos ? "?" : "&";
        show(target + ", page 2", measure(engine, target + sign + "cursor=" + found.next));
    }
    return 0;
}
