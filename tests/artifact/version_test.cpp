#include "artifact/version.h"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace cadence::artifact {
namespace {

using testing::HasSubstr;

Version of(std::string_view text) {
    auto version = parse_version(text);
    EXPECT_TRUE(version) << text << ": " << version.error().detail;
    return version.value_or(Version{});
}

std::string refusal(std::string_view text) {
    auto const version = parse_version(text);
    return version ? "no refusal of " + std::string{text} : version.error().detail;
}

std::string any_number() {
    return *rc::gen::element<std::string>("0", "1", "2", "9", "10", "19", "18446744073709551616");
}

std::vector<std::string> any_identifiers() {
    return *rc::gen::container<std::vector<std::string>>(
        rc::gen::element<std::string>("0", "1", "2", "11", "alpha", "Alpha", "beta", "rc", "-", "--1", "0a"));
}

Version any_version() {
    return {any_number(), any_number(), any_number(), any_identifiers(), any_identifiers()};
}

TEST(Version, every_example_that_the_specification_publishes_as_valid_is_one) {
    for (std::string_view const text : {
             "0.0.4",
             "1.2.3",
             "10.20.30",
             "1.1.2-prerelease+meta",
             "1.1.2+meta",
             "1.1.2+meta-valid",
             "1.0.0-alpha",
             "1.0.0-beta",
             "1.0.0-alpha.beta",
             "1.0.0-alpha.beta.1",
             "1.0.0-alpha.1",
             "1.0.0-alpha0.valid",
             "1.0.0-alpha.0valid",
             "1.0.0-alpha-a.b-c-somethinglong+build.1-aef.1-its-okay",
             "1.0.0-rc.1+build.1",
             "2.0.0-rc.1+build.123",
             "1.2.3-beta",
             "10.2.3-DEV-SNAPSHOT",
             "1.2.3-SNAPSHOT-123",
             "1.0.0",
             "2.0.0",
             "1.1.7",
             "2.0.0+build.1848",
             "2.0.1-alpha.1227",
             "1.0.0-alpha+beta",
             "1.2.3----RC-SNAPSHOT.12.9.1--.12+788",
             "1.2.3----R-S.12.9.1--.12+meta",
             "1.2.3----RC-SNAPSHOT.12.9.1--.12",
             "1.0.0+0.build.1-rc.10000aaa-kk-0.1",
             "99999999999999999999999.999999999999999999.99999999999999999",
             "1.0.0-0A.is.legal",
         })
        EXPECT_EQ(of(text).text(), text);
}

TEST(Version, every_example_that_the_specification_publishes_as_invalid_is_refused) {
    for (std::string_view const text : {
             "1",
             "1.2",
             "1.2.3-0123",
             "1.2.3-0123.0123",
             "1.1.2+.123",
             "+invalid",
             "-invalid",
             "-invalid+invalid",
             "-invalid.01",
             "alpha",
             "alpha.beta",
             "alpha.beta.1",
             "alpha.1",
             "alpha+beta",
             "alpha_beta",
             "alpha.",
             "alpha..",
             "beta",
             "1.0.0-alpha_beta",
             "-alpha.",
             "1.0.0-alpha..",
             "1.0.0-alpha..1",
             "1.0.0-alpha...1",
             "1.0.0-alpha....1",
             "01.1.1",
             "1.01.1",
             "1.1.01",
             "1.2.3.DEV",
             "1.2-SNAPSHOT",
             "1.2.31.2.3----RC-SNAPSHOT.12.09.1--..12+788",
             "1.2-RC-SNAPSHOT",
             "-1.0.3-gamma+b7718",
             "+justmeta",
             "9.8.7+meta+meta",
             "9.8.7-whatever+meta+meta",
             "99999999999999999999999.999999999999999999.99999999999999999----RC-SNAPSHOT.12.09.1----------"
             "----------------------..12",
             "",
             "v1.2.3",
             "1.2.3 ",
             " 1.2.3",
             "1.2.3\n",
             "1.2.3-",
             "1.2.3+",
             "1.2.3-\xC3\xA4",
             "1,2,3",
         }) {
        auto const version = parse_version(text);
        ASSERT_FALSE(version) << text << " became " << version->text();
        EXPECT_EQ(version.error().code, ErrorCode::invalid);
        EXPECT_EQ(version.error().problem, "not-a-version");
    }
    EXPECT_FALSE(parse_version(std::string_view{"1.2.3\0", 6}));
}

TEST(Version, a_refusal_says_what_would_be_right) {
    EXPECT_EQ(refusal("1.2"),
              "\"1.2\" is not a version: Semantic Versioning needs three numbers, like 1.2.0.");
    EXPECT_THAT(refusal("1"), HasSubstr("like 1.0.0."));
    EXPECT_THAT(refusal("1.2.3.4"), HasSubstr("three numbers, like 1.2.0."));
    EXPECT_THAT(refusal("v1.2.3"), HasSubstr("leave out the \"v\", which belongs to the tag"));
    EXPECT_THAT(refusal("1.02.3"), HasSubstr("\"02\" must not begin with a zero"));
    EXPECT_THAT(refusal("1.2.3-rc.01"), HasSubstr("\"01\" in its pre-release"));
    EXPECT_THAT(refusal("1.2.3+a_b"), HasSubstr("\"a_b\" in its build metadata"));
    EXPECT_THAT(refusal("1.2.3-rc..1"), HasSubstr("a part of its pre-release (after the -) is empty"));
    EXPECT_LT(refusal(std::string(100'000, '1')).size(), 400U);
    EXPECT_EQ(refusal("1\n2").find('\n'), std::string::npos);
}

TEST(Version, a_tag_may_begin_with_a_v) {
    EXPECT_EQ(parse_tag("v1.2.3-rc.1"), of("1.2.3-rc.1"));
    EXPECT_EQ(parse_tag("1.2.3"), of("1.2.3"));
    for (std::string_view const tag :
         {"vv1.2.3", "v", "v1.2", "v 1.2.3", "version1.2.3", "release-1.2.3", "refs/heads/v1.2.3", ""})
        EXPECT_FALSE(parse_tag(tag)) << tag;
}

TEST(Version, every_way_to_write_it_becomes_the_one_spelling_inside) {
    for (std::string_view const written :
         {"1.2.0", "v1.2.0", "V1.2.0", " v1.2.0", "1.2.0\n", "\t1.2.0\r\n", "refs/tags/v1.2.0",
          "refs/tags/1.2.0", "\xC2\xA0v1.2.0\xC2\xA0 "}) {
        EXPECT_EQ(plain_version(written), "1.2.0") << written;
        EXPECT_EQ(without_v(written), "1.2.0") << written;
        EXPECT_EQ(tag_of(written), "v1.2.0") << written;
    }
    EXPECT_EQ(plain_version("v2.0.0-rc.1+b.5"), "2.0.0-rc.1+b.5");
}

TEST(Version, what_is_no_version_stays_as_it_came_and_compares_without_its_v) {
    for (std::string_view const written : {"", "v1.2", " build-77", "vnext", "2026.01.22", "vv1.2.0", "v"}) {
        EXPECT_EQ(plain_version(written), written);
        EXPECT_EQ(tag_of(written), written);
    }
    EXPECT_EQ(without_v("v1.2"), without_v("1.2"));
    EXPECT_EQ(without_v("vnext"), "vnext");
}

TEST(Version, precedence_is_the_chain_of_the_specification) {
    std::vector<std::string_view> const chain{"0.9.9",
                                              "1.0.0-alpha",
                                              "1.0.0-alpha.1",
                                              "1.0.0-alpha.beta",
                                              "1.0.0-beta",
                                              "1.0.0-beta.2",
                                              "1.0.0-beta.11",
                                              "1.0.0-rc.1",
                                              "1.0.0",
                                              "1.9.0",
                                              "1.10.0",
                                              "2.0.0",
                                              "2.1.0",
                                              "2.1.1",
                                              "18446744073709551616.0.0"};
    for (std::size_t a = 0; a < chain.size(); ++a)
        for (std::size_t b = 0; b < chain.size(); ++b)
            EXPECT_EQ(precedence(of(chain[a]), of(chain[b])), a <=> b) << chain[a] << " and " << chain[b];
    EXPECT_EQ(precedence(of("1.0.0-A"), of("1.0.0-a")), std::strong_ordering::less);
    EXPECT_EQ(precedence(of("1.0.0-99"), of("1.0.0--")), std::strong_ordering::less);
}

TEST(Version, build_metadata_tells_versions_apart_without_ranking_them) {
    EXPECT_EQ(precedence(of("1.0.0+a"), of("1.0.0+b")), std::strong_ordering::equal);
    EXPECT_NE(of("1.0.0+a"), of("1.0.0+b"));
}

TEST(Version, a_bump_counts_on_at_any_length) {
    struct Case {
        std::string_view from;
        Bump bump;
        std::string_view to;
    };
    for (auto const& [from, bump, to] : {
             Case{"1.2.3", Bump::patch, "1.2.4"},
             Case{"1.2.3", Bump::minor, "1.3.0"},
             Case{"1.2.3", Bump::major, "2.0.0"},
             Case{"1.9.9", Bump::patch, "1.9.10"},
             Case{"0.99.0", Bump::minor, "0.100.0"},
             Case{"99999999999999999999.0.1", Bump::major, "100000000000000000000.0.0"},
             Case{"1.2.3+b.5", Bump::patch, "1.2.4"},
             Case{"1.2.0-rc.1", Bump::patch, "1.2.0"},
             Case{"1.2.0-rc.1", Bump::minor, "1.2.0"},
             Case{"1.2.1-rc.1", Bump::minor, "1.3.0"},
             Case{"1.2.0-rc.1", Bump::major, "2.0.0"},
             Case{"2.0.0-rc.1", Bump::major, "2.0.0"},
             Case{"2.1.0-rc.1", Bump::major, "3.0.0"},
         })
        EXPECT_EQ(bumped(of(from), bump).text(), to) << from << " " << name_of(bump);
}

TEST(Version, the_highest_tag_is_the_highest_release_and_not_the_last_line) {
    EXPECT_EQ(highest_tag({"v0.1.0", "v1.10.0", "v1.10.0-rc.10", "v1.9.0", "v2.0.0-rc.1", "nightly", "v3"}),
              "v1.10.0");
    EXPECT_EQ(highest_tag({"1.0.0", "v1.0.0", "v1.0.0+b1"}), "1.0.0");
    EXPECT_EQ(highest_tag({"nightly", "v1.0.0-rc.1"}), std::nullopt);
    EXPECT_EQ(highest_tag({}), std::nullopt);
}

RC_GTEST_PROP(Version, what_is_written_reads_back, ()) {
    auto const version = any_version();
    RC_ASSERT(parse_version(version.text()) == version);
    RC_ASSERT(parse_tag("v" + version.text()) == version);
}

RC_GTEST_PROP(Version, any_text_is_refused_or_is_written_as_it_was, (std::string const& text)) {
    auto const version = parse_version(text);
    if (version) RC_ASSERT(version->text() == text);
}

RC_GTEST_PROP(Version, precedence_is_a_total_order, ()) {
    auto const a = any_version();
    auto const b = any_version();
    auto const c = any_version();
    RC_ASSERT((precedence(a, a) == 0));
    RC_ASSERT((precedence(a, b) < 0) == (precedence(b, a) > 0));
    if (precedence(a, b) <= 0 && precedence(b, c) <= 0) RC_ASSERT((precedence(a, c) <= 0));
    if (precedence(a, b) == 0) RC_ASSERT(a.pre == b.pre);
}

RC_GTEST_PROP(Version, a_bump_leads_to_a_higher_release, ()) {
    auto const version = any_version();
    auto const next = bumped(version, *rc::gen::element(Bump::patch, Bump::minor, Bump::major));
    RC_ASSERT((precedence(next, version) > 0));
    RC_ASSERT(!next.is_pre_release() && next.build.empty());
}

TEST(NamedVersion, is_what_can_be_read_behind_a_name) {
    struct Case {
        std::string_view text, package, version;
    };
    for (auto const& [text, package, version] : {
             Case{"1.2.0", "", "1.2.0"},
             Case{"v1.2.0-rc.1", "", "1.2.0-rc.1"},
             Case{"=1.2.0", "", "1.2.0"},
             Case{"= v1.2.0", "", "1.2.0"},
             Case{"release 1.2.0", "release", "1.2.0"},
             Case{"backend-v1.2.0", "backend", "1.2.0"},
             Case{"backend-1.2.0-rc.1+b.5", "backend", "1.2.0-rc.1+b.5"},
             Case{"backend/v1.2.0", "backend", "1.2.0"},
             Case{"refs/tags/backend/v1.2.0", "backend", "1.2.0"},
             Case{"@acme/api@1.2.0", "@acme/api", "1.2.0"},
             Case{"api-2-1.2.0", "api-2", "1.2.0"},
         }) {
        auto const named = named_version(text);
        ASSERT_TRUE(named) << text;
        EXPECT_EQ(named->package, package) << text;
        EXPECT_EQ(named->version.text(), version) << text;
    }
    for (std::string_view const text : {"", "backend", "backend-", "backend-v1.2", "latest", "-", "20260122"})
        EXPECT_FALSE(named_version(text)) << text;
}

TEST(NamedVersion, is_the_same_under_any_name_and_with_any_build) {
    for (std::string_view const other : {"v1.2.0", "backend-v1.2.0", "release 1.2.0", "1.2.0+2", "=1.2.0"})
        EXPECT_TRUE(same_version("1.2.0", other)) << other;
    for (std::string_view const other : {"1.2.1", "1.2.0-rc.1", "backend-v1.2.1", "latest", ""})
        EXPECT_FALSE(same_version("1.2.0", other)) << other;
    EXPECT_TRUE(same_version("latest", "latest"));
}

}  // namespace
}  // namespace cadence::artifact
