#include "net/places.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace cadence::net {

namespace {

constexpr std::size_t kParts = 16;
/// Of kParts, in the order of Place; what is left are the requests'.
constexpr std::array<std::size_t, kPlaces> kShares{3, 5, 2, 1, 1, kParts, 1};

std::size_t index(Place place) {
    return static_cast<std::size_t>(place);
}

}  // namespace

asio::ip::address holder_of(asio::ip::address const& address) {
    if (!address.is_v6()) return address;
    auto const v6 = address.to_v6();
    if (v6.is_v4_mapped()) return asio::ip::make_address_v4(asio::ip::v4_mapped, v6);
    if (v6.is_loopback()) return v6;
    auto bytes = v6.to_bytes();
    std::fill(bytes.begin() + bytes.size() / 2, bytes.end(), 0);
    return asio::ip::address_v6{bytes};
}

std::size_t Places::budget(Place place) const {
    return std::max<std::size_t>(1, connections_ * kShares[index(place)] / kParts);
}

bool Places::is_overfull(Place place) const {
    return counts_[index(place)] > budget(place);
}

bool Places::is_full() const {
    auto const taken = std::accumulate(counts_.begin(), counts_.end(), std::size_t{0});
    return taken - counts_[index(Place::surplus)] + budget(Place::surplus) >= connections_;
}

Places::Holder& Places::holder(asio::ip::address const& peer) {
    auto const [found, is_new] = holders_.try_emplace(peer);
    auto& who = found->second;
    if (!is_new) return who;
    who.peer = peer;
    for (std::size_t i = 0; i < kPlaces; ++i) {
        if (ranks_[i].empty()) ranks_[i].emplace_back();
        who.rank[i] = ranks_[i].front().insert(ranks_[i].front().end(), &who);
    }
    return who;
}

void Places::drop_if_empty(Holder& holder) {
    if (holder.all != 0) return;
    for (std::size_t i = 0; i < kPlaces; ++i) ranks_[i].front().erase(holder.rank[i]);
    holders_.erase(asio::ip::address{holder.peer});
}

void Places::rank(Holder& holder, Place place, std::size_t before) {
    auto& ranks = ranks_[index(place)];
    auto const now = holder.sitting[index(place)].size();
    if (now >= ranks.size()) ranks.resize(now + 1);
    ranks[now].splice(ranks[now].end(), ranks[before], holder.rank[index(place)]);
    while (ranks.size() > 1 && ranks.back().empty()) ranks.pop_back();
    holder.all = holder.all + now - before;
    counts_[index(place)] = counts_[index(place)] + now - before;
}

Places::Seat Places::take(Session& session, asio::ip::address const& peer, Place place) {
    auto& who = holder(peer);
    auto& sitting = who.sitting[index(place)];
    Seat const seat{&who, place, sitting.insert(sitting.end(), &session)};
    rank(who, place, sitting.size() - 1);
    return seat;
}

void Places::leave(Seat& seat) {
    if (seat.holder == nullptr) return;
    auto& who = *std::exchange(seat.holder, nullptr);
    auto& sitting = who.sitting[index(seat.place)];
    sitting.erase(seat.at);
    rank(who, seat.place, sitting.size() + 1);
    drop_if_empty(who);
}

void Places::reseat(Seat& seat, Holder& to, Place place) {
    auto& from = *std::exchange(seat.holder, &to);
    auto const left = std::exchange(seat.place, place);
    auto& old_row = from.sitting[index(left)];
    auto& new_row = to.sitting[index(place)];
    new_row.splice(new_row.end(), old_row, seat.at);
    if (&new_row == &old_row) return;
    rank(to, place, new_row.size() - 1);
    rank(from, left, old_row.size() + 1);
    drop_if_empty(from);
}

void Places::move(Seat& seat, Place place) {
    if (seat.holder != nullptr) reseat(seat, *seat.holder, place);
}

void Places::hand_over(Seat& seat, asio::ip::address const& peer) {
    if (seat.holder != nullptr && seat.holder->peer != peer) reseat(seat, holder(peer), seat.place);
}

Session* Places::first_to_go(Place place) const {
    auto const& ranks = ranks_[index(place)];
    if (ranks.size() < 2) return nullptr;
    return ranks.back().front()->sitting[index(place)].front();
}

}  // namespace cadence::net
