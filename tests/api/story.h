// Stories that several tests begin with.
#pragma once

#include <gtest/gtest.h>

#include "api/world.h"

namespace cadence::testing {

/// 1.2.0 is in production within its window, after 1.1.0.
inline void deploy(ApiWorld& world) {
    world.post("bob", "/v1/trains/backend/deployments",
               R"({"environment":"production","status":"succeeded","version":"1.1.0","commit":"1111111"})");
    world.pass_to(kFrozen);
    world.post("anna", kReleasePath + "/candidate", R"({"version":"1.2.0","commit":"4f1c9a0"})");
    world.post("anna", kReleasePath + "/votes", R"({"vote":"go"})");
    world.post("paul", kReleasePath + "/votes", R"({"vote":"go"})");
    world.pass_to("2026-01-08T10:10:00Z");
    auto const deployed =
        world.post("bob", kReleasePath + "/deployments",
                   R"({"environment":"production","status":"succeeded","version":"1.2.0"})");
    ASSERT_EQ(deployed.at("/state"), "monitoring");
}

}  // namespace cadence::testing
