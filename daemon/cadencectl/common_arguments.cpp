#include "cadencectl/common_arguments.h"

namespace cadence::ctl {

Argument required_place(std::string_view name, std::string_view does) {
    return {.name = name, .value = name, .does = does, .required = true};
}

Argument repeated_option(std::string_view name, std::string_view value, std::string_view does) {
    return {.name = name, .value = value, .does = does, .times = Times::again};
}

Argument train_option() {
    return {"--train", "ID", "of this train"};
}

Argument release_place(std::string_view otherwise) {
    return {"RELEASE,--release", "ID", otherwise};
}

Argument reason_option(bool required) {
    return {.name = "--reason", .value = "TEXT", .does = "why, for the record", .required = required};
}

Argument count_option(std::string_view name, std::string_view does) {
    return {.name = name, .value = "N", .does = does, .check = check_count};
}

Argument limit_option() {
    return count_option("--limit", "how many per page, 1 to 200; default: 50");
}

Argument cursor_option() {
    return {"--cursor", "TEXT", "continue where the last answer ended"};
}

}  // namespace cadence::ctl
