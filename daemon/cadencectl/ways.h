// Ways out of a refusal, as commands that can be pasted: the one that was typed with what it lacked, or those
// that list what there is.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "cadencectl/arguments.h"

namespace cadence::ctl {

struct Subcommand;

struct Typed {
    std::vector<std::string> words;  // behind "cadencectl"
    Subcommand const& row;
    Arguments const& arguments;

    /// The same command with this value for one of its arguments.
    [[nodiscard]] std::string with(Argument const& argument, std::string const& value) const;
};

/// The detail without the words of the API: "--limit must be ...", not "The parameter limit must be ...".
[[nodiscard]] std::string said(Error const& error, Typed const& typed);
/// Each a line.
[[nodiscard]] std::vector<std::string> ways_out(Error const& error, Typed const& typed);
/// As it is typed into a shell.
[[nodiscard]] std::string in_shell(std::vector<std::string> const& words);

}  // namespace cadence::ctl
