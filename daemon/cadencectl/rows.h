// The rows of the table, by topic, and the arguments that many of them take.
#pragma once

#include "cadencectl/subcommand.h"

namespace cadence::ctl::rows {

[[nodiscard]] std::vector<Subcommand> standing();
[[nodiscard]] std::vector<Subcommand> past();
[[nodiscard]] std::vector<Subcommand> gates();
[[nodiscard]] std::vector<Subcommand> votes();
[[nodiscard]] std::vector<Subcommand> moves();
[[nodiscard]] std::vector<Subcommand> reports();
[[nodiscard]] std::vector<Subcommand> blackouts();
[[nodiscard]] std::vector<Subcommand> trains();
[[nodiscard]] std::vector<Subcommand> tokens();
[[nodiscard]] std::vector<Subcommand> daemon();

[[nodiscard]] Argument train_option();
[[nodiscard]] Argument release_option();
[[nodiscard]] Argument release_place();
[[nodiscard]] Argument reason_option(bool required);
[[nodiscard]] Argument number_option(std::string_view name, std::string_view does);

}  // namespace cadence::ctl::rows
