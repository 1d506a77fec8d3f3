// What a new configuration would change, or what is wrong with it: the same answer to a plan and to a reload.
#pragma once

#include <vector>

#include "api/problem.h"

namespace cadence::api {

[[nodiscard]] Answer configuration_answer(engine::Engine const& engine, config::Config const& config,
                                          engine::DatePlan const& plan, std::vector<std::string> const& goes);
[[nodiscard]] Problem configuration_wrong(std::vector<config::ConfigProblem> const& problems);

}  // namespace cadence::api
