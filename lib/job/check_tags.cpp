#include <algorithm>
#include <compare>

#include "artifact/version.h"
#include "base/text.h"
#include "job/program.h"
#include "job/task.h"
#include "job/words.h"

namespace cadence::job {

namespace {

constexpr std::size_t kMaxTags = 1024 * 1024;  // bytes

std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines;
    for (auto const line : split(text, '\n'))
        if (!line.empty()) lines.emplace_back(line);
    return lines;
}

/// Tags of the candidate's version and later ones are nothing to go back to.
Finding judge_tags(std::string const& version, net::ProcessResult const& ran) {
    if (ran.output_cut) return failed("the repository has more than 1 MiB of tags");
    if (!ran.succeeded()) return failed("cannot list the tags: " + ending_of(ran, ran.errors));
    auto tags = lines_of(ran.output);
    auto const count = tags.size();
    if (auto const candidate = artifact::parse_tag(version))
        std::erase_if(tags, [&](std::string const& tag) {
            auto const other = artifact::parse_tag(tag);
            return other && std::is_gteq(artifact::precedence(*other, *candidate));
        });
    auto const tag = artifact::highest_tag(tags);
    if (!tag)
        return failed("none of " + counted(count, "tag", "tags") + " is an earlier version than " + version);
    auto finding = passed("the version before is tagged " + *tag);
    finding.tag = *tag;
    return finding;
}

}  // namespace

void begin(CheckTask& task, PreviousTagCheck const& check) {
    auto const& version = task.subject().version;
    if (version.empty())
        return task.finish(pending("The release has no version yet: the tag before it is not known."));
    task.ask(git_without_network({"-C", check.repository, "tag", "--list", "--no-column"}, kMaxTags),
             [&task, &version](net::ProcessResult const& ran) { task.finish(judge_tags(version, ran)); });
}

}  // namespace cadence::job
