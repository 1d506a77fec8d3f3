#include "api/cache.h"

#include "api/negotiate.h"

namespace cadence::api {

namespace {

std::string key_of(Call const& call) {
    static constexpr std::string_view kLetters = "jtmhcso";  // in the order of Form
    return kLetters[static_cast<std::size_t>(call.form)] + call.request.target;
}

}  // namespace

bool Cache::is_fresh(Cached const& cached) const {
    return cached.revision == engine_.revision(cached.scope) && !is_over(cached.until);
}

bool Cache::is_over(Duration until) const {
    return until != Duration::max() && engine_.clock().read().since_boot >= until;
}

Cached const* Cache::find(Call const& call) const {
    auto const found = entries_.find(key_of(call));
    if (found == entries_.end() || !is_fresh(found->second)) return nullptr;
    return found->second.asked_zipped || !takes_gzip(call.request) ? &found->second : nullptr;
}

void Cache::keep(Call const& call, Cached cached) {
    auto key = key_of(call);
    cached.bytes += 2 * key.size();
    if (cached.bytes > kLargest) return;
    if (entries_.size() >= kEntries || bytes_ + cached.bytes > kBytes) drop_stale();
    if (entries_.size() >= kEntries || bytes_ + cached.bytes > kBytes) {
        entries_.clear();
        heads_.clear();
        bytes_ = 0;
    }
    bytes_ += cached.bytes;
    auto& place = entries_[std::move(key)];
    bytes_ -= place.bytes;
    place = std::move(cached);
}

Cache::Kept const* Cache::kept(std::string_view head) const {
    if (heads_revision_ != engine_.revision()) return nullptr;
    auto const found = heads_.find(head);
    return found == heads_.end() || is_over(found->second.until) ? nullptr : &found->second;
}

void Cache::keep_for_head(Call const& call, Kept kept) {
    auto const head = call.request.head;
    if (call.caller || call.is_head() || head.empty() || head.size() > kLongestHead) return;
    if (!entries_.contains(key_of(call))) return;  // too large: the bounds are those of the entries
    if (heads_revision_ != engine_.revision() || heads_.size() >= kEntries) heads_.clear();
    heads_revision_ = engine_.revision();
    heads_.insert_or_assign(std::string{head}, std::move(kept));
}

void Cache::drop_stale() {
    heads_.clear();
    bytes_ = 0;
    std::erase_if(entries_, [&](auto const& entry) { return !is_fresh(entry.second); });
    for (auto const& [key, cached] : entries_) bytes_ += cached.bytes;
}

}  // namespace cadence::api
