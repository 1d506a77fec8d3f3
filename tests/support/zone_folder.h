// A zone database of a test's own, in which an update of tzdata is a file that becomes another.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>

namespace cadence::testing {

class ZoneFolder {
  public:
    ZoneFolder() {
        auto name = (std::filesystem::temp_directory_path() / "cadenced-zones-XXXXXX").string();
        folder_ = ::mkdtemp(name.data());
        ::setenv("TZDIR", folder_.c_str(), 1);
    }
    ~ZoneFolder() {
        ::unsetenv("TZDIR");
        std::filesystem::remove_all(folder_);
    }
    ZoneFolder(ZoneFolder const&) = delete;
    ZoneFolder& operator=(ZoneFolder const&) = delete;

    /// From now on this zone is what the system's database calls `other`: a new file takes the old one's
    /// place.
    void put(std::string const& zone, std::string const& other) const {
        auto const file = folder_ / zone;
        std::filesystem::create_directories(file.parent_path());
        auto const fresh = file.string() + ".dpkg-new";
        std::filesystem::copy_file(std::filesystem::path{"/usr/share/zoneinfo"} / other, fresh);
        std::filesystem::rename(fresh, file);
    }
    void remove(std::string const& zone) const { std::filesystem::remove(folder_ / zone); }

  private:
    std::filesystem::path folder_;
};

}  // namespace cadence::testing
