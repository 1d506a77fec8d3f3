#include "config/names.h"

#include <algorithm>

namespace cadence::config {

void refuse_unknown_train(Draft const& draft, Section const& section, std::string_view key,
                          std::string_view train) {
    if (draft.trains_refused) return;
    std::vector<std::string> ids;
    for (auto const& each : draft.trains) {
        if (each.failed.contains("id")) return;
        ids.push_back(each.train.id);
    }
    if (std::ranges::find(ids, train) != ids.end()) return;
    section.report.problem(section.place(key), std::string{key} + " names the train " + in_quotes(train) +
                                                   ", which does not exist" + did_you_mean(train, ids));
}

}  // namespace cadence::config
