#include "config/names.h"

#include <algorithm>

namespace cadence::config {

void refuse_unknown_train(Draft const& draft, SectionDraft const& where, std::string_view key,
                          std::string_view train) {
    if (draft.trains_refused) return;
    std::vector<std::string> ids;
    for (auto const& each : draft.trains) {
        if (!each.sure("id")) return;
        ids.push_back(each.train.id);
    }
    if (std::ranges::find(ids, train) != ids.end()) return;
    where.refuse(key, std::string{key} + " names the train " + in_quotes(train) + ", which does not exist" +
                          did_you_mean(train, ids));
}

}  // namespace cadence::config
