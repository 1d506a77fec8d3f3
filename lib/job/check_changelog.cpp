#include "artifact/changelog.h"
#include "artifact/notes.h"
#include "base/plain_text.h"
#include "base/text.h"
#include "job/program.h"
#include "job/task.h"
#include "job/words.h"

namespace cadence::job {

namespace {

/// A program that prints it.
Result<net::ProcessSpec> program_of(ChangelogCheck const& check, CheckSubject const& subject) {
    if (subject.version.empty()) return not_ready("The release has no version yet.");
    if (!check.file.empty())
        return net::ProcessSpec{.argv = {"cat", "--", check.file},
                                .environment = {{"PATH", "/usr/bin:/bin"}, {"LANG", "C.UTF-8"}},
                                .directory = "/",
                                .max_output = artifact::kMaxChangelog,
                                .errors = net::Stderr::apart};
    if (subject.commit.empty()) return not_ready("The release has no candidate commit yet.");
    if (!is_commit(subject.commit))
        return refuse(ErrorCode::conflict, "not-a-commit",
                      "\"" + one_line(subject.commit) + "\" is not a commit that git accepts.");
    return git_without_network(
        {"-C", check.repository, "cat-file", "blob", subject.commit + ":" + check.path},
        artifact::kMaxChangelog);
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

Finding judge(ChangelogCheck const& check, CheckSubject const& subject, net::ProcessResult const& ran) {
    auto const name = check.file.empty() ? check.path : check.file;
    if (ran.output_cut) return failed(name + " is larger than 1 MiB");
    if (!ran.succeeded()) return failed("cannot read " + name + ": " + ending_of(ran, ran.errors));
    auto const changelog = artifact::parse_changelog(ran.output);
    if (!changelog) return failed(name + ": " + changelog.error().detail);

    auto const problems = artifact::problems_for_release(*changelog, subject.version, subject.train);
    auto const* const chapter = changelog->chapter(subject.version, subject.train);
    auto finding = problems.empty() && chapter ? passed(name + " has " + describe(*chapter))
                   : problems.empty()          ? failed(name + " has no chapter")
                                               : failed(name + ": " + describe(problems));
    if (chapter) finding.notes = artifact::notes_markdown(*chapter);
    return finding;
}

}  // namespace

void begin(CheckTask& task, ChangelogCheck const& check) {
    task.ask(program_of(check, task.subject()), [&task, &check](net::ProcessResult const& ran) {
        task.finish(judge(check, task.subject(), ran));
    });
}

}  // namespace cadence::job
