#include "api/upcoming.h"

#include <algorithm>
#include <tuple>

namespace cadence::api {

namespace {

/// One of a train's dates, or where its further ones begin.
struct Entry {
    Instant opens_at;
    std::string id;
    config::TrainConfig const* train;
    bool more = false;  // what comes after it is not looked at yet
    release::Upcoming item = {};
    std::vector<release::SkippedSlot> skipped = {};
};

/// A train that nobody has looked at yet opens nothing before it. Its releases are named after it.
struct Peek {
    Instant opens_at;
    config::TrainConfig const* train;
    [[nodiscard]] bool is_past(Entry const& entry) const {
        return std::tie(opens_at, train->id) > std::tie(entry.opens_at, entry.id);
    }
};

struct Later {
    bool operator()(Entry const& a, Entry const& b) const {
        return std::tie(a.opens_at, a.id, a.more) > std::tie(b.opens_at, b.id, b.more);
    }
    bool operator()(Peek const& a, Peek const& b) const {
        return std::tie(a.opens_at, a.train->id) > std::tie(b.opens_at, b.train->id);
    }
};

class Merge {
  public:
    Merge(engine::Engine& engine, Trains const& trains, release::Ahead const& ahead)
        : engine_{engine}, ahead_{ahead} {
        peeks_.reserve(trains.size());
        for (auto const* const train : trains) {
            if (auto const first = engine.earliest_opening(*train, ahead)) peeks_.push_back({*first, train});
        }
        std::make_heap(peeks_.begin(), peeks_.end(), Later{});
        at_once_ = std::max<std::size_t>(2, ahead.count / std::max<std::size_t>(trains.size(), 1));
    }

    [[nodiscard]] std::vector<DateShown> take() {
        std::vector<DateShown> dates;
        while (dates.size() < ahead_.count && (!peeks_.empty() || !entries_.empty())) {
            if (!peeks_.empty() && (entries_.empty() || !peeks_.front().is_past(entries_.front()))) {
                std::pop_heap(peeks_.begin(), peeks_.end(), Later{});
                look_at(peeks_.back().train, ahead_.after);
                peeks_.pop_back();
                continue;
            }
            std::pop_heap(entries_.begin(), entries_.end(), Later{});
            auto entry = std::move(entries_.back());
            entries_.pop_back();
            if (entry.more)
                look_at(entry.train, Place{entry.opens_at, entry.id});
            else
                dates.push_back({std::move(entry.item), entry.train, std::move(entry.skipped)});
        }
        return dates;
    }

  private:
    void put(Entry entry) {
        entries_.push_back(std::move(entry));
        std::push_heap(entries_.begin(), entries_.end(), Later{});
    }

    void look_at(config::TrainConfig const* train, std::optional<Place> after) {
        auto ahead = ahead_;
        ahead.count = at_once_;
        ahead.after = std::move(after);
        auto agenda = release::upcoming_of(engine_.train(train->id), train->policy, ahead);
        auto const all = agenda.releases.size() < at_once_;
        auto skipped = agenda.skipped.begin();
        for (std::size_t i = 0; i < agenda.releases.size(); ++i) {
            auto const& release = agenda.releases[i].release;
            Entry entry{.opens_at = release.window.opens_at, .id = release.id, .train = train};
            if (!all && i + 1 == at_once_)
                put({.opens_at = entry.opens_at, .id = entry.id, .train = train, .more = true});
            for (; skipped != agenda.skipped.end() && skipped->slot < release.slot; ++skipped)
                entry.skipped.push_back(std::move(*skipped));
            entry.item = std::move(agenda.releases[i]);
            put(std::move(entry));
        }
    }

    engine::Engine& engine_;
    release::Ahead const& ahead_;
    std::size_t at_once_ = 2;
    std::vector<Peek> peeks_;  // heaps, the earliest first
    std::vector<Entry> entries_;
};

}  // namespace

std::vector<DateShown> dates_ahead(engine::Engine& engine, Trains const& trains,
                                   release::Ahead const& ahead) {
    return Merge{engine, trains, ahead}.take();
}

}  // namespace cadence::api
