// Requests from the templates of the table, and what subcommands put into them themselves.
#pragma once

#include <initializer_list>

#include "cadencectl/subcommand.h"

namespace cadence::ctl {

/// Of a release whose train was named, in that train.
[[nodiscard]] Result<Request> make_request(Subcommand const& row, Given const& given);

/// Those of the arguments that are given, as parameters.
[[nodiscard]] Query query_of(Arguments const& arguments, std::initializer_list<char const*> names);

/// An error that says how it should have been.
[[nodiscard]] tl::unexpected<Error> wrong_usage(std::string detail);

}  // namespace cadence::ctl
