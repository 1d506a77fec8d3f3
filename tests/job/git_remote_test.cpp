// How git is let in: by a key or a token that no command line, file or error shows.
#include "job/git_remote.h"

#include "base/digest.h"
#include "job/action_world.h"

namespace cadence::job::testing {

namespace {

std::string basic(std::string const& who) {
    return "Basic " + to_base64(who);
}

/// A git server over http that lets nobody in, and remembers who tried.
struct Guarded : Actor {
    Guarded() {
        timeout = 20s;
        address = server.listen({"127.0.0.1", 0}).value().text();
        write("credentials/forge", "sesame\n");
    }
    std::string address;
    std::vector<std::string> tried;
    net::Server server{
        loop,
        [this](net::Request const& request, std::shared_ptr<net::Exchange> const& exchange) {
            auto const given = request.header("authorization");
            if (given) tried.emplace_back(*given);
            bool const whole = given && *given != basic("deploy:");  // curl's first guess, without a password
            exchange->reply({whole ? 403 : 401, {{"WWW-Authenticate", "Basic realm=git"}}, ""});
        },
        {}};
};

TEST(GitRemote, a_token_reaches_the_remote_and_nobody_else) {
    Guarded guarded;
    GitTagAction const action{
        .remote = "http://" + guarded.address + "/acme/backend.git", .key_from = "", .token_from = "forge"};
    auto const refused = in_words(guarded.carry(action));
    EXPECT_TRUE(refused.starts_with("again: The remote cannot be asked for its tags: ")) << refused;
    EXPECT_EQ(refused.find("sesame"), std::string::npos) << refused;
    ASSERT_FALSE(guarded.tried.empty());
    EXPECT_EQ(guarded.tried.front(), basic("x-access-token:sesame"));
    guarded.shell("! grep -r sesame clones");
}

TEST(GitRemote, a_user_in_the_address_is_whose_token_it_is) {
    Guarded guarded;
    (void)guarded.carry(GitTagAction{
        .remote = "http://deploy@" + guarded.address + "/x.git", .key_from = "", .token_from = "forge"});
    ASSERT_FALSE(guarded.tried.empty());
    EXPECT_EQ(guarded.tried.back(), basic("deploy:sesame"));
}

TEST(GitRemote, a_password_in_the_address_is_never_said) {
    Guarded guarded;
    auto const refused =
        in_words(guarded.carry(GitTagAction{.remote = "http://deploy:swordfish@" + guarded.address + "/x.git",
                                            .key_from = "",
                                            .token_from = ""}));
    EXPECT_EQ(refused.find("swordfish"), std::string::npos) << refused;
    EXPECT_EQ(password_in("https://deploy:sword:fish@host/x"), "sword:fish");
    EXPECT_EQ(password_in("https://deploy@host/x"), "");
    EXPECT_EQ(password_in("git@host:a/b"), "");
    EXPECT_EQ(password_in("/srv/a:b@c"), "");
}

TEST(GitRemote, a_key_stays_in_its_file_and_nothing_is_asked) {
    auto const environment = git_environment_of(
        {.remote = "git@host:a/b", .key_file = "/keys/it's one", .known_hosts = "/state/clones/known_hosts"});
    EXPECT_EQ(environment.at("GIT_SSH_COMMAND"),
              "ssh -F /dev/null -o BatchMode=yes -o ConnectTimeout=20 -o StrictHostKeyChecking=accept-new "
              "-o 'UserKnownHostsFile=\"/state/clones/known_hosts\"' -o IdentitiesOnly=yes -i "
              "'/keys/it'\\''s one'");
    EXPECT_EQ(environment.at("GIT_TERMINAL_PROMPT"), "0");
    EXPECT_EQ(environment.count("CADENCE_GIT_TOKEN"), 0U);
}

TEST(GitRemote, ssh_is_run_with_the_key_that_is_named) {
    Actor actor;
    actor.timeout = 20s;
    actor.write("credentials/key", "not really a key\n");
    auto const result = actor.carry(
        GitTagAction{.remote = "ssh://git@127.0.0.1:1/a.git", .key_from = "key", .token_from = ""});
    auto const words = in_words(result);
    EXPECT_TRUE(words.starts_with("again: The remote cannot be asked for its tags: ")) << words;
    EXPECT_TRUE(in_words(actor.carry(GitTagAction{
                             .remote = "ssh://git@127.0.0.1:1/a.git", .key_from = "none", .token_from = ""}))
                    .starts_with("again: The secret "));
}

TEST(GitRemote, a_token_is_for_http_and_goes_through_the_proxy) {
    auto const over_ssh = git_environment_of({.remote = "ssh://git@host/a", .token = "sesame"});
    for (auto const& [name, value] : over_ssh) EXPECT_EQ(value.find("sesame"), value.npos) << name;
    auto const proxied = git_environment_of({.remote = "https://host:8443/a",
                                             .token = "sesame",
                                             .proxy = "http://proxy.example.org:3128",
                                             .ca_file = "/etc/ca.pem"});
    std::map<std::string, std::string> config;
    for (int i = 0; i != std::stoi(proxied.at("GIT_CONFIG_COUNT")); ++i)
        config[proxied.at("GIT_CONFIG_KEY_" + std::to_string(i))] =
            proxied.at("GIT_CONFIG_VALUE_" + std::to_string(i));
    EXPECT_EQ(config["http.proxy"], "http://proxy.example.org:3128");
    EXPECT_EQ(config["http.sslCAInfo"], "/etc/ca.pem");
    EXPECT_EQ(config["http.followRedirects"], "false");
    EXPECT_EQ(config.count("credential.https://host:8443.helper"), 1U) << "asked for this host alone";
}

}  // namespace

}  // namespace cadence::job::testing
