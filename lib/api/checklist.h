// The checklist in documents.
#pragma once

#include "api/document.h"
#include "release/release.h"

namespace cadence::api {

/// As it stands, and how far it has come.
void put_checklist(Object& into, release::Release const& release);
/// As a train's policy has it.
void put_item_rule(Object& into, release::ItemRule const& rule);

}  // namespace cadence::api
