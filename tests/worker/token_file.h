// A secret in a file, as the daemon reads it.
#pragma once

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

#include <stdlib.h>

namespace cadence::worker {

class TokenFile {
  public:
    TokenFile() {
        folder_ = (std::filesystem::temp_directory_path() / "cadence-token-XXXXXX").string();
        if (::mkdtemp(folder_.data()) == nullptr) throw std::runtime_error("no temporary folder");
        write("s3cret");
    }
    TokenFile(TokenFile const&) = delete;
    TokenFile& operator=(TokenFile const&) = delete;
    ~TokenFile() {
        std::error_code ignored;
        std::filesystem::remove_all(folder_, ignored);
    }
    void write(std::string const& token) const { std::ofstream{path()} << token << "\n"; }
    void remove() const { std::filesystem::remove(path()); }
    [[nodiscard]] std::string path() const { return folder_ + "/token"; }

  private:
    std::string folder_;
};

}  // namespace cadence::worker
