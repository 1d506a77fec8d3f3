// What people paste, and what is made of it.
#include "base/pasted.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace cadence {
namespace {

struct Case {
    std::string_view from;
    std::string_view to;
};

TEST(Pasted, loses_blanks_around_it_and_marks_of_no_width) {
    for (auto const& [from, to] : {
             Case{"1.2.0\n", "1.2.0"},
             Case{"\u00A0\t 1.2.0\u202F\r\n", "1.2.0"},
             Case{"\uFEFF1.2.0\u200B", "1.2.0"},
             Case{"vote\u00A0go", "vote go"},
             Case{"first\r\nsecond\u2028third\rfourth", "first\nsecond\nthird\nfourth"},
             Case{"„Gäste“ – später", "„Gäste“ – später"},
             Case{"👩\u200D💻", "👩\u200D💻"},
             Case{"\xE2\x80", "\xE2\x80"},
             Case{"\xC3", "\xC3"},
             Case{" \u00A0\n", ""},
             Case{"", ""},
         })
        EXPECT_EQ(pasted(from), to);
}

TEST(Pasted, a_word_has_plain_dashes_and_no_quotes_around_it) {
    for (auto const& [from, to] : {
             Case{"no–go", "no-go"},
             Case{"no‑go", "no-go"},
             Case{"\u2212\u2212reason", "--reason"},
             Case{"“backend-2026-01-08”", "backend-2026-01-08"},
             Case{"`4f1c9a2`", "4f1c9a2"},
             Case{"\u200Eneeds\u00A0review\u2069", "needs review"},
             Case{"\"", "\""},
         })
        EXPECT_EQ(pasted_word(from), to);
}

TEST(Pasted, an_option_has_the_dashes_it_was_typed_with) {
    for (auto const& [from, to] : {
             Case{"–reason", "--reason"},
             Case{"—reason=x", "--reason=x"},
             Case{"−−reason", "--reason"},
             Case{"–f", "-f"},
             Case{"--reason", "--reason"},
             Case{"-f", "-f"},
             Case{"– urgent", "– urgent"},
             Case{"–5 °C", "–5 °C"},
             Case{"a–b", "a–b"},
             Case{"", ""},
         })
        EXPECT_EQ(pasted_option(from), to);
}

TEST(Pasted, a_commit_is_written_as_git_does) {
    for (auto const& [from, to] : {
             Case{"4F1C9A2B7D\n", "4f1c9a2b7d"},
             Case{"https://github.com/acme/backend/commit/4F1C9A2B7D", "4f1c9a2b7d"},
             Case{"https://git.example.org/acme/backend/-/commit/4f1c9a2b7d?view=inline", "4f1c9a2b7d"},
             Case{"https://github.com/acme/backend/commit/4f1c9a2b7d.patch", "4f1c9a2b7d"},
             Case{"HEAD", "HEAD"},
         })
        EXPECT_EQ(pasted_commit(from), to);
}

TEST(Pasted, a_branch_goes_without_where_it_is_kept) {
    for (auto const& [from, to] : {
             Case{"refs/heads/fix/login", "fix/login"},
             Case{"origin/fix/login", "fix/login"},
             Case{"refs/remotes/origin/fix/login", "fix/login"},
             Case{"remotes/origin/fix/login ", "fix/login"},
             Case{"https://github.com/acme/backend/tree/fix/login", "fix/login"},
             Case{"https://git.example.org/acme/backend/-/tree/fix/login?ref_type=heads", "fix/login"},
             Case{"https://git.example.org/acme/backend/src/branch/fix/login", "fix/login"},
             Case{"origin/", "origin/"},
             Case{"fix/origin/login", "fix/origin/login"},
         })
        EXPECT_EQ(pasted_branch(from), to);
}

TEST(Pasted, a_pull_request_is_its_number) {
    for (auto const& [from, to] : {
             Case{"#12", "12"},
             Case{"!12", "12"},
             Case{"12", "12"},
             Case{"012", "12"},
             Case{"acme/backend#12", "12"},
             Case{"refs/pull/12/head", "12"},
             Case{"refs/merge-requests/12/head", "12"},
             Case{"https://github.com/acme/backend/pull/12", "12"},
             Case{"https://github.com/acme/backend/pull/12/files#diff-4f1c", "12"},
             Case{"https://git.example.org/acme/backend/-/merge_requests/12", "12"},
             Case{"https://git.example.org/acme/backend/pulls/12", "12"},
             Case{"twelve", "twelve"},
             Case{"#", "#"},
             Case{"https://github.com/acme/backend/issues", "https://github.com/acme/backend/issues"},
         })
        EXPECT_EQ(pasted_pull_request(from), to);
}

TEST(Pasted, an_instant_as_people_are_shown_it_is_one) {
    for (auto const& [from, to] : {
             Case{"2026-01-22 10:00 UTC", "2026-01-22T10:00:00Z"},
             Case{"2026-01-22 10:00:05 UTC", "2026-01-22T10:00:05Z"},
             Case{"2026–01–22 10:00 UTC", "2026-01-22T10:00:00Z"},
             Case{"2026-01-22T10:00Z", "2026-01-22T10:00:00Z"},
             Case{"2026-01-22T10:00+01:00", "2026-01-22T10:00:00+01:00"},
             Case{"2026-01-22T10:00:00Z\n", "2026-01-22T10:00:00Z"},
             Case{"2026-01-22", "2026-01-22"},
             Case{"tomorrow at ten o'clock", "tomorrow at ten o'clock"},
         })
        EXPECT_EQ(pasted_instant(from), to);
}

TEST(Pasted, a_path_begins_at_the_top) {
    EXPECT_EQ(pasted_path("./docs/ "), "docs/");
    EXPECT_EQ(pasted_path("docs/a b.md"), "docs/a b.md");
}

TEST(Latinised, words_of_any_script_are_said_in_ascii) {
    for (auto const& [from, to] : {
             Case{"Double Booking", "double booking"},
             Case{"Überbuchung", "ueberbuchung"},
             Case{"U\u0308berbuchung", "ueberbuchung"},
             Case{"Straße für Gäste", "strasse fuer gaeste"},
             Case{"café Łódź", "cafe lodz"},
             Case{"Двойное", "dvojnoe"},
             Case{"", ""},
         })
        EXPECT_EQ(latinised(from), to);
}

RC_GTEST_PROP(Pasted, what_was_pasted_once_stays_as_it_is, ()) {
    auto const pieces = *rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
        " ", "\u00A0", "a", "\n", "\u200B", "–", "“", "”", "é", "\xE2", "#", "1", "/"));
    std::string text;
    for (auto const& piece : pieces) text += piece;
    auto const once = pasted(text);
    RC_ASSERT(pasted(once) == once);
    for (auto* const tidy : {&pasted_word, &pasted_branch, &pasted_pull_request, &pasted_commit})
        RC_ASSERT(tidy(text).size() <= text.size());
}

}  // namespace
}  // namespace cadence
