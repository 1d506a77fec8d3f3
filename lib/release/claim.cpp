#include "release/claim.h"

#include <algorithm>
#include <charconv>

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

/// What one report says of a deployment and another does not is no contradiction.
bool may_be_the_same(Deployment const& running, ReportDeployment const& command) {
    if (!running.commit.empty() && !command.commit.empty())
        return same_commit(running.commit, command.commit);
    return running.version.empty() || command.version.empty() ||
           without_v(running.version) == without_v(command.version);
}

bool ends_running(Release const& release, ReportDeployment const& command) {
    auto const* const running = release.running_deployment();
    return running != nullptr && command.status != DeploymentStatus::started &&
           may_be_the_same(*running, command);
}

bool reaches_production(ReportDeployment const& command) {
    return command.status == DeploymentStatus::started || command.status == DeploymentStatus::succeeded;
}

/// Those that fit better than the others, or all.
template <class Better>
void narrow(std::vector<Release const*>& several, Better better) {
    if (std::ranges::any_of(several, better))
        std::erase_if(several, [&](Release const* each) { return !better(each); });
}

bool is_permitted(Release const& release) {
    return release.state == State::approved ||
           (release.window_open() && (release.state == State::go || release.state == State::deploying));
}

/// The live ones whose candidate it is; of several, those of that version, of what runs, of what may.
std::vector<Release const*> candidates_of(Train const& train, ReportDeployment const& command) {
    auto found = live_where(train, [&](Release const& release) {
        return is_candidate(release, command.version, command.commit);
    });
    narrow(found, [&](Release const* each) {
        return !command.version.empty() &&
               without_v(each->candidate->version) == without_v(command.version);
    });
    if (command.environment == Environment::staging) {
        narrow(found, [](Release const* each) { return each->is_on_demand(); });
        return found;
    }
    narrow(found, [&](Release const* each) { return ends_running(*each, command); });
    narrow(found, [&](Release const* each) { return train.production && train.production->release == each->id; });
    narrow(found, [](Release const* each) { return is_permitted(*each); });
    return found;
}

std::string claimed_in_production(Train const& train, ReportDeployment const& command) {
    auto const candidates = candidates_of(train, command);
    if (candidates.size() == 1) return candidates.front()->id;
    auto const first = [](std::vector<Release const*> const& found) {
        return found.empty() ? std::string{} : found.front()->id;
    };
    auto id = first(live_where(train, [](Release const& each) { return each.state == State::rolling_back; }));
    if (id.empty())
        id = first(live_where(train, [&](Release const& each) { return ends_running(each, command); }));
    if (id.empty())
        id = first(live_where(train, [](Release const& each) {
            return each.window_open() && (each.state == State::go || each.state == State::deploying);
        }));
    if (!id.empty() || !command.version.empty() || !command.commit.empty()) return id;
    auto const approved =
        live_where(train, [](Release const& each) { return each.state == State::approved; });
    return approved.size() == 1 ? approved.front()->id : id;
}

}  // namespace

bool runs_already(Train const& train, ReportDeployment const& command) {
    auto const& runs = train.production;
    return runs && command.environment == Environment::production && reaches_production(command) &&
           same_software(command.version, command.commit, *runs);
}

bool is_candidate(Release const& release, std::string_view version, std::string_view commit) {
    if (!release.candidate) return false;
    auto const& candidate = *release.candidate;
    return same_software(version, commit,
                         {release.id, candidate.version, candidate.commit, candidate.set_at});
}

std::string claimed_by(Train const& train, ReportDeployment const& command) {
    if (command.baseline) return {};
    if (auto const* const named = train.find(command.release); named != nullptr) {
        auto const open_record = ends_running(*named, command) && !reaches_production(command);
        if (!is_terminal(named->state) || open_record) return named->id;
    }
    if (command.environment == Environment::production) return claimed_in_production(train, command);
    auto const found = candidates_of(train, command);
    return found.empty() ? std::string{} : found.front()->id;
}

std::string next_unplanned(Train const& train, Date day) {
    auto base = train.id + "-" + std::string{name_of(Kind::unplanned)} + "-" + format_date(day);
    auto const& last = train.last_unplanned;
    if (!last.starts_with(base)) return base;
    int number = 1;
    auto const tail = std::string_view{last}.substr(std::min(base.size() + 1, last.size()));
    std::from_chars(tail.data(), tail.data() + tail.size(), number);
    return base + "-" + std::to_string(number + 1);
}

}  // namespace cadence::release
