// Secrets are kept outside the configuration, in files or systemd credentials, and named there: a path that
// begins with "/", or the name of a credential in $CREDENTIALS_DIRECTORY. Read when they are used, so that a
// new one needs no reload; white space at the end is not part of them. A secret is one line; only the keys
// that programs read for themselves have several.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.h"

namespace cadence::job {

class Secrets {
  public:
    /// Empty: there are no credentials.
    explicit Secrets(std::filesystem::path credentials) : credentials_{std::move(credentials)} {}

    /// Errors: unavailable `secret-unreadable`, saying where it was looked for and why it cannot be read.
    [[nodiscard]] Result<std::string> read(std::string_view from) const;

    /// Where a key is kept that a program reads for itself. Errors: as those of `read`, whatever its lines.
    [[nodiscard]] Result<std::filesystem::path> key_file(std::string_view from) const;

  private:
    [[nodiscard]] Result<std::filesystem::path> file_of(std::string_view from) const;

    std::filesystem::path credentials_;
};

}  // namespace cadence::job
