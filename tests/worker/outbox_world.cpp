#include "worker/outbox_world.h"

#include <algorithm>
#include <fstream>
#include <stdexcept>

#include <boost/json.hpp>
#include <stdlib.h>

#include "worker/circuit.h"

namespace cadence::worker {

namespace {

std::filesystem::path folder_with_secret() {
    auto name = (std::filesystem::temp_directory_path() / "cadenced-secrets-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    std::ofstream{std::filesystem::path{name} / "webhook"} << "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n";
    return name;
}

OutboxWorld::Heard heard_in(net::HttpRequest const& ask, Instant now) {
    OutboxWorld::Heard heard;
    heard.at = now;
    for (auto const& [name, value] : ask.headers) {
        if (name == "webhook-id") heard.id = value;
    }
    auto const body = boost::json::parse(ask.body);
    heard.title = std::string{body.at("data").at("title").as_string()};
    return heard;
}

}  // namespace

chat::Channel channel_to(std::string name) {
    chat::WebhookChannel webhook;
    webhook.url = "https://" + name + ".example.org/hook";
    webhook.secrets_from = {"webhook"};
    return {.name = std::move(name), .where = std::move(webhook)};
}

job::Action action_named(std::string name, job::Trigger on) {
    return {.name = std::move(name), .on = on, .what = job::CommandAction{.command = {"deploy"}}};
}

OutboxWorld::OutboxWorld(config::Config config, std::string_view now, House::Keeps keeps)
    : house{now, std::move(config), keeps}, secrets_folder_{folder_with_secret()}, secrets_{secrets_folder_} {
    open();
}

OutboxWorld::~OutboxWorld() {
    std::error_code ignored;
    std::filesystem::remove_all(secrets_folder_, ignored);
}

void OutboxWorld::fly(net::HttpRequest request, std::function<void(Result<net::HttpResponse>)> done) {
    auto const silence = silent_for(request);
    auto const hangs = silence > request.timeout;
    auto const lands_at = house.clock.now() + std::min(silence, request.timeout);
    flights_.push_back({lands_at, [this, hangs, request = std::move(request), done = std::move(done)] {
                            auto const host = host_of(request.url);
                            auto const receiver = receivers_.find(host);
                            Result<net::HttpResponse> response =
                                net::HttpResponse{.status = 204, .headers = {}, .body = {}};
                            if (hangs)
                                response =
                                    refuse(ErrorCode::unavailable, "http-timeout", host + " did not answer.");
                            else if (receiver != receivers_.end())
                                response = receiver->second(request);
                            tried[host].push_back(heard_in(request, house.clock.now()));
                            if (response && response->status < 300) heard[host].push_back(tried[host].back());
                            done(std::move(response));
                        }});
}

void OutboxWorld::open() {
    auto const act = [this](job::ActionRun run, auto done) {
        flights_.push_back({house.clock.now(), [this, run = std::move(run), done = std::move(done)] {
                                runs.push_back(run);
                                done(acts ? acts(run) : job::DeliveryResult{});
                            }});
    };
    outbox_ = std::make_unique<Outbox>(Outbox::Options{.engine = *house.engine,
                                                       .secrets = secrets_,
                                                       .transport = transport_,
                                                       .act = act,
                                                       .arm = [this](auto at) { armed_ = at; }});
    outbox_->start();
    settle();
}

void OutboxWorld::receive(std::string const& host,
                          std::function<Result<net::HttpResponse>(net::HttpRequest const&)> answer) {
    receivers_[host] = std::move(answer);
}

std::vector<OutboxWorld::Flight>::iterator OutboxWorld::next_flight() {
    return std::ranges::min_element(flights_, {}, &Flight::lands_at);
}

void OutboxWorld::settle() {
    for (int turns = 0; turns < 1'000'000; ++turns) {
        auto const wakes = house.wakes;
        house.engine->flush();
        most_at_once = std::max(most_at_once, flights_.size());
        auto const next = next_flight();
        if (!in_the_air && next != flights_.end() && next->lands_at <= house.clock.now()) {
            auto const land = std::move(next->land);
            flights_.erase(next);
            land();
            continue;
        }
        outbox_->wake();
        if (house.wakes == wakes) return;
    }
    throw std::logic_error("the outbox never comes to rest");
}

void OutboxWorld::advance_to(Instant instant) {
    settle();
    while (true) {
        auto next = house.engine->next_due();
        if (armed_ && (!next || *armed_ < *next)) next = armed_;
        auto const landing = next_flight();
        if (!in_the_air && landing != flights_.end() && (!next || landing->lands_at < *next))
            next = landing->lands_at;
        if (!next || *next > instant) break;
        house.advance_to(std::max(*next, house.clock.now()));
        settle();
    }
    house.advance_to(instant);
    settle();
}

void OutboxWorld::die_and_restart(Duration after) {
    outbox_.reset();
    flights_.clear();
    armed_.reset();
    house.restart(after);
    open();
}

void OutboxWorld::restart(config::Config config) {
    outbox_.reset();
    flights_.clear();
    armed_.reset();
    house.restart(std::move(config));
    open();
}

Result<engine::Outcome> OutboxWorld::ask(std::string const& person, engine::Work work) {
    auto answer = house.ask(person, std::move(work));
    settle();
    return answer;
}

void OutboxWorld::give_go(std::string const& release) {
    house.give_go(release);
    settle();
}

std::vector<store::Delivery> OutboxWorld::deliveries(store::DeliveryQuery query) const {
    query.limit = 1'000'000;
    return house.store->deliveries(query);
}

std::vector<std::string> OutboxWorld::titles(std::string const& host) const {
    std::vector<std::string> all;
    if (auto const found = heard.find(host); found != heard.end()) {
        for (auto const& each : found->second) all.push_back(each.title);
    }
    return all;
}

}  // namespace cadence::worker
