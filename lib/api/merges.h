// The main branch in documents.
#pragma once

#include "api/document.h"
#include "release/trains.h"

namespace cadence::api {

/// How far it is ahead of what runs, and its last merge.
void put_main(Object& into, release::Train const& train);

}  // namespace cadence::api
