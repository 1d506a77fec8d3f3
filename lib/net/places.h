// The budgets of connections: each is counted by what it waits for, so that those who wait for one thing take
// nothing from the others, and what requests need stays free. Where a budget is used up, the one that has
// waited longest of the peer that holds most of it is the first to go; a request under way never is. Peers
// are addresses; of IPv6 the network that one customer gets (/64). Nothing here takes longer with more peers.
#pragma once

#include <array>
#include <cstddef>
#include <list>
#include <unordered_map>
#include <vector>

#include "net/asio.h"

namespace cadence::net {

class Session;

enum class Place {
    arriving,  // no complete request yet, or being told to go
    idle,      // between two requests
    transfer,  // a body that has not come, an answer that is not taken
    long_poll,
    stream,
    request,  // under way: what the others leave free
    surplus,  // beyond them all: only the operator gets in, and the head will say whether it is he
};
inline constexpr std::size_t kPlaces = 7;

class Places {
    struct Holder;

  public:
    /// A session's part of it.
    struct Seat {
        Holder* holder = nullptr;
        Place place = Place::arriving;
        std::list<Session*>::iterator at = {};
    };

    explicit Places(std::size_t connections) : connections_(connections) {}

    /// `peer` as holder_of gives it.
    [[nodiscard]] Seat take(Session& session, asio::ip::address const& peer, Place place);
    void leave(Seat& seat);
    void move(Seat& seat, Place place);
    /// The same session for another peer, of whom it is the latest.
    void hand_over(Seat& seat, asio::ip::address const& peer);

    [[nodiscard]] bool is_overfull(Place place) const;
    /// Whether all but the surplus is taken.
    [[nodiscard]] bool is_full() const;
    /// Nobody: there is none.
    [[nodiscard]] Session* first_to_go(Place place) const;

  private:
    struct Holder {
        asio::ip::address peer = {};
        std::array<std::list<Session*>, kPlaces> sitting = {};  // the oldest in front
        std::array<std::list<Holder*>::iterator, kPlaces> rank = {};
        std::size_t all = 0;
    };
    [[nodiscard]] Holder& holder(asio::ip::address const& peer);
    [[nodiscard]] std::size_t budget(Place place) const;
    void reseat(Seat& seat, Holder& to, Place place);
    /// After the number of a holder's sessions there has changed by one.
    void rank(Holder& holder, Place place, std::size_t before);
    void drop_if_empty(Holder& holder);

    std::size_t connections_;
    std::array<std::size_t, kPlaces> counts_ = {};
    std::array<std::vector<std::list<Holder*>>, kPlaces> ranks_;  // the holders by how many they hold
    std::unordered_map<asio::ip::address, Holder> holders_;
};

/// The address by which a peer is known: IPv4 where it is IPv4 in IPv6's clothes, of IPv6 its /64.
[[nodiscard]] asio::ip::address holder_of(asio::ip::address const& address);

}  // namespace cadence::net
