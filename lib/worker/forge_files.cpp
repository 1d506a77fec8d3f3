#include "worker/forge_files.h"

#include <algorithm>

namespace cadence::worker {

void ForgeFiles::want(std::vector<forge::PullRequest> const& all, Keeps const& keeps) {
    std::set<std::string> wanted;
    for (auto const& each : all) {
        wanted.insert(each.number);
        auto& files = all_[each.number];
        if (files.head != each.head) files = {.head = each.head};
    }
    std::erase_if(all_, [&](auto const& each) {
        auto const& [number, files] = each;
        return !wanted.contains(number) && !(files.known && keeps(number, files.head));
    });
}

ForgeFiles::Files* ForgeFiles::find(Question const& question) {
    auto const found = all_.find(question.number);
    auto const same = found != all_.end() && found->second.head == question.head &&
                      found->second.page == question.page && !found->second.known;
    return same ? &found->second : nullptr;
}

std::optional<ForgeFiles::Question> ForgeFiles::next(Instant now) {
    for (auto& [number, files] : all_) {
        if (files.known || files.busy || now < files.retry.not_before) continue;
        files.busy = true;
        return Question{number, files.head, files.page};
    }
    return std::nullopt;
}

void ForgeFiles::over(Question const& question) {
    if (auto* const files = find(question)) files->busy = false;
}

bool ForgeFiles::answered(Question const& question, forge::ChangedFiles const& found, bool more) {
    auto* const files = find(question);
    if (files == nullptr) return false;
    files->retry.succeeded();
    files->paths.insert(found.paths.begin(), found.paths.end());
    files->files += found.files;
    ++files->page;
    auto const too_many = files->files >= forge::most_changed_files(forge_);
    if (too_many) files->paths.clear();
    files->known = too_many || !more;
    return files->known;
}

ForgeRetry* ForgeFiles::retry_of(Question const& question) {
    auto* const files = find(question);
    return files == nullptr ? nullptr : &files->retry;
}

std::vector<std::string> ForgeFiles::paths_of(forge::PullRequest const& pull_request) const {
    auto const found = all_.find(pull_request.number);
    if (found == all_.end() || !found->second.known || found->second.head != pull_request.head) return {};
    return {found->second.paths.begin(), found->second.paths.end()};
}

std::optional<Instant> ForgeFiles::read_from() const {
    std::optional<Instant> first;
    for (auto const& [number, files] : all_) {
        if (files.known || files.busy) continue;
        first = std::min(first.value_or(files.retry.not_before), files.retry.not_before);
    }
    return first;
}

ForgeRetry const* ForgeFiles::failing() const {
    ForgeRetry const* longest = nullptr;
    for (auto const& [number, files] : all_) {
        if (!files.retry.since) continue;
        if (longest == nullptr || *files.retry.since < *longest->since) longest = &files.retry;
    }
    return longest;
}

}  // namespace cadence::worker
