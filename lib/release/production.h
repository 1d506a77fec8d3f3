// The software that production runs and has run, under whatever names it was reported, and what it contains.
//
// A commit says more than a version: two commits under one version are two things, and one commit under two
// versions is one. What a report does not say is not assumed: what cannot be compared is neither the same nor
// another.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "release/command.h"
#include "release/trains.h"

namespace cadence::release {

/// Its version, or else its commit; empty: neither is known.
[[nodiscard]] std::string software_of(Running const& running);
[[nodiscard]] bool same_software(std::string_view version, std::string_view commit, Running const& other);
/// Known to be another; what cannot be compared is not.
[[nodiscard]] bool other_software(std::string_view version, std::string_view commit, Running const& other);
[[nodiscard]] bool is_one_of(std::string_view version, std::string_view commit,
                             std::vector<Running> const& several);

/// The software that a release has put into production or would, under every name it has run by.
[[nodiscard]] std::vector<Running> names_of(Train const& train, Release const& release);
[[nodiscard]] std::vector<Running> names_of(Train const& train, Running const& running);
/// The newest that production has run by this version or commit, or null.
[[nodiscard]] Ran const* ran_as(Train const& train, std::string_view version, std::string_view commit);
/// The last that ran well and is none of these.
[[nodiscard]] std::optional<Running> ran_well_before(Train const& train, std::vector<Running> const& leaves);

/// The software that a rollback leaves, under every name it has run by.
[[nodiscard]] std::vector<Running> left_by(Release const& rolling_back);
/// Whether this, in production at that instant, is known to be another thing than what is being rolled back.
[[nodiscard]] bool restores(Release const& release, std::string_view version, std::string_view commit,
                            Instant at);

/// The merges that this version or commit, in production by a rollback, is known to contain.
[[nodiscard]] std::optional<int> merged_up_to(Train const& train, std::string_view version,
                                              std::string_view commit, std::vector<Running> const& leaves);
/// The merges that are in production by this success, up to a number; nothing: not known.
[[nodiscard]] std::optional<int> merged_up_to(Train const& train, Release const* release,
                                              ReportDeployment const& command, Instant at);
/// The on-demand releases that are still to be contained, and that this success contains.
[[nodiscard]] std::vector<std::string> contained_in(Train const& train, Release const* release,
                                                    ReportDeployment const& command,
                                                    std::optional<int> merged_up_to);

/// The merges up to this number that production does not run.
[[nodiscard]] std::vector<RideAlong> riders_of(Train const& train, int up_to);
/// The software last rolled back under this version or commit that has not run since, or null.
[[nodiscard]] Ran const* taken_back(Train const& train, std::string_view version, std::string_view commit);
/// Rolled-back software with merges that production does not run: it ships with what is cut from main.
[[nodiscard]] std::vector<Ran> unreleased_again(Train const& train);
/// The merges that are unreleased again by this rollback.
[[nodiscard]] std::vector<Merge> merges_taken_back(Train const& train, Rollback const& rollback);

}  // namespace cadence::release
