// HTTP as the rest of the program sees it: plain data and one exchange at a time, no sockets, no Beast.
// An Exchange is a request that is owed exactly one answer, now or later (long poll), or a stream
// (server-sent events). Letting go of the Exchange ends the stream, or answers 500 if nothing was answered.
// The Request is the handler's for the length of the call; of its body it may make its own. All of it runs on
// the loop's one thread.
#pragma once

#include <any>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cadence::net {

using Headers = std::vector<std::pair<std::string, std::string>>;

/// Names of fields are the same in either case (RFC 9110, 5.1).
[[nodiscard]] bool has_field(Headers const& headers, std::string_view name);
/// Appends "Name: value" and the line's end.
void add_field(std::string& head, std::string_view name, std::string_view value);

enum class Method { get, head, post, put, del };

struct Request {
    Method method = Method::get;
    std::string target;                                      // as sent, origin-form: "/v1/upcoming?count=4"
    std::string path;                                        // as sent, no query
    std::vector<std::pair<std::string, std::string>> query;  // percent-decoded, + is a space; in order
    Headers headers;                                         // names in lower case
    std::string body;
    std::string
        peer;  // "127.0.0.1:50312"; the client's behind a trusted proxy, which tells no port: "203.0.113.7:0"

    /// As it came, where the same bytes from anybody would ask the same and be followed by another request;
    /// else empty. Good for the length of the call.
    std::string_view head = {};
    /// What admission made of it, for the handler.
    std::any admitted = {};

    /// The value of a header (lower-case name) or nothing.
    [[nodiscard]] std::optional<std::string_view> header(std::string_view name) const;
    /// A header that may come on several lines, as one list (RFC 9110, 5.3); empty where there is none.
    [[nodiscard]] std::string list(std::string_view name) const;
};

struct Reply {
    int status = 200;
    Headers
        headers;  // without Date, Content-Length, Connection and the security headers: the server adds them
    std::string body;
};

/// An answer kept ready as bytes for many requests: everything but Date and Connection, which the server
/// stamps. Built with `prepare`, which throws std::invalid_argument for a header that would break the
/// answer: a control character, a name that is none, or one the server adds itself.
struct Prepared;
[[nodiscard]] std::shared_ptr<Prepared const> prepare(Reply reply);

class Exchange {
  public:
    virtual ~Exchange() = default;
    /// The first answer counts. One that cannot be sent as it is (see `prepare`) becomes a 500.
    virtual void reply(Reply reply) = 0;
    virtual void reply(std::shared_ptr<Prepared const> prepared) = 0;
    /// Starts a stream: status and headers now, chunks later with `send`, no Content-Length, closed at the
    /// end.
    virtual void begin_stream(Reply head) = 0;
    /// False when the client is gone or too slow (more than 256 KiB unsent): the stream is then closed.
    virtual bool send(std::string_view chunk) = 0;
    /// Called once when the client goes away before the answer, or a stream ends; never from within a call
    /// here.
    virtual void on_close(std::function<void()> callback) = 0;
    /// It only waits for something to happen. When its place is needed, `give_way` is called, once and never
    /// from within a call here, and answers at once.
    virtual void waits(std::function<void()> give_way) = 0;
};

using Handler = std::function<void(Request&, std::shared_ptr<Exchange>)>;

}  // namespace cadence::net
