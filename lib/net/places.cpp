#include "net/places.h"

#include <algorithm>
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

bool Places::is_full() const {
    std::size_t taken = 0;
    for (auto const each : counts_) taken += each;
    return taken - count(Place::surplus) + budget(Place::surplus) >= connections_;
}

Places::Holder& Places::holder(asio::ip::address const& peer) {
    auto& found = holders_[peer];
    found.peer = peer;
    return found;
}

void Places::drop_if_empty(Holder& holder) {
    if (holder.all == 0) holders_.erase(asio::ip::address{holder.peer});
}

Places::Seat Places::take(Session& session, asio::ip::address const& peer, Place place) {
    auto& who = holder(peer);
    auto& sitting = who.sitting[index(place)];
    ++who.all;
    ++counts_[index(place)];
    return {&who, place, sitting.insert(sitting.end(), {&session, ++turn_})};
}

void Places::leave(Seat& seat) {
    if (seat.holder == nullptr) return;
    auto& who = *std::exchange(seat.holder, nullptr);
    who.sitting[index(seat.place)].erase(seat.at);
    --counts_[index(seat.place)];
    --who.all;
    drop_if_empty(who);
}

void Places::move(Seat& seat, Place place) {
    if (seat.holder == nullptr) return;
    auto& from = seat.holder->sitting[index(seat.place)];
    auto& to = seat.holder->sitting[index(place)];
    to.splice(to.end(), from, seat.at);
    seat.at->since = ++turn_;
    --counts_[index(seat.place)];
    ++counts_[index(place)];
    seat.place = place;
}

void Places::hand_over(Seat& seat, asio::ip::address const& peer) {
    if (seat.holder == nullptr || seat.holder->peer == peer) return;
    auto& from = *seat.holder;
    auto& to = holder(peer);
    auto& sitting = to.sitting[index(seat.place)];
    sitting.splice(sitting.end(), from.sitting[index(seat.place)], seat.at);
    seat.at->since = ++turn_;
    seat.holder = &to;
    ++to.all;
    --from.all;
    drop_if_empty(from);
}

Session* Places::first_to_go(Place place) const {
    std::list<Sitting> const* largest = nullptr;
    for (auto const& [peer, holder] : holders_) {
        auto const& sitting = holder.sitting[index(place)];
        if (sitting.empty()) continue;
        if (largest == nullptr || sitting.size() > largest->size() ||
            (sitting.size() == largest->size() && sitting.front().since < largest->front().since))
            largest = &sitting;
    }
    return largest == nullptr ? nullptr : largest->front().session;
}

}  // namespace cadence::net
