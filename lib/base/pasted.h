// Text pasted from a chat, a browser or a shell, read as it was meant: every edge that takes words from
// people passes them through here. Nothing is refused: what can never match is for the rules to refuse.
#pragma once

#include <string>
#include <string_view>

namespace cadence {

/// Without blanks and marks of no width around it; within, a blank of any kind is a space, a line ends in \n.
[[nodiscard]] std::string pasted(std::string_view text);
/// One word that is looked up: also on one line, with "-" for every dash and plain quotes, none around it.
[[nodiscard]] std::string pasted_word(std::string_view text);

/// An option of a command line whose dashes became one long one: "–reason" is "--reason".
[[nodiscard]] std::string pasted_option(std::string_view text);
/// Of a hash in capitals or the address of a commit: the hash as git writes it.
[[nodiscard]] std::string pasted_commit(std::string_view text);
/// Of refs/heads/fix, origin/fix or the address of a branch: fix.
[[nodiscard]] std::string pasted_branch(std::string_view text);
/// Of #12, !12, acme/backend#12, refs/pull/12/head or the address of a pull or merge request: 12.
[[nodiscard]] std::string pasted_pull_request(std::string_view text);
/// Of "./docs/": docs/.
[[nodiscard]] std::string pasted_path(std::string_view text);
/// An instant as it is shown to people, "2026-01-22 10:00 UTC": as parse_instant reads it.
[[nodiscard]] std::string pasted_instant(std::string_view text);

/// In ASCII as far as it can be said there, lower case: "Überbuchung" is "ueberbuchung".
[[nodiscard]] std::string latinised(std::string_view text);

}  // namespace cadence
