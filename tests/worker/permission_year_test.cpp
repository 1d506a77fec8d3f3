// Random years of the daemon with actions that succeed, fail, are to be tried again, are under way elsewhere
// or come to nobody knows what, while people vote, freeze, report, roll back and begin again by hand: nothing
// goes out that must not, and no attempt that is to be tried again stands as begun. CADENCE_YEARS says how
// many, CADENCE_FIRST_YEAR which is the first; each is its seed.
#include <array>
#include <cstdlib>
#include <map>
#include <random>
#include <set>

#include <gtest/gtest.h>

#include "engine/permission_oracle.h"
#include "release/agenda.h"
#include "support/effort.h"
#include "worker/outbox_world.h"

namespace cadence::worker {
namespace {

using release::DeploymentStatus;
using release::Environment;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using What = job::DeliveryResult::What;

job::Action an_action(std::string name, job::Trigger on, Duration expires_after) {
    auto action = action_named(std::move(name), on);
    action.expires_after = expires_after;
    return action;
}

/// Each once as a deployment, and once as what goes along with one.
config::Config config_of(unsigned seed) {
    auto config = config_of_spec();
    auto& train = config.trains[0];
    train.policy = seed % 2 == 0 ? testing::policy_with_checklist() : testing::policy_of_spec();
    train.policy.clear_by_another = false;
    train.policy.clocks.hotfix_deploy = hours{1};
    for (auto const on : {job::Trigger::window, job::Trigger::approved, job::Trigger::rollback}) {
        auto const name = std::string{name_of(on)};
        auto const expires_after = hours{seed % 3 == 0 ? 3 : 1};
        train.actions.push_back(an_action(name, on, expires_after));
        train.actions.back().environment = Environment::production;
        train.actions.push_back(an_action(name + "-too", on, expires_after));
    }
    return config;
}

std::string commit_of(int which) {
    return std::string(10, static_cast<char>('a' + which % 6)) +
           std::string(1, static_cast<char>('0' + which / 6));
}

class DaemonYear {
  public:
    explicit DaemonYear(unsigned seed) : dice_{seed}, world_{config_of(seed)} {
        world_.acts = [this](job::ActionRun const& run) { return act(run); };
        report({}, DeploymentStatus::succeeded, commit_of(0));
    }

    /// Empty, or what went wrong first of each kind.
    std::string pass() {
        auto const end = utc("2026-01-01T00:00:00Z") + date::days{std::min(365, testing::effort(1095))};
        while (world_.house.clock.now() < end) {
            step();
            world_.advance(some_time());
            look_at_what_waits();
        }
        std::string all;
        for (auto const& [kind, what] : wrong_) all += what + "\n";
        return all;
    }

    std::map<std::string, int> sent;  // by action
    int again = 0;                    // attempts after one that has not begun anything

  private:
    int roll(int below) { return std::uniform_int_distribution<int>{0, below - 1}(dice_); }
    [[nodiscard]] release::Train const& train() const { return world_.house.engine->train(kTrain); }
    [[nodiscard]] release::Policy const& policy() const {
        return world_.house.engine->config().trains[0].policy;
    }
    void ask(std::string const& person, release::Command command) {
        (void)world_.ask(person, std::move(command));
    }

    // The actions.

    job::DeliveryResult act(job::ActionRun const& run) {
        if (run.step == job::ActionRun::Step::carry) {
            ++sent[run.action.name];
            if (auto const known = tried_.insert(run.delivery); !known.second) ++again;
            auto const now = world_.house.clock.now();  // at which others may have begun beside it
            auto const why = oracle::forbidden(train(), policy(), run.order, run.action, now, now);
            if (!why.empty())
                complain(run.action.name,
                         run.order.action + " of " + run.order.release + " went out: " + why);
        }
        switch (roll(7)) {
            case 0:
            case 1:
                return {};
            case 2:
                return {What::failed, "failed"};
            case 3:
                return {What::unknown, "nobody knows"};
            case 4:
                return {What::following, "under way", "there"};
            default:
                return {What::again, "busy"};
        }
    }

    void look_at_what_waits() {
        for (auto const& each : world_.deliveries({.live_only = true})) {
            if (each.state != store::DeliveryState::pending || each.attempts == 0) continue;
            auto const* const release = train().find(each.release);
            auto const* const running = release == nullptr ? nullptr : release->running_deployment();
            if (running != nullptr &&
                each.lane.ends_with(":" + running->source.substr(running->source.find(' ') + 1)))
                complain("begun", "what is to be tried again stands as begun: " + running->source + " of " +
                                      each.release);
        }
    }

    void complain(std::string const& kind, std::string const& what) {
        wrong_.emplace(kind, what + " at " + format_instant(world_.house.clock.now()));
    }

    // People.

    [[nodiscard]] bool something_is_up() const {
        return std::ranges::any_of(train().releases, [](auto const& each) {
            auto const& release = each.second;
            return release.window_open() || release.window_held() || release.state == State::approved ||
                   release.state == State::rolling_back || release.state == State::deploying;
        });
    }

    Duration some_time() {
        if (!something_is_up() || roll(12) == 0) return hours{roll(30)};
        constexpr std::array<seconds, 5> kMoments{seconds{1}, seconds{12}, minutes{1}, minutes{7},
                                                  minutes{25}};
        return kMoments[static_cast<std::size_t>(roll(5))];
    }

    std::string meant() {
        auto const next = release::next_of(train(), policy());
        return next ? next->id : std::string{kFirst};
    }
    std::string any_live() {
        auto const& all = train().releases;
        return all.empty() ? meant() : std::next(all.begin(), roll(static_cast<int>(all.size())))->first;
    }

    void report(std::string release, DeploymentStatus status, std::string commit,
                Environment environment = Environment::production) {
        release::ReportDeployment report;
        report.release = std::move(release);
        report.environment = environment;
        report.status = status;
        report.commit = std::move(commit);
        ask("anna", report);
    }

    void report_anything() {
        auto const* const release = train().find(any_live());
        auto const own = release != nullptr && release->candidate && roll(3) > 0;
        auto const status = static_cast<DeploymentStatus>(roll(4));
        report(roll(3) == 0 || release == nullptr ? std::string{} : release->id, status,
               own ? release->candidate->commit : commit_of(roll(12)));
    }

    void tick_all(std::string const& id) {
        auto const* const release = train().find(id);
        if (release == nullptr) return;
        auto const items = release->checklist;
        for (auto const& item : items)
            ask("anna", release::TickItem{id, item.rule.id, release::ItemStatus::passed, {}});
    }

    void go(std::string const& id) {
        tick_all(id);
        ask("anna", release::CastVote{id, Choice::go, {}});
        ask("paul", release::CastVote{id, Choice::go, {}});
    }

    void to_the_next_window() {
        auto const next = release::next_of(train(), policy());
        if (!next) return;
        if (!next->candidate) ask("anna", release::SetCandidate{next->id, {}, commit_of(roll(12))});
        if (roll(3) > 0) {
            world_.advance_to(std::max(world_.house.clock.now(), next->window.opens_at - hours{2}));
            go(next->id);
        }
        world_.advance_to(std::max(world_.house.clock.now(), next->window.opens_at + minutes{roll(40) - 5}));
    }

    void hotfix() {
        auto const commit = commit_of(roll(12));
        release::RequestRelease request;
        request.title = "fix " + std::to_string(roll(3));
        request.criterion = release::Criterion::data_integrity;
        request.commit = commit;
        ask("anna", request);
        for (auto const& [id, release] : release::Train{train()}.releases) {
            if (release.state != State::requested || !release.candidate) continue;
            report(id, DeploymentStatus::succeeded, release.candidate->commit, Environment::staging);
            tick_all(id);
            ask("anna", release::Approve{id});
            ask("paul", release::Approve{id});
        }
    }

    void freeze() {
        auto const now = world_.house.clock.now();
        release::AddFreeze command{{release::Action::deploy}, {}, {}, "stop"};
        if (roll(2) == 0) command.from = now + minutes{roll(30)};
        if (roll(6) > 0) command.until = now + minutes{31 + roll(40)};
        ask("anna", command);
    }

    void end_freezes() {
        for (auto const& each : release::Train{train()}.freezes)
            ask("anna", release::EndFreeze{each.id, "on"});
    }

    void blackout() {
        if (!train().blackouts.empty())
            return ask("anna", release::EndBlackout{train().blackouts.front().id});
        auto const today = policy().rule.zone.day_of(world_.house.clock.now());
        ask("anna", release::AddBlackout{today, today + date::days{roll(3)}, "fair"});
    }

    void roll_back() {
        release::StartRollback command;
        command.release = train().production ? train().production->release : any_live();
        if (roll(3) == 0) command.release = any_live();
        command.reason = "broken";
        ask("anna", command);
    }

    void verify() {
        for (auto const& [id, release] : release::Train{train()}.releases) {
            if (release.state == State::rolling_back)
                ask("anna",
                    release::VerifyRollback{id, true, true, true, {}, roll(2) == 0 ? commit_of(0) : ""});
        }
        ask("anna", release::ClearRollback{"cleared"});
    }

    void begin_again_by_hand() {
        auto const all = world_.deliveries({.kind = store::DeliveryKind::action});
        if (all.empty()) return;
        auto const which =
            static_cast<std::size_t>(roll(static_cast<int>(std::min<std::size_t>(all.size(), 4))));
        (void)world_.ask("anna", engine::Work{engine::RetryDelivery{all[which].id}});
    }

    void step() {
        switch (roll(20)) {
            case 0:
                return ask("anna", release::SetCandidate{meant(), {}, commit_of(roll(12))});
            case 1:
            case 2:
                return go(meant());
            case 3:
            case 4:
                return ask("paul", release::CastVote{meant(), Choice::no_go, "no"});
            case 5:
                return ask("paul", release::WithdrawVote{meant(), {}, {}});
            case 6:
            case 7:
            case 8:
                return something_is_up() ? void() : to_the_next_window();
            case 9:
            case 10:
                return report_anything();
            case 11:
                return hotfix();
            case 12:
                return freeze();
            case 13:
                return end_freezes();
            case 14:
                return blackout();
            case 15:
                return roll_back();
            case 16:
                return verify();
            case 17:
                return begin_again_by_hand();
            case 18:
                return roll(3) > 0 ? end_freezes() : world_.die_and_restart(minutes{roll(5)});
            default:
                return ask("anna", release::Postpone{meant(), {}, "later"});
        }
    }

    std::mt19937 dice_;
    OutboxWorld world_;
    std::set<std::string> tried_;
    std::map<std::string, std::string> wrong_;
};

unsigned number_in(char const* variable, unsigned otherwise) {
    auto const* const text = std::getenv(variable);
    return text == nullptr ? otherwise : static_cast<unsigned>(std::atoi(text));
}

TEST(PermissionYear, of_the_daemon_sends_nothing_that_must_not_go_at_any_attempt) {
    auto const years = number_in("CADENCE_YEARS", 1);
    auto const first = number_in("CADENCE_FIRST_YEAR", 1);
    std::map<std::string, int> sent;
    int again = 0;
    for (auto seed = first; seed < first + years; ++seed) {
        DaemonYear year{seed};
        EXPECT_EQ(year.pass(), "") << "in the year of seed " << seed;
        for (auto const& [action, count] : year.sent) sent[action] += count;
        again += year.again;
    }
    RecordProperty("again", again);
    EXPECT_EQ(sent.size(), 6U) << "else this test says nothing";
    for (auto const& [action, count] : sent) {
        RecordProperty(action, count);
        EXPECT_GT(count, static_cast<int>(years)) << action;
    }
    EXPECT_GT(again, static_cast<int>(years));
}

}  // namespace
}  // namespace cadence::worker
