// What people wrote, and programs repeat, made fit to be shown: UTF-8, and nothing in it that steers a
// terminal (C0 and C1 controls), turns the direction of writing, or is not seen at all.
#pragma once

#include <string>

namespace cadence {

/// Without anything that would begin another line: a space stands for it and for each control; what is hidden
/// goes; what is no UTF-8 becomes U+FFFD.
[[nodiscard]] std::string one_line(std::string text);
/// The same, but "\n" stays.
[[nodiscard]] std::string plain_lines(std::string text);

}  // namespace cadence
