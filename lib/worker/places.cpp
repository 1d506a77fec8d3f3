#include "worker/places.h"

#include <algorithm>

namespace cadence::worker {

void Places::enter(Way const& way) {
    ++in_all_[way.slow];
    ++at_host_[way.host][way.slow];
}

void Places::depart(Way const& way) {
    --in_all_[way.slow];
    auto const at = at_host_.find(way.host);
    --at->second[way.slow];
    if (at->second == Taken{}) at_host_.erase(at);
}

void Places::look_at_the_clock(Instant now) {
    for (; !prompt_.empty(); prompt_.pop_front()) {
        auto const& [lane, began] = prompt_.front();
        auto const found = ways_.find(lane);
        if (found == ways_.end() || found->second.began != began) continue;  // it has left
        if (began + kPrompt > now) return;
        depart(found->second);
        found->second.slow = true;
        enter(found->second);
    }
}

std::size_t Places::free(std::string const& host, bool slow) const {
    auto const left = [](std::size_t bound, std::size_t taken) { return bound - std::min(bound, taken); };
    auto const [prompt_in_all, slow_in_all] = in_all_;
    auto free = left(bounds_.in_all, prompt_in_all + slow_in_all);
    if (slow) free = std::min(free, left(bounds_.in_all / 2, slow_in_all));
    if (host.empty()) return free;
    auto const at = at_host_.find(host);
    auto const taken = at == at_host_.end() ? 0 : at->second[slow];
    return std::min(free, left(slow ? bounds_.at_one_host / 2 : bounds_.at_one_host, taken));
}

bool Places::take(std::string const& lane, std::string const& host, Instant now) {
    look_at_the_clock(now);
    if (free(host, slow_.contains(lane)) == 0) {
        waiting_.emplace_back(lane, host);
        return false;
    }
    add(lane, host, now);
    return true;
}

void Places::add(std::string const& lane, std::string const& host, Instant now) {
    auto const [at, is_new] = ways_.try_emplace(lane, Way{host, now, slow_.contains(lane)});
    if (!is_new) return;
    enter(at->second);
    if (!at->second.slow) prompt_.emplace_back(lane, now);
}

void Places::give_back(std::string const& lane) {
    auto const way = ways_.extract(lane);
    if (way) depart(way.mapped());
}

void Places::leave(std::string const& lane, Instant now) {
    auto const way = ways_.find(lane);
    if (way == ways_.end()) return;
    if (way->second.began + kPrompt > now)
        slow_.erase(lane);
    else
        slow_.insert(lane);
    give_back(lane);
}

bool Places::any_free() const {
    return in_all_[0] + in_all_[1] < bounds_.in_all;
}

std::vector<std::string> Places::turned_away(Instant now) {
    look_at_the_clock(now);
    std::map<std::pair<std::string, bool>, std::size_t> offered;
    std::erase_if(waiting_, [&](auto const& each) {
        auto const slow = slow_.contains(each.first);
        auto& places = offered[{each.second, slow}];
        if (places >= free(each.second, slow)) return false;
        ++places;
        return true;
    });
    std::vector<std::string> lanes;
    lanes.reserve(waiting_.size());
    for (auto const& [lane, host] : waiting_) lanes.push_back(lane);
    return lanes;
}

std::optional<Instant> Places::next_change() const {
    if (waiting_.empty() || prompt_.empty()) return std::nullopt;
    return prompt_.front().second + kPrompt;
}

}  // namespace cadence::worker
