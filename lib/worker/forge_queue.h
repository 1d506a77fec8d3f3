// Which pull requests the groups of one train's merge queue have in them, where the gate wants to know. Knows
// what is to be asked and what the answers came to; asks nothing itself.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "forge/forge.h"
#include "worker/forge_lane.h"

namespace cadence::worker {

class ForgeQueue {
  public:
    /// What is in the group with this head is to be known.
    void want(std::string const& head) { groups_.try_emplace(head); }
    /// Others than these are of no interest any more.
    void want_only(std::function<bool(std::string const& head)> const& keeps);
    /// The numbers of all in it; null: not known.
    [[nodiscard]] std::vector<std::string> const* members(std::string const& head) const;

    /// When it is to be asked; nothing: not now.
    [[nodiscard]] std::optional<Instant> read_from() const;
    void begin() { busy_ = true; }
    /// The question is under way no longer, whatever came of it.
    void over() { busy_ = false; }
    /// What is not in the queue stays unknown, and is asked about again. True when something became known.
    bool answered(std::vector<forge::Queued> const& queue, Instant now);
    [[nodiscard]] ForgeRetry& retry() { return retry_; }
    [[nodiscard]] ForgeRetry const& retry() const { return retry_; }

  private:
    [[nodiscard]] bool lacks_some() const;

    std::map<std::string, std::optional<std::vector<std::string>>> groups_;  // by head
    bool busy_ = false;
    ForgeRetry retry_;
};

}  // namespace cadence::worker
