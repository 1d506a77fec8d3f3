// Promises with a clock that runs.
#include <map>

#include "base/text.h"
#include "page/parts.h"

namespace cadence::page {

namespace {

std::string title_of_clock(Object const& deadline, Object const& release) {
    static std::map<std::string_view, std::string_view> const kTitles{
        {"staging_deploy", "Deploy {} to staging"},     {"hotfix_deploy", "Deploy {} to production"},
        {"deployment", "End the deployment of {}"},     {"rollback", "Roll {} back"},
        {"post_mortem", "Write the post-mortem of {}"}, {"retrospective", "Hold the retrospective of {}"},
        {"cadence_review", "Write the review {}"}};
    auto const kind = text_at(deadline, "kind");
    auto subject = text_at(deadline, "subject");
    if (subject == text_at(release, "id")) subject = called(release);
    auto const found = kTitles.find(kind);
    if (found == kTitles.end()) return in_words(kind) + " of " + subject;
    std::string title{found->second};
    return title.replace(title.find("{}"), 2, kind == "staging_deploy" ? short_commit(subject) : subject);
}

}  // namespace

Array clocks_view(Array const& deadlines, Object const& release, Setting const& setting) {
    auto const rolling_back = text_at(release, "state") == "rolling_back";
    Array view;
    for (auto const& each : deadlines) {
        auto const& deadline = each.as_object();
        auto const due = instant_at(deadline, "due_at");
        if (!due || (rolling_back && text_at(deadline, "kind") == "rollback")) continue;
        view.push_back(Object{{"title", title_of_clock(deadline, release)},
                              {"from", text_at(deadline, "started_at")},
                              {"due", text_at(deadline, "due_at")},
                              {"due_stamp", text_at(moment(*due, setting.zone), "stamp")},
                              {"late", text_at(deadline, "state") == "breached"}});
    }
    return view;
}

}  // namespace cadence::page
