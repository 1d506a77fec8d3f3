#include "release/merges.h"

#include "release/release.h"

namespace cadence::release {

Merge const* Merges::of_number(int number) const {
    auto const found = lower_bound(number, &Merge::number);
    return found == end() || found->number != number ? nullptr : &*found;
}

Merge const* Merges::of_commit(std::string_view commit) const {
    if (commit.size() < kAbbreviated) return nullptr;
    auto const beginning = commit.substr(0, kAbbreviated);
    int newest = 0;
    for (auto each = numbers_.lower_bound(beginning);
         each != numbers_.end() && each->first.starts_with(beginning); ++each)
        if (same_commit(each->first, commit)) newest = std::max(newest, each->second);
    return of_number(newest);
}

void Merges::add(Merge merge) {
    auto const before = lower_bound(merge.number, &Merge::number);
    if (before != end() && before->number == merge.number) return;
    auto const known = numbers_.find(merge.commit);
    if (known == numbers_.end() || known->second < merge.number)
        numbers_.insert_or_assign(merge.commit, merge.number);
    shipped_ += merge.production_at ? 1 : 0;
    insert(before, std::move(merge));
}

void Merges::forget(Merge const& merge) {
    shipped_ -= merge.production_at ? 1 : 0;
    auto const known = numbers_.find(merge.commit);
    if (known != numbers_.end() && known->second == merge.number) numbers_.erase(merge.commit);
}

}  // namespace cadence::release
