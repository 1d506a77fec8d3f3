// What is written down about a release, in documents.
#pragma once

#include "api/document.h"
#include "engine/engine.h"
#include "release/release.h"

namespace cadence::api {

/// Its retrospective, its post-mortem, and what there is to say of its release notes.
void put_records(Object& into, release::Release const& release);
/// The issues that the work recorded beside what was asked, if there are any.
void put_recorded(Object& into, engine::Outcome const& outcome);

}  // namespace cadence::api
