#include <algorithm>
#include <iterator>
#include <utility>

#include "cadencectl/nouns.h"

namespace cadence::ctl {

namespace {

struct Heading {
    std::string_view title;
    std::vector<std::string_view> words;  // with which subcommands begin
};

/// The help. What it does not name comes last.
std::vector<Heading> const kHelp{
    {"Look",
     {"status", "upcoming", "show", "calendar", "deadlines", "releases", "events", "timeline", "metrics"}},
    {"Decide", {"vote", "unvote", "candidate", "checklist", "check", "postpone", "cancel"}},
    {"Hotfix and rollback", {"hotfix", "expedite", "approve", "reject", "rollback"}},
    {"Gates and freezes", {"gate", "forges", "hooks", "freeze", "unfreeze", "freezes", "exempt", "unexempt"}},
    {"Feature flags", {"flag"}},
    {"Record", {"deployed", "merged", "merges", "issue", "notes", "post-mortem", "retro", "review"}},
    {"Dates", {"blackout", "train", "plan"}},
    {"Operate",
     {"token", "login-link", "deliveries", "channels", "channel", "rights", "clock", "reload", "health"}},
};

/// Which heading, and how far below it.
std::pair<std::size_t, std::size_t> place_in_help(Subcommand const& row) {
    auto const word = row.name.substr(0, row.name.find(' '));
    for (std::size_t i = 0; i < kHelp.size(); ++i) {
        auto const& words = kHelp[i].words;
        auto const found = static_cast<std::size_t>(std::ranges::find(words, word) - words.begin());
        if (found < words.size()) return {i, found};
    }
    return {kHelp.size() - 1, kHelp.back().words.size()};
}

}  // namespace

std::vector<Subcommand> const& subcommands() {
    static auto const kAll = [] {
        Subcommands all;
        for (auto const& of_noun :
             {calendar_subcommands, checklist_subcommands, clock_subcommands,      configuration_subcommands,
              dates_subcommands,    deadlines_subcommands, deliveries_subcommands, deployments_subcommands,
              events_subcommands,   forges_subcommands,    freezes_subcommands,    gates_subcommands,
              hooks_subcommands,    merges_subcommands,    metrics_subcommands,    notes_subcommands,
              records_subcommands,  releases_subcommands,  requests_subcommands,   rollbacks_subcommands,
              status_subcommands,   tokens_subcommands,    trains_subcommands,     votes_subcommands,
              flags_subcommands})
            std::ranges::copy(of_noun(), std::back_inserter(all));
        std::ranges::stable_sort(all, {}, place_in_help);
        return all;
    }();
    return kAll;
}

std::string heading_of(Subcommand const& row) {
    return std::string{kHelp[place_in_help(row).first].title};
}

}  // namespace cadence::ctl
