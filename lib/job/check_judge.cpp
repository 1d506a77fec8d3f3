#include "job/check_judge.h"

#include <algorithm>
#include <compare>
#include <cstring>

#include "artifact/changelog.h"
#include "artifact/notes.h"
#include "artifact/version.h"
#include "job/check_text.h"

namespace cadence::job {

namespace {

Finding passed(std::string_view saw, Duration took) {
    return {.outcome = release::CheckOutcome::passed, .saw = to_saw(saw), .took = took};
}

std::string with_last_line(std::string text, std::string_view output) {
    auto const line = last_line(output);
    if (!line.empty()) text.append(": ").append(line.substr(0, 4 * kMostSeen));
    return text;
}

std::string signal_name(int signal) {
    auto const* const name = ::sigabbrev_np(signal);
    return name ? std::string{"SIG"} + name : "signal " + std::to_string(signal);
}

/// "exit status 3"; what went wrong is said first.
std::string ending_of(net::ProcessResult const& ran, std::string_view limit) {
    if (ran.output_cut) return "killed after writing more than " + std::string{limit};
    if (ran.timed_out) return "killed after " + describe_took(ran.took) + ", when its time was up";
    if (ran.exit_status) return "exit status " + std::to_string(*ran.exit_status);
    if (ran.signal) return "killed by " + signal_name(*ran.signal);
    return "it could not be ended";
}

std::string counted(std::size_t count, std::string const& one, std::string const& many) {
    return std::to_string(count) + " " + (count == 1 ? one : many);
}

std::string describe(artifact::Chapter const& chapter) {
    std::size_t entries = 0;
    for (auto const& section : chapter.sections) entries += section.entries.size();
    auto const day = chapter.date ? " (" + format_date(*chapter.date) + ")" : "";
    return chapter.version + day + " with " + counted(entries, "entry", "entries");
}

std::string describe(std::vector<artifact::Finding> const& problems) {
    auto text = "line " + std::to_string(problems.front().line) + ": " + problems.front().text;
    if (problems.size() > 1) text = counted(problems.size(), "problem", "problems") + ", first in " + text;
    return text;
}

std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        auto const end = std::min(text.find('\n'), text.size());
        if (end != 0) lines.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

}  // namespace

Finding failed(std::string_view saw, Duration took) {
    return {.outcome = release::CheckOutcome::failed, .saw = to_saw(saw), .took = took};
}

Finding pending(std::string_view saw) {
    return {.outcome = release::CheckOutcome::pending, .saw = to_saw(saw)};
}

tl::unexpected<Error> not_ready(std::string detail) {
    return refuse(ErrorCode::conflict, std::string{kNotReady}, std::move(detail));
}

Finding finding_of(Error const& error) {
    return error.problem == kNotReady ? pending(error.detail) : failed(error.detail);
}

Finding judge_http(HttpCheck const& check, net::HttpResponse const& response) {
    auto const saw = "HTTP " + std::to_string(response.status) + " in " + describe_took(response.took);
    if (response.status != check.status) {
        auto const to = response.header("location");
        return failed(
            saw + (to.empty() ? "" : " to " + std::string{to}) + ", expected " + std::to_string(check.status),
            response.took);
    }
    if (response.body.find(check.body_contains) == response.body.npos)
        return failed(
            saw + ", without \"" + check.body_contains + "\" in " +
                (response.body_cut ? "the first " + std::to_string(response.body.size()) + " bytes of "
                                   : "") +
                "its body",
            response.took);
    if (check.slower_than_fails && response.took > *check.slower_than_fails)
        return failed(saw + ", expected within " + describe_duration(*check.slower_than_fails),
                      response.took);
    return passed(saw, response.took);
}

Finding judge_command(net::ProcessResult const& ran) {
    auto const saw = with_last_line(ending_of(ran, "1 MiB"), ran.output);
    return ran.succeeded() ? passed(saw, ran.took) : failed(saw, ran.took);
}

Finding judge_changelog(ChangelogCheck const& check, CheckSubject const& subject,
                        net::ProcessResult const& ran) {
    auto const name = check.file.empty() ? check.path : check.file;
    if (ran.output_cut) return failed(name + " is larger than 1 MiB", ran.took);
    if (!ran.succeeded())
        return failed(with_last_line("cannot read " + name + ": " + ending_of(ran, ""), ran.errors),
                      ran.took);
    auto const changelog = artifact::parse_changelog(ran.output);
    if (!changelog) return failed(name + ": " + changelog.error().detail, ran.took);

    auto const problems = artifact::problems_for_release(*changelog, subject.version, subject.train);
    auto const* const chapter = changelog->chapter(subject.version, subject.train);
    auto finding = problems.empty() && chapter ? passed(name + " has " + describe(*chapter), ran.took)
                   : problems.empty()          ? failed(name + " has no chapter", ran.took)
                                               : failed(name + ": " + describe(problems), ran.took);
    if (chapter) finding.notes = artifact::notes_markdown(*chapter);
    return finding;
}

Finding judge_tags(std::string_view version, net::ProcessResult const& ran) {
    if (ran.output_cut) return failed("the repository has more than 1 MiB of tags", ran.took);
    if (!ran.succeeded())
        return failed(with_last_line("cannot list the tags: " + ending_of(ran, ""), ran.errors), ran.took);
    auto tags = lines_of(ran.output);
    auto const count = tags.size();
    if (auto const candidate = artifact::parse_tag(version))
        std::erase_if(tags, [&](std::string const& tag) {
            auto const other = artifact::parse_tag(tag);
            return other && std::is_gteq(artifact::precedence(*other, *candidate));
        });
    auto const tag = artifact::highest_tag(tags);
    if (!tag)
        return failed("none of " + counted(count, "tag", "tags") + " is an earlier version than " +
                          std::string{version},
                      ran.took);
    auto finding = passed("the version before is tagged " + *tag, ran.took);
    finding.tag = *tag;
    return finding;
}

}  // namespace cadence::job
