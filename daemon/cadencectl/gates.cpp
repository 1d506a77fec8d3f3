// May I, and why not.
#include "cadencectl/nouns.h"

namespace cadence::ctl {

namespace {

/// Those that were asked about: all three, unless one is named.
std::vector<std::string> actions_of(View const& view) {
    if (view.arguments.has("action")) return {view.arguments["action"]};
    return {"merge", "deploy", "flag"};
}

std::string show_gates(View const& view) {
    std::string all;
    for (auto const& action : actions_of(view)) {
        auto const& gate = at(at(view.answer, "gates"), action);
        auto const changes_at = text(gate, "changes_at");
        all += action + " " + view.style.paint(paint_of_gate(gate), truth(gate, "open") ? "open" : "shut");
        if (!changes_at.empty()) all += " until " + when(changes_at);
        all += '\n';
        for (auto const& reason : items(gate, "reasons")) {
            auto const [words, command] = apart(text(reason, "text"));
            all += "  - " + words + "\n" + (command.empty() ? "" : "    " + command + "\n");
        }
    }
    return all;
}

/// Done when open, refused when one is shut.
Exit exit_of_gates(View const& view) {
    for (auto const& action : actions_of(view))
        if (!truth(at(at(view.answer, "gates"), action), "open")) return Exit::refused;
    return Exit::done;
}

}  // namespace

Subcommands gates_subcommands() {
    return {{.name = "gate",
             .does = "Ask whether you may merge, deploy or flip a flag now; exit status 0 open, 1 shut",
             .arguments = {{"ACTION", "merge|deploy|flag", "default: all three", {"merge", "deploy", "flag"}},
                           kTrainOption,
                           {"--branch", "BRANCH", "for this branch"},
                           {"--pull-request", "NUMBER", "for this pull request"},
                           repeated_option("--label", "LABEL", "with this label; repeat for more"),
                           repeated_option("--path", "PATH", "touching this path; repeat for every path"),
                           {"--commit", "SHA", "for this commit"},
                           release_place("for deploying this on-demand release")},
             .examples = {"gate merge", "gate merge --branch hotfix/2026-01-14-double-booking || exit 1",
                          "gate deploy --release backend-hotfix-2026-01-14-double-booking"},
             .request = {Method::get,
                         "/v1/gates",
                         {"train", "branch", "pull-request", "label", "path", "commit", "release"}},
             .show = show_gates,
             .exit = exit_of_gates}};
}

}  // namespace cadence::ctl
