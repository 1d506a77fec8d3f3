// Semantic Versioning 2.0.0, strictly: three numbers of any length, then optionally a pre-release and build
// metadata. The numbers stay text, because the specification sets no limit and 64 bits do.
// "v1.2.0" is the name of a tag, not a version. People write either for both, so what comes in is taken by
// parse_tag or plain_version, and inside there is one spelling, 1.2.0; tag_of makes a tag's name of it.
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/names.h"
#include "base/result.h"

namespace cadence::artifact {

struct Version {
    std::string major = "0";  // decimal digits without leading zeros
    std::string minor = "0";
    std::string patch = "0";
    std::vector<std::string> pre;    // "rc", "1" of 1.0.0-rc.1
    std::vector<std::string> build;  // "b", "5" of 1.0.0+b.5

    [[nodiscard]] std::string text() const;
    [[nodiscard]] bool is_pre_release() const { return !pre.empty(); }

    bool operator==(Version const&) const = default;
};

/// Errors: invalid `not-a-version`, which says what is wrong and what would be right.
[[nodiscard]] Result<Version> parse_version(std::string_view text);
/// However it is written: "v1.2.0", "V1.2.0", "refs/tags/v1.2.0", with blanks around it. Errors: invalid
/// `not-a-version`.
[[nodiscard]] Result<Version> parse_tag(std::string_view text);
/// The text without all that parse_tag ignores, even where it is not a version: "v3" is 3.
[[nodiscard]] std::string_view without_v(std::string_view text);

struct NamedVersion {
    std::string package;  // "backend" of "backend-v1.2.0"; empty where there is no name
    Version version;
};

/// The version in "backend-v1.2.0", "@acme/api@1.2.0", "release 1.2.0", "=1.2.0", with the name before it.
[[nodiscard]] std::optional<NamedVersion> named_version(std::string_view text);
/// Whether both are one version, whatever they are called: neither the name before it nor build metadata
/// counts.
[[nodiscard]] bool same_version(std::string_view a, std::string_view b);

/// The one spelling inside, 1.2.0. What is no version stays as it came.
[[nodiscard]] std::string plain_version(std::string_view text);
/// The name of its tag, v1.2.0. What is no version stays as it came.
[[nodiscard]] std::string tag_of(std::string_view version);

/// Which comes first, as in section 11 of the specification: build metadata does not count, so versions of
/// equal precedence need not be equal.
[[nodiscard]] std::strong_ordering precedence(Version const& a, Version const& b);

BOOST_DEFINE_ENUM_CLASS(Bump, patch, minor, major)

/// The next version without pre-release and build. A pre-release that already leads to a release of this
/// kind becomes that release: 1.2.0-rc.1 is 1.2.0 after a patch or a minor bump, 2.0.0 after a major one.
[[nodiscard]] Version bumped(Version const& version, Bump bump);

/// The tag of the highest release, as written; the first of several of the same precedence. What is no
/// version, and pre-releases, are left out.
[[nodiscard]] std::optional<std::string> highest_tag(std::vector<std::string> const& tags);

}  // namespace cadence::artifact
