// Who waits for events: long polls, each answered once, and streams (server-sent events), each told of every
// event in order, however far behind it starts. How many there may be is the server's to say (net/places.h):
// a poll gives way when it is told to. A client that is too slow is let go of and resumes by its last id.
// Nothing is told any more to somebody who may not read any more: their token was revoked or expired, they
// left the configuration, or it asks for a token now.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "api/call.h"

namespace cadence::api {

class Feed {
  public:
    explicit Feed(engine::Engine& engine) : engine_{engine} {}

    /// Holds the exchange until something matches, the time is over, or its place is needed.
    void wait(Following const& following, std::shared_ptr<net::Exchange> exchange);
    void stream(Following const& following, std::shared_ptr<net::Exchange> exchange);

    void committed(std::vector<release::LogLine> const& lines);
    void every_second(Instant now);
    [[nodiscard]] bool wants_seconds() const { return !waiting_.empty() || !streams_.empty(); }
    void close();

  private:
    struct Waiting {
        std::shared_ptr<net::Exchange> exchange;
        store::EventQuery query;
        std::optional<engine::Identity> caller;
        Duration left;
        bool fresh = true;  // for less than a second
    };
    struct Stream {
        std::shared_ptr<net::Exchange> exchange;
        store::EventQuery query;
        std::optional<engine::Identity> caller;
        Duration silent{0};
        bool behind = false;  // there is more in the log than was sent
    };
    /// What was read last, for those who ask for the same at the same moment.
    struct Read {
        store::EventQuery query;
        std::shared_ptr<net::Prepared const> page = nullptr;
        std::string chunk = {};
        std::int64_t last = 0;
        bool full = false;
    };
    using Shared = std::optional<Read>;
    [[nodiscard]] Read const& page_for(store::EventQuery const& query, Shared& shared) const;
    [[nodiscard]] Read const& chunk_for(store::EventQuery const& query, Shared& shared) const;
    [[nodiscard]] Result<void> may_read(std::optional<engine::Identity> const& caller) const;
    void answer(Waiting const& waiting, Shared& shared) const;
    void give_way(std::uint64_t id);
    /// False when the client is gone, or may not read.
    [[nodiscard]] bool send(Stream& stream, std::string_view chunk) const;
    /// Sends what is due to a stream; false as `send`.
    [[nodiscard]] bool pump(Stream& stream, Shared& shared) const;
    [[nodiscard]] Duration passed(Instant now);

    engine::Engine& engine_;
    std::map<std::uint64_t, Waiting> waiting_;
    std::map<std::uint64_t, Stream> streams_;
    std::uint64_t next_ = 1;
    std::optional<Instant> last_second_;
};

}  // namespace cadence::api
