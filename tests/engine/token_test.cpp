// Who is asking: tokens made, known, and refused.
#include <fstream>
#include <iterator>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/house.h"

namespace cadence::engine {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

Outcome made(House& house, std::optional<Duration> valid_for = {}) {
    return house.ask("olga", CreateToken{"anna", valid_for, "laptop"}).value();
}

std::string known_as(House& house, std::string const& bearer) {
    auto const identity = house.engine->identities().authenticate(bearer, house.clock.now());
    return identity ? identity->id : identity.error().problem;
}

TEST(Token, says_who_is_asking_and_with_what) {
    House house;
    auto const outcome = made(house);
    EXPECT_TRUE(outcome.secret.starts_with("cad_" + outcome.token->id + "_"));
    auto const identity = house.engine->identities().authenticate(outcome.secret, house.clock.now()).value();
    EXPECT_EQ(identity.id, "anna");
    EXPECT_EQ(identity.name, "Anna");
    EXPECT_EQ(identity.via, "token " + outcome.token->id + " issued by olga");
    EXPECT_EQ(house.engine->identities().actor(identity, kTrain).via, identity.via);
    EXPECT_FALSE(identity.is_operator);
    EXPECT_THAT(house.engine->identities().actor(identity, kTrain).roles,
                ElementsAre(release::Role::tech_lead));
    EXPECT_EQ(house.store->token(outcome.token->id)->issuer, "olga");
    EXPECT_NE(made(house).secret, outcome.secret);
}

TEST(Token, there_are_200_valid_ones_at_most_and_one_that_is_over_makes_room) {
    House house;
    auto const first = made(house);
    for (std::size_t i = 2; i < kMostTokens; ++i) made(house);
    auto const soon_over = made(house, hours{1});
    auto const refused = house.ask("olga", CreateToken{"anna", {}, "laptop"});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().problem, "too-many-tokens");
    EXPECT_THAT(refused.error().detail, HasSubstr("revoke those that are not needed any more"));
    EXPECT_EQ(known_as(house, first.secret), "anna");
    ASSERT_TRUE(house.ask("olga", RevokeToken{first.token->id}));
    EXPECT_EQ(known_as(house, made(house).secret), "anna");
    house.clock.advance(hours{1});
    EXPECT_EQ(known_as(house, soon_over.secret), "token-expired");
    EXPECT_EQ(known_as(house, made(house).secret), "anna");
}

TEST(Token, of_an_item_may_tick_that_and_do_nothing_else) {
    auto config = config_of_spec();
    config.trains.front().policy.checklist = {cadence::testing::item("ci_checks", release::Stage::pre)};
    House house{"2026-01-01T09:00:00Z", config};
    auto const limited =
        house
            .ask("olga",
                 CreateToken{.person = "anna", .note = "CI", .items = std::vector<std::string>{"ci_checks"}})
            .value();
    EXPECT_THAT(house.store->token(limited.token->id)->items, ElementsAre("ci_checks"));
    EXPECT_THAT(house.lines_of("token_created").back().data, HasSubstr(R"("items":["ci_checks"])"));
    house.restart();
    auto const actor_of = [&](std::string const& bearer) {
        auto const& identities = house.engine->identities();
        return identities.actor(identities.authenticate(bearer, house.clock.now()).value(), kTrain);
    };
    auto const actor = actor_of(limited.secret);
    EXPECT_THAT(actor.only_items, ElementsAre("ci_checks"));
    EXPECT_THAT(actor.roles, ElementsAre(release::Role::tech_lead)) << "whom it acts for";
    EXPECT_TRUE(release::require(actor, release::Right::tick));
    for (auto const& row : release::rights()) {
        EXPECT_EQ(release::require(actor, row.right).has_value(), row.right == release::Right::tick)
            << row.does;
    }
    auto const whole = made(house);
    EXPECT_TRUE(actor_of(whole.secret).only_items.empty());
    house.engine->submit({.actor = actor, .work = RevokeToken{whole.token->id}, .done = [](auto const& done) {
                              EXPECT_EQ(problem_of(done), "token-limited");
                          }});
    house.engine->flush();
    EXPECT_EQ(known_as(house, whole.secret), "anna");
}

TEST(Token, for_no_items_is_refused_since_nothing_given_means_no_limit) {
    House house;
    auto const refused =
        house.ask("olga", CreateToken{.person = "anna", .items = std::vector<std::string>{}});
    EXPECT_EQ(problem_of(refused), "empty-list");
    EXPECT_TRUE(house.store->tokens().empty());
}

TEST(Token, of_a_person_who_is_removed_is_not_theirs_who_comes_by_that_name_later) {
    House house;
    auto const secret = made(house).secret;
    auto const with_anna = house.engine->config();
    auto without = with_anna;
    std::erase_if(without.people, [](auto const& person) { return person.id == "anna"; });
    ASSERT_TRUE(house.ask("olga", ApplyConfig{without}));
    EXPECT_EQ(house.lines_of("token_revoked").size(), 1U);
    EXPECT_EQ(house.lines_of("token_revoked").back().actor, "cadenced");
    ASSERT_TRUE(house.ask("olga", ApplyConfig{with_anna}));
    EXPECT_EQ(known_as(house, secret), "token-revoked");
    EXPECT_EQ(known_as(house, made(house).secret), "anna");
}

TEST(Token, of_any_wrong_text_gets_one_constant_answer) {
    House house;
    auto const good = made(house).secret;
    auto const operators = house.engine->identities().make_operator_token();
    std::vector<std::string> wrong{"",
                                   "cad_",
                                   "cad__",
                                   "cad___",
                                   "cad_a_b",
                                   "Bearer " + good,
                                   good + "x",
                                   good.substr(1),
                                   "x" + good,
                                   std::string(10'000, 'x'),
                                   "cad_" + std::string(10'000, '_'),
                                   operators + "0"};
    for (std::size_t i = 0; i < good.size(); ++i) {
        auto typo = good;
        typo[i] = typo[i] == '7' ? '8' : '7';
        wrong.push_back(typo);
        wrong.push_back(good.substr(0, i));
    }
    auto const constant = house.engine->identities().authenticate("garbage", house.clock.now()).error();
    EXPECT_EQ(constant.code, ErrorCode::unauthenticated);
    for (auto const& text : wrong) {
        auto const identity = house.engine->identities().authenticate(text, house.clock.now());
        ASSERT_FALSE(identity) << text;
        EXPECT_EQ(identity.error(), constant) << text;
    }
}

TEST(Token, of_another_database_is_unknown_though_well_formed) {
    House here;
    House there;
    EXPECT_EQ(known_as(here, made(there).secret), "token-unknown");
}

TEST(Token, ends_when_it_expires) {
    House house;
    auto const secret = made(house, hours{24}).secret;
    house.clock.advance(hours{24} - minutes{1});
    EXPECT_EQ(known_as(house, secret), "anna");
    house.clock.advance(minutes{1});
    EXPECT_EQ(known_as(house, secret), "token-expired");
}

TEST(Token, is_refused_for_no_time_for_ever_and_for_nobody) {
    House house;
    EXPECT_EQ(problem_of(house.ask("olga", CreateToken{"anna", Duration{0}, {}})), "not-a-duration");
    EXPECT_EQ(problem_of(house.ask("olga", CreateToken{"anna", Duration::max(), {}})), "not-a-duration");
    EXPECT_EQ(problem_of(house.ask("olga", CreateToken{"nobody", {}, {}})), "person-not-found");
    EXPECT_EQ(problem_of(house.ask("anna", CreateToken{"anna", {}, {}})), "role-needed");
    EXPECT_TRUE(house.store->tokens().empty());
}

TEST(Token, is_revoked_by_ops_or_by_its_person_once) {
    House house;
    auto const first = made(house);
    auto const second = made(house);
    EXPECT_EQ(problem_of(house.ask("paul", RevokeToken{first.token->id})), "role-needed");
    EXPECT_EQ(problem_of(house.ask("anna", RevokeToken{first.token->id})), "accepted");
    EXPECT_EQ(known_as(house, first.secret), "token-revoked");
    EXPECT_EQ(known_as(house, second.secret), "anna");
    auto const again = house.ask("olga", RevokeToken{first.token->id}).value();
    EXPECT_TRUE(again.lines.empty());
    EXPECT_EQ(house.lines_of("token_revoked").size(), 1U);
    EXPECT_EQ(problem_of(house.ask("olga", RevokeToken{"nosuch"})), "token-not-found");
}

TEST(Token, of_a_removed_person_is_refused) {
    House house;
    auto const secret = made(house).secret;
    auto config = config_with({train_config(kTrain)}, "without anna");
    std::erase_if(config.people, [](auto const& person) { return person.id == "anna"; });
    (void)house.ask("olga", ApplyConfig{config}).value();
    EXPECT_EQ(known_as(house, secret), "token-revoked");
}

TEST(Token, of_the_operator_is_good_for_this_start_only) {
    House house;
    EXPECT_EQ(known_as(house, "cad_operator__"), "token-unknown");
    auto const token = house.engine->identities().make_operator_token();
    auto const identity = house.engine->identities().authenticate(token, house.clock.now()).value();
    EXPECT_TRUE(identity.is_operator);
    EXPECT_THAT(house.engine->identities().actor(identity, "").roles, ElementsAre(release::Role::ops));
    EXPECT_FALSE(house.engine->identities().wants_touch(identity, house.clock.now()));
    house.restart();
    EXPECT_EQ(known_as(house, token), "token-unknown");
    EXPECT_EQ(known_as(house, house.engine->identities().make_operator_token()), "operator");
}

TEST(Token, remembers_its_use_once_an_hour_however_often_it_is_used) {
    House house;
    auto const outcome = made(house);
    auto const use = [&] {
        auto const identity =
            house.engine->identities().authenticate(outcome.secret, house.clock.now()).value();
        auto const wanted = house.engine->identities().wants_touch(identity, house.clock.now());
        (void)house.ask("anna", TouchToken{identity.token}).value();
        return wanted;
    };
    auto const last_used = [&] { return house.store->token(outcome.token->id)->last_used_at; };
    EXPECT_TRUE(use());
    auto const first = house.clock.now();
    house.clock.advance(minutes{59});
    EXPECT_FALSE(use());
    EXPECT_EQ(last_used(), first) << "also when several were on their way at once";
    house.clock.advance(minutes{1});
    EXPECT_TRUE(use());
    EXPECT_EQ(last_used(), house.clock.now());
    EXPECT_EQ(house.lines_of("token_created").size(), house.whole_log().size() -
                                                          house.lines_of("configuration_applied").size() -
                                                          house.lines_of("train_activated").size())
        << "a use is no event";
}

TEST(Token, leaves_its_secret_nowhere) {
    House house{"2026-01-01T09:00:00Z", config_of_spec(), House::Keeps::on_disk};
    auto const secret = made(house).secret;
    auto const core = secret.substr(4 + 12 + 1, 64);
    for (auto const& line : house.whole_log()) EXPECT_THAT(line.data, Not(HasSubstr(core)));
    for (auto const& entry : std::filesystem::directory_iterator{house.file().parent_path()}) {
        std::ifstream in{entry.path(), std::ios::binary};
        std::string const bytes{std::istreambuf_iterator<char>{in}, {}};
        EXPECT_EQ(bytes.find(core), std::string::npos) << entry.path();
    }
}

TEST(Identity, holds_roles_everywhere_and_those_of_one_train) {
    auto config = config_of_spec();
    config.people[2].train_roles["apps"] = {release::Role::product_owner};
    House house{"2026-01-01T09:00:00Z", config};
    auto const roles = [&](std::string const& train) {
        return house.engine->identities().actor({"quinn", "Quinn", "token x", "x", false}, train).roles;
    };
    EXPECT_THAT(roles("apps"),
                ::testing::UnorderedElementsAre(release::Role::qa, release::Role::product_owner));
    EXPECT_THAT(roles(kTrain), ElementsAre(release::Role::qa));
    EXPECT_THAT(roles(""), ElementsAre(release::Role::qa));
}

}  // namespace
}  // namespace cadence::engine
