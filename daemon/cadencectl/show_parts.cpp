#include "cadencectl/show_parts.h"

#include <array>
#include <set>

#include <fmt/format.h>

#include "base/text.h"
#include "cadencectl/phrases.h"

namespace cadence::ctl::show {

namespace {

std::string head_of(View const& view) {
    return view.style.paint(Paint::strong, text(view.answer, "id")) + ": ";
}

struct Way {
    std::string_view code;     // of a reason
    std::string_view command;  // {0}: the release, {1}: the item, {2}: the commit
};

constexpr std::array kWays{
    Way{"no_candidate", "cadencectl candidate VERSION --commit SHA --release {0}"},
    Way{"not_staged", "cadencectl deployed --environment staging --commit {2} --release {0}"},
    Way{"checklist_item", "cadencectl check {1} --release {0}"},
    Way{"role_has_not_approved", "cadencectl approve {0}"},
    Way{"second_person_needed", "cadencectl approve {0}"},
};

std::string way_out(Json const& release, Json const& reason) {
    auto const commit = text(at(release, "candidate"), "commit");
    for (auto const& [code, command] : kWays)
        if (code == text(reason, "code"))
            return fmt::format(fmt::runtime(command), text(release, "id"), text(reason, "item"),
                               commit.empty() ? "SHA" : commit);
    return {};
}

}  // namespace

std::string done(View const& view, std::string const& what) {
    return done_so(view, what) + issues_recorded(view.answer, view.style);
}

std::string on_train(std::string_view train) {
    return train.empty() ? std::string{} : " --train " + std::string{train};
}

std::string issues_recorded(Json const& answer, Style style) {
    std::string all;
    for (auto const& issue : items(answer, "issues_recorded")) {
        auto const [words, command] = apart(text(issue, "text"));
        all += style.paint(Paint::bad, fmt::format("Issue {} of {} was recorded: ", text(issue, "id"),
                                                   text(issue, "release"))) +
               words + "\n" + (command.empty() ? "" : "  " + command + "\n");
    }
    return all;
}

std::string report_deployment(std::string_view release, std::string_view version, std::string_view commit) {
    auto const known = [](std::string_view value, std::string_view otherwise) {
        return value.empty() ? otherwise : value;
    };
    auto command = fmt::format("cadencectl deployed --release {} --version {}", known(release, "RELEASE"),
                               known(version, "VERSION"));
    if (!version.empty() && commit.empty()) return command;
    return fmt::format("{} --commit {}", command, known(commit, "SHA"));
}

std::string done_so(View const& view, std::string const& what) {
    auto const state = text(view.answer, "state");
    return head_of(view) + sentence(what) +
           " State: " + view.style.paint(paint_of_state(state), in_words(state)) + ".\n";
}

std::string done_and_decided(View const& view, std::string const& what) {
    auto const [decision, command] = apart(decision_of(at(view.answer, "decision")));
    return head_of(view) + sentence(what) + "\n" + (decision.empty() ? "" : sentence(decision) + "\n") +
           (command.empty() ? "" : "  " + command + "\n") + issues_recorded(view.answer, view.style);
}

bool filtered(View const& view) {
    for (auto const* name : {"train", "release", "kind", "state", "lane", "from", "to", "cursor"})
        if (view.arguments.has(name)) return true;
    return false;
}

std::string more(View const& view) {
    auto const cursor = text(view.answer, "next_cursor");
    return cursor.empty() ? "" : "There are more: the same with --cursor " + cursor + "\n";
}

std::string needed_next(Json const& release, Style style) {
    Table table{{"", ""}};
    std::set<std::string> said;
    for (auto const& reason : items(at(release, "decision"), "reasons")) {
        auto const way = way_out(release, reason);
        table.row({{"  " + text(reason, "text")}, {said.insert(way).second ? way : "", Paint::strong}});
    }
    return table.empty() ? "" : "Needed before it is deployed:\n" + table.render(style);
}

std::string deadline_lines(View const& view, Json const& release) {
    std::string all;
    for (auto const& deadline : items(release, "deadlines"))
        all += fmt::format("  {}: {}\n", promise_of(deadline),
                           due_of(deadline, text(release, "timezone"), view.subject.now));
    return all;
}

}  // namespace cadence::ctl::show
