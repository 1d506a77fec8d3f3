// A daemon and the forge of its train: the house, a fake of the service, the gate between them. What is asked
// is answered when the loop turns, never from within `ask`; time passes from one wake to the next.
#pragma once

#include <deque>
#include <memory>

#include <gtest/gtest.h>

#include "support/fake_gitea.h"
#include "support/fake_github.h"
#include "support/fake_gitlab.h"
#include "support/fake_transport.h"
#include "support/house.h"
#include "worker/forge_gate.h"
#include "worker/token_file.h"

namespace cadence::worker {

using namespace engine;  // support/house.h

using cadence::testing::FakeGitea;
using cadence::testing::FakeGithub;
using cadence::testing::FakeGitlab;
using cadence::testing::FakePull;

template <class Service>
class ForgeWorld {
  public:
    explicit ForgeWorld(forge::Forge forge = {})
        : forge_{usual(std::move(forge))}, house{"2026-01-02T09:00:00Z", config()} {
        time.house = &house;
    }

    /// The daemon starts (again): nothing that was only in memory is left.
    void start() {
        pending_.clear();
        gate = std::make_unique<ForgeGate>(
            ForgeGate::Options{.engine = *house.engine,
                               .secrets = secrets_,
                               .transport = transport_,
                               .report = [this](std::string_view text) { reports.emplace_back(text); }});
        told_ = house.commits;
        gate->wake();
        turn();
    }
    /// All that the loop has to do at this instant.
    void turn() {
        do {
            while (!pending_.empty()) {
                auto const [ask, done] = pending_.front();
                pending_.pop_front();
                done(lose_answers ? lost(ask) : Result<net::HttpResponse>{service.answer(ask)});
            }
            house.engine->flush();
            if (std::exchange(told_, house.commits) != house.commits) gate->wake();
        } while (!pending_.empty());
        auto const next = gate->next_wake();
        EXPECT_TRUE(!next || *next > house.clock.now()) << "it would spin";
    }
    void pass(Duration by) {
        auto const end = house.clock.now() + by;
        for (auto next = soonest(); next && *next <= end; next = soonest()) {
            house.advance_to(std::max(*next, house.clock.now()));
            gate->wake();
            turn();
        }
        house.advance_to(end);
        gate->wake();
        turn();
    }
    Result<engine::Outcome> ask(std::string const& person, release::Command command) {
        auto outcome = house.ask(person, std::move(command));
        turn();
        return outcome;
    }
    void freeze(std::optional<Instant> until = {}, std::string reason = "the line is stopped") {
        ASSERT_TRUE(ask("anna", release::AddFreeze{{release::Action::merge}, {}, until, std::move(reason)}));
    }
    void unfreeze() { ASSERT_TRUE(ask("anna", release::EndFreeze{"freeze-1", "it runs again"})); }
    /// A hook tells of it as it stands.
    void tell(FakePull const& pull, std::string action = "synchronize", std::string check = {}) {
        forge::PullRequestChanged change;
        change.repository = service.repository;
        change.action = std::move(action);
        change.pull_request = {.number = std::to_string(pull.number),
                               .branch = pull.branch,
                               .base = pull.base,
                               .head = pull.head,
                               .labels = pull.labels,
                               .open = pull.open,
                               .updated_at = pull.updated_at};
        change.status_check = std::move(check);
        gate->heard(kTrain, change);
        turn();
    }
    [[nodiscard]] worker::ForgeStanding standing() const { return gate->standings().at(0); }
    /// "success", the state last posted on a commit.
    [[nodiscard]] std::string state_of(std::string const& commit) const {
        auto const status = service.status_of(commit);
        return status.substr(0, status.find(':'));
    }
    [[nodiscard]] std::size_t posts() const { return service.count("POST"); }
    void configure(std::optional<forge::Forge> forge) {
        auto changed = config();
        changed.trains[0].forge = std::move(forge);
        changed.fingerprint += " changed " + std::to_string(++changes_);
        ASSERT_TRUE(house.ask("operator", engine::Work{engine::ApplyConfig{changed}}));
        turn();
    }

  private:
    [[nodiscard]] forge::Forge usual(forge::Forge forge) const {
        if (forge.api_url.empty()) forge.api_url = "https://api.github.com";
        forge.repository = service.repository;
        forge.token_from = token.path();
        forge.context = "cadenced/merge (main)";
        return forge;
    }
    [[nodiscard]] config::Config config() const {
        auto config = config_of_spec();
        config.server.public_url = "https://cadence.acme.example";
        config.trains[0].forge = forge_;
        return config;
    }
    [[nodiscard]] std::optional<Instant> soonest() const {
        auto next = gate->next_wake();
        auto const due = house.engine->next_due();
        return !next || (due && *due < *next) ? due : next;
    }
    Result<net::HttpResponse> lost(net::HttpRequest const& ask) {
        (void)service.answer(ask);
        return refuse(ErrorCode::unavailable, "http-timeout", "api.github.com did not answer within 20 s.");
    }

    struct Pending {
        net::HttpRequest ask;
        std::function<void(Result<net::HttpResponse>)> done;
    };
    job::Secrets secrets_{{}};
    std::deque<Pending> pending_;
    cadence::testing::FakeTransport transport_{[this](net::HttpRequest request, auto done) {
        pending_.push_back({std::move(request), std::move(done)});
    }};
    int told_ = 0;
    int changes_ = 0;

  public:
    TokenFile token;
    struct Time final : Clock {  // the house's, once there is one
        House const* house = nullptr;
        [[nodiscard]] ClockReading read() const override { return house->clock.read(); }
    } time;
    Service service{time};

  private:
    forge::Forge forge_;

  public:
    House house;
    std::unique_ptr<ForgeGate> gate;
    std::vector<std::string> reports;
    bool lose_answers = false;
};

}  // namespace cadence::worker
