#include "release/checklist.h"

#include "base/find.h"
#include "base/text.h"

namespace cadence::release {

namespace {

struct Count {
    int done = 0;
    int all = 0;
};

std::string text_of(Count const& count, std::string_view which) {
    if (count.all == 0) return {};
    return std::to_string(count.done) + " of " + std::to_string(count.all) + " " + std::string{which};
}

}  // namespace

std::string progress_of(std::vector<Item> const& checklist, Stage stage) {
    Count required;
    Count optional;
    std::vector<std::string> failed;
    std::vector<std::string> open;
    for (auto const& item : checklist) {
        if (item.rule.stage != stage) continue;
        auto& count = item.rule.required ? required : optional;
        ++count.all;
        if (item.done())
            ++count.done;
        else if (item.status == ItemStatus::failed)
            failed.push_back(item.rule.id + " (failed)");
        else if (item.rule.required)
            open.push_back(item.rule.id);
    }
    auto text = text_of(required, "required");
    auto const rest = text_of(optional, "optional");
    text += (text.empty() || rest.empty() ? "" : ", ") + rest;
    failed.insert(failed.end(), open.begin(), open.end());
    return failed.empty() ? text : text + "; open: " + first_listed(std::move(failed));
}

void reset_items(std::vector<Item>& checklist, std::vector<std::string> const& ids) {
    for (auto& item : checklist) {
        if (contains(ids, item.rule.id)) item = fresh(item.rule);
    }
}

std::vector<Item> fresh(std::vector<ItemRule> const& rules) {
    std::vector<Item> items;
    items.reserve(rules.size());
    for (auto const& rule : rules) items.push_back(fresh(rule));
    return items;
}

}  // namespace cadence::release
