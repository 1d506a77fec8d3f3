#include "release/arguments.h"

#include <compare>
#include <ranges>

#include "artifact/version.h"
#include "base/find.h"
#include "base/git_name.h"
#include "base/plain_text.h"
#include "base/text.h"
#include "release/shown.h"

namespace cadence::release {

namespace {

/// Its tag is out, and never moves.
tl::unexpected<Error> refuse_spent(artifact::Version const& given, Running const& spent, Train const& train) {
    auto next = artifact::bumped(given, artifact::Bump::patch).text();
    while (rolled_back(train, next))
        next = artifact::bumped(artifact::parse_version(next).value(), artifact::Bump::patch).text();
    auto const on = spent.commit.empty() ? std::string{} : " on " + shortened(spent.commit);
    return refuse(ErrorCode::unprocessable, "version-rolled-back",
                  given.text() + " was rolled back" +
                      (spent.release.empty() ? "" : " with " + spent.release) + ", and its tag stays" + on +
                      ": another commit needs another version; the next free one is " + next + ".",
                  "#/version", {next});
}

}  // namespace

Result<void> need_text(std::string const& text, std::string problem, std::string detail, std::string field) {
    if (!trimmed(text).empty()) return {};
    return refuse(ErrorCode::invalid, std::move(problem), std::move(detail), std::move(field));
}

Result<void> need_reason(std::string const& reason) {
    return need_text(reason, "reason-needed", "Give a reason: it goes into the record and to everybody.",
                     "#/reason");
}

Result<void> check_pull_request(std::string const& value) {
    if (value.empty() || (is_number(value) && !trimmed_left(value, "0").empty())) return {};
    return refuse(ErrorCode::invalid, "not-a-pull-request",
                  "'" + one_line(value) + "' is not a pull request: give its number, like 412.",
                  "#/pull_request");
}

Result<void> check_branch(std::string const& branch, std::string field) {
    if (branch.empty() || is_ref_name(branch)) return {};
    return refuse(ErrorCode::invalid, "not-a-branch",
                  "'" + one_line(branch) + "' is not a branch: give its whole name, as git branch shows it.",
                  std::move(field));
}

Result<void> check_commit(std::string const& commit, std::string field) {
    if (commit.empty() || is_commit_id(commit)) return {};
    return refuse(ErrorCode::invalid, "not-a-commit",
                  "'" + commit + "' is not a commit id: give 7 to 64 lower-case hexadecimal digits.",
                  std::move(field));
}

std::optional<Running> rolled_back(Train const& train, std::string_view version) {
    auto const* const spent = last_where(train.ran, [&](Ran const& each) {
        return each.rolled_back && artifact::same_version(each.what.version, version);
    });
    return spent == nullptr ? std::nullopt : std::optional{spent->what};
}

Result<void> check_version(std::string const& version, std::string const& commit, Train const& train) {
    if (version.empty()) return {};
    auto const given = artifact::parse_tag(version);
    if (!given) {
        auto error = given.error();
        error.field = "#/version";
        return tl::unexpected{std::move(error)};
    }
    auto const running =
        artifact::named_version(train.production ? train.production->version : train.highest_tag);
    if (running && std::is_lteq(artifact::precedence(*given, running->version)))
        return refuse(ErrorCode::unprocessable, "version-not-higher",
                      given->text() + " is not higher than " + running->version.text() +
                          (train.production ? ", which production runs." : ", the highest tag."),
                      "#/version");
    if (auto const spent = rolled_back(train, given->text()); spent && !same_commit(spent->commit, commit))
        return refuse_spent(*given, *spent, train);
    return {};
}

tl::unexpected<Error> refuse_state(Release const& release, std::string const& rule) {
    return refuse(ErrorCode::conflict, "state-does-not-allow",
                  release.id + " " + standing_of(release.state) + ": " + rule);
}

Result<void> check_room(std::size_t count, std::size_t most, std::string const& whose,
                        std::string const& what, std::string const& advice) {
    if (count < most) return {};
    return refuse(
        ErrorCode::conflict, "too-many-" + what,
        whose + " has " + std::to_string(count) + " " + what + " already, as many as it may have: " + advice);
}

tl::unexpected<Error> refuse_twin(std::string const& first, std::string const& what) {
    return refuse(ErrorCode::conflict, "already-there", "There is " + first + " already, " + what + ".");
}

}  // namespace cadence::release
