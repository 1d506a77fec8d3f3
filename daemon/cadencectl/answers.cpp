#include "cadencectl/answers.h"

#include <fmt/format.h>

#include "base/text.h"
#include "cadencectl/phrases.h"

namespace cadence::ctl {

namespace {

std::string head_of(View const& view) {
    return view.style.paint(Paint::strong, text(view.answer, "id")) + ": ";
}

bool filtered(View const& view) {
    for (auto const* name : {"train", "release", "kind", "state", "lane", "from", "to", "cursor"})
        if (view.arguments.has(name)) return true;
    return false;
}

}  // namespace

std::string listing(View const& view, Columns const& columns, std::string_view none,
                    std::string_view no_match) {
    auto const& all = items(view.answer);
    if (all.empty()) return std::string{filtered(view) && !no_match.empty() ? no_match : none};
    auto const cursor = text(view.answer, "next_cursor");
    return table_of(all, columns).render(view.style) +
           (cursor.empty() ? "" : "There are more: repeat with --cursor " + cursor + "\n");
}

boost::json::array named_trains(Json const& answer, Arguments const& arguments) {
    boost::json::array named;
    for (auto const& train : items(answer))
        if (!arguments.has("train") || text(train, "id") == arguments["train"]) named.push_back(train);
    return named;
}

std::string done(View const& view, std::string const& what) {
    return done_so(view, what) + issues_recorded(view.answer, view.style);
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

std::string deadline_lines(View const& view) {
    std::string all;
    for (auto const& deadline : items(view.answer, "deadlines"))
        all += fmt::format("  {}: {}\n", promise_of(deadline),
                           due_of(deadline, text(view.answer, "timezone"), view.subject.now));
    return all;
}

}  // namespace cadence::ctl
