// Arguments that many subcommands take.
#pragma once

#include "cadencectl/arguments.h"

namespace cadence::ctl {

/// Told by its place: "ID".
[[nodiscard]] Argument required_place(std::string_view name, std::string_view does);
/// --label a --label b.
[[nodiscard]] Argument repeated_option(std::string_view name, std::string_view value, std::string_view does);
[[nodiscard]] Argument train_option();
/// A release, told by its place or by --release; `otherwise` says which one it is when it is left out.
[[nodiscard]] Argument release_place(
    std::string_view otherwise =
        "like backend-2026-01-22; default: the one in flight, on demand first, else the next");
[[nodiscard]] Argument reason_option(bool required);
/// From 1 on.
[[nodiscard]] Argument count_option(std::string_view name, std::string_view does);
[[nodiscard]] Argument limit_option();
[[nodiscard]] Argument cursor_option();

}  // namespace cadence::ctl
