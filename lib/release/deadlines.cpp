#include "release/deadlines.h"

#include <algorithm>
#include <functional>

namespace cadence::release {

std::optional<Instant> next_move(Deadline const& deadline) {
    if (deadline.state != DeadlineState::open) return std::nullopt;
    auto next = deadline.due_at;
    for (auto const percent : kWarnings) {
        if (percent > deadline.warned) next = std::min(next, instant_at(deadline, percent));
    }
    return next;
}

void Deadlines::put(Deadline deadline) {
    if (auto const known = find(deadline.id); known != end()) forget(known->second);
    if (auto const next = next_move(deadline)) {
        Move move{*next, deadline.id};
        auto const before = moves_.lower_bound(move, std::identity{});
        moves_.insert(before, std::move(move));
    }
    ended_ += is_live(deadline) ? 0 : 1;
    auto const id = deadline.id;
    insert_or_assign(id, std::move(deadline));
}

void Deadlines::forget(Deadline const& deadline) {
    ended_ -= is_live(deadline) ? 0 : 1;
    if (auto const next = next_move(deadline))
        moves_.erase(moves_.lower_bound(Move{*next, deadline.id}, std::identity{}));
}

void Deadlines::forget_ended() {
    if (ended_ == 0) return;
    remove_if([](auto const& each) { return !is_live(each.second); });
    ended_ = 0;
}

std::optional<Deadlines::Move> Deadlines::next() const {
    return moves_.empty() ? std::nullopt : std::optional{moves_.front()};
}

}  // namespace cadence::release
