#include "release/claim.h"

#include <algorithm>

#include "artifact/version.h"
#include "release/production.h"

namespace cadence::release {

namespace {

template <class Wanted>
std::vector<Release const*> live_where(Train const& train, Wanted wanted) {
    std::vector<Release const*> found;
    for (auto const& [id, release] : train.releases) {
        if (!is_terminal(release.state) && wanted(release)) found.push_back(&release);
    }
    return found;
}

/// It is the end of what runs, or the same start told again.
bool is_of_running(Release const& release, ReportDeployment const& command) {
    auto const* const running = release.running_deployment();
    return running != nullptr && may_be_the_same(*running, command.version, command.commit);
}

bool is_what_runs(Train const& train, Release const& release) {
    return train.production && train.production->release == release.id;
}

/// Those that fit better than the others, or all.
template <class Better>
void narrow(std::vector<Release const*>& several, Better better) {
    if (std::ranges::any_of(several, better))
        std::erase_if(several, [&](Release const* each) { return !better(each); });
}

bool in_its_window_with_go(Release const& release) {
    return release.window_open() && (release.state == State::go || release.state == State::deploying);
}

bool is_permitted(Release const& release) {
    return release.state == State::approved || in_its_window_with_go(release);
}

/// The live ones whose candidate it is; of several, those of that version, of what runs, of what may.
std::vector<Release const*> candidates_of(Train const& train, ReportDeployment const& command) {
    auto found = live_where(train, [&](Release const& release) {
        return is_candidate(release, command.version, command.commit);
    });
    narrow(found, [&](Release const* each) {
        return !command.version.empty() && artifact::same_version(each->candidate->version, command.version);
    });
    if (command.environment == Environment::staging) {
        narrow(found, [](Release const* each) { return each->is_on_demand(); });
        return found;
    }
    narrow(found, [&](Release const* each) { return is_of_running(*each, command); });
    narrow(found, [&](Release const* each) { return is_what_runs(train, *each); });
    narrow(found, [](Release const* each) { return is_permitted(*each); });
    return found;
}

/// Software that production runs already, or ran before we knew: nobody's candidate but of who may deploy it.
bool is_no_news(Train const& train, ReportDeployment const& command) {
    auto const first = !train.production && command.status == DeploymentStatus::succeeded;
    return first || runs_already(train, command);
}

std::string first_id(std::vector<Release const*> const& found) {
    return found.empty() ? std::string{} : found.front()->id;
}

std::string claimed_in_production(Train const& train, ReportDeployment const& command) {
    auto candidates = candidates_of(train, command);
    if (is_no_news(train, command)) {
        std::erase_if(candidates, [&](Release const* each) {
            return !is_what_runs(train, *each) && !is_of_running(*each, command) && !is_permitted(*each);
        });
    }
    if (candidates.size() == 1) return candidates.front()->id;
    auto id =
        first_id(live_where(train, [](Release const& each) { return each.state == State::rolling_back; }));
    if (id.empty())
        id = first_id(live_where(train, [&](Release const& each) { return is_of_running(each, command); }));
    if (id.empty() && !runs_already(train, command))
        id = first_id(live_where(train, [](Release const& each) { return in_its_window_with_go(each); }));
    if (!id.empty() || !command.version.empty() || !command.commit.empty()) return id;
    auto const approved =
        live_where(train, [](Release const& each) { return each.state == State::approved; });
    return approved.size() == 1 ? approved.front()->id : id;
}

}  // namespace

bool reaches_production(ReportDeployment const& command) {
    return command.status == DeploymentStatus::started || command.status == DeploymentStatus::succeeded;
}

bool runs_already(Train const& train, ReportDeployment const& command) {
    auto const& runs = train.production;
    return runs && command.environment == Environment::production && reaches_production(command) &&
           same_software(command.version, command.commit, *runs);
}

bool is_candidate(Release const& release, std::string_view version, std::string_view commit) {
    if (!release.candidate) return false;
    return compared(version, commit, release.candidate->version, release.candidate->commit).value_or(false);
}

std::string claimed_by(Train const& train, ReportDeployment const& command) {
    if (command.baseline) return {};
    if (auto const* const named = train.find(command.release); named != nullptr) {
        auto const open_record = is_of_running(*named, command) && !reaches_production(command);
        if (!is_terminal(named->state) || open_record) return named->id;
    }
    if (command.environment == Environment::production) return claimed_in_production(train, command);
    return first_id(candidates_of(train, command));
}

std::string next_unplanned(Train const& train, Date day) {
    auto base = train.id + "-" + std::string{name_of(Kind::unplanned)} + "-" + format_date(day);
    auto const& last = train.last_unplanned;
    if (!last.starts_with(base)) return base;
    auto const tail = std::string_view{last}.substr(std::min(base.size() + 1, last.size()));
    return base + "-" + std::to_string(parse_number<int>(tail).value_or(1) + 1);
}

}  // namespace cadence::release
