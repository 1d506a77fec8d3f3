// Votes, and what follows from them, in documents.
#pragma once

#include "api/document.h"
#include "release/decision.h"
#include "release/release.h"

namespace cadence::api {

void put_decision(Object& into, std::string_view name, release::Decision const& decision,
                  release::Release const& release);
/// The votes, what they come to, and who is waited for.
void put_votes(Object& into, release::Release const& release);

}  // namespace cadence::api
