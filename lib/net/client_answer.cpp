#include "net/client_answer.h"

#include <algorithm>
#include <array>
#include <utility>

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/parser.hpp>

#include "base/text.h"

namespace cadence::net {

namespace {

namespace http = boost::beast::http;
using AnswerParser = http::response_parser<http::buffer_body>;
using Problem = std::optional<std::string>;

constexpr std::uint32_t kHeaderBytes = 8192;
constexpr std::ptrdiff_t kHeaderCount = 100;
constexpr std::size_t kAnswerPiece = 4096;
constexpr std::size_t kBufferBytes = 16384;
constexpr int kInterimAnswers = 8;

std::string in_words(error_code const& error) {
    if (error == http::error::header_limit || error == http::error::buffer_overflow)
        return "its headers are larger than " + std::to_string(kHeaderBytes) + " bytes";
    if (error == http::error::end_of_stream) return "it closed the connection without an answer";
    if (error == http::error::partial_message) return "it closed the connection in the middle of its answer";
    if (error == http::error::bad_version) return "it does not speak HTTP/1.1";
    return "its answer is not HTTP (" + error.message() + ")";
}

}  // namespace

struct AnswerReader::Impl {
    explicit Impl(HttpRequest const& request)
        : max_body(request.max_body),
          most_bytes(4 * request.max_body + 4 * kBufferBytes),
          headers_only(request.method == Method::head) {
        begin();
    }

    void begin() {
        parser.emplace();
        parser->header_limit(kHeaderBytes);
        parser->body_limit(boost::none);
        parser->eager(false);
        parser->skip(headers_only);
    }

    /// Feeds the parser once. True: it can go on with what is there.
    bool feed(error_code& error) {
        auto& body = parser->get().body();
        bool const in_body = parser->is_header_done();
        std::array<char, kAnswerPiece> piece;
        body.data = in_body ? piece.data() : nullptr;
        body.size = in_body ? piece.size() : 0;
        body.more = true;
        auto const used = parser->put(buffer.data(), error);
        buffer.consume(used);
        if (in_body) keep({piece.data(), piece.size() - body.size});
        body.data = nullptr;
        body.size = 0;
        if (error == http::error::need_buffer) error = {};
        return !error && used != 0 && buffer.size() != 0;
    }

    void keep(std::string_view bytes) {
        auto const room = max_body - result.body.size();
        result.body.append(bytes.substr(0, room));
        result.body_cut = result.body_cut || bytes.size() > room;
    }

    Problem after_head() {
        auto const& message = parser->get();
        if (std::distance(message.begin(), message.end()) > kHeaderCount)
            return "it sends more than " + std::to_string(kHeaderCount) + " headers";
        if (message.result_int() >= 200) {
            parser->eager(true);
            return std::nullopt;
        }
        if (message.result_int() == 101) return "it switches to another protocol, which nobody asked for";
        if (++interim > kInterimAnswers) return "it sends interim answers without end";
        begin();
        return std::nullopt;
    }

    Problem parse() {
        for (bool more = buffer.size() != 0; more && !done();) {
            bool const had_head = parser->is_header_done();
            error_code error;
            more = feed(error);
            if (!had_head && parser->is_header_done()) {
                if (auto problem = after_head()) return problem;
                more = buffer.size() != 0;
            }
            if (error == http::error::need_more) break;
            if (error) return in_words(error);
        }
        bool const full = buffer.size() + kAnswerPiece > buffer.max_size();
        if (!done() && full)
            return "its answer has a chunk larger than " + std::to_string(kBufferBytes) + " bytes";
        return std::nullopt;
    }

    [[nodiscard]] bool done() const {
        return parser->is_done() || (parser->is_header_done() && result.body_cut);
    }

    boost::beast::flat_buffer buffer{kBufferBytes + kAnswerPiece};
    std::optional<AnswerParser> parser;
    HttpResponse result;
    std::size_t max_body;
    std::size_t most_bytes;
    std::size_t received = 0;
    int interim = 0;
    bool headers_only;
};

AnswerReader::AnswerReader(HttpRequest const& request) : impl_(std::make_unique<Impl>(request)) {}
AnswerReader::~AnswerReader() = default;

asio::mutable_buffer AnswerReader::space() {
    return impl_->buffer.prepare(kAnswerPiece);
}

std::optional<std::string> AnswerReader::take(std::size_t count) {
    impl_->buffer.commit(count);
    impl_->received += count;
    if (auto problem = impl_->parse()) return problem;
    if (!done() && impl_->received > impl_->most_bytes) return "its answer is far longer than its content";
    return std::nullopt;
}

std::optional<std::string> AnswerReader::take_end() {
    if (impl_->received == 0) return in_words(http::error::end_of_stream);
    error_code error = http::error::partial_message;
    if (impl_->parser->got_some()) impl_->parser->put_eof(error);
    if (!error) return std::nullopt;
    return in_words(error);
}

bool AnswerReader::done() const {
    return impl_->done();
}

bool AnswerReader::began() const {
    return impl_->received != 0;
}

bool AnswerReader::surplus() const {
    return impl_->buffer.size() != 0;
}

HttpResponse AnswerReader::response() && {
    auto& result = impl_->result;
    result.status = static_cast<int>(impl_->parser->get().result_int());
    for (auto const& field : impl_->parser->get()) {
        result.headers.emplace_back(lower({field.name_string().data(), field.name_string().size()}),
                                    std::string{field.value().data(), field.value().size()});
    }
    return std::move(result);
}

}  // namespace cadence::net
