// The inline parts of Markdown, as far as a changelog needs them: code spans, links by reference, and whether
// anything links anywhere. Linear time.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>

namespace cadence::artifact {

/// Definitions `[label]: target`, and `[text][label]` or `[label]` written out as `[text](target)`.
class References {
  public:
    /// Labels differ neither in case nor in the space around them. The first definition counts.
    void define(std::string_view label, std::string_view target);
    /// Empty if there is none.
    [[nodiscard]] std::string find(std::string_view label) const;

    /// Code stays as it is. Once a file has grown by `kMaxGrowth` in all, everything does.
    [[nodiscard]] std::string written_out(std::string_view text);

  private:
    static constexpr std::size_t kMaxGrowth = 1024 * 1024;

    std::map<std::string, std::string, std::less<>> targets_;
    std::size_t grown_ = 0;
};

[[nodiscard]] bool contains_ignoring_case(std::string_view text, std::string_view word);

/// Each code span that quotes something becomes a blank, "`feat!: x`"; "`feat!`: x" is only written so, and
/// stays.
[[nodiscard]] std::string without_quotations(std::string_view text);

/// How many bytes the pictogram has that the text begins with; 0 for anything else.
[[nodiscard]] std::size_t pictogram_width(std::string_view text);

/// A URL, a link, an issue (#123, !12, acme/api#12) or a ticket (ABC-123), outside of code. "UTF-8",
/// "COVID-19" and the colour #123456 are none.
[[nodiscard]] bool has_link(std::string_view text);

}  // namespace cadence::artifact
