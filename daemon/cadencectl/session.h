// One run of a subcommand: asks the daemon, writes the answer, and finds what the user left out (the current
// release, the only train).
#pragma once

#include <optional>
#include <string>

#include "cadencectl/arguments.h"
#include "cadencectl/document.h"
#include "cadencectl/settings.h"
#include "cadencectl/style.h"

namespace cadence::ctl {

/// What a subcommand is about.
struct Subject {
    std::string release;
    std::string which;  // "current", "next", or empty: the user named it
    std::string train;
    Json before;  // the release as it stood, where the subcommand needs that
};

class Session {
  public:
    Session(Settings settings, Surroundings const& surroundings)
        : settings_{std::move(settings)},
          surroundings_{surroundings},
          client_{settings_.server, surroundings.limits} {}

    /// The daemon's answer. Errors: `not-reachable`, or the problem document it answered with.
    [[nodiscard]] Result<Json> ask(Request const& request);
    /// The release among the arguments; else the current one, else the next.
    [[nodiscard]] Result<Subject> find_release(Arguments const& arguments);
    /// The train among the arguments; else the only one.
    [[nodiscard]] Result<Subject> find_train(Arguments const& arguments);

    /// To standard output; false once nobody reads it any more.
    bool write(std::string_view text);
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
    [[nodiscard]] Clock const& clock() const { return surroundings_.clock; }

  private:
    Settings settings_;
    Surroundings const& surroundings_;
    Client client_;
    std::string last_body_;
};

}  // namespace cadence::ctl
