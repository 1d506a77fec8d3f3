#include "api/post_mortem.h"

#include <algorithm>
#include <array>

#include "base/describe.h"
#include "base/plain_text.h"
#include "base/text.h"
#include "chat/narrate.h"
#include "json/events.h"
#include "json/text.h"

namespace cadence::api {

namespace {

/// "1." and "1)" begin a list, "#" a heading, "-" a list or a rule.
std::size_t marker_at(std::string_view line) {
    std::size_t digits = 0;
    while (digits < line.size() && is_digit(line[digits])) ++digits;
    auto const after = line.substr(digits);
    auto const ends = after.size() == 1 || (after.size() > 1 && after[1] == ' ');
    if (digits > 0 && ends && (after[0] == '.' || after[0] == ')')) return digits;
    static constexpr std::string_view kMarkers = "#-+=";
    return !line.empty() && kMarkers.find(line.front()) != kMarkers.npos ? 0 : line.npos;
}

/// Each of its lines quoted.
std::string as_quote(std::string_view text) {
    std::string all;
    while (!text.empty()) all += "> " + markdown_text(take_until(text, '\n')) + "\n>\n";
    return all;
}

std::string item(std::string const& name, std::string_view text) {
    return text.empty() ? std::string{} : "- **" + name + ":** " + markdown_text(text) + "\n";
}

std::string item(std::string const& name, std::optional<Instant> at, std::string_view by) {
    if (!at) return {};
    return "- **" + name + ":** " + describe_instant(*at) + (by.empty() ? "" : " by " + markdown_text(by)) +
           "\n";
}

std::string how(release::Rollback const& rollback) {
    if (rollback.option == release::RollbackOption::previous_version)
        return "back to a version that ran well";
    auto text = std::string{"by reverting"};
    for (auto const& commit : rollback.commits) text += " " + commit;
    return text + (rollback.branch.empty() ? "" : " on branch " + rollback.branch);
}

std::string runs(release::Rollback const& rollback) {
    if (!rollback.restored) return {};
    auto const& restored = *rollback.restored;
    auto text = restored.version;
    if (!restored.commit.empty()) text += text.empty() ? restored.commit : " (" + restored.commit + ")";
    return text + (rollback.by_word
                       ? ", on the word of " + rollback.verified_by + "; no deployment was reported"
                       : ", as reported");
}

std::string people_in(std::vector<release::LogLine> const& story) {
    std::vector<std::string> people;
    for (auto const& line : story) {
        if (line.actor != "cadenced" && std::ranges::find(people, line.actor) == people.end())
            people.push_back(line.actor);
    }
    return listed(people);
}

std::string summary(PostMortem const& facts) {
    auto const& rollback = *facts.release.rollback;
    auto text = item("What happened", rollback.reason) + item("Severity", name_of(rollback.severity)) +
                item("Rolled back", how(rollback)) + item("From version", rollback.from_version) +
                item("To version", rollback.to_version) + item("To commit", rollback.to_commit) +
                item("Began", rollback.started_at, rollback.by) +
                item("Production restored", rollback.restored_at, {}) +
                item("Production runs", runs(rollback)) +
                item("Verified", rollback.verified_at, rollback.verified_by);
    if (rollback.verified_at)
        text += item("Took", describe_duration(std::chrono::floor<std::chrono::seconds>(
                                 *rollback.verified_at - rollback.started_at)));
    return text + item("Note", rollback.note) + item("People involved", people_in(facts.story));
}

/// Routine events of the daemon, which say nothing to a reader.
bool is_routine(release::LogLine const& line) {
    if (line.type == "checks_started" || line.type == "check_requested") return true;
    if (line.type != release::CheckFinished::type) return false;
    auto const data = json::parse(line.data);
    if (!data) return false;
    auto const body = json::event_body_from(line.type, *data);
    auto const* const finished = body ? std::get_if<release::CheckFinished>(&*body) : nullptr;
    return finished != nullptr && (finished->passed || finished->pending);
}

std::string time_line(std::vector<release::LogLine> const& story) {
    std::string text;
    for (auto const& line : story) {
        if (!is_routine(line))
            text += "- " + describe_instant(line.at) + " " + markdown_text(chat::narrate(line)) + " (" +
                    markdown_text(line.actor) + ")\n";
    }
    return text;
}

std::string kept(release::Deadline const& deadline) {
    static constexpr std::array kKept{"still open", "**breached**, still open", "kept", "**kept late**",
                                      "withdrawn"};
    return kKept.at(static_cast<std::size_t>(deadline.state)) +  // in the order of DeadlineState
           (deadline.ended_at ? " at " + describe_instant(*deadline.ended_at) : std::string{});
}

std::string promises(std::vector<release::Deadline> const& deadlines) {
    std::string text;
    for (auto const& each : deadlines) {
        text += "- " + markdown_text(in_words(name_of(each.kind))) + ", due " +
                describe_instant(each.due_at) + ": " + kept(each) + "\n";
    }
    return text;
}

std::string issues(release::Release const& release) {
    std::string text;
    for (auto const& issue : release.issues) {
        auto const severity = issue.severity ? std::string{name_of(*issue.severity)} + " " : std::string{};
        text += "- " + severity + describe_instant(issue.at) + " " + markdown_text(issue.text) + "\n";
    }
    return text;
}

std::string recorded(release::Record const& record) {
    auto text = item("Recorded", record.at, record.by) + item("Link", record.link);
    return record.text.empty() ? text : text + "\n" + as_quote(record.text);
}

void append_chapter(std::string& report, std::string_view title, std::string const& text) {
    report.append("\n## ").append(title).append("\n").append(text.empty() ? "" : "\n").append(text);
}

}  // namespace

std::string markdown_text(std::string_view text) {
    static constexpr std::string_view kMarkup = "\\`*_[]<>|~&$!";
    auto const line = one_line(std::string{trimmed_left(text)});
    auto const marker = marker_at(line);
    std::string escaped;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (i == marker || kMarkup.find(line[i]) != kMarkup.npos) escaped += '\\';
        escaped += line[i];
    }
    return escaped;
}

std::string post_mortem(PostMortem const& facts) {
    auto const& release = facts.release;
    auto report = "# Post-mortem of " + markdown_text(release.id) + "\n\n" + summary(facts);
    if (release.post_mortem) append_chapter(report, "What was recorded", recorded(*release.post_mortem));
    append_chapter(report, "Time line", time_line(facts.story));
    append_chapter(report, "Promises", promises(facts.deadlines));
    append_chapter(report, "Issues", issues(release));
    for (auto const* const title : {"Cause", "Prevention", "Follow-up tickets", "Runbook"})
        append_chapter(report, title, {});
    return report;
}

}  // namespace cadence::api
