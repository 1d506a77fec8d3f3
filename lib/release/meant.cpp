#include "release/meant.h"

#include <algorithm>
#include <array>

#include "release/agenda.h"

namespace cadence::release {

namespace {

using Ids = std::vector<std::string>;

constexpr std::size_t kMostChoices = 20;

/// How well a release in flight fits what is asked.
enum class Fit { none, takes, needs };

/// Votes, candidate and what comes before the deployment still count.
bool is_awaited(Release const& release) {
    return is_undecided(release.state) || release.state == State::overdue ||
           release.state == State::requested;
}

Fit when(bool needs, bool takes) {
    if (needs) return Fit::needs;
    return takes ? Fit::takes : Fit::none;
}

/// A vote during the deployment is heard, too.
Fit fit_vote(Release const& release) {
    auto const running = release.state == State::deploying || release.state == State::monitoring;
    return !release.is_scheduled() ? Fit::none : when(release.undecided(), running);
}

/// One that is approved has what it needs: another candidate would void that.
Fit fit_candidate(Release const& release) {
    auto const open = release.undecided() || release.state == State::requested;
    auto const complete =
        release.candidate && !release.candidate->version.empty() && !release.candidate->commit.empty();
    auto const late = release.state == State::approved || release.state == State::deploying;
    return when(open && !complete, open || late);
}

Fit fit_tick(Release const& release, std::string const& id) {
    auto const* const item = release.item(id);
    if (item == nullptr) return Fit::none;
    auto const due = item->rule.stage == Stage::post ? release.was_deployed() : is_awaited(release);
    return when(due && !item->done(), true);
}

Fit fit(Release const& release, Asked const& asked) {
    auto const state = release.state;
    auto const is = [&](State wanted) { return when(state == wanted, false); };
    switch (asked.intent) {
        case Intent::look:
            return Fit::needs;
        case Intent::vote:
            return fit_vote(release);
        case Intent::candidate:
            return fit_candidate(release);
        case Intent::tick:
            return fit_tick(release, asked.item);
        case Intent::issue:
            return when(release.was_deployed() || state == State::deploying, true);
        case Intent::postpone:
            return when(release.is_scheduled() && is_awaited(release), false);
        case Intent::approve:
            return is(State::requested);
        case Intent::reject:
            return when(release.is_open_request(), false);
        case Intent::roll_back:
            return when(state == State::deploying && release.deployment_running(), false);
        case Intent::verify_rollback:
            return is(State::rolling_back);
        case Intent::cancel:
        case Intent::retrospective:
        case Intent::post_mortem:
            return Fit::none;
    }
    return Fit::none;
}

bool in_flight(Release const& release) {
    return release.state != State::planned && !is_terminal(release.state);
}

/// Of several scheduled ones the latest: those before it are on their way out. What nobody planned is meant
/// only where nothing else can be.
Ids preferred(std::vector<Release const*> const& fitting) {
    Ids on_demand;
    Ids unplanned;
    Release const* scheduled = nullptr;
    for (auto const* const release : fitting) {
        if (release->is_on_demand())
            on_demand.push_back(release->id);
        else if (!release->is_scheduled())
            unplanned.push_back(release->id);
        else if (scheduled == nullptr || release->window.opens_at > scheduled->window.opens_at)
            scheduled = release;
    }
    if (scheduled == nullptr && on_demand.empty()) return unplanned;
    if (scheduled != nullptr && on_demand.size() != 1) on_demand.push_back(scheduled->id);
    return on_demand;
}

Ids under_way(Train const& train, Asked const& asked) {
    std::vector<Release const*> needing;
    std::vector<Release const*> taking;
    for (auto const& [id, release] : train.releases) {
        if (!in_flight(release)) continue;
        auto const fits = fit(release, asked);
        if (fits == Fit::needs) needing.push_back(&release);
        if (fits == Fit::takes) taking.push_back(&release);
    }
    return preferred(needing.empty() ? taking : needing);
}

Ids promised(Train const& train, DeadlineKind kind) {
    Ids found;
    for (auto const& [id, deadline] : train.deadlines) {
        if (deadline.kind == kind && is_live(deadline)) found.push_back(deadline.release);
    }
    return found;
}

Ids known(std::string id) {
    return id.empty() ? Ids{} : Ids{std::move(id)};
}

std::string last_rolled_back(Train const& train) {
    Release const* last = nullptr;
    for (auto const& [id, release] : train.releases) {
        auto const later = release.rollback &&
                           (last == nullptr || release.rollback->started_at > last->rollback->started_at);
        if (later) last = &release;
    }
    return last == nullptr ? std::string{} : last->id;
}

Ids in_production(Train const& train) {
    return train.production ? known(train.production->release) : Ids{};
}

Ids next(Ruled const& ruled) {
    auto release = next_of(ruled.train, ruled.policy);
    return release ? Ids{release->id} : Ids{};
}

Ids or_else(Ids const& first, Ids const& second) {
    return first.empty() ? second : first;
}

/// The next release if it has the item; an item that nobody has is refused where it was looked for.
Ids otherwise_ticked(Ruled const& ruled, std::string const& id) {
    auto const release = next_of(ruled.train, ruled.policy);
    if (!release) return under_way(ruled.train, {});
    auto const pinned = ruled.train.find(release->id) != nullptr;
    auto const items = pinned ? release->checklist : checklist_ahead(ruled.train, ruled.policy);
    auto const has_it = std::ranges::any_of(items, [&](Item const& item) { return item.rule.id == id; });
    return has_it ? Ids{release->id} : or_else(under_way(ruled.train, {}), {release->id});
}

/// Where nothing in flight is meant.
Ids otherwise(Ruled const& ruled, Asked const& asked) {
    auto const& train = ruled.train;
    switch (asked.intent) {
        case Intent::look:
        case Intent::vote:
        case Intent::candidate:
        case Intent::postpone:
            return next(ruled);
        case Intent::tick:
            return otherwise_ticked(ruled, asked.item);
        case Intent::issue:
            return or_else(in_production(train), next(ruled));
        case Intent::roll_back:
            return in_production(train);
        case Intent::retrospective:
            return or_else(promised(train, DeadlineKind::retrospective), in_production(train));
        case Intent::post_mortem:
            return or_else(promised(train, DeadlineKind::post_mortem),
                           train.blocked ? known(train.blocked->release) : known(last_rolled_back(train)));
        case Intent::cancel:
        case Intent::approve:
        case Intent::reject:
        case Intent::verify_rollback:
            return {};
    }
    return {};
}

/// Where nothing is meant.
struct Nothing {
    Intent intent;
    bool any_train;  // without anything in flight each train has a release that could be: next, or running
    std::string_view said;
};
constexpr std::string_view kNoneAhead = "There is no release ahead.";
constexpr std::array kNothing{
    Nothing{Intent::look, true, kNoneAhead},
    Nothing{Intent::vote, true, kNoneAhead},
    Nothing{Intent::candidate, true, kNoneAhead},
    Nothing{Intent::tick, true, kNoneAhead},
    Nothing{Intent::issue, true, kNoneAhead},
    Nothing{Intent::postpone, true, kNoneAhead},
    Nothing{Intent::cancel, false, kNoneAhead},
    Nothing{Intent::approve, false, "No release waits for approval."},
    Nothing{Intent::reject, false, "No release on demand waits for approval or deployment."},
    Nothing{Intent::roll_back, true, "No release is known to be in production: name the one to roll back."},
    Nothing{Intent::verify_rollback, false, "No release is being rolled back."},
    Nothing{Intent::retrospective, false,
            "No retrospective is due, and no release is known to be in production: say which release it is "
            "about."},
    Nothing{Intent::post_mortem, false, "No post-mortem is due, and nothing was rolled back."},
};
static_assert(kNothing.size() == Names<Intent>::values.size() &&
              std::ranges::is_sorted(kNothing, {}, &Nothing::intent));

Nothing const& nothing_for(Intent intent) {
    return kNothing[static_cast<std::size_t>(intent)];
}

tl::unexpected<Error> needed(std::string what, std::string detail, Ids choices) {
    if (choices.size() > kMostChoices) choices.resize(kMostChoices);
    return refuse(ErrorCode::invalid, std::move(what), std::move(detail), "", std::move(choices));
}

std::string first_planned(Ruled const& ruled) {
    for (auto const& item : agenda_of(ruled.train, ruled.policy, 3).releases)
        if (item.release.state == State::planned) return item.release.id;
    return {};
}

/// Releases that may be cancelled: those in flight before their deployment, and the next planned one.
Ids cancellable(std::span<Ruled const> trains) {
    Ids found;
    for (auto const& ruled : trains) {
        for (auto const& [id, release] : ruled.train.releases) {
            if (in_flight(release) && (is_awaited(release) || release.state == State::approved))
                found.push_back(id);
        }
        if (auto id = first_planned(ruled); !id.empty()) found.push_back(std::move(id));
    }
    return found;
}

Result<std::string> the_only(Ids found, Intent intent) {
    if (found.empty())
        return refuse(ErrorCode::not_found, "no-release", std::string{nothing_for(intent).said});
    if (found.size() == 1) return std::move(found.front());
    return needed("release-needed", "Several releases could be meant: say which.", std::move(found));
}

}  // namespace

Result<std::string> meant_release(std::span<Ruled const> trains, Asked const& asked) {
    if (asked.intent == Intent::cancel)
        return needed("release-needed", "Name the release to cancel: it cannot be undone.",
                      cancellable(trains));
    Ids found;
    for (auto const& ruled : trains) {
        auto here = under_way(ruled.train, asked);
        found.insert(found.end(), here.begin(), here.end());
    }
    if (!found.empty()) return the_only(std::move(found), asked.intent);
    if (trains.size() > 1 && nothing_for(asked.intent).any_train) {
        Ids ids;
        for (auto const& ruled : trains) ids.push_back(ruled.train.id);
        return needed("train-needed", "There are several trains: say which.", std::move(ids));
    }
    for (auto const& ruled : trains) {
        auto here = otherwise(ruled, asked);
        found.insert(found.end(), here.begin(), here.end());
    }
    return the_only(std::move(found), asked.intent);
}

}  // namespace cadence::release
