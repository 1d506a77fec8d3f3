// What the gate has to say in words that a forge refuses, and answers that take nothing: the state gets
// there, or people hear that it does not.
#include <gmock/gmock.h>

#include "worker/forge_world.h"

namespace cadence::worker {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

template <class Service>
struct Frozen {
    explicit Frozen(forge::Forge forge = {}) : world{std::move(forge)} {
        for (int i = 1; i <= 3; ++i) world.service.put({i, "b" + std::to_string(i), "c" + std::to_string(i)});
        world.start();
        world.pass(10s);
    }
    void freeze(std::string reason) {
        ASSERT_TRUE(
            world.ask("anna", release::AddFreeze{{release::Action::merge}, {}, {}, std::move(reason)}));
    }
    [[nodiscard]] std::vector<release::LogLine> told() { return world.house.lines_of("status_refused"); }
    void expect_all(std::string const& state) {
        for (auto const* const head : {"c1", "c2", "c3"}) EXPECT_EQ(world.state_of(head), state);
    }
    ForgeWorld<Service> world;
};

std::string const kFire = "\xF0\x9F\x94\xA5";

forge::Forge const kGitlabForge{.kind = forge::Kind::gitlab, .api_url = "https://gitlab.com/api/v4"};
forge::Forge const kGiteaForge{.kind = forge::Kind::gitea, .api_url = "https://git.acme.example/api/v1"};

template <class Service>
void expect_shut_by_any_reason(forge::Forge const& forge, std::string const& failure) {
    for (auto const& reason : {"CI is on fire " + kFire, kFire, std::string(500, 'x'),
                               std::string{"\xE7\x81\xAB\xE4\xBA\x8B "} + std::string(200, 'y') + kFire}) {
        Frozen<Service> frozen{forge};
        frozen.freeze(reason);
        frozen.world.pass(10s);
        frozen.expect_all(failure);
        EXPECT_EQ(frozen.world.service.count("POST 4"), 0U) << "nothing is sent that is refused: " << reason;
        EXPECT_THAT(frozen.told(), IsEmpty());
    }
}

TEST(ForgeWords, of_a_freeze_shut_all_pull_requests_whatever_they_are) {
    expect_shut_by_any_reason<FakeGithub>({}, "failure");
    expect_shut_by_any_reason<FakeGitlab>(kGitlabForge, "failed");
    expect_shut_by_any_reason<FakeGitea>(kGiteaForge, "failure");
}

template <class Service>
void expect_plain_words_instead(forge::Forge const& forge, std::string const& failure) {
    Frozen<Service> frozen{forge};
    auto& world = frozen.world;
    world.service.unheard = "on fire";
    frozen.freeze("CI is on fire");
    world.pass(10s);
    frozen.expect_all(failure);
    EXPECT_EQ(world.service.status_of("c1"), failure + ": The merge gate is shut");
    EXPECT_EQ(world.service.count("POST 4"), 1U) << "the same words are not sent again";
    auto const standing = world.standing();
    EXPECT_FALSE(standing.failing_since);
    EXPECT_EQ(standing.waiting, 0U);
    EXPECT_THAT(standing.refused, HasSubstr("not to our taste"));
    ASSERT_EQ(frozen.told().size(), 1U);
    auto const line = frozen.told().front();
    EXPECT_EQ(line.train, kTrain);
    EXPECT_THAT(line.data, HasSubstr("acme/backend"));
    EXPECT_THAT(line.data, HasSubstr("not to our taste"));
    EXPECT_THAT(line.data, HasSubstr("CI is on fire"));

    world.pass(1h);
    EXPECT_EQ(world.service.count("POST 4"), 1U);
    world.unfreeze();
    world.pass(10s);
    frozen.expect_all("success");
    frozen.freeze("the same CI is on fire again");
    world.pass(10s);
    frozen.expect_all(failure);
    EXPECT_EQ(frozen.told().size(), 2U) << "other words, refused too";
}

TEST(ForgeWords, that_are_refused_are_put_plainly_and_told) {
    expect_plain_words_instead<FakeGithub>({}, "failure");
    expect_plain_words_instead<FakeGitlab>(kGitlabForge, "failed");
    expect_plain_words_instead<FakeGitea>(kGiteaForge, "failure");
}

TEST(ForgeWords, that_what_stands_before_a_forge_refuses_are_put_plainly_and_told) {
    for (int const status : {403, 413, 500}) {
        Frozen<FakeGithub> frozen;
        auto& world = frozen.world;
        world.service.unheard = "on fire";
        world.service.unheard_as = status;
        frozen.freeze("CI is on fire");
        world.pass(10s);
        frozen.expect_all("failure");
        EXPECT_EQ(world.service.status_of("c1"), "failure: The merge gate is shut") << status;
        ASSERT_EQ(frozen.told().size(), 1U) << status;
        EXPECT_THAT(frozen.told().front().data, HasSubstr("CI is on fire"));
    }
}

TEST(ForgeWords, are_not_accused_where_plain_ones_are_refused_as_well) {
    Frozen<FakeGithub> frozen;
    auto& world = frozen.world;
    world.service.unheard = "state";
    world.service.unheard_as = 500;
    frozen.freeze("CI is on fire");
    world.pass(1min);
    EXPECT_THAT(world.standing().refused, IsEmpty());
    world.service.unheard_as = 0;
    world.service.unheard = {};
    world.pass(20min);
    EXPECT_THAT(world.service.status_of("c1"), HasSubstr("CI is on fire"));
    for (auto const& line : frozen.told()) EXPECT_THAT(line.data, Not(HasSubstr("plain ones")));
}

TEST(ForgeWords, that_never_get_there_are_told_once_while_the_gate_is_shut) {
    Frozen<FakeGithub> frozen;
    auto& world = frozen.world;
    world.service.down = 403;
    world.pass(10min);
    EXPECT_THAT(frozen.told(), IsEmpty()) << "the gate is open, and so it stands there";
    world.service.down = 0;
    world.pass(20min);
    world.service.broken = "/statuses/";
    frozen.freeze("the line is stopped");
    world.pass(2min);
    ASSERT_EQ(frozen.told().size(), 1U);
    EXPECT_THAT(frozen.told().front().data, HasSubstr("HTTP 502"));
    EXPECT_THAT(frozen.told().front().data, HasSubstr("pull requests may show that it is open"));
    world.pass(2h);
    EXPECT_EQ(frozen.told().size(), 1U);
    world.service.broken = {};
    world.pass(20min);
    frozen.expect_all("failure");
}

TEST(ForgeWords, are_not_posted_by_an_answer_that_does_not_say_so) {
    Frozen<FakeGithub> frozen;
    auto& world = frozen.world;
    world.service.login_page = true;
    frozen.freeze("the line is stopped");
    world.pass(5min);
    EXPECT_EQ(world.standing().waiting, 3U);
    EXPECT_THAT(world.standing().failing, HasSubstr("answered unexpectedly"));
    EXPECT_EQ(frozen.told().size(), 1U);
    world.service.login_page = false;
    world.pass(20min);
    frozen.expect_all("failure");
    EXPECT_EQ(world.standing().waiting, 0U);
}

TEST(ForgeWords, refused_by_people_who_are_gone_are_nobodys_alarm) {
    Frozen<FakeGithub> frozen;
    frozen.world.service.pulls.erase(frozen.world.service.pulls.begin());
    frozen.freeze("the line is stopped");
    frozen.world.pass(20min);
    EXPECT_THAT(frozen.told(), IsEmpty());
    EXPECT_EQ(frozen.world.state_of("c2"), "failure");
}

}  // namespace
}  // namespace cadence::worker
