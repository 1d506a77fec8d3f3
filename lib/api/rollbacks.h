// Rollbacks in documents.
#pragma once

#include "api/document.h"
#include "release/release.h"

namespace cadence::api {

void put_rollback(Object& into, release::Rollback const& rollback);

}  // namespace cadence::api
