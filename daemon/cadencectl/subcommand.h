// The one table of subcommands. A row says what a subcommand takes, the request it becomes and how the answer
// is shown; the few that need several requests or none have a `run` of their own instead. Each noun's rows
// are in the file of its name (nouns.h), with all that they alone use.
//
// The daemon finds a release that is not named, so that every client means the same one; the only train is
// found here.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "cadencectl/session.h"

namespace cadence::ctl {

/// What a subcommand is about.
struct Subject {
    std::string release;  // as it goes into a path
    std::string train;    // empty: not named, and not looked for
    Json before;          // the release or train as it stood, where the subcommand looks first
    Instant now{};        // the daemon's; before the request only where a length is counted from it
};

/// What a request is made from.
struct Given {
    Session const& session;
    Arguments const& arguments;
    Subject const& subject;
};

struct View {
    Json const& answer;
    Style style;
    Arguments const& arguments;
    Subject const& subject;
    Session& session;
};

/// An argument that goes along with a request. Its member: "pull-request" becomes pull_request, where the
/// daemon does not call it otherwise.
struct Field {
    // NOLINTNEXTLINE(google-explicit-constructor): a name alone is a field, too
    Field(char const* name) : argument{name}, member{underscored(name)} {}
    Field(std::string_view name, std::string its_member) : argument{name}, member{std::move(its_member)} {}

    std::string_view argument;
    std::string member;
};

struct RequestTemplate {
    Method method = Method::get;
    /// "/v1/trains/{train}/blackouts/{id}": the train or release it is about, or an argument.
    std::string_view path{};
    /// As far as they are given: members of what is posted, else parameters.
    std::vector<Field> fields{};
    /// What is not said by fields; may refuse.
    Result<void> (*more)(Given const&, Request&) = nullptr;
};

struct Subcommand {
    std::string_view name;  // "vote", "token create"
    std::string_view does;
    std::vector<Argument> arguments{};
    std::vector<std::string_view> examples{};           // without "cadencectl "; none: its name alone
    Result<void> (*check)(Arguments const&) = nullptr;  // what can be wrong before anybody is asked
    bool looks_first = false;  // how the train or release stands before is looked up, too
    RequestTemplate request{};
    std::string (*show)(View const&) = nullptr;
    std::vector<std::string> (*notes)(View const&) = nullptr;  // remarks beside what is shown
    Exit (*exit)(View const&) = nullptr;                       // where the answer decides it
    bool pages = false;                                        // the answer is a list: all its pages
    Result<Exit> (*run)(Session&, Arguments const&) = nullptr;
};

/// In the order of the help.
[[nodiscard]] std::vector<Subcommand> const& subcommands();
/// Under which heading of the help it stands.
[[nodiscard]] std::string heading_of(Subcommand const& row);

/// What the path of its request names: the only train, or a release by name or as the daemon finds it.
[[nodiscard]] Result<Subject> find_subject(Session& session, Subcommand const& row,
                                           Arguments const& arguments);
/// Of a release whose train was named, in that train.
[[nodiscard]] Result<Request> make_request(Subcommand const& row, Given const& given);
/// Those of the arguments that are given, as parameters.
[[nodiscard]] Query query_of(Arguments const& arguments, std::initializer_list<char const*> names);

/// An error that says how it should have been.
[[nodiscard]] tl::unexpected<Error> wrong_usage(std::string detail);
/// An error whose alternatives are the choices there are.
[[nodiscard]] tl::unexpected<Error> say_which(std::string problem, std::string detail,
                                              boost::json::array const& choices);

}  // namespace cadence::ctl
