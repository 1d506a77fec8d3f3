#include "worker/hook_work.h"

#include <algorithm>
#include <set>

#include "base/describe.h"
#include "base/plain_text.h"
#include "base/text.h"

namespace cadence::worker {

namespace {

using release::Environment;

constexpr std::size_t kShownCommit = 12;
constexpr Duration kClocksDiffer = std::chrono::seconds{10};

std::string first_line(std::string_view text) {
    return std::string{text.substr(0, text.find_first_of("\r\n"))};
}

/// How the people of a source are known, or empty.
std::string_view known_by(forge::Source source) {
    if (source == forge::Source::github) return "github_login";
    return source == forge::Source::gitlab ? "gitlab_username" : "";
}

class Reader {
  public:
    explicit Reader(HookScene const& scene) : scene_{scene} {}

    void operator()(forge::Pushed const& fact);
    void operator()(forge::Tagged const& fact);
    void operator()(forge::PullRequestChanged const& fact);
    void operator()(forge::MergeGroup const& fact);
    void operator()(forge::Deployed const& fact);
    void operator()(forge::MergeTold const& fact);
    void operator()(forge::Ignored const& fact) { ignore(fact.what); }

    [[nodiscard]] HookWork take() { return std::move(work_); }

  private:
    void ignore(std::string what) { work_.notes.push_back("ignored: " + one_line(std::move(what))); }
    void note(std::string what) {
        work_.notes.push_back(std::move(what));
        work_.understood = true;
    }
    /// The configuration may be wrong about it.
    void doubt(std::string what) {
        ignore(std::move(what));
        work_.doubts.push_back(work_.notes.back());
    }
    void command(release::Command command) {
        work_.commands.push_back({scene_.train.id, std::move(command)});
        work_.understood = true;
    }
    [[nodiscard]] bool elsewhere(std::string const& repository, std::string const& what,
                                 std::string const& meant);
    [[nodiscard]] bool commits_elsewhere(std::string const& repository, std::string const& what);
    void told_of_main(std::string const& repository);
    [[nodiscard]] std::string replaced_by(forge::Pushed const& fact) const;
    [[nodiscard]] std::optional<forge::PullRequest> known(std::string const& number) const;
    [[nodiscard]] bool is_overtaken(std::string const& commit, Instant merged_at) const;
    void add_beside(release::RecordMerge& merge, forge::Pushed const& fact) const;
    [[nodiscard]] std::string person(std::string const& known) const;
    [[nodiscard]] std::optional<Instant> no_later(std::optional<Instant> told) const;
    [[nodiscard]] bool is_replayed(forge::Deployed const& fact) const;
    [[nodiscard]] std::string source(forge::Deployed const& fact) const;
    void doubt_unknown_commit(release::ReportDeployment const& report);
    void no_environment(forge::Deployed const& fact);

    HookScene const& scene_;
    HookWork work_;
};

/// Of another repository than is meant. Where nothing says which, the first whose main branch was told of is.
bool Reader::elsewhere(std::string const& repository, std::string const& what, std::string const& meant) {
    if (repository.empty()) return false;
    auto const& ours = meant.empty() ? scene_.first_repository : meant;
    if (ours.empty() || equals_ignoring_case(ours, repository)) return false;
    auto const told = what + " of " + one_line(repository);
    if (!scene_.hook.repository.empty())
        ignore(told + ", which is not the repository of this hook");
    else if (!meant.empty())
        doubt(told + ", which is not the repository of this train");
    else
        doubt(told + ", after merges of " + ours +
              ": name the right one in [[hooks]], repository = \"owner/name\"");
    return true;
}

/// What is pushed and merged there is of the train, deployments may be of anything.
void Reader::told_of_main(std::string const& repository) {
    auto const said = scene_.train.forge || !scene_.hook.repository.empty();
    if (!said && scene_.first_repository.empty()) work_.repository = repository;
}

/// Commits are those of the train's repository, deployments may be told by another one.
bool Reader::commits_elsewhere(std::string const& repository, std::string const& what) {
    auto const& forge = scene_.train.forge;
    return elsewhere(repository, what, forge ? forge->repository : scene_.hook.repository);
}

/// As the merge gate knows it.
std::optional<forge::PullRequest> Reader::known(std::string const& number) const {
    if (!scene_.known_pull_request || number.empty()) return std::nullopt;
    return scene_.known_pull_request(scene_.train.id, number);
}

std::string Reader::person(std::string const& known) const {
    auto const key = known_by(scene_.hook.source);
    for (auto const& person : scene_.config.people) {
        auto const found = person.known_as.find(std::string{key});
        if (found != person.known_as.end() && equals_ignoring_case(found->second, known)) return person.id;
    }
    for (auto const& person : scene_.config.people) {  // a commit may name its author, and no login
        if (!known.empty() && person.name == known) return person.id;
    }
    return known;
}

/// Clocks differ; what was told has happened.
std::optional<Instant> Reader::no_later(std::optional<Instant> told) const {
    return told ? std::optional{std::min(*told, scene_.arrived_at)} : std::nullopt;
}

/// A merge queue pushes several at once: those that were open until now, or end with one of these commits.
/// Others are only spoken of: what was merged before is in every branch that is cut from it.
void Reader::add_beside(release::RecordMerge& merge, forge::Pushed const& fact) const {
    std::set<std::string> seen{merge.pull_request};
    for (auto const& before : scene_.standing.merges) {
        if (before.commit != fact.commit) seen.insert(before.pull_request);
    }
    for (auto const& each : fact.brought) {
        if (!seen.insert(each.pull_request).second) continue;
        auto const known = this->known(each.pull_request);
        auto const comes = known && known->base == scene_.train.policy.main_branch &&
                           (known->open || known->merge_commit == each.commit);
        if (comes)
            merge.beside.push_back({known->number, known->branch, known->labels, known->paths});
        else if (!scene_.train.forge)
            merge.beside.push_back({.pull_request = each.pull_request});
    }
}

/// The head before, where the push took it off the branch: by its own word, or by going back.
std::string Reader::replaced_by(forge::Pushed const& fact) const {
    if (fact.before.empty()) return {};
    auto const* const before = scene_.standing.merges.of_commit(fact.before);
    auto const* const now = scene_.standing.merges.of_commit(fact.commit);
    auto const back = before != nullptr && now != nullptr && now->number < before->number;
    return fact.forced || back ? fact.before : std::string{};
}

void Reader::operator()(forge::Pushed const& fact) {
    if (commits_elsewhere(fact.repository, "push")) return;
    if (fact.branch != scene_.train.policy.main_branch) return ignore("push to " + fact.branch);
    if (fact.commit.empty()) return ignore("the branch " + fact.branch + " is gone");
    told_of_main(fact.repository);
    auto const from = forge::merged_from(fact.message);
    release::RecordMerge merge{.commit = fact.commit,
                               .author = person(fact.author),
                               .title = first_line(fact.title.empty() ? fact.message : fact.title),
                               .branch = from.branch,
                               .pull_request = from.pull_request,
                               .committed_at = fact.committed_at,
                               .merged_at = scene_.arrived_at,
                               .replaces = replaced_by(fact)};
    auto const known = this->known(from.pull_request);
    auto const fits =
        known && known->base == scene_.train.policy.main_branch && (known->open || known->merged);
    if (scene_.train.forge && !fits) merge.branch.clear();  // a message may claim anything
    if (fits) {
        if (!known->branch.empty()) merge.branch = known->branch;
        if (!known->title.empty()) merge.title = known->title;
        merge.labels = known->labels;
        merge.paths = known->paths;
    }
    add_beside(merge, fact);
    if (!fact.paths.empty()) merge.paths = fact.paths;
    command(std::move(merge));
}

void Reader::operator()(forge::Tagged const& fact) {
    if (commits_elsewhere(fact.repository, "tag")) return;
    note("tag " + one_line(fact.tag) + (fact.gone ? " is gone" : "") + ": checks look at tags themselves");
}

/// Notices come in any order: what the branch was at later is recorded already, and has this in it.
bool Reader::is_overtaken(std::string const& commit, Instant merged_at) const {
    return std::ranges::any_of(scene_.standing.merges, [&](release::Merge const& merge) {
        return !release::same_commit(merge.commit, commit) && merge.received_at + kClocksDiffer >= merged_at;
    });
}

void Reader::operator()(forge::PullRequestChanged const& fact) {
    auto const& pull_request = fact.pull_request;
    if (commits_elsewhere(fact.repository, "pull request " + pull_request.number)) return;
    if (pull_request.base == scene_.train.policy.main_branch) told_of_main(fact.repository);
    work_.heard.emplace_back(fact);
    auto const merged = pull_request.merged && pull_request.base == scene_.train.policy.main_branch;
    auto const just_now = fact.action == "closed" || fact.action == "merge";  // not: labelled, long after
    if (!merged || !just_now) {
        return note("pull request " + one_line(pull_request.number + " " + fact.action) +
                    " noted for the merge gate");
    }
    if (pull_request.merge_commit.empty())
        return ignore("pull request " + pull_request.number + " is merged, but its commit is not given");
    auto const known = this->known(pull_request.number);
    auto const same_head = known && known->head == pull_request.head;
    auto const merged_at = no_later(pull_request.merged_at.value_or(scene_.arrived_at));
    if (is_overtaken(pull_request.merge_commit, *merged_at))
        return ignore("merge of pull request " + pull_request.number + ", which came with a later push");
    command(release::RecordMerge{.commit = pull_request.merge_commit,
                                 .author = person(pull_request.author),
                                 .title = first_line(pull_request.title),
                                 .branch = pull_request.branch,
                                 .pull_request = pull_request.number,
                                 .labels = pull_request.labels,
                                 .merged_at = merged_at,
                                 .paths = same_head ? known->paths : std::vector<std::string>{}});
}

void Reader::operator()(forge::MergeGroup const& fact) {
    if (commits_elsewhere(fact.repository, "merge group")) return;
    work_.heard.emplace_back(fact);
    note("merge group " + one_line(fact.head.substr(0, kShownCommit)) + " noted for the merge gate");
}

/// GitHub signs no time, but what it tells has one. What is older than the keys that are kept may have been
/// captured, and would be taken for the end of what is being deployed now.
bool Reader::is_replayed(forge::Deployed const& fact) const {
    return scene_.hook.source == forge::Source::github && fact.at &&
           scene_.arrived_at - *fact.at > engine::kArrivalKept;
}

std::string Reader::source(forge::Deployed const& fact) const {
    auto text = std::string{name_of(scene_.hook.source)} + " deployment";
    return fact.reference.empty() ? text : text + " " + one_line(fact.reference);
}

void Reader::doubt_unknown_commit(release::ReportDeployment const& report) {
    auto const told = !report.release.empty() || !report.version.empty() || !report.commit.empty();
    if (told || report.status != release::DeploymentStatus::succeeded) return;
    std::string text = "deployment to " + std::string{name_of(report.environment)} + " of an unknown commit";
    if (report.environment == Environment::staging) text += ": it meets no staging deadline";
    if (scene_.asked)
        text += "; " + scene_.asked->why_not;
    else if (scene_.hook.source == forge::Source::coolify)
        text += "; give this hook server and token_from, so that Coolify can be asked";
    else
        text += "; include the commit in the notice";
    work_.notes.push_back(text);
    work_.doubts.push_back(std::move(text));
}

/// A script of the team's own has a mistake; others tell of what is none of ours.
void Reader::no_environment(forge::Deployed const& fact) {
    auto const name = fact.application.empty() ? fact.environment : fact.application;
    auto text = "deployment to " + one_line(name) + ", which is not one of this hook's environments";
    if (scene_.hook.source == forge::Source::generic)
        work_.faults.push_back(std::move(text));
    else
        doubt(std::move(text));
}

void Reader::operator()(forge::Deployed const& fact) {
    auto const& forge = scene_.train.forge;
    auto const& meant = scene_.hook.repository.empty() && forge ? forge->repository : scene_.hook.repository;
    if (elsewhere(fact.repository, "deployment", meant)) return;
    auto const tells_repositories =
        scene_.hook.source == forge::Source::github || scene_.hook.source == forge::Source::gitlab;
    if (fact.repository.empty() && tells_repositories && !meant.empty())
        return doubt("deployment without a repository, where " + meant + " is expected");
    auto const of_coolify = scene_.hook.source == forge::Source::coolify && !fact.reference.empty();
    if (of_coolify && scene_.is_ours && scene_.is_ours(fact.reference))
        return note("deployment " + fact.reference + ": an action already follows it");
    if (is_replayed(fact))
        return ignore("deployment of " + describe_instant(*fact.at) + ", which is more than a week old");
    auto const environment = environment_of(scene_.hook, fact);
    if (!environment) return no_environment(fact);
    if (scene_.asked && !scene_.asked->contradiction.empty())
        return doubt("deployment to " + std::string{name_of(*environment)} + " that has " +
                     std::string{name_of(fact.course)} + ": Coolify, asked about it, " +
                     scene_.asked->contradiction);
    release::ReportDeployment report{
        .environment = *environment,
        .status = parse_name<release::DeploymentStatus>(name_of(fact.course)).value(),
        .version = fact.version,
        .commit = fact.commit,
        .at = no_later(fact.at.value_or(scene_.arrived_at)),
        .source = source(fact)};
    if (report.commit.empty() && scene_.asked) report.commit = scene_.asked->commit;
    doubt_unknown_commit(report);
    command(std::move(report));
}

void Reader::operator()(forge::MergeTold const& fact) {
    if (commits_elsewhere(fact.repository, "merge")) return;
    if (!fact.repository.empty()) told_of_main(fact.repository);
    command(release::RecordMerge{.commit = fact.commit,
                                 .author = fact.author,
                                 .title = first_line(fact.title),
                                 .branch = fact.branch,
                                 .pull_request = fact.pull_request,
                                 .labels = fact.labels,
                                 .merged_at = no_later(fact.merged_at.value_or(scene_.arrived_at))});
}

}  // namespace

std::optional<Environment> environment_of(config::HookConfig const& hook, forge::Deployed const& fact) {
    for (auto const* const name : {&fact.environment, &fact.application}) {
        if (auto const found = hook.environments.find(*name); found != hook.environments.end())
            return found->second;
    }
    return std::nullopt;
}

HookWork work_of(std::vector<forge::Fact> const& facts, HookScene const& scene) {
    Reader reader{scene};
    for (auto const& fact : facts) std::visit(reader, fact);
    return reader.take();
}

}  // namespace cadence::worker
