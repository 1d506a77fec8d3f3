#include "base/gzip.h"

#include <stdexcept>

#include <zlib.h>

namespace cadence {

std::string gzip(std::string_view bytes) {
    constexpr int kFormat = 15 + 16;  // the largest window, and gzip around it
    constexpr int kMemory = 8;        // zlib's default
    z_stream stream{};
    if (::deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, kFormat, kMemory, Z_DEFAULT_STRATEGY) !=
        Z_OK)
        throw std::runtime_error("no memory to compress with");
    std::string packed(::deflateBound(&stream, bytes.size()), '\0');
    std::string source{bytes};  // zlib does not promise in C that it leaves it alone
    stream.next_in = reinterpret_cast<Bytef*>(source.data());
    stream.avail_in = static_cast<uInt>(source.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    auto const done = ::deflate(&stream, Z_FINISH);
    packed.resize(stream.total_out);
    ::deflateEnd(&stream);
    if (done != Z_STREAM_END) throw std::runtime_error("the compressor stopped early");
    return packed;
}

}  // namespace cadence
