// The places that deliveries take while they are under way, so that slow receivers hold up nobody. A lane has
// one. Whoever takes longer than kPrompt is slow, from then on and until the lane has been prompt again. The
// slow have places of their own, half as many, so a lane that was prompt waits for nobody else; one that is
// new waits at its host for kPrompt at a time. Of all together there are so many, which bounds memory. Who
// finds no place is remembered: nobody looks again before there is one. Time is an argument.
#pragma once

#include <array>
#include <cstddef>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/instant.h"

namespace cadence::worker {

class Places {
  public:
    static constexpr Duration kPrompt = std::chrono::seconds{1};
    struct Bounds {
        std::size_t in_all = 0;
        std::size_t at_one_host = in_all;  // of the prompt
    };

    explicit Places(Bounds bounds) : bounds_{bounds} {}

    /// Takes one, if there is one. A host without a name has no bound.
    [[nodiscard]] bool take(std::string const& lane, std::string const& host, Instant now);
    /// For one that is under way already.
    void add(std::string const& lane, std::string const& host, Instant now);
    void leave(std::string const& lane, Instant now);
    /// It has not begun after all.
    void give_back(std::string const& lane);

    [[nodiscard]] bool any_free() const;
    /// The lanes that found none, but for those that the free ones are now for, in the order in which they
    /// came.
    [[nodiscard]] std::vector<std::string> turned_away(Instant now);
    /// When one of them may find one though nobody leaves.
    [[nodiscard]] std::optional<Instant> next_change() const;

  private:
    struct Way {
        std::string host;
        Instant began;
        bool slow = false;
    };
    using Taken = std::array<std::size_t, 2>;  // by the prompt, by the slow
    void look_at_the_clock(Instant now);
    void enter(Way const& way);
    void depart(Way const& way);
    [[nodiscard]] std::size_t free(std::string const& host, bool slow) const;

    Bounds bounds_;
    std::map<std::string, Way> ways_;                     // by lane
    std::deque<std::pair<std::string, Instant>> prompt_;  // lanes in the order in which they began
    std::map<std::string, Taken> at_host_;
    Taken in_all_{};
    std::set<std::string> slow_;                                // lanes, by how long the last one took
    std::vector<std::pair<std::string, std::string>> waiting_;  // lanes that found no place, at which host
};

}  // namespace cadence::worker
