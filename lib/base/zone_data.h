// The zone database of this machine, file by file, and a zone made of such a file's bytes. Abseil keeps what
// it has read under a zone's name for ever; what is made here of other bytes is another zone.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include <absl/time/time.h>

namespace cadence {

/// $TZDIR, or /usr/share/zoneinfo.
[[nodiscard]] std::filesystem::path zone_folder();

/// Tells one state of a file from another without reading it; nothing: there is no such file.
struct FileMark {
    std::uint64_t device = 0;
    std::uint64_t number = 0;
    std::uint64_t size = 0;
    std::int64_t modified = 0;  // nanoseconds
    std::int64_t changed = 0;
    bool operator==(FileMark const&) const = default;
};
[[nodiscard]] std::optional<FileMark> mark_of(std::filesystem::path const& file);

/// The contents of a zone's file (TZif, RFC 8536); nothing: it cannot be read.
[[nodiscard]] std::optional<std::string> zone_bytes(std::filesystem::path const& file);

/// The zone that these bytes describe; nothing: they are none.
[[nodiscard]] std::optional<absl::TimeZone> zone_of_bytes(std::string_view bytes);

}  // namespace cadence
