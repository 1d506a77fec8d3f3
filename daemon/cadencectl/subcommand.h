// The one table of subcommands. A row says what a subcommand takes, the request it becomes and how the answer
// is shown; the few that need more than one request have a `run` of their own instead.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cadencectl/session.h"
#include "cadencectl/subject.h"

namespace cadence::ctl {

struct View {
    Json const& answer;
    Style style;
    Arguments const& arguments;
    Subject const& subject;
};

struct Subcommand {
    std::string_view name;  // "vote", "token create"
    std::string_view group;
    std::string_view does;
    std::vector<Argument> arguments{};
    std::vector<std::string_view> examples{};           // without "cadencectl "
    Result<void> (*check)(Arguments const&) = nullptr;  // what can be wrong before anybody is asked
    Needs needs = Needs::nothing;
    Result<Request> (*request)(Arguments const&, Subject const&) = nullptr;
    std::string (*show)(View const&) = nullptr;
    bool pages = false;  // the answer is a list: all its pages
    Result<Exit> (*run)(Session&, Arguments const&) = nullptr;
};

[[nodiscard]] std::vector<Subcommand> const& subcommands();

}  // namespace cadence::ctl
