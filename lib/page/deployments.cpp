// What was deployed where, what runs there, and what was recorded against it.
#include <map>

#include "base/text.h"
#include "page/parts.h"

namespace cadence::page {

namespace {

Look look_of_deployment(std::string_view status) {
    static std::map<std::string_view, Look> const kLooks{{"started", {"now", "now"}},
                                                         {"succeeded", {"done", "good"}},
                                                         {"failed", {"fail", "bad"}},
                                                         {"abandoned", {"skip", "dim"}}};
    return kLooks.at(status);
}

/// "1.11.0", or its commit.
std::string running_software(Object const& running) {
    auto version = text_at(running, "version");
    return version.empty() ? short_commit(text_at(running, "commit")) : version;
}

std::string ahead_of(Object const& main) {
    auto const production = number_at(main, "ahead_of_production");
    auto const staging = number_at(main, "ahead_of_staging");
    auto text = std::string{"ahead of production"};
    if (staging > 0) text += ", " + std::to_string(staging) + " ahead of staging";
    return production > 0 ? text : std::string{};
}

}  // namespace

Array environments_view(Object const& status, Setting const& setting) {
    Array view;
    for (auto const& [name, place] :
         {std::pair{"production", "Production"}, std::pair{"staging", "Staging"}}) {
        if (!has(status, name)) continue;
        auto const& running = object_at(status, name);
        Object row{{"place", place}, {"what", running_software(running)}, {"since", "since "}};
        if (auto const since = instant_at(running, "since")) row["moment_at"] = moment(*since, setting.zone);
        view.push_back(std::move(row));
    }
    auto const& main = object_at(status, "main");
    if (auto const ahead = number_at(main, "ahead_of_production"); ahead > 0)
        view.push_back(Object{
            {"place", "main"}, {"what", counted(ahead, "merge", "merges")}, {"since", ahead_of(main)}});
    return view;
}

Array deployments_view(Object const& release, Setting const& setting) {
    Array rows;
    auto const& all = list_at(release, "deployments");
    for (auto each = all.rbegin(); each != all.rend(); ++each) {
        auto const& one = each->as_object();
        auto const status = text_at(one, "status");
        auto what = text_at(one, "version");
        if (what.empty()) what = short_commit(text_at(one, "commit"));
        Object row{{"strong", capitalised(text_at(one, "environment"))},
                   {"rest", ": " + in_words(status) + (what.empty() ? "" : ", " + what)}};
        put_look(row, look_of_deployment(status));
        auto const source = text_at(one, "source");
        auto const at = instant_at(one, "at");
        auto const by = source.empty() ? name_of_person(setting.people, text_at(one, "by")) : source;
        row["below"] = Object{{"mark", false},
                              {"reason", said((at ? setting.zone.show(*at) + ", " : "") + by, setting.zone)}};
        rows.push_back(std::move(row));
    }
    return rows;
}

Array issues_view(Object const& release, Setting const& setting) {
    Array rows;
    for (auto const& each : list_at(release, "issues")) {
        auto const& issue = each.as_object();
        auto const severity = text_at(issue, "severity");
        Object row{{"strong", some(severity)},
                   {"rest", (severity.empty() ? "" : ": ") + text_at(issue, "text")}};
        put_look(row, {"fail", "bad"});
        auto const at = instant_at(issue, "at");
        row["below"] = Object{{"mark", false},
                              {"reason", said((at ? setting.zone.show(*at) + " by " : "by ") +
                                                  name_of_person(setting.people, text_at(issue, "by")),
                                              setting.zone)}};
        rows.push_back(std::move(row));
    }
    return rows;
}

Object notes_view(Object const& document, Object const& release) {
    auto html = text_at(document, "notes_html");
    if (auto const title = html.find("</h2>"); title != html.npos)
        html.erase(0, title + 5);  // the section has one
    auto const& candidate = object_at(release, "candidate");
    if (html.empty() && candidate.empty()) return {};
    auto const state = text_at(release, "state");
    auto const shipped =
        state == "monitoring" || state == "released" || state == "rolling_back" || state == "rolled_back";
    auto const go = state == "go" || state == "deploying";
    auto lead = text_at(candidate, "version");
    if (auto const commit = text_at(candidate, "commit"); !commit.empty())
        lead += (lead.empty() ? "Commit " : ", commit ") + short_commit(commit);
    return {{"head", shipped ? "What shipped"
                     : go    ? "What ships"
                             : "What would ship"},
            {"lead", lead.empty() ? lead : lead + "."},
            {"html", html}};
}

}  // namespace cadence::page
