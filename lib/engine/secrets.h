// Secrets are kept outside the configuration, in files or systemd credentials, and named there: a path that
// begins with "/", or the name of a credential in $CREDENTIALS_DIRECTORY. Read when they are used, so that a
// new one needs no reload; white space at the end is not part of them.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.h"

namespace cadence::engine {

class Secrets {
  public:
    /// Empty: there are no credentials.
    explicit Secrets(std::filesystem::path credentials) : credentials_{std::move(credentials)} {}

    /// Errors: unavailable `secret-unreadable`, saying where it was looked for and why it cannot be read.
    [[nodiscard]] Result<std::string> read(std::string_view from) const;

    /// Where it is kept. Errors: unavailable `secret-unreadable`, for a credential where there are none.
    [[nodiscard]] Result<std::filesystem::path> file_of(std::string_view from) const;

  private:
    std::filesystem::path credentials_;
};

}  // namespace cadence::engine
