// Gates, and who is let through them, in documents.
#pragma once

#include "api/document.h"
#include "engine/engine.h"
#include "release/gates.h"

namespace cadence::api {

void put_gates(Object& into, engine::Engine& engine, config::TrainConfig const& config,
               release::Subject const& subject = {});
void put_exemption(Object& into, release::Exemption const& exemption);

}  // namespace cadence::api
