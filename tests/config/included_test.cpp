// Files that the configuration includes: DESIGN section 10.
#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "config/config.h"

namespace cadence::config {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::string train(std::string const& id, std::string const& more = "") {
    return "[[trains]]\nid = \"" + id +
           "\"\nfirst_release = 2026-01-08\nweekday = \"Thursday\"\ntime = \"10:00\"\n" + more;
}

constexpr std::string_view kAll = "include = [\"trains.d/*.toml\"]\n";

class Included : public testing::Test {
  protected:
    Included() { std::filesystem::create_directories(folder_ / "trains.d"); }
    ~Included() override { std::filesystem::remove_all(folder_); }
    Included(Included const&) = delete;
    Included& operator=(Included const&) = delete;

    void write(std::string const& name, std::string_view text) const {
        std::ofstream{folder_ / name, std::ios::binary} << text;
    }
    [[nodiscard]] LoadedConfig load(std::string_view main) const {
        write("cadenced.toml", main);
        return load_config(folder_ / "cadenced.toml");
    }
    [[nodiscard]] std::vector<std::string> problems(std::string_view main) const {
        std::vector<std::string> lines;
        auto const loaded = load(main);
        if (loaded) return {"no problem"};
        for (auto const& each : loaded.error()) lines.push_back(each.message("cadenced.toml"));
        return lines;
    }

    std::filesystem::path folder_ =
        std::filesystem::temp_directory_path() / ("cadence-included-" + std::to_string(::getpid()));
};

std::vector<std::string> ids_of(LoadedConfig const& config) {
    std::vector<std::string> ids;
    if (!config) return {config.error().front().message("cadenced.toml")};
    for (auto const& each : config->trains) ids.push_back(each.id);
    return ids;
}

TEST_F(Included, files_are_read_in_the_order_of_their_names_as_if_they_stood_at_the_end) {
    write("trains.d/20-web.toml", train("web"));
    write("trains.d/10-apps.toml",
          train("ios") + train("android", "[trains.clocks]\nhotfix_deploy = \"2h\"\n"));
    write("trains.d/people.toml", "[[people]]\nid = \"anna\"\nroles = [\"tech-lead\"]\n");
    write("trains.d/.#20-web.toml", "what an editor leaves");
    write("trains.d/old.toml.bak", "what an administrator leaves");
    auto const config = load(std::string{kAll} + train("backend"));
    EXPECT_THAT(ids_of(config), ElementsAre("backend", "ios", "android", "web"));
    EXPECT_EQ(config->trains.find("android")->policy.clocks.hotfix_deploy, std::chrono::hours{2});
    EXPECT_NE(config->person("anna"), nullptr);
    EXPECT_EQ(config->included.size(), 3U);
}

TEST_F(Included, trains_may_all_be_elsewhere_and_a_folder_may_be_empty) {
    EXPECT_THAT(problems(kAll), ElementsAre(HasSubstr("there is no train")));
    write("trains.d/web.toml", train("web"));
    EXPECT_THAT(ids_of(load(kAll)), ElementsAre("web"));
    EXPECT_THAT(ids_of(load("include = [\"trains.d/web.toml\", \"trains.d/*.toml\", \"none.d/*.toml\"]\n")),
                ElementsAre("web"))
        << "once, though two patterns name it";
}

TEST_F(Included, a_mistake_is_told_with_its_file_and_line) {
    write("trains.d/a.toml", "# apps\n" + train("apps", "windw = \"1h\"\n"));
    write("trains.d/b.toml", train("backend"));
    EXPECT_THAT(
        problems(std::string{kAll} + train("backend")),
        ElementsAre(HasSubstr("trains.d/a.toml line 7: unknown key \"windw\""),
                    "trains.d/b.toml line 2: id \"backend\" is already used by the train in line 3 of "
                    "the main file; give each train its own"));
    write("trains.d/a.toml", "[[trains]\n");
    write("trains.d/b.toml", "");
    EXPECT_THAT(problems(kAll), testing::Contains(HasSubstr("trains.d/a.toml line 1: not valid TOML")));
}

TEST_F(Included, a_warning_names_its_file_too) {
    write("trains.d/a.toml", train("apps"));
    EXPECT_THAT(
        load(kAll)->warnings,
        testing::Contains(HasSubstr("trains.d/a.toml line 1: production.url of \"apps\" is not set")));
}

TEST_F(Included, what_there_is_one_of_stays_in_the_main_file) {
    write("trains.d/a.toml", "[server]\nlisten = \"127.0.0.1:0\"\n" + train("apps"));
    EXPECT_THAT(problems(kAll),
                ElementsAre("trains.d/a.toml line 1: server is not for an included file, which has only "
                            "[[people]], [[trains]], [[channels]] and [[hooks]]; move it to the main file"));
    write("trains.d/a.toml", "include = [\"more/*.toml\"]\n" + train("apps"));
    EXPECT_THAT(problems(kAll), ElementsAre(HasSubstr("include is not for an included file")));
}

TEST_F(Included, a_file_that_is_named_must_be_there_and_readable) {
    EXPECT_THAT(problems("include = [\"apps.toml\"]\n" + train("backend")),
                ElementsAre(HasSubstr("apps.toml: cannot be read: No such file or directory")));
    std::filesystem::create_directory(folder_ / "apps.toml");
    EXPECT_THAT(problems("include = [\"apps.toml\"]\n" + train("backend")),
                ElementsAre("apps.toml: is a directory; give a file"));
}

TEST_F(Included, nothing_outside_the_folder_can_be_named) {
    for (auto const* pattern : {"/etc/passwd", "../other.toml", "trains.d/../../x.toml", "*/a.toml",
                                "/a.toml", "secrets.txt", "*", ""}) {
        EXPECT_THAT(problems("include = [\"" + std::string{pattern} + "\"]\n" + train("backend")),
                    ElementsAre(HasSubstr("line 1: include \"" + std::string{pattern} +
                                          "\" is not a path below this file's folder that ends with .toml")));
    }
    EXPECT_THAT(problems("include = \"a.toml\"\n" + train("backend")),
                ElementsAre(HasSubstr("line 1: include is text; give TOML files beside this one")));
}

TEST_F(Included, the_fingerprint_is_that_of_all_files) {
    write("trains.d/a.toml", train("apps"));
    auto const before = load(kAll)->fingerprint;
    EXPECT_EQ(load(kAll)->fingerprint, before);
    write("trains.d/a.toml", train("apps", "name = \"Apps\"\n"));
    auto const after = load(kAll)->fingerprint;
    EXPECT_NE(after, before);
    std::filesystem::rename(folder_ / "trains.d/a.toml", folder_ / "trains.d/b.toml");
    EXPECT_NE(load(kAll)->fingerprint, after);
}

TEST_F(Included, a_text_can_be_read_as_if_it_stood_there_and_with_files_from_elsewhere) {
    write("trains.d/a.toml", train("apps"));
    EXPECT_THAT(ids_of(parse_config_as(folder_ / "cadenced.toml", std::string{kAll} + train("web"))),
                ElementsAre("web", "apps"));
    EXPECT_THAT(ids_of(parse_config(std::string{kAll} + train("web"), {{"x.toml", train("x")}})),
                ElementsAre("web", "x"));
}

TEST_F(Included, rules_that_are_equal_are_held_once) {
    write("trains.d/a.toml", train("a") + train("b") + train("c", "window = \"3h\"\n"));
    auto const config = load(kAll);
    auto const& trains = std::as_const(*config).trains;
    auto const phase = [&](std::size_t i) { return &trains[i].policy.rule.phases.front(); };
    EXPECT_EQ(phase(0), phase(1));
    EXPECT_NE(phase(1), phase(2)) << "its window closes later";
    EXPECT_EQ(&trains[0].policy.checklist.front(), &trains[2].policy.checklist.front());
}

}  // namespace
}  // namespace cadence::config
