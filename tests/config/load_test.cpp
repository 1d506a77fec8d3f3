#include <algorithm>
#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "config/config.h"
#include "config/machine.h"

namespace cadence::config {
namespace {

using testing::HasSubstr;

constexpr std::string_view kSmallest = R"([[trains]]
id = "backend"
first_release = 2026-01-08
weekday = "Thursday"
time = "10:00"
)";

class ConfigFile : public testing::Test {
  protected:
    ConfigFile() { std::filesystem::create_directories(folder_); }
    ~ConfigFile() override { std::filesystem::remove_all(folder_); }
    ConfigFile(ConfigFile const&) = delete;
    ConfigFile& operator=(ConfigFile const&) = delete;

    [[nodiscard]] std::filesystem::path write(std::string_view text) const {
        auto const file = folder_ / "cadenced.toml";
        std::ofstream{file, std::ios::binary} << text;
        return file;
    }

    std::filesystem::path folder_ =
        std::filesystem::temp_directory_path() / ("cadence-config-" + std::to_string(::getpid()));
};

std::string only_problem(LoadedConfig const& loaded) {
    if (loaded) return "no problem";
    EXPECT_EQ(loaded.error().size(), 1U);
    return loaded.error().front().message("cadenced.toml");
}

TEST_F(ConfigFile, that_is_missing_says_so) {
    EXPECT_EQ(
        only_problem(load_config(folder_ / "nowhere.toml")),
        "cadenced.toml: cannot be read: No such file or directory; give the right path, or permission to "
        "read it");
}

TEST_F(ConfigFile, that_may_not_be_read_says_so) {
    if (::geteuid() == 0) GTEST_SKIP() << "root may read everything";
    auto const file = write(kSmallest);
    std::filesystem::permissions(file, std::filesystem::perms::none);
    EXPECT_THAT(only_problem(load_config(file)), HasSubstr("cannot be read: Permission denied"));
}

TEST_F(ConfigFile, that_is_a_pipe_says_so_and_keeps_nobody_waiting) {
    auto const pipe = folder_ / "pipe";
    ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
    EXPECT_EQ(only_problem(load_config(pipe)),
              "cadenced.toml: is a pipe or a device; give the configuration file itself");
}

TEST_F(ConfigFile, that_no_start_could_use_on_this_machine_is_refused_before_it) {
    auto const refusal = [&](std::string const& section, Listens listens = Listens::as_configured) {
        return only_problem(load_config(write(std::string{kSmallest} + section), job::Secrets{{}}, listens));
    };
    auto const line = std::to_string(std::ranges::count(std::string_view{kSmallest}, '\n') + 2);
    auto const ca_file = [&](std::string const& file) {
        return refusal("[outbound]\nca_file = \"" + file + "\"\n");
    };
    auto const junk = (folder_ / "junk.pem").string();
    std::ofstream{junk} << "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
    auto const give = "; give a file of certificates in PEM";
    EXPECT_EQ(ca_file(junk), "cadenced.toml line " + line + ": ca_file " + junk +
                                 " cannot be used: no certificate can be read from it" + give);
    EXPECT_EQ(ca_file("/nowhere"), "cadenced.toml line " + line +
                                       ": ca_file /nowhere cannot be used: No such file or directory" + give);
    EXPECT_THAT(ca_file(folder_.string()), HasSubstr("Is a directory"));
    EXPECT_THAT(ca_file("/dev/zero"), HasSubstr("not supported"));
    EXPECT_EQ(ca_file("/etc/ssl/certs/ca-certificates.crt"), "no problem");

    auto const listen = "[server]\nreads = \"token\"\nlisten = \"192.0.2.1:8420\"\n";
    EXPECT_EQ(refusal(listen),
              "cadenced.toml line " + std::to_string(std::stoi(line) + 1) +
                  ": listen 192.0.2.1:8420 cannot be listened on here: Cannot assign requested "
                  "address; give an address of this machine, or 127.0.0.1");
    EXPECT_EQ(refusal(listen, Listens::elsewhere), "no problem");
}

TEST_F(ConfigFile, that_is_a_directory_says_so) {
    EXPECT_EQ(only_problem(load_config(folder_)),
              "cadenced.toml: is a directory; give the configuration file itself");
}

TEST_F(ConfigFile, of_more_than_a_mebibyte_is_refused_and_of_a_mebibyte_read) {
    std::string text{kSmallest};
    text.append((1U << 20U) - text.size() - 1, '#');
    text += '\n';
    EXPECT_TRUE(load_config(write(text)));
    EXPECT_EQ(only_problem(load_config(write(text + "\n"))),
              "cadenced.toml: larger than 1 MiB; this cannot be a configuration");
    EXPECT_EQ(only_problem(parse_config(text + "\n")),
              "cadenced.toml: larger than 1 MiB; this cannot be a configuration");
}

TEST_F(ConfigFile, that_is_empty_has_no_train) {
    EXPECT_THAT(only_problem(load_config(write(""))), HasSubstr("there is no train"));
}

TEST_F(ConfigFile, reads_as_its_text_does_whatever_ends_its_lines) {
    auto const unix_lines = parse_config(kSmallest);
    std::string text = "\xEF\xBB\xBF";
    for (char const c : kSmallest) text += c == '\n' ? std::string{"\r\n"} : std::string{c};
    auto const dos_lines = load_config(write(text));
    ASSERT_TRUE(unix_lines && dos_lines);
    EXPECT_EQ(unix_lines->trains, dos_lines->trains);
}

TEST(ConfigText, nested_without_end_is_refused_and_not_followed) {
    std::string keys;
    for (int i = 0; i < 300'000; ++i) keys += "a.";
    for (auto const* form : {"KEYS", "[KEYS]", "x = { KEYS }", "[[KEYS]]"}) {
        std::string text = form;
        text.replace(text.find("KEYS"), 4, keys + (text == "KEYS" || text.starts_with("x") ? "a = 1" : "a"));
        EXPECT_THAT(only_problem(parse_config("# one\n" + text)),
                    HasSubstr("line 2: a key of more than 64 parts"));
    }
    EXPECT_THAT(only_problem(parse_config("x = " + std::string(300'000, '['))),
                HasSubstr("maximum nested value"));
}

TEST(ConfigText, with_many_full_stops_is_no_deep_key) {
    auto const dots = std::string(200, '.');
    auto const loaded = parse_config("# " + dots + "\n" + std::string{kSmallest} + "name = \"A" +
                                     dots.substr(0, 99) + "\"\n");
    EXPECT_TRUE(loaded);
}

TEST(ConfigText, that_is_not_utf8_is_refused_at_its_line) {
    for (std::string_view const wrong :
         {"\xFF", "\xC3", "\xC0\xAF", "\xE0\x80\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80"}) {
        EXPECT_THAT(only_problem(parse_config("\n\n# " + std::string{wrong} + "\n")),
                    HasSubstr("line 3: not UTF-8"));
    }
    EXPECT_TRUE(parse_config("# Jörg, 日本, 🚂\n" + std::string{kSmallest}));
}

TEST(ConfigFingerprint, is_the_sha256_of_the_file) {
    auto const config = parse_config(kSmallest);
    ASSERT_TRUE(config);
    EXPECT_EQ(config->fingerprint, "587adc66490e433269a001f57a5eee9a2bd5c032ecffb7ee89e385fe80dc374a");
}

TEST(ConfigReload, sees_no_change_in_comments_and_order_and_every_change_in_what_counts) {
    auto const text = std::string{kSmallest};
    auto const before = *parse_config(text);
    auto const commented =
        *parse_config("# A comment\n[log]\nlevel = \"info\"\n\n" + text + "every = \"14 days\"\n");
    EXPECT_EQ(before.trains, commented.trains);
    EXPECT_EQ(before.server, commented.server);
    EXPECT_NE(before.fingerprint, commented.fingerprint);

    for (auto const* line : {"name = \"Back end\"", "every = \"1 week\"", "timezone = \"Europe/Berlin\"",
                             "window = \"3h\"", "on_blackout = \"skip\"", "required_roles = [\"qa\"]",
                             "monitoring = \"1h\"", "main_branch = \"trunk\"", "clocks.rollback_p0 = \"5m\"",
                             "on_demand.branch_base = \"last_version\"", "checklist = []",
                             "checklist = [{ id = \"manual_qa\" }]",
                             "checks = [{ name = \"tag\", kind = \"previous_tag\", repository = \"/srv\" }]",
                             "staging.url = \"https://staging.example.org\"",
                             "blackouts = [{ from = 2026-12-21, to = 2027-01-03, reason = \"year end\" }]"}) {
        auto const changed = parse_config(text + line + "\n");
        ASSERT_TRUE(changed) << line;
        EXPECT_NE(changed->trains, before.trains) << line;
    }
}

TEST(ConfigRoles, are_those_held_everywhere_and_those_on_the_train) {
    auto const config = parse_config(std::string{kSmallest} + R"([[people]]
id = "anna"
roles = ["qa"]
train_roles = { backend = ["tech-lead", "qa"] }
)");
    ASSERT_TRUE(config);
    auto const& anna = *config->person("anna");
    EXPECT_EQ(config->roles_of(anna, "backend"), (std::vector{release::Role::qa, release::Role::tech_lead}));
    EXPECT_EQ(config->roles_of(anna, "apps"), std::vector{release::Role::qa});
    EXPECT_EQ(config->person("paul"), nullptr);
    EXPECT_EQ(config->train("apps"), nullptr);
}

TEST(ConfigListen, is_loopback_only_where_nobody_else_can_reach_it) {
    for (auto const* mine : {"127.0.0.1:8420", "127.8.9.1:0", "[::1]:8420"}) {
        EXPECT_TRUE(is_loopback(mine)) << mine;
    }
    for (auto const* open :
         {"0.0.0.0:8420", "[::]:8420", "10.0.0.1:8420", "127.example.org:80", "localhost.example:1"}) {
        EXPECT_FALSE(is_loopback(open)) << open;
    }
}

}  // namespace
}  // namespace cadence::config
