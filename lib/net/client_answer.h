// The answer as it comes in, from bytes to a Got, whatever they are. Holds at most the head limit, what
// belongs to it and max_body; more of a head, of interim answers or of framing than is sensible is an error.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "net/asio.h"
#include "net/client.h"

namespace cadence::net {

class AnswerReader {
  public:
    explicit AnswerReader(HttpRequest const& request);
    ~AnswerReader();
    AnswerReader(AnswerReader const&) = delete;
    AnswerReader& operator=(AnswerReader const&) = delete;

    /// Where the next bytes go.
    [[nodiscard]] asio::mutable_buffer space();
    /// So many came. What is wrong with the answer, if something is.
    [[nodiscard]] std::optional<std::string> take(std::size_t count);
    /// The connection ended: is that the answer's end?
    [[nodiscard]] std::optional<std::string> take_end();
    [[nodiscard]] bool done() const;
    [[nodiscard]] bool began() const;
    /// More came than the answer.
    [[nodiscard]] bool surplus() const;
    [[nodiscard]] HttpResponse response() &&;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace cadence::net
