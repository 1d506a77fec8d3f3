// One run of a subcommand: asks the daemon, writes the answer, complains.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "cadencectl/arguments.h"
#include "cadencectl/document.h"
#include "cadencectl/settings.h"
#include "cadencectl/style.h"
#include "cadencectl/ways.h"

namespace cadence::ctl {

/// Whether the pages so far, joined, are all that is wanted.
using Enough = std::function<bool(Json const& joined)>;

class Session {
  public:
    Session(Settings settings, Surroundings const& surroundings, Typed typed)
        : settings_{std::move(settings)},
          surroundings_{surroundings},
          typed_{std::move(typed)},
          client_{settings_.server, surroundings.limits} {}

    /// The daemon's answer. Errors: `not-reachable`, or the problem document it answered with.
    [[nodiscard]] Result<Json> ask(Request const& request);
    /// The same of a list: page after page, joined to one answer, until there is no other, or until `enough`.
    [[nodiscard]] Result<Json> ask_all(Request const& request, Enough const& enough = {});
    /// The text of a file, or of standard input for "-". Errors: invalid, naming the file.
    [[nodiscard]] Result<std::string> read(std::string const& file, std::size_t most) const;

    /// To standard output; false once nobody reads it any more.
    bool write(std::string_view text);
    /// What was put together here: with --json the document, else the text.
    bool write(Json const& document, std::string_view text);
    /// With --json: the answer as it came. False: show it.
    [[nodiscard]] bool wrote_json();
    /// A remark beside the output.
    void note(std::string_view text);
    /// Says what went wrong and gives the exit status for it.
    [[nodiscard]] Exit complain(Error const& error);
    /// An answer that is no success, as an error.
    [[nodiscard]] Error problem(Answer const& answer) const;

    [[nodiscard]] Client const& client() const { return client_; }
    [[nodiscard]] bool json() const { return settings_.json; }
    [[nodiscard]] Style style() const { return Style{settings_.colour}; }
    /// The daemon's time, as its answers tell it; this machine's where they do not.
    [[nodiscard]] Instant now();
    [[nodiscard]] Limits const& limits() const { return surroundings_.limits; }

  private:
    void take_time(Answer const& answer);

    Settings settings_;
    Surroundings const& surroundings_;
    Typed typed_;
    Client client_;
    std::string last_body_;
    bool answered_ = false;
    std::optional<Duration> ahead_;  // the daemon's clock, of ours
};

}  // namespace cadence::ctl
