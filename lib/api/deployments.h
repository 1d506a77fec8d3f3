// What runs where, in documents.
#pragma once

#include "api/document.h"
#include "release/trains.h"

namespace cadence::api {

void put_running(Object& into, release::Running const& running);
/// In production and on staging, where it is known.
void put_environments(Object& into, release::Train const& train);

}  // namespace cadence::api
