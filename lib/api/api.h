// The HTTP API: a request in, one engine function, one document out. It knows no sockets and has no clock of
// its own; whoever owns it passes on requests, commits and, while somebody waits, the seconds.
//
// Invariants: every request, whoever hands it over, passes the same checks (Host, route, Origin, content
// type, token) before anything else looks at it; an answer kept ready is served only for the revision it was
// made from; rules and rights are the engine's, never a handler's.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/admission.h"
#include "api/arrivals.h"
#include "api/cache.h"
#include "api/feed.h"
#include "api/idempotency.h"
#include "api/rates.h"
#include "api/traffic.h"
#include "engine/engine.h"
#include "net/http.h"

namespace cadence::net {
struct Address;
}

namespace cadence::api {

class Api {
  public:
    /// `secrets` are those that hooks are verified with.
    explicit Api(engine::Engine& engine, job::Secrets secrets = job::Secrets{{}});

    /// The address that clients may name as Host; until then the configured one.
    void listens_on(net::Address const& address);
    /// The refusal that needs no body, if there is one; else what `handle` needs to know is left in the
    /// request.
    [[nodiscard]] std::optional<net::Reply> admit(net::Request& request);
    /// The answer to a Request::head that came before and asks for the same again; null: there is none.
    [[nodiscard]] std::shared_ptr<net::Prepared const> kept(std::string_view head, std::string const& peer);
    /// Whether it comes with the operator's token.
    [[nodiscard]] bool is_operator(net::Request const& request) const {
        return admission_.is_operator(request);
    }
    /// A request that was not admitted is, first.
    void handle(net::Request& request, std::shared_ptr<net::Exchange> exchange);
    /// The body for an error of the wire, which never became a request.
    [[nodiscard]] net::Reply wire_error(int status, std::string detail) const;

    /// After each commit: stale answers go, long polls are answered, streams continue.
    void committed(std::vector<release::LogLine> const& lines);
    /// Whether somebody waits or streams: then `every_second` is wanted.
    [[nodiscard]] bool wants_seconds() const { return feed_.wants_seconds(); }
    void every_second(Instant now) { feed_.every_second(now); }
    /// Answers who waits and ends the streams, before the end.
    void close() { feed_.close(); }

    [[nodiscard]] Hooks& hooks() { return hooks_; }
    [[nodiscard]] Rates const& rates() const { return rates_; }

    /// Set by whoever has them.
    Sources sources;
    /// Told, in a line, what failed inside. Without anybody else it goes to spdlog's own log.
    std::function<void(std::string_view)> report;

  private:
    void read(Admitted const& admitted, ReadHandler handler, net::Exchange& exchange);
    void send_cached(Admitted const& admitted, Cached const& cached, net::Exchange& exchange);
    void follow(Admitted const& admitted, FollowHandler const& handler,
                std::shared_ptr<net::Exchange> const& exchange);
    void preview(Admitted const& admitted, net::Exchange& exchange);
    void change(Admitted const& admitted, ChangeHandler handler, std::shared_ptr<net::Exchange> exchange);
    /// If-Match (RFC 9110, 13.1.1) of a write: how things stood when its client read what a GET of the path
    /// answers, or of the nearest path above it. Nothing: it did not say. Errors: outdated
    /// `changed-meanwhile`.
    [[nodiscard]] Result<std::optional<engine::AsOf>> as_read(net::Request const& request) const;
    void remember_use(Call const& call);
    void refuse(net::Exchange& exchange, Error const& error, std::string const& path) const;
    /// The same of a request that may be a browser's: as a page.
    void refuse(net::Exchange& exchange, Error const& error, net::Request const& request) const;
    [[nodiscard]] net::Reply reply_to(net::Request const& request, Problem const& problem) const;
    void tell_inside(Error const& error, std::string const& path) const;
    [[nodiscard]] std::optional<net::Reply> too_often(Call const& call, Route const& route);
    [[nodiscard]] std::optional<Answer> answered_before(Admitted const& admitted, ChangeHandler handler,
                                                        Once const& once);
    [[nodiscard]] Result<Answer> answered_again(Admitted const& admitted, ChangeHandler handler,
                                                store::StoredReply const& stored) const;

    [[nodiscard]] std::optional<net::Reply> refusal(net::Request& request) const;

    engine::Engine& engine_;
    Traffic traffic_;
    Admission admission_;
    Cache cache_;
    Feed feed_;
    KeptReplies kept_;
    Rates rates_;
    Hooks hooks_;
};

}  // namespace cadence::api
