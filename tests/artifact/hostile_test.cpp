// No file, however made, crashes a reader or takes it more than linear time. What is quadratic in a megabyte
// would not end within the time that a test has.
#include <ctime>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "artifact/notes.h"
#include "artifact/samples.h"

namespace cadence::artifact {
namespace {

constexpr double kPatience = 60;  // seconds of the processor for one file, with sanitizers

double spent() {
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

void read_in_every_way(std::string_view text) {
    (void)lint(text);
    auto const log = parse_changelog(text);
    if (!log) return;
    (void)propose_next(*log, std::nullopt);
    for (auto const& version : {"1.0.0", "v2.0.0"}) (void)problems_for_release(*log, version);
    for (std::size_t i = 0; i < std::min<std::size_t>(log->chapters.size(), 3); ++i) {
        (void)notes_html(notes_markdown(log->chapters[i]));
        (void)notes_chat(notes_markdown(log->chapters[i]));
        (void)notes_points(notes_markdown(log->chapters[i]));
    }
}

std::string filled(std::string text, std::string_view piece, std::size_t size) {
    while (text.size() + piece.size() <= size) text += piece;
    return text;
}

void expect_soon(std::string_view name, std::string_view text) {
    auto const start = spent();
    read_in_every_way(text);
    EXPECT_LT(spent() - start, kPatience) << name;
}

class Repeated : public testing::TestWithParam<std::string_view> {};

TEST_P(Repeated, as_much_of_it_as_is_taken_is_read_in_linear_time) {
    auto const size = GetParam().size() == 1 ? kMaxChangelog : kMaxChangelog / 4;
    expect_soon(GetParam(), filled("## 1.0.0\n- ", GetParam(), size));
    for (std::string_view const before : {"", "## 1.0.0\n", "## "})
        expect_soon(GetParam(), filled(std::string{before}, GetParam(), kMaxChangelog / 16));
}

INSTANTIATE_TEST_SUITE_P(Hostile, Repeated,
                         testing::Values("#", "[", "]", "`", "*", "- ", "> ", "<", "<!--", "<a", "\n", "\r",
                                         "\t", "a", "_", "\\", "(", "[](", "[a]", "[a][", "![", "`a", "~~~\n",
                                         "# \n", "### Added\n", "- \n", "+ - ", "1. ", "- a\n", "## 1.0.0\n",
                                         "[1.0.0]: a\n", "## [1.0.0](", ":", "\xF0\x9F\x8E\x89", "a\n---\n",
                                         "A-", "#a ", "https://", "<!-- -->", "**a "));

TEST(Hostile, many_chapters_and_as_many_links_to_others_are_matched_in_linear_time) {
    std::string text;
    for (int i = 0; text.size() < kMaxChangelog / 2; ++i) text += "## 1.0." + std::to_string(i) + "\n";
    for (int i = 0; text.size() < kMaxChangelog - 40; ++i) text += "[2.0." + std::to_string(i) + "]: a\n";
    expect_soon("chapters and links", text);
}

TEST(Hostile, backticks_of_every_length_are_matched_in_linear_time) {
    std::string text = "## 1.0.0\n- ";
    for (std::size_t length = 1; text.size() + length + 1 < kMaxChangelog; ++length)
        text.append(length, '`').append("[a]");
    expect_soon("backticks", text);
}

TEST(Hostile, lists_of_any_depth_become_html_in_bearable_time) {
    std::string in_a_line = "+ ";
    while (in_a_line.size() < 60'000) in_a_line += "- + ";
    in_a_line += "a" + std::string(60'000, '\n') + "b";
    std::string indented;
    for (std::size_t depth = 0; indented.size() < 60'000; depth += 80) {
        indented.append(depth, ' ');
        for (int i = 0; i < 20; ++i) indented += "- + ";
        indented += "a\n";
    }
    indented += std::string(60'000, '\n') + "b";
    for (auto const& text : {in_a_line, indented}) {
        auto const start = spent();
        (void)notes_html(text);
        EXPECT_LT(spent() - start, kPatience);
    }
}

TEST(Hostile, references_in_notes_do_not_grow_without_bounds) {
    std::string text = "[a]: https://" + std::string(60'000, 'a') + "\n\n";
    while (text.size() < 120'000) text += "[a] ";
    EXPECT_LT(notes_html(text).size(), 16U * 1024 * 1024);
}

RC_GTEST_PROP(Hostile, any_bytes_are_read_or_refused, (std::string const& bytes)) {
    read_in_every_way(bytes);
    read_in_every_way("## 1.0.0\n" + bytes);
}

RC_GTEST_PROP(Hostile, any_mix_of_what_changelogs_are_made_of_is_read, ()) {
    auto const pieces = *rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
        "## ", "# ", "### ", "#### ", "1.0.0", "v2.0.0-rc.1", "[", "]", "(", ")", "[Unreleased]", " - ",
        "2026-01-02", "\n", "\n\n", "\r\n", "\t", "    ", "- ", "* ", "1. ", "```", "~~~", "`", "<!--", "-->",
        "<pre>", "<a name=x>", "Added", "Fixed", "[YANKED]", "[a]: b", "===", "---", "\\", "\xE2\x80\x94",
        "\xF0\x9F\x8E\x89", "pkg@", ":", "**Breaking"));
    std::string text = "## 1.0.0\n";
    for (auto const& piece : pieces) text += piece;
    read_in_every_way(text);
    auto const log = parse_changelog(text);
    RC_ASSERT(log.has_value());
    for (auto const& chapter : log->chapters) {
        RC_ASSERT(chapter.line > 0);
        for (auto const& section : chapter.sections)
            for (auto const& entry : section.entries) RC_ASSERT(entry.line > chapter.line);
    }
}

}  // namespace
}  // namespace cadence::artifact
