// Random years of a train whose actions deploy: whatever people do, report and take back, nothing goes out to
// production without GO or approvals standing at that instant. CADENCE_YEARS says how many; each is its seed.
#include <algorithm>
#include <cstdlib>
#include <random>

#include <gtest/gtest.h>

#include "engine/clearance.h"
#include "engine/deliveries_for.h"
#include "engine/delivery_body.h"
#include "engine/permission_oracle.h"
#include "release/any_script.h"
#include "support/effort.h"

namespace cadence::engine {
namespace {

using release::DeploymentStatus;
using release::Environment;
using testing::World;

struct Waiting {
    job::ActionOrder order;
    job::Action const* action;
    Queued queued;
    Instant expires_at;
};

class Year {
  public:
    explicit Year(unsigned seed)
        : dice_{seed},
          world_{"2026-01-01T09:00:00Z",
                 seed % 2 == 0 ? testing::policy_with_checklist() : testing::policy_of_spec()} {
        auto const add = [&](std::string name, job::Trigger on) {
            job::Action action;
            action.name = std::move(name);
            action.on = on;
            if (!action.name.ends_with("-too")) action.environment = Environment::production;
            action.expires_after = std::chrono::hours{48};
            action.what = job::CommandAction{.command = {"true"}};
            train_.actions.push_back(std::move(action));
        };
        add("deploy", job::Trigger::window);
        add("hotfix", job::Trigger::approved);
        add("back", job::Trigger::rollback);
        add("deploy-too", job::Trigger::window);
        add("hotfix-too", job::Trigger::approved);
        add("back-too", job::Trigger::rollback);
        train_.id = std::string{testing::kTrain};
        train_.policy = world_.policy();
        config_.trains = {train_};
        standing_.id = train_.id;
    }

    /// Empty, or what went out that must not.
    std::string pass() {
        auto const end = utc("2027-01-01T00:00:00Z");
        while (world_.now() < end && wrong_.empty()) {
            step();
            catch_up();
            send();
            forget();
        }
        return wrong_;
    }

    int sent = 0;
    int kept = 0;

  private:
    /// Hours pass, and what is over is forgotten, as in the daemon.
    void forget() {
        world_.advance(std::chrono::hours{roll(36)});
        catch_up();
        world_.forget_finished();
        standing_.releases.remove_if(
            [&](auto const& each) { return !release::is_live(standing_, each.second); });
    }

    int roll(int below) { return std::uniform_int_distribution<int>{0, below - 1}(dice_); }
    static Instant utc(std::string_view text) { return testing::utc(text); }

    /// The next one of the calendar, driven towards its GO half of the time, else whatever comes to mind.
    void step() {
        auto const meant = testing::some_release(world_, 1 + roll(2));
        switch (roll(12)) {
            case 0:
            case 1:
                (void)world_.as(testing::anna()).candidate(meant, {}, testing::commit_of(roll(7)));
                break;
            case 2:
            case 3:
                (void)world_.as(testing::quinn()).tick(meant, "smoke");
                (void)world_.as(testing::anna()).vote(meant, release::Choice::go);
                (void)world_.as(testing::paul()).vote(meant, release::Choice::go);
                break;
            case 4:
                (void)world_.as(testing::paul()).vote(meant, release::Choice::no_go, "no");
                break;
            case 5:
                to_the_next_window();
                break;
            case 6:
                report_anything(meant);
                break;
            case 7:
                hotfix();
                break;
            default:
                testing::take(world_, {roll(testing::kKinds), roll(6), roll(4), roll(7)});
        }
        world_.hold_clock(false);
        world_.tick();
    }

    void to_the_next_window() {
        auto const next = release::next_of(world_.train(), world_.policy());
        if (!next) return;
        world_.advance_to(
            std::max(world_.now(), next->window.opens_at + std::chrono::minutes{roll(200) - 60}));
    }

    void report_anything(std::string const& meant) {
        release::ReportDeployment report;
        if (roll(2) == 0) report.release = meant;
        if (roll(2) == 0) report.commit = testing::commit_of(roll(7));
        report.status = static_cast<DeploymentStatus>(roll(4));
        (void)world_.as(testing::bob()).run(report);
    }

    void hotfix() {
        auto const commit = testing::commit_of(roll(7));
        (void)world_.as(testing::eve()).hotfix("fix " + std::to_string(roll(3)), commit);
        auto const id = testing::some_hotfix(world_);
        (void)world_.as(testing::bob()).staged(id, commit);
        (void)world_.as(testing::quinn()).tick(id, "smoke");
        (void)world_.as(testing::anna()).approve(id);
        (void)world_.as(testing::paul()).approve(id);
    }

    /// What the log has set off.
    void catch_up() {
        for (; heard_ < world_.log().size(); ++heard_) {
            auto const& event = world_.log()[heard_];
            release::LogLine line;
            line.at = event.at;
            line.train = train_.id;
            line.release = std::string{release_of(event.body)};
            for (auto const& each : deliveries_for(config_, standing_, {event}, {line})) {
                auto order = order_in(each.body).value();
                auto const* const action = config_.trains.front().action(order.action);
                waiting_.push_back(
                    {std::move(order), action, {event.at, 0}, each.expires_at.value_or(event.at)});
            }
            standing_ = release::evolve(std::move(standing_), event);
        }
    }

    void send() {
        auto const due = std::exchange(waiting_, {});
        for (auto each : due) {
            if (each.expires_at <= world_.now()) continue;
            if (each.queued.attempts == 0)
                each.order = with_candidate_of(each.order, *each.action, world_.train());
            auto const cleared =
                clearance_of(each.order, *each.action, each.queued, world_.train(), world_.policy());
            if (cleared.what == Clearance::What::waits) waiting_.push_back(each);
            if (cleared.what != Clearance::What::goes) {
                ++kept;
                continue;
            }
            begin(std::move(each));
        }
    }

    void begin(Waiting each) {
        ++sent;
        auto const why = oracle::forbidden(world_.train(), world_.policy(), each.order, *each.action,
                                           world_.now(), Instant::max());
        if (!why.empty() && wrong_.empty()) {
            wrong_ = each.order.action + " of " + each.order.release + " went out at " +
                     format_instant(world_.now()) + ": " + why;
        }
        report(each.order, DeploymentStatus::started);
        auto const outcome = roll(4);
        if (outcome == 0) return;  // nobody hears how it ends
        if (outcome == 1) {
            report(each.order, DeploymentStatus::abandoned);
            ++each.queued.attempts;
            waiting_.push_back(std::move(each));
            return;
        }
        report(each.order, outcome == 2 ? DeploymentStatus::failed : DeploymentStatus::succeeded);
    }

    void report(job::ActionOrder const& order, DeploymentStatus status) {
        if (!order.environment) return;
        release::ReportDeployment report;
        report.release = order.release;
        report.status = status;
        report.version = order.version;
        report.commit = order.commit;
        report.source = "action " + order.action;
        (void)world_.as(testing::bob()).run(report);
        catch_up();
    }

    std::mt19937 dice_;
    World world_;
    config::TrainConfig train_;
    config::Config config_;
    release::Train standing_;
    std::size_t heard_ = 0;
    std::vector<Waiting> waiting_;
    std::string wrong_;
};

TEST(PermissionProperty, nothing_goes_to_production_in_a_random_year_without_go_or_approvals) {
    auto const* const wanted = std::getenv("CADENCE_YEARS");
    auto const years =
        static_cast<unsigned>(wanted == nullptr ? std::max(4, testing::effort(10)) : std::atoi(wanted));
    int sent = 0;
    int kept = 0;
    for (unsigned seed = 1; seed <= years; ++seed) {
        Year year{seed};
        EXPECT_EQ(year.pass(), "") << "in the year of seed " << seed;
        sent += year.sent;
        kept += year.kept;
    }
    RecordProperty("sent", sent);
    RecordProperty("kept", kept);
    EXPECT_GT(sent, static_cast<int>(years)) << "else this test says nothing";
    EXPECT_GT(kept, static_cast<int>(years));
}

}  // namespace
}  // namespace cadence::engine
