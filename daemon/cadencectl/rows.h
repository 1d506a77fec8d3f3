// The rows of the table, by topic, and the arguments that many of them take.
#pragma once

#include "cadencectl/subcommand.h"

namespace cadence::ctl::rows {

// Groups in the help, in the order they are first met.
inline constexpr std::string_view kLook = "Look";
inline constexpr std::string_view kDecide = "Decide";
inline constexpr std::string_view kUrgent = "Hotfix and rollback";
inline constexpr std::string_view kStop = "Stop and let through";
inline constexpr std::string_view kRecord = "Record";
inline constexpr std::string_view kDates = "Dates";
inline constexpr std::string_view kOperate = "Operate";

[[nodiscard]] std::vector<Subcommand> standing();
[[nodiscard]] std::vector<Subcommand> past();
[[nodiscard]] std::vector<Subcommand> votes();
[[nodiscard]] std::vector<Subcommand> checklist();
[[nodiscard]] std::vector<Subcommand> moves();
[[nodiscard]] std::vector<Subcommand> on_demand();
[[nodiscard]] std::vector<Subcommand> approvals();
[[nodiscard]] std::vector<Subcommand> rollbacks();
[[nodiscard]] std::vector<Subcommand> gates();
[[nodiscard]] std::vector<Subcommand> freezes();
[[nodiscard]] std::vector<Subcommand> exemptions();
[[nodiscard]] std::vector<Subcommand> reports();
[[nodiscard]] std::vector<Subcommand> notes();
[[nodiscard]] std::vector<Subcommand> lessons();
[[nodiscard]] std::vector<Subcommand> blackouts();
[[nodiscard]] std::vector<Subcommand> trains();
[[nodiscard]] std::vector<Subcommand> tokens();
[[nodiscard]] std::vector<Subcommand> deliveries();
[[nodiscard]] std::vector<Subcommand> channels();
[[nodiscard]] std::vector<Subcommand> daemon();

[[nodiscard]] Argument train_option();
[[nodiscard]] Argument release_place();
/// A release, told by its place or by --release; `otherwise` says which one it is when it is left out.
[[nodiscard]] Argument release_place(std::string_view otherwise);
[[nodiscard]] Argument reason_option(bool required);
[[nodiscard]] Argument number_option(std::string_view name, std::string_view does);
/// From 1 on.
[[nodiscard]] Argument count_option(std::string_view name, std::string_view does);
[[nodiscard]] Argument limit_option();
[[nodiscard]] Argument cursor_option();
[[nodiscard]] Argument until_option(std::string_view does);
[[nodiscard]] Argument for_option();

}  // namespace cadence::ctl::rows
