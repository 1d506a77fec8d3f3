#include "base/zone_data.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>

#include <absl/time/internal/cctz/include/cctz/zone_info_source.h>
#include <sys/stat.h>

#include "base/file.h"

namespace cadence {

namespace {

namespace cctz = absl::time_internal::cctz;

constexpr std::string_view kOurs = "cadence/";  // no file of the zone database is called so
constexpr std::size_t kLargest = 1U << 20U;

/// The bytes being made a zone: Abseil asks for its source while it loads, in the same thread.
thread_local std::string_view loading;

class Bytes final : public cctz::ZoneInfoSource {
  public:
    explicit Bytes(std::string_view bytes) : bytes_{bytes} {}
    std::size_t Read(void* into, std::size_t size) override {
        auto const taken = std::min(size, bytes_.size());
        std::memcpy(into, bytes_.data(), taken);
        bytes_.remove_prefix(taken);
        return taken;
    }
    int Skip(std::size_t count) override {
        bytes_.remove_prefix(std::min(count, bytes_.size()));
        return 0;
    }

  private:
    std::string_view bytes_;
};

std::int64_t nanoseconds(timespec const& time) {
    return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

using Source = std::unique_ptr<cctz::ZoneInfoSource>;
using Fallback = std::function<Source(std::string const&)>;

Source source_of(std::string const& name, Fallback const& fallback) {
    if (!name.starts_with(kOurs)) return fallback(name);
    return loading.empty() ? nullptr : std::make_unique<Bytes>(loading);
}

}  // namespace

std::filesystem::path zone_folder() {
    auto const* const given = std::getenv("TZDIR");  // NOLINT(concurrency-mt-unsafe): nothing sets it
    return given != nullptr && *given != '\0' ? given : "/usr/share/zoneinfo";
}

std::optional<FileMark> mark_of(std::filesystem::path const& file) {
    struct stat found {};
    if (::stat(file.c_str(), &found) != 0 || !S_ISREG(found.st_mode)) return std::nullopt;
    return FileMark{.device = found.st_dev,
                    .number = found.st_ino,
                    .size = static_cast<std::uint64_t>(found.st_size),
                    .modified = nanoseconds(found.st_mtim),
                    .changed = nanoseconds(found.st_ctim)};
}

std::optional<std::string> zone_bytes(std::filesystem::path const& file) {
    auto bytes = contents_of(file, kLargest);
    return bytes && bytes->starts_with("TZif") ? std::optional{*std::move(bytes)} : std::nullopt;
}

std::optional<absl::TimeZone> zone_of_bytes(std::string_view bytes) {
    thread_local int made = 0;
    absl::TimeZone zone;
    loading = bytes;
    auto const loaded = absl::LoadTimeZone(std::string{kOurs} + std::to_string(++made), &zone);
    loading = {};
    return loaded ? std::optional{zone} : std::nullopt;
}

}  // namespace cadence

namespace absl {
ABSL_NAMESPACE_BEGIN
namespace time_internal::cctz_extension {
// The seam that Abseil has for this: its own definition is weak.
ZoneInfoSourceFactory zone_info_source_factory = cadence::source_of;
}  // namespace time_internal::cctz_extension
ABSL_NAMESPACE_END
}  // namespace absl
