#include "cadencectl/rows.h"

namespace cadence::ctl {

std::vector<Subcommand> const& subcommands() {
    static auto const kAll = [] {
        std::vector<Subcommand> all;
        for (auto const& group :
             {rows::standing(),   rows::past(),      rows::votes(),      rows::checklist(), rows::moves(),
              rows::on_demand(),  rows::approvals(), rows::rollbacks(),  rows::gates(),     rows::freezes(),
              rows::exemptions(), rows::reports(),   rows::notes(),      rows::lessons(),   rows::blackouts(),
              rows::trains(),     rows::tokens(),    rows::deliveries(), rows::channels(),  rows::daemon()})
            all.insert(all.end(), group.begin(), group.end());
        return all;
    }();
    return kAll;
}

namespace rows {

Argument train_option() {
    return {"--train", "ID", "of this train"};
}

Argument release_place() {
    return release_place(
        "like backend-2026-01-22; default: what is in flight, on demand first, else the next");
}

Argument release_place(std::string_view otherwise) {
    return {"RELEASE,--release", "ID", otherwise};
}

Argument reason_option(bool required) {
    return {.name = "--reason", .value = "TEXT", .does = "why, for the record", .required = required};
}

Argument number_option(std::string_view name, std::string_view does) {
    return {.name = name, .value = "N", .does = does, .check = check_number};
}

Argument count_option(std::string_view name, std::string_view does) {
    return {.name = name, .value = "N", .does = does, .check = check_count};
}

Argument limit_option() {
    return count_option("--limit", "so many at once, 1 to 200; default: 50");
}

Argument cursor_option() {
    return {"--cursor", "TEXT", "goes on where the last answer ended"};
}

Argument until_option(std::string_view does) {
    return {.name = "--until", .value = "INSTANT", .does = does, .check = check_instant};
}

Argument for_option() {
    return {
        .name = "--for", .value = "LENGTH", .does = "until so long after, like 2h", .check = check_length};
}

}  // namespace rows

}  // namespace cadence::ctl
