#include "cadencectl/rows.h"

namespace cadence::ctl {

std::vector<Subcommand> const& subcommands() {
    static auto const kAll = [] {
        std::vector<Subcommand> all;
        for (auto const& group :
             {rows::standing(), rows::past(), rows::gates(), rows::votes(), rows::moves(), rows::reports(),
              rows::blackouts(), rows::trains(), rows::tokens(), rows::daemon()})
            all.insert(all.end(), group.begin(), group.end());
        return all;
    }();
    return kAll;
}

namespace rows {

Argument train_option() {
    return {"--train", "ID", "of this train"};
}

Argument release_option() {
    return {"--release", "RELEASE", "this one; default: the current release, else the next"};
}

Argument release_place() {
    return {"RELEASE", "ID", "like backend-2026-01-22; default: the current release, else the next"};
}

Argument reason_option(bool required) {
    return {.name = "--reason", .value = "TEXT", .does = "why, for the record", .required = required};
}

Argument number_option(std::string_view name, std::string_view does) {
    return {.name = name, .value = "N", .does = does, .check = check_number};
}

}  // namespace rows

}  // namespace cadence::ctl
