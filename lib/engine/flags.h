// All feature flags, at hand for whoever asks what they are worth: as they stand on record.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "flag/flags.h"

namespace cadence::engine {

class Flags {
  public:
    using ByKey = std::map<std::string, flag::Flag, std::less<>>;
    /// What a transaction makes of some of them; nothing: it is removed.
    using Changes = std::map<std::string, std::optional<flag::Flag>, std::less<>>;

    explicit Flags(std::vector<flag::Flag> all);

    [[nodiscard]] ByKey const& all() const { return all_; }
    /// Null: there is none of this key.
    [[nodiscard]] flag::Flag const* find(std::string_view key) const;
    /// When the first is late whose people have not been told.
    [[nodiscard]] std::optional<Instant> next_due() const { return next_due_; }

    void learn(Changes changes);

  private:
    void look_ahead();

    ByKey all_;
    std::optional<Instant> next_due_;
};

}  // namespace cadence::engine
