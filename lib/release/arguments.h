// Checks that several commands make of their arguments. `field` is a JSON pointer.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "release/trains.h"

namespace cadence::release {

[[nodiscard]] Result<void> need_text(std::string const& text, std::string problem, std::string detail,
                                     std::string field);
/// Errors: `reason-needed`, at "#/reason".
[[nodiscard]] Result<void> need_reason(std::string const& reason);
/// 7 to 64 lower-case hexadecimal digits, or empty. Errors: invalid `not-a-commit`.
[[nodiscard]] Result<void> check_commit(std::string const& commit, std::string field);
/// The number by which forges know it, or empty. Errors: invalid `not-a-pull-request`.
[[nodiscard]] Result<void> check_pull_request(std::string const& value);
/// A name that git takes for a branch, or empty. Errors: invalid `not-a-branch`.
[[nodiscard]] Result<void> check_branch(std::string const& branch, std::string field);
/// The software rolled back, or being rolled back, under this version: with another commit it cannot be used
/// again.
[[nodiscard]] std::optional<Running> rolled_back(Train const& train, std::string_view version);
/// A version for this commit, and one that production has neither left behind nor, with another commit, been
/// rolled back from; or empty. Errors: invalid `not-a-version`, unprocessable `version-not-higher` and
/// `version-rolled-back`; the field is "#/version".
[[nodiscard]] Result<void> check_version(std::string const& version, std::string const& commit,
                                         Train const& train);

/// Conflict `state-does-not-allow`: "backend-2026-01-08 is released: <rule>"
[[nodiscard]] tl::unexpected<Error> refuse_state(Release const& release, std::string const& rule);

/// Far beyond use, so that it stops a mistake in a loop: of a list that callers append to, how many there may
/// be. Conflict `too-many-<what>`: "backend has 200 blackouts already, as many as it may have: <advice>"
[[nodiscard]] Result<void> check_room(std::size_t count, std::size_t most, std::string const& whose,
                                      std::string const& what, std::string const& advice);

/// A request repeated while the first still holds: conflict `already-there`, naming the first.
[[nodiscard]] tl::unexpected<Error> refuse_twin(std::string const& first, std::string const& what);

}  // namespace cadence::release
