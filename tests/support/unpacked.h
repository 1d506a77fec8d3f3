// What gzip has packed, as it was.
#pragma once

#include <array>
#include <stdexcept>
#include <string>
#include <string_view>

#include <zlib.h>

namespace cadence::testing {

inline std::string unpacked(std::string packed) {
    constexpr int kFormat = 15 + 16;
    z_stream stream{};
    if (::inflateInit2(&stream, kFormat) != Z_OK) throw std::runtime_error("no memory");
    stream.next_in = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_in = static_cast<uInt>(packed.size());
    std::string all;
    std::array<char, 4096> part{};
    auto done = Z_OK;
    while (done == Z_OK) {
        stream.next_out = reinterpret_cast<Bytef*>(part.data());
        stream.avail_out = static_cast<uInt>(part.size());
        done = ::inflate(&stream, Z_NO_FLUSH);
        all.append(part.data(), part.size() - stream.avail_out);
    }
    auto const rest = stream.avail_in;
    ::inflateEnd(&stream);
    if (done != Z_STREAM_END || rest != 0) throw std::runtime_error("that is not gzip");
    return all;
}

}  // namespace cadence::testing
