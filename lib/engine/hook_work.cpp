#include "engine/hook_work.h"

#include <algorithm>

#include "base/describe.h"
#include "base/text.h"

namespace cadence::engine {

namespace {

using release::Environment;
using release::State;

constexpr std::size_t kShownCommit = 12;
constexpr Duration kClocksDiffer = std::chrono::seconds{10};

std::string first_line(std::string_view text) {
    return std::string{text.substr(0, text.find_first_of("\r\n"))};
}

/// How the people of a source are known, or empty.
std::string_view known_by(forge::Source source) {
    switch (source) {
        case forge::Source::github:
            return "github_login";
        case forge::Source::gitlab:
            return "gitlab_username";
        case forge::Source::gitea:
        case forge::Source::coolify:
        case forge::Source::generic:
        case forge::Source::slack:
        case forge::Source::mattermost:
            return "";
    }
    return "";
}

/// What is being deployed to production, as far as the train knows.
struct Shipping {
    std::string release;
    std::string version;
    std::string commit;
};

Shipping shipping(release::Release const& release) {
    if (release.state == State::rolling_back && release.rollback)
        return {release.id, release.rollback->to_version, release.rollback->to_commit};
    if (!release.candidate) return {release.id, {}, {}};
    return {release.id, release.candidate->version, release.candidate->commit};
}

/// The one that is on its way; else the only one that may be.
std::optional<Shipping> shipped_to_production(release::Train const& train) {
    for (auto const state : {State::rolling_back, State::deploying}) {
        for (auto const& [id, release] : train.releases) {
            if (release.state == state) return shipping(release);
        }
    }
    std::optional<Shipping> found;
    for (auto const& [id, release] : train.releases) {
        auto const waits = release.state == State::held || release.state == State::approved ||
                           (release.state == State::go && release.window_open());
        if (!waits) continue;
        if (found) return std::nullopt;
        found = shipping(release);
    }
    return found;
}

std::optional<Shipping> shipped_to_staging(release::Train const& train, Instant at) {
    for (auto merge = train.merges.rbegin(); merge != train.merges.rend(); ++merge) {
        if (merge->merged_at <= at) return Shipping{{}, {}, merge->commit};
    }
    return std::nullopt;
}

release::DeploymentStatus status_of(forge::Course course) {
    switch (course) {
        case forge::Course::started:
            return release::DeploymentStatus::started;
        case forge::Course::succeeded:
            return release::DeploymentStatus::succeeded;
        case forge::Course::failed:
            return release::DeploymentStatus::failed;
    }
    return release::DeploymentStatus::failed;
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
    /// The configuration may be wrong about it.
    void doubt(std::string what) {
        ignore(std::move(what));
        work_.doubts.push_back(work_.notes.back());
    }
    void command(release::Command command) {
        work_.commands.push_back({scene_.train.id, std::move(command)});
    }
    [[nodiscard]] bool elsewhere(std::string const& repository, std::string const& what);
    [[nodiscard]] std::optional<forge::PullRequest> known(std::string const& number) const;
    [[nodiscard]] bool is_overtaken(std::string const& commit, Instant merged_at) const;
    [[nodiscard]] std::string person(std::string const& known) const;
    [[nodiscard]] std::optional<Instant> no_later(std::optional<Instant> told) const;
    [[nodiscard]] std::optional<Environment> environment(forge::Deployed const& fact) const;
    [[nodiscard]] bool is_replayed(forge::Deployed const& fact) const;
    [[nodiscard]] std::string source(forge::Deployed const& fact) const;
    bool find_what_shipped(release::ReportDeployment& report);

    HookScene const& scene_;
    HookWork work_;
};

/// Of another repository than the train's.
bool Reader::elsewhere(std::string const& repository, std::string const& what) {
    auto const& forge = scene_.train.forge;
    if (!forge || repository.empty() || equals_ignoring_case(forge->repository, repository)) return false;
    doubt(what + " of " + repository + ", which is not the repository of this train");
    return true;
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
    return known;
}

/// Clocks differ; what was told has happened.
std::optional<Instant> Reader::no_later(std::optional<Instant> told) const {
    return told ? std::optional{std::min(*told, scene_.arrived_at)} : std::nullopt;
}

void Reader::operator()(forge::Pushed const& fact) {
    if (elsewhere(fact.repository, "push")) return;
    if (fact.branch != scene_.train.policy.main_branch) return ignore("push to " + fact.branch);
    if (fact.commit.empty()) return ignore("the branch " + fact.branch + " is gone");
    auto const from = forge::merged_from(fact.message);
    release::RecordMerge merge{.commit = fact.commit,
                               .author = person(fact.author),
                               .title = first_line(fact.title.empty() ? fact.message : fact.title),
                               .branch = from.branch,
                               .pull_request = from.pull_request,
                               .labels = {},
                               .committed_at = fact.committed_at,
                               .merged_at = scene_.arrived_at};
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
    if (!fact.paths.empty()) merge.paths = fact.paths;
    command(std::move(merge));
}

void Reader::operator()(forge::Tagged const& fact) {
    if (elsewhere(fact.repository, "tag")) return;
    work_.notes.push_back("tag " + one_line(fact.tag) + (fact.gone ? " is gone" : "") +
                          ": checks look at tags themselves");
}

/// Notices come in any order: what the branch was at later is recorded already, and has this in it.
bool Reader::is_overtaken(std::string const& commit, Instant merged_at) const {
    return std::ranges::any_of(scene_.standing.merges, [&](release::Merge const& merge) {
        return !release::same_commit(merge.commit, commit) && merge.received_at + kClocksDiffer >= merged_at;
    });
}

void Reader::operator()(forge::PullRequestChanged const& fact) {
    auto const& pull_request = fact.pull_request;
    if (elsewhere(fact.repository, "pull request " + pull_request.number)) return;
    work_.heard.emplace_back(fact);
    auto const merged = pull_request.merged && pull_request.base == scene_.train.policy.main_branch;
    auto const just_now = fact.action == "closed" || fact.action == "merge";  // not: labelled, long after
    if (!merged || !just_now) {
        work_.notes.push_back("pull request " + one_line(pull_request.number + " " + fact.action) +
                              " noted for the merge gate");
        return;
    }
    if (pull_request.merge_commit.empty())
        return ignore("pull request " + pull_request.number + " is merged, but its commit is not told");
    auto const known = this->known(pull_request.number);
    auto const same_head = known && known->head == pull_request.head;
    auto const merged_at = no_later(pull_request.merged_at.value_or(scene_.arrived_at));
    if (is_overtaken(pull_request.merge_commit, *merged_at))
        return ignore("merge of pull request " + pull_request.number + ", which a later push has brought");
    command(release::RecordMerge{.commit = pull_request.merge_commit,
                                 .author = person(pull_request.author),
                                 .title = first_line(pull_request.title),
                                 .branch = pull_request.branch,
                                 .pull_request = pull_request.number,
                                 .labels = pull_request.labels,
                                 .committed_at = {},
                                 .merged_at = merged_at,
                                 .paths = same_head ? known->paths : std::vector<std::string>{}});
}

void Reader::operator()(forge::MergeGroup const& fact) {
    if (elsewhere(fact.repository, "merge group")) return;
    work_.heard.emplace_back(fact);
    work_.notes.push_back("merge group " + one_line(fact.head.substr(0, kShownCommit)) +
                          " noted for the merge gate");
}

std::optional<Environment> Reader::environment(forge::Deployed const& fact) const {
    auto const& known = scene_.hook.environments;
    for (auto const* const name : {&fact.environment, &fact.application}) {
        if (auto const found = known.find(*name); found != known.end()) return found->second;
    }
    return std::nullopt;
}

/// GitHub signs no time, but what it tells has one. What is older than the keys that are kept may have been
/// captured, and would be taken for the end of what is being deployed now.
bool Reader::is_replayed(forge::Deployed const& fact) const {
    return scene_.hook.source == forge::Source::github && fact.at &&
           scene_.arrived_at - *fact.at > kArrivalKept;
}

std::string Reader::source(forge::Deployed const& fact) const {
    auto text = std::string{name_of(scene_.hook.source)} + " deployment";
    return fact.reference.empty() ? text : text + " " + one_line(fact.reference);
}

/// A report that tells neither version nor commit is about what the train knows to be on its way.
bool Reader::find_what_shipped(release::ReportDeployment& report) {
    if (!report.version.empty() || !report.commit.empty()) return true;
    auto const at = report.at.value_or(scene_.arrived_at);
    auto shipped = report.environment == Environment::production ? shipped_to_production(scene_.standing)
                                                                 : shipped_to_staging(scene_.standing, at);
    if (!shipped) return false;
    report.release = std::move(shipped->release);
    report.version = std::move(shipped->version);
    report.commit = std::move(shipped->commit);
    return true;
}

void Reader::operator()(forge::Deployed const& fact) {
    if (elsewhere(fact.repository, "deployment")) return;
    auto const of_coolify = scene_.hook.source == forge::Source::coolify && !fact.reference.empty();
    if (of_coolify && scene_.is_ours && scene_.is_ours(fact.reference))
        return ignore("deployment " + fact.reference + ", which an action follows itself");
    if (is_replayed(fact))
        return ignore("deployment of " + describe_instant(*fact.at) + ", which is more than a week old");
    auto const environment = this->environment(fact);
    if (!environment) {
        auto const name = fact.application.empty() ? fact.environment : fact.application;
        return doubt("deployment to " + name + ", which is none of this hook's environments");
    }
    release::ReportDeployment report{.release = {},
                                     .environment = *environment,
                                     .status = status_of(fact.course),
                                     .version = fact.version,
                                     .commit = fact.commit,
                                     .at = no_later(fact.at.value_or(scene_.arrived_at)),
                                     .source = source(fact)};
    if (find_what_shipped(report)) return command(std::move(report));
    doubt("deployment to " + std::string{name_of(*environment)} + " without version and commit, and " +
          (*environment == Environment::production ? "there is not one release that it must be"
                                                   : "no merge is known"));
}

void Reader::operator()(forge::MergeTold const& fact) {
    command(release::RecordMerge{.commit = fact.commit,
                                 .author = fact.author,
                                 .title = first_line(fact.title),
                                 .branch = fact.branch,
                                 .pull_request = fact.pull_request,
                                 .labels = fact.labels,
                                 .committed_at = {},
                                 .merged_at = no_later(fact.merged_at.value_or(scene_.arrived_at))});
}

}  // namespace

HookWork work_of(std::vector<forge::Fact> const& facts, HookScene const& scene) {
    Reader reader{scene};
    for (auto const& fact : facts) std::visit(reader, fact);
    return reader.take();
}

}  // namespace cadence::engine
