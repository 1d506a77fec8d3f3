#include "artifact/notes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "artifact/samples.h"

namespace cadence::artifact {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string chat(Chapter const& chapter) {
    return notes_chat(notes_markdown(chapter));
}

Chapter of(std::string_view text) {
    return read_one("## 1.0.0 - 2026-01-02\n" + std::string{text});
}

TEST(Notes, as_markdown_are_the_chapter_in_its_proper_form) {
    EXPECT_EQ(notes_markdown(*read(kGood).chapter("1.2.0")), R"(## 1.2.0 (2026-01-23)

The channel release.

### Added

- Channel Manager sync for Airbnb (Phase 17A)
- Bulk availability upload API, see [the guide](https://example.org/guide)

### Fixed

- Double-booking prevention via EXCLUSION constraint

### Changed

- Upgraded FastAPI to 0.115.0

[All changes](<https://example.org/compare/v1.1.0...v1.2.0>)
)");
}

TEST(Notes, as_chat_are_plain_lines) {
    EXPECT_EQ(chat(*read(kGood).chapter("1.2.0")), R"(1.2.0 (2026-01-23)
The channel release.
Added:
- Channel Manager sync for Airbnb (Phase 17A)
- Bulk availability upload API, see the guide (https://example.org/guide)
Fixed:
- Double-booking prevention via EXCLUSION constraint
Changed:
- Upgraded FastAPI to 0.115.0
All changes (https://example.org/compare/v1.1.0...v1.2.0))");
}

TEST(Notes, keep_what_stands_between_and_behind_the_bullets_where_it_stands) {
    auto const chapter =
        of("Hello.\n\n### Added\n\nNew things:\n\n- one\n- two\n\nIn between.\n\n- three\n\n"
           "**Full Changelog**: https://example.org/compare/v0.9.0...v1.0.0\n");
    auto const markdown = notes_markdown(chapter);
    EXPECT_EQ(markdown,
              "## 1.0.0 (2026-01-02)\n\nHello.\n\n### Added\n\nNew things:\n\n- one\n- two\n\nIn between.\n\n"
              "- three\n\n**Full Changelog**: https://example.org/compare/v0.9.0...v1.0.0\n");
    EXPECT_EQ(notes_chat(markdown),
              "1.0.0 (2026-01-02)\nHello.\nAdded:\nNew things:\n- one\n- two\nIn between.\n- three\n"
              "Full Changelog: https://example.org/compare/v0.9.0...v1.0.0");
    auto const bare = of("- one\n\nBehind it.\n");
    EXPECT_EQ(notes_markdown(bare), "## 1.0.0 (2026-01-02)\n\n- one\n\nBehind it.\n");
}

TEST(Notes, of_every_form_end_with_the_link_to_all_changes) {
    auto const chapter = read_one(
        "## [1.0.0] - 2026-01-02\n### Added\n- one\n### Fixed\n- two\n\n[1.0.0]: https://example.org/c\n");
    auto const markdown = notes_markdown(chapter);
    EXPECT_THAT(markdown, testing::EndsWith("- two\n\n[All changes](<https://example.org/c>)\n"));
    EXPECT_THAT(notes_html(markdown),
                testing::EndsWith("</ul>\n<p><a href=\"https://example.org/c\">All changes</a></p>\n"));
    EXPECT_THAT(notes_chat(markdown),
                testing::EndsWith("Fixed:\n- two\nAll changes (https://example.org/c)"));
    EXPECT_THAT(notes_points(markdown),
                testing::ElementsAre("Added: one", "Fixed: two", "All changes (https://example.org/c)"));
}

TEST(Notes, as_points_are_whole_bullets_with_their_section) {
    EXPECT_THAT(
        notes_points(notes_markdown(of("Hello,\nworld:\n\n- bare\n### Added\n- one\n\n  goes on\n"
                                       "  - deep\n- two:\n\nBehind.\n"))),
        testing::ElementsAre("Hello, world:", "bare", "Added: one goes on - deep", "Added: two:", "Behind."));
    EXPECT_THAT(notes_points(""), testing::IsEmpty());
}

TEST(Notes, say_whether_a_version_was_yanked_or_is_not_released) {
    EXPECT_THAT(notes_markdown(*read(kGood).chapter("1.1.0")), HasSubstr("## 1.1.0 (2026-01-09) [YANKED]\n"));
    EXPECT_THAT(chat(*read(kGood).unreleased()), testing::StartsWith("Unreleased\nFixed:\n- A typo"));
    EXPECT_THAT(notes_markdown(read_one("## api@1.0.0\n- a\n")),
                testing::StartsWith("## api 1.0.0\n\n- a\n"));
}

TEST(Notes, of_markdown_read_back_as_the_same_chapter) {
    auto const chapter =
        of("Hello\n\n### Added\nText.\n- one\n\n  ```\n  ## 2.0.0\n  ```\n- two\n  - nested\n### Empty\n");
    auto const again = read_one(notes_markdown(chapter));
    EXPECT_EQ(again.summary, chapter.summary);
    ASSERT_EQ(again.sections.size(), 1U);
    ASSERT_EQ(again.sections[0].paragraphs.size(), 1U);
    EXPECT_EQ(again.sections[0].paragraphs[0].text, "Text.");
    ASSERT_EQ(again.sections[0].entries.size(), 2U);
    for (std::size_t i = 0; i < 2; ++i)
        EXPECT_EQ(again.sections[0].entries[i].text, chapter.sections[0].entries[i].text);
}

TEST(Notes, in_chat_lose_markup_and_keep_what_it_said) {
    EXPECT_EQ(chat(of("### Added\n"
                      "- **Bold** and *soft*, `code **here**`, a \\_ and &amp;\n  on two lines\n"
                      "- <https://example.org/a> and [https://example.org/b](https://example.org/b)\n"
                      "- ![a chart](https://example.org/c.png) <b>tag</b><!-- hidden -->\n"
                      "- one\n\n  two\n  - deep\n    - deeper\n\n  ```\n  a\n  b\n  ```\n"
                      "- [run](javascript:alert(1)) \x1b[31mred\n")),
              "1.0.0 (2026-01-02)\n"
              "Added:\n"
              "- Bold and soft, `code **here**`, a _ and & on two lines\n"
              "- https://example.org/a and https://example.org/b\n"
              "- a chart (https://example.org/c.png) tag\n"
              "- one\n"
              "  two\n"
              "  - deep\n"
              "    - deeper\n"
              "  a\n"
              "  b\n"
              "- run  [31mred");
}

TEST(Notes, as_html_are_a_fragment) {
    EXPECT_EQ(notes_html("## 1.0.0\n\n- **one** [two](https://example.org?a&b) & three\n"),
              "<h2>1.0.0</h2>\n<ul>\n<li><strong>one</strong> <a "
              "href=\"https://example.org?a&amp;b\">two</a> &amp; three"
              "</li>\n</ul>\n");
    EXPECT_EQ(notes_html(""), "");
}

TEST(Notes, as_html_let_no_script_through) {
    for (std::string_view const text : {
             "<script>alert(1)</script>",
             "a <script>alert(1)</script> b",
             "<img src=x onerror=alert(1)>",
             "a <img src=x onerror=alert(1)> b",
             "<svg/onload=alert(1)>",
             "<a href=\"javascript:alert(1)\">x</a>",
             "<iframe src=//evil.example></iframe>",
             "<style>body{}</style>",
             "<!-- comment -->",
             "<?php x ?>",
             "<![CDATA[<script>]]>",
             "<!DOCTYPE x>",
             "- <script>\n  alert(1)\n  </script>",
         }) {
        auto const html = notes_html(text);
        for (std::string_view const tag : {"<script", "<img", "<svg", "<a", "<iframe", "<style", "<!", "<?"})
            EXPECT_THAT(html, Not(HasSubstr(std::string{tag}))) << text;
    }
    EXPECT_EQ(notes_html("`<script>`"), "<p><code>&lt;script&gt;</code></p>\n");
}

TEST(Notes, as_html_link_only_to_harmless_schemes) {
    for (std::string_view const url :
         {"javascript:alert(1)", "JavaScript:alert(1)", "javas&#99;ript:alert(1)", "<java\tscript:alert(1)>",
          "<\x01javascript:alert(1)>", "vbscript:x",
          "data:text/html;base64,PHNjcmlwdD4=", "file:///etc/passwd", "data:image/png;base64,x", "x:y"}) {
        for (std::string_view const mark : {"", "!"}) {
            auto const html = notes_html(std::string{mark} + "[x](" + std::string{url} + ")");
            EXPECT_THAT(html, testing::AnyOf(HasSubstr("href=\"\""), HasSubstr("src=\"\"")))
                << url << ": " << html;
        }
    }
    EXPECT_EQ(notes_html("<javascript:alert(1)>"), "<p><a href=\"\">javascript:alert(1)</a></p>\n");
    EXPECT_EQ(notes_html("[x][y]\n\n[y]: javascript:alert(1)\n"), "<p><a href=\"\">x</a></p>\n");
    for (std::string_view const url : {"https://example.org", "http://example.org", "mailto:ada@example.org",
                                       "docs/a.md", "/a:b", "#top", "?q=a:b", "//example.org/a:b"})
        EXPECT_THAT(notes_html("[x](" + std::string{url} + ")"),
                    HasSubstr("href=\"" + std::string{url} + "\""));
    EXPECT_THAT(notes_html("[x](https://example.org/\"onclick=\"alert)"), Not(HasSubstr("\"onclick")));
}

TEST(Notes, a_link_in_a_heading_cannot_break_out_of_the_notes) {
    auto chapter = of("- a\n");
    chapter.link = "x> <script>alert(1)</script>";
    EXPECT_THAT(notes_markdown(chapter), Not(HasSubstr("script")));
    chapter.link = "javascript:alert(1)";
    EXPECT_THAT(notes_html(notes_markdown(chapter)), HasSubstr("<a href=\"\">All changes</a>"));
}

TEST(Notes, that_are_too_long_to_keep_are_cut_at_a_line_and_keep_their_link) {
    std::string text = "## [1.0.0]\n";
    while (text.size() < 100 * 1024) text += "- a line of n\xC3\xB6tes\n";
    auto const notes = notes_markdown(read_one(text + "\n[1.0.0]: https://example.org/c\n"));
    EXPECT_LT(notes.size(), 65U * 1024);
    EXPECT_THAT(notes,
                testing::EndsWith("- a line of n\xC3\xB6tes\n\n[All changes](<https://example.org/c>)\n"));
}

TEST(Notes, too_long_notes_are_cut_at_a_line) {
    std::string text;
    while (text.size() < 200 * 1024) text += "- a line of notes\n";
    auto const html = notes_html(text);
    EXPECT_THAT(html, testing::EndsWith("<li>a line of notes</li>\n</ul>\n"));
    EXPECT_FALSE(notes_html(std::string(200 * 1024, 'x')).empty());
}

}  // namespace
}  // namespace cadence::artifact
