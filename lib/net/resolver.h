// Names to addresses, by /etc/hosts and the name servers of /etc/resolv.conf, which is read again once it has
// changed. Each name is looked up by itself, on the loop and without a thread, so that one nobody answers for
// delays no other; whatever the servers do, it ends within six seconds a server. Who asks for the same name
// shares a look-up. An answer is kept for as long as it says, within bounds; that there is none, for a
// moment; that nobody answered, not at all.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <boost/asio/ip/address.hpp>

#include "net/asio.h"

namespace cadence::net {

class Resolver {
  public:
    struct Answer {
        error_code error;
        std::vector<asio::ip::address> addresses;  // the best first
    };
    using Done = std::function<void(Answer const&)>;

    /// `servers`: "192.0.2.1:53,[2001:db8::1]:53", asked instead of those of /etc/resolv.conf; or empty.
    /// Throws std::invalid_argument if they are none.
    Resolver(asio::io_context& loop, std::string servers);
    ~Resolver();
    Resolver(Resolver const&) = delete;
    Resolver& operator=(Resolver const&) = delete;

    /// `done` is called once, by the loop and never from within the call, unless the resolver dies before.
    /// Errors: host_not_found, or host_not_found_try_again where nobody could say.
    void look_up(std::string const& name, Done done);

  private:
    struct Impl;
    std::shared_ptr<Impl> impl_;
};

}  // namespace cadence::net
