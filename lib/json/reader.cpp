#include "json/reader.h"

#include <algorithm>
#include <utility>

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/monotonic_resource.hpp>
#include <fmt/format.h>

#include "json/builder.h"
#include "json/text.h"

namespace cadence::json {

namespace {

boost::json::parse_options options() {
    boost::json::parse_options options;
    options.max_depth = kMaxDepth;
    return options;
}

}  // namespace

Wanted::Wanted(std::initializer_list<std::string_view> pointers) {
    for (auto const pointer : pointers) add(pointer);
}

void Wanted::add(std::string_view pointer) {
    if (pointer.empty()) return;
    auto const end = std::min(pointer.find('/', 1), pointer.size());
    auto const name = pointer.substr(1, end - 1);
    auto found = std::ranges::find(members_, name, &Wanted::name_);
    if (found == members_.end()) found = members_.insert(members_.end(), Wanted(name));
    found->add(pointer.substr(end));
}

Wanted Wanted::with(std::initializer_list<std::string_view> pointers) const {
    auto more = *this;
    for (auto const pointer : pointers) more.add(pointer);
    return more;
}

Wanted const* Wanted::member(std::string_view name) const {
    auto found = std::ranges::find(members_, name, &Wanted::name_);
    if (found == members_.end()) found = std::ranges::find(members_, "*", &Wanted::name_);
    return found == members_.end() ? nullptr : &*found;
}

struct Reading {
    Reading(Bounds const& bounds, Wanted const* wanted, boost::json::storage_ptr memory = {})
        : parser{options(), bounds, wanted, std::move(memory)} {}

    /// Of the byte behind the first `read` of this piece.
    [[nodiscard]] std::string position(std::string_view piece, std::size_t read) const {
        auto const before = piece.substr(0, std::min(read, piece.size()));
        auto const start = before.rfind('\n');
        auto const column = start == before.npos ? columns + before.size() + 1 : before.size() - start;
        return fmt::format("line {}, column {}", lines + std::ranges::count(before, '\n'), column);
    }
    void count(std::string_view piece) {
        auto const start = piece.rfind('\n');
        columns = start == piece.npos ? columns + piece.size() : piece.size() - start - 1;
        lines += std::ranges::count(piece, '\n');
    }
    [[nodiscard]] std::string what_is_wrong() const {
        auto const& repeated = parser.handler().repeated();
        if (refused == boost::json::error::exception)
            return fmt::format("\"{}\" appears twice in one object", repeated);
        if (refused == boost::json::error::too_deep)
            return fmt::format("it is nested more than {} levels deep", kMaxDepth);
        if (refused == boost::json::error::incomplete) return "it ends too early";
        return refused.message();
    }
    Result<void> write(std::string_view piece, bool more) {
        auto const read = parser.write_some(more, piece.data(), piece.size(), refused);
        if (!refused && read == piece.size()) return {};
        auto const& too_large = parser.handler().too_large();
        if (!too_large.empty())
            return refuse(ErrorCode::invalid, "too-large", "The JSON is too large: " + too_large + ".", "#");
        return refuse(ErrorCode::invalid, "malformed-json",
                      fmt::format("The JSON is malformed at {}: {}.", position(piece, read),
                                  refused ? what_is_wrong() : "there is more after its end"),
                      "#");
    }

    boost::json::basic_parser<Builder> parser;
    boost::json::error_code refused;
    std::ptrdiff_t lines = 1;
    std::size_t columns = 0;  // of the last line that were read
};

Reader::Reader(Bounds const& bounds, Wanted const* wanted)
    : impl_{std::make_unique<Reading>(bounds, wanted)} {}
Reader::Reader(Reader&&) noexcept = default;
Reader& Reader::operator=(Reader&&) noexcept = default;
Reader::~Reader() = default;

Result<void> Reader::add(std::string_view piece) {
    auto read = impl_->write(piece, true);
    impl_->count(piece);
    return read;
}

Result<Value> Reader::finish() {
    return impl_->write("", false).map([&] { return impl_->parser.handler().release(); });
}

Result<Value> parse_foreign(std::string_view text, Wanted const* wanted, Bounds const& bounds) {
    constexpr std::size_t kAtOnce = 64 * 1024;
    Reading reading{bounds, wanted,
                    boost::json::make_shared_resource<boost::json::monotonic_resource>(
                        std::clamp<std::size_t>(text.size(), 256, kAtOnce))};
    return reading.write(text, false).map([&] { return reading.parser.handler().release(); });
}

}  // namespace cadence::json
