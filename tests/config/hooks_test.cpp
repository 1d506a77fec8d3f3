// [[hooks]] and [trains.forge] as they arrive in the configuration.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "config/config.h"

namespace cadence::config {
namespace {

using forge::Source;
using release::Environment;
using std::chrono::minutes;
using testing::ElementsAre;
using testing::HasSubstr;

std::string train(std::string const& id, std::string const& more = "") {
    return "[[trains]]\nid = \"" + id +
           "\"\nfirst_release = 2026-01-08\nweekday = \"Thursday\"\ntime = \"10:00\"\n" + more;
}

Config parsed(std::string const& text) {
    auto config = parse_config(text);
    if (config) return *config;
    for (auto const& problem : config.error()) ADD_FAILURE() << problem.message("config");
    return {};
}

std::string only_problem(std::string const& text) {
    auto const config = parse_config(text);
    if (config) return "no problem";
    EXPECT_EQ(config.error().size(), 1U) << config.error().back().text;
    return config.error().front().text;
}

TEST(ConfigHooks, say_whose_news_they_bring_and_how_it_is_signed) {
    auto const config = parsed(train("backend") + R"([[hooks]]
name = "backend"
source = "gitlab"
train = "backend"
secrets_from = ["new", "/etc/cadenced/old"]
max_body = "25 MiB"
environments = { live = "production", "eu/live" = "production" }
)");
    HookConfig hook;
    hook.name = "backend";
    hook.source = Source::gitlab;
    hook.train = "backend";
    hook.secrets_from = {"new", "/etc/cadenced/old"};
    hook.max_body = std::size_t{25} * 1024 * 1024;
    hook.environments = {{"live", Environment::production}, {"eu/live", Environment::production}};
    EXPECT_THAT(config.hooks, ElementsAre(hook));
}

TEST(ConfigHooks, know_our_own_names_of_environments_and_a_mebibyte_where_nothing_is_said) {
    auto const config =
        parsed(train("backend") +
               "[[hooks]]\nname = \"x\"\nsource = \"github\"\ntrain = \"backend\"\nsecrets_from = [\"s\"]\n"
               "[[hooks]]\nname = \"x\"\nsource = \"slack\"\ntrain = \"backend\"\nsecrets_from = [\"s\"]\n");
    auto const* hook = config.hook(Source::github, "x");
    ASSERT_NE(hook, nullptr);
    EXPECT_EQ(hook->max_body, 1048576U);
    EXPECT_THAT(hook->environments, ElementsAre(std::pair{"production", Environment::production},
                                                std::pair{"staging", Environment::staging}));
    auto const* commands = config.hook(Source::slack, "x");
    ASSERT_NE(commands, nullptr) << "the same name at another source is another hook";
    EXPECT_TRUE(commands->environments.empty());
}

TEST(ConfigHooks, say_whose_repository_is_meant_and_are_warned_of_where_nothing_does) {
    std::string const forge =
        "forge = { kind = \"github\", repository = \"acme/backend\", token_from = \"t\" }\n";
    auto const hook = [](std::string const& more) {
        return "[[hooks]]\nname = \"x\"\nsource = \"github\"\ntrain = \"backend\"\nsecrets_from = [\"s\"]\n" +
               more;
    };
    auto const warned = [&](std::string const& text) {
        auto const config = parsed(text);
        return std::ranges::any_of(config.warnings, [](std::string const& each) {
            return each.find("nothing says which repository the hook github/x belongs to") !=
                   std::string::npos;
        });
    };
    EXPECT_TRUE(warned(train("backend") + hook("")));
    EXPECT_FALSE(warned(train("backend", forge) + hook("")));
    EXPECT_FALSE(warned(train("backend") + hook("repository = \"acme/backend\"\n")));
    EXPECT_EQ(parsed(train("backend") + hook("repository = \"acme/backend\"\n")).hooks[0].repository,
              "acme/backend");
    EXPECT_THAT(only_problem(train("backend") + hook("repository = \"https://github.com/acme/backend\"\n")),
                HasSubstr("is a URL"));
    EXPECT_THAT(only_problem(train("backend") + hook("server = \"https://coolify.example\"\n")),
                HasSubstr("server does nothing for github"));
}

TEST(ConfigHooks, of_coolify_may_say_where_it_is_asked_with_its_token_and_not_by_halves) {
    auto const hook = [](std::string const& more) {
        return train("backend") +
               "[[hooks]]\nname = \"9b1c7f4e0d2a86351f0e\"\nsource = \"coolify\"\ntrain = \"backend\"\n"
               "environments = { vgsco4o4kk0gs8wkgkco8c44 = \"staging\" }\n" +
               more;
    };
    std::string const server = "server = \"https://coolify.example\"\n";
    std::string const token = "token_from = \"coolify\"\n";
    auto const config = parsed(hook(server + token));
    EXPECT_EQ(config.hooks[0].server, "https://coolify.example");
    EXPECT_EQ(config.hooks[0].token_from, "coolify");
    EXPECT_THAT(only_problem(hook(server)), HasSubstr("token_from is missing from the coolify hook"));
    EXPECT_THAT(only_problem(hook(token)), HasSubstr("server is missing from the coolify hook"));
    EXPECT_THAT(only_problem(hook("repository = \"acme/backend\"\n")),
                HasSubstr("repository does nothing for coolify"));
}

TEST(ConfigHooks, of_coolify_have_a_name_for_their_secret) {
    auto const hook = [](std::string const& name, std::string const& more = "") {
        return train("backend") + "[[hooks]]\nname = \"" + name +
               "\"\nsource = \"coolify\"\ntrain = \"backend\"\n" +
               "environments = { vgsco4o4kk0gs8wkgkco8c44 = \"staging\" }\n" + more;
    };
    auto const config = parsed(hook("9b1c7f4e0d2a86351f0e"));
    ASSERT_EQ(config.hooks.size(), 1U);
    EXPECT_TRUE(config.hooks[0].secrets_from.empty());
    EXPECT_THAT(config.hooks[0].environments,
                ElementsAre(std::pair{"vgsco4o4kk0gs8wkgkco8c44", Environment::staging}));

    EXPECT_THAT(only_problem(hook("9b1c7f4e0d2a86351f0")), HasSubstr("this one can be guessed"));
    EXPECT_THAT(only_problem(hook("the-hook-of-our-backend")), HasSubstr("this one can be guessed"));
    EXPECT_THAT(only_problem(hook("9b1c7f4e0d2a86351f0e", "secrets_from = [\"s\"]\n")),
                HasSubstr("signs nothing"));
}

TEST(ConfigHooks, a_name_that_may_be_a_secret_is_in_no_message) {
    std::string const name = "9b1c7f4e0d2a86351f0e";
    auto const hook = [](std::string const& value, std::string const& on = "backend") {
        return "[[hooks]]\nname = " + value + "\nsource = \"coolify\"\ntrain = \"" + on +
               "\"\nenvironments = { vgsco4o4kk0gs8wkgkco8c44 = \"staging\" }\n";
    };
    auto const twice = hook('"' + name + '"') + hook('"' + name + '"', "web");
    for (auto const& hooks : {twice, hook('"' + name + "_\""), hook('"' + name), hook(name)}) {
        auto const config = parse_config(train("backend") + train("web") + hooks);
        ASSERT_FALSE(config);
        for (auto const& problem : config.error())
            EXPECT_EQ(problem.message("config").find(name.substr(0, 8)), std::string::npos)
                << problem.message("config");
    }
    EXPECT_THAT(only_problem(train("backend") + train("web") + twice),
                HasSubstr("is already used by the hook in line 12"));
}

TEST(ConfigForge, is_what_its_kind_and_its_train_make_of_it_where_nothing_is_said) {
    struct Row {
        std::string_view kind;
        std::string_view api;
    };
    for (auto const& row :
         {Row{"github", "https://api.github.com"}, Row{"gitlab", "https://gitlab.com/api/v4"}}) {
        auto const config =
            parsed(train("backend", "forge = { kind = \"" + std::string{row.kind} +
                                        "\", repository = \"acme/backend\", token_from = \"t\" }\n"
                                        "main_branch = \"trunk\"\n"));
        ASSERT_EQ(config.trains.size(), 1U);
        ASSERT_TRUE(config.trains[0].forge);
        auto const& forge = *config.trains[0].forge;
        EXPECT_EQ(forge.api_url, row.api);
        EXPECT_EQ(forge.context, "cadenced/merge (trunk)");
        EXPECT_TRUE(forge.statuses);
        EXPECT_EQ(forge.sweep, minutes{5});
        EXPECT_EQ(forge.external_check, "");
    }
    EXPECT_FALSE(parsed(train("backend")).trains[0].forge);
}

TEST(ConfigForge, keeps_everything_that_it_says) {
    auto const config = parsed(train("backend", R"([trains.forge]
kind = "gitlab"
api_url = "https://git.example.org/api/v4/"
repository = "acme/products/back.end_2"
token_from = "/etc/cadenced/gitlab"
statuses = false
context = "release gate"
sweep = "30s"
external_check = "12"
)"));
    ASSERT_EQ(config.trains.size(), 1U);
    EXPECT_EQ(config.trains[0].forge, (forge::Forge{.kind = forge::Kind::gitlab,
                                                    .api_url = "https://git.example.org/api/v4",
                                                    .repository = "acme/products/back.end_2",
                                                    .token_from = "/etc/cadenced/gitlab",
                                                    .statuses = false,
                                                    .context = "release gate",
                                                    .sweep = std::chrono::seconds{30},
                                                    .external_check = "12"}));
}

TEST(ConfigForge, is_one_gate_in_one_place) {
    auto const forge = [](std::string const& more) {
        return "[trains.forge]\nkind = \"github\"\nrepository = \"acme/mono\"\ntoken_from = \"t\"\n" + more;
    };
    EXPECT_THAT(only_problem(train("web", forge("")) + train("apps", forge(""))),
                HasSubstr("is already used by the train \"web\" in line 6"));
    parsed(train("web", forge("context = \"web\"\n")) + train("apps", forge("")));
    parsed(train("web", forge("statuses = false\n")) + train("apps", forge("")));
    parsed(train("web", "main_branch = \"web\"\n" + forge("")) + train("apps", forge("")));
}

}  // namespace
}  // namespace cadence::config
