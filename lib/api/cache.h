// Answers kept ready as bytes, each with its 304, for as long as the revision they were made from stands.
// Bounded in number and in bytes; never the only copy of anything.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "api/call.h"

namespace cadence::api {

struct Cached {
    std::string scope = {};  // the train whose revision counts; empty: any
    std::int64_t revision = 0;
    std::string etag = {};  // empty: none
    std::shared_ptr<net::Prepared const> whole = {};
    std::shared_ptr<net::Prepared const> unchanged = {};  // null: without an etag
    std::size_t bytes = 0;
};

class Cache {
  public:
    static constexpr std::size_t kEntries = 1024;
    static constexpr std::size_t kLargest = 256 * 1024;
    static constexpr std::size_t kBytes = 16 * 1024 * 1024;

    explicit Cache(engine::Engine const& engine) : engine_{engine} {}

    /// The answer to this call, or null when there is none that is still right.
    [[nodiscard]] Cached const* find(Call const& call) const;
    void keep(Call const& call, Cached cached);
    /// Lets go of what a commit has made stale.
    void drop_stale();
    [[nodiscard]] std::size_t size() const { return entries_.size(); }

  private:
    [[nodiscard]] bool is_fresh(Cached const& cached) const;

    engine::Engine const& engine_;
    std::map<std::string, Cached, std::less<>> entries_;  // by form and target
    std::size_t bytes_ = 0;
};

}  // namespace cadence::api
