// Output of the command line's parser when it ends: help as it is, complaints in our words.
#pragma once

#include <iosfwd>

#include "cadencectl/surroundings.h"

namespace CLI {
class App;
class ParseError;
}  // namespace CLI

namespace cadence::ctl {

[[nodiscard]] Exit help_or_complaint(CLI::App const& app, CLI::ParseError const& error, std::ostream& out,
                                     std::ostream& err);

}  // namespace cadence::ctl
