// The report of a rollback as Markdown: what people wrote shows as they wrote it.
#include "api/post_mortem.h"

#include <gtest/gtest.h>

namespace cadence::api {
namespace {

TEST(PostMortem, no_text_of_people_becomes_markup) {
    struct Case {
        std::string text;
        std::string escaped;
    };
    std::vector<Case> const cases{{"plain words, 1.2.0", "plain words, 1.2.0"},
                                  {"*bold* _x_ `code`", R"(\*bold\* \_x\_ \`code\`)"},
                                  {"[link](https://evil.example)", R"(\[link\](https://evil.example))"},
                                  {"![x](y)", R"(\!\[x\](y))"},
                                  {"<script>&lt;", R"(\<script\>\&lt;)"},
                                  {"a | b ~~c~~ $d$ \\", R"(a \| b \~\~c\~\~ \$d\$ \\)"},
                                  {"# heading", R"(\# heading)"},
                                  {"- item", R"(\- item)"},
                                  {"12. item", R"(12\. item)"},
                                  {"7) item", R"(7\) item)"},
                                  {"12 items", "12 items"},
                                  {"12.", R"(12\.)"},
                                  {"1.2.0", "1.2.0"},
                                  {"    code", "code"},
                                  {"one\ntwo\r\n# three", "one two # three"},
                                  {"", ""}};
    for (auto const& each : cases) EXPECT_EQ(markdown_text(each.text), each.escaped);
}

release::Release rolled_back() {
    release::Release release;
    release.id = "backend-2026-01-08";
    release.rollback = release::Rollback{.severity = release::Severity::p1,
                                         .option = release::RollbackOption::revert,
                                         .commits = {"4f1c9a0"},
                                         .branch = "revert/search",
                                         .reason = "search is *slow*",
                                         .by = "olga",
                                         .started_at = parse_instant("2026-01-08T10:00:00Z").value(),
                                         .verified_at = parse_instant("2026-01-08T10:40:00Z").value(),
                                         .verified_by = "quinn"};
    return release;
}

/// Filled in for rolled_back() and the story of the test.
constexpr std::string_view kReport = R"(# Post-mortem of backend-2026-01-08

- **What happened:** search is \*slow\*
- **Severity:** P1
- **Rolled back:** by reverting 4f1c9a0 on branch revert/search
- **Began:** Thu 2026-01-08 10:00 UTC by olga
- **Verified:** Thu 2026-01-08 10:40 UTC by quinn
- **Took:** 40 min
- **People involved:** anna

## Time line

- Thu 2026-01-08 10:00 UTC the vote of paul on backend-2026-01-08 is withdrawn by anna: \_gone\_ (anna)
- Thu 2026-01-08 10:00 UTC check up of backend-2026-01-08 failed for health: 503 (cadenced)

## Promises

- rollback, due Thu 2026-01-08 10:30 UTC: **kept late** at Thu 2026-01-08 10:40 UTC

## Issues

## Cause

## Prevention

## Follow-up tickets

## Runbook
)";

release::LogLine line(std::string type, std::string actor, std::string data) {
    return {.seq = 1,
            .at = parse_instant("2026-01-08T10:00:00Z").value(),
            .train = "backend",
            .release = "backend-2026-01-08",
            .type = std::move(type),
            .actor = std::move(actor),
            .via = {},
            .data = std::move(data)};
}

TEST(PostMortem, it_is_filled_in_from_the_record) {
    auto const release = rolled_back();
    release::Deadline const late{.id = "rollback:backend-2026-01-08",
                                 .kind = release::DeadlineKind::rollback,
                                 .due_at = parse_instant("2026-01-08T10:30:00Z").value(),
                                 .state = release::DeadlineState::met_late,
                                 .ended_at = parse_instant("2026-01-08T10:40:00Z").value()};
    auto const text = post_mortem(
        {release,
         {line("vote_withdrawn", "anna",
               R"({"release":"backend-2026-01-08","person":"paul","reason":"_gone_"})"),
          line("checks_started", "cadenced", R"({"release":"backend-2026-01-08","items":["health"]})"),
          line("check_finished", "cadenced",
               R"({"release":"backend-2026-01-08","item":"health","passed":true})"),
          line(
              "check_finished", "cadenced",
              R"({"release":"backend-2026-01-08","item":"health","check":"up","passed":false,"saw":"503"})")},
         {late}});
    EXPECT_EQ(text, kReport);
}

}  // namespace
}  // namespace cadence::api
