// The rows of the table, by group, and the arguments that many of them take.
#pragma once

#include "cadencectl/subcommand.h"

namespace cadence::ctl::rows {

[[nodiscard]] std::vector<Subcommand> look();
[[nodiscard]] std::vector<Subcommand> decide();
[[nodiscard]] std::vector<Subcommand> record();
[[nodiscard]] std::vector<Subcommand> dates();
[[nodiscard]] std::vector<Subcommand> operate();

[[nodiscard]] Argument train_option();
[[nodiscard]] Argument release_option();
[[nodiscard]] Argument release_place();
[[nodiscard]] Argument reason_option(bool required);
[[nodiscard]] Argument number_option(std::string_view name, std::string_view does);

}  // namespace cadence::ctl::rows
