// What is refused: each with a problem of its own that names the field, and nothing changed.
#pragma once

#include <gtest/gtest.h>

#include "api/world.h"

namespace cadence::testing {

struct Refused {
    std::string person;
    std::string path;
    std::string body;
    int status;
    std::string problem;
    std::string field = {};
};

inline void expect_refused(ApiWorld& world, std::vector<Refused> const& cases) {
    for (auto const& each : cases) world.token(each.person);
    auto const revision = world.engine().revision();
    for (auto const& each : cases) {
        auto const answer = world.post(each.person, each.path, each.body);
        auto const what = each.path + " " + each.body + " -> " + answer.body;
        EXPECT_EQ(answer.status, each.status) << what;
        EXPECT_EQ(answer.problem(), each.problem) << what;
        if (!each.field.empty()) {
            EXPECT_EQ(answer.at("/field"), each.field) << what;
        }
    }
    EXPECT_EQ(world.engine().revision(), revision);
}

}  // namespace cadence::testing
