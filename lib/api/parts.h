// The parts of documents that nouns give to each other, each filled in the file of its noun.
#pragma once

#include "api/document.h"
#include "api/upcoming.h"
#include "engine/engine.h"
#include "engine/metrics.h"
#include "release/agenda.h"
#include "release/decision.h"
#include "release/gates.h"

namespace cadence::api {

/// The checklist as it stands, and how far it has come.
void put_checklist(Object& into, release::Release const& release);
/// An item as a train's policy has it.
void put_item_rule(Object& into, release::ItemRule const& rule);

void put_running(Object& into, release::Running const& running);
/// What runs in production and on staging, where it is known.
void put_environments(Object& into, release::Train const& train);

/// With the first `most` of the reasons of each; gives how many are left off.
std::size_t put_gates(Object& into, engine::Engine& engine, config::TrainConfig const& config,
                      release::Subject const& subject = {}, std::size_t most = std::string::npos);
void put_exemption(Object& into, release::Exemption const& exemption);

/// How far the main branch is ahead of what runs, and its last merge.
void put_main(Object& into, release::Train const& train);

/// A release's retrospective, its post-mortem, and what there is to say of its release notes.
void put_records(Object& into, release::Release const& release);
/// The issues that the work recorded beside what was asked, if there are any.
void put_recorded(Object& into, engine::Outcome const& outcome);

void put_event(Object& into, release::LogLine const& line);
/// {items, next_after}: where to go on, past everything that has been looked at.
[[nodiscard]] Answer events_page(engine::Engine const& engine, store::EventQuery const& query);
/// One server-sent event.
[[nodiscard]] std::string stream_event(release::LogLine const& line);

/// A release in lists.
void put_summary(Object& into, release::Upcoming const& item, Zone const& zone);
/// How it stands, for those who wait: a summary, the decision and who is waited for.
void put_release_status(Object& into, release::Upcoming const& item, Zone const& zone);
/// With the deadlines of its train that still run; null for a train that is no longer there.
void put_release(Object& into, release::Upcoming const& item, Zone const& zone, release::Train const* train);

/// How it stands in one line, on its train; null for a train that is no longer there.
void put_verdict(Object& into, release::Release const& release, release::Train const* train,
                 Zone const& zone);
/// A train in an answer about many.
void put_train_status(Object& into, engine::Engine& engine, config::TrainConfig const& config);
void put_clock(Object& into, std::optional<engine::Hold> const& hold);
void put_upcoming(Object& into, std::vector<DateShown> const& dates);
void put_blackouts(Object& into, config::TrainConfig const& config, release::Train const& train);
/// With the roles they hold on this train; null: everywhere, and beside that on each.
void put_people(Object& into, config::Config const& config, config::TrainConfig const* train);
/// Those that shipped with the release and are not finished, if there are any.
void put_unfinished_flags(Object& into, engine::Engine const& engine, std::string_view release);

void put_rollback(Object& into, release::Rollback const& rollback);

/// How well a train delivers in a window, by the figures and their trend.
void put_metrics(Object& into, config::TrainConfig const& train, engine::Look const& look);

void put_decision(Object& into, std::string_view name, release::Decision const& decision,
                  release::Release const& release);
/// The votes, what they come to, and who is waited for.
void put_votes(Object& into, release::Release const& release);

}  // namespace cadence::api
