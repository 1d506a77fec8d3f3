// Releases in documents.
#pragma once

#include "api/document.h"
#include "release/agenda.h"

namespace cadence::api {

/// In lists.
void put_summary(Object& into, release::Upcoming const& item, Zone const& zone);
/// How it stands, for those who wait: a summary, the decision and who is waited for.
void put_release_status(Object& into, release::Upcoming const& item, Zone const& zone);
/// With the deadlines of its train that still run; null for a train that is no longer there.
void put_release(Object& into, release::Upcoming const& item, Zone const& zone, release::Train const* train);

}  // namespace cadence::api
