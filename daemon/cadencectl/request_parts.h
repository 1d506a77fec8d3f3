// What requests are put together from. An argument's name becomes a member's: "pull-request" is pull_request.
#pragma once

#include <initializer_list>

#include "cadencectl/subcommand.h"

namespace cadence::ctl::requests {

using Names = std::initializer_list<std::string_view>;

/// Those of `names` that were given, as query parameters.
[[nodiscard]] Request get(std::string path, Arguments const& arguments = {}, Names names = {});
[[nodiscard]] Request remove(std::string path, Arguments const& arguments = {}, Names names = {});
[[nodiscard]] Request post(std::string path, boost::json::object const& object);

/// Those of `names` that were given, as members.
[[nodiscard]] boost::json::object body(Arguments const& arguments, Names names);
/// Nothing where there are none.
void put_all(boost::json::object& object, std::string_view member, std::vector<std::string> const& values);

/// Of a release whose train was named.
[[nodiscard]] Request in_train(Request request, Subject const& subject);
[[nodiscard]] std::string of_release(Subject const& subject, std::string_view what = "");
[[nodiscard]] std::string of_train(Subject const& subject, std::string_view what = "");
[[nodiscard]] std::string of_delivery(std::string_view id, std::string_view what = "");

/// "data-integrity" as the daemon spells it: data_integrity.
[[nodiscard]] std::string underscored(std::string_view name);
/// An error that says how it should have been.
[[nodiscard]] tl::unexpected<Error> wrong_usage(std::string detail);
/// --until, or --for from --from or now on; empty without either. Errors: invalid, for both at once.
[[nodiscard]] Result<std::string> end_of(Arguments const& arguments, Instant now);
/// What can be wrong with them whatever the time is.
[[nodiscard]] Result<void> check_end(Arguments const& arguments);

}  // namespace cadence::ctl::requests
