// Answers kept ready as bytes, each with its 304, for as long as the revision they were made from stands.
// Bounded in number and in bytes; never the only copy of anything.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "api/traffic.h"

namespace cadence::api {

/// One coding of an answer.
struct Variant {
    std::string etag = {};  // empty: none
    std::shared_ptr<net::Prepared const> whole = {};
    std::shared_ptr<net::Prepared const> unchanged = {};  // null: without an etag
};

struct Cached {
    std::string scope = {};  // the train whose revision counts; empty: any
    std::int64_t revision = 0;
    Duration until = Duration::max();  // since boot
    Variant plain = {};
    std::optional<Variant> zipped = {};  // nothing: nobody has asked for it, or it saves nothing
    bool asked_zipped = false;
    std::size_t bytes = 0;
};

class Cache {
  public:
    static constexpr std::size_t kLongestHead = 1024;
    static constexpr std::size_t kEntries = 1024;
    static constexpr std::size_t kLargest = 256 * 1024;
    static constexpr std::size_t kBytes = 16 * 1024 * 1024;

    explicit Cache(engine::Engine const& engine) : engine_{engine} {}

    /// The answer to this call, or null when there is none that is still right and in the coding it asks for.
    [[nodiscard]] Cached const* find(Call const& call) const;
    void keep(Call const& call, Cached cached);
    /// An answer by the head of its request.
    struct Kept {
        std::shared_ptr<net::Prepared const> answer;
        Duration until;  // since boot
        Traffic::Counter counter;
    };
    /// That of a request that was answered so before, byte for byte; null: there is none.
    [[nodiscard]] Kept const* kept(std::string_view head) const;
    /// Whoever sends the head of this call gets this answer, which is one of those kept for it. Nothing is
    /// done for a call without a head, with a long one or with a caller, nor for a HEAD.
    void keep_for_head(Call const& call, Kept kept);
    /// Lets go of what a commit has made stale.
    void drop_stale();
    [[nodiscard]] std::size_t size() const { return entries_.size(); }

  private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };
    [[nodiscard]] bool is_fresh(Cached const& cached) const;
    [[nodiscard]] bool is_over(Duration until) const;

    engine::Engine const& engine_;
    std::map<std::string, Cached, std::less<>> entries_;                  // by form and target
    std::unordered_map<std::string, Kept, Hash, std::equal_to<>> heads_;  // of what is in entries_
    std::int64_t heads_revision_ = 0;
    std::size_t bytes_ = 0;
};

}  // namespace cadence::api
