// Documents in their making: one function fills one kind of object. A whole document lives in one block of
// memory that is given back at once.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include <boost/json.hpp>

#include "api/view.h"
#include "json/text.h"

namespace cadence::api {

using Object = boost::json::object;
using Array = boost::json::array;

/// The text of the document that `fill` makes of an empty object.
template <class Fill>
[[nodiscard]] std::string document(Fill const& fill) {
    static constexpr std::size_t kUsualSize = 16 * 1024;
    std::array<unsigned char, kUsualSize> room;
    boost::json::monotonic_resource memory{room.data(), room.size()};
    json::Value value(boost::json::object_kind, &memory);
    fill(value.get_object());
    return json::dump(value);
}

inline void put(Object& into, std::string_view name, std::string_view text) {
    into.emplace(name, boost::json::string_view{text});
}
inline void put(Object& into, std::string_view name, char const* text) {
    put(into, name, std::string_view{text});
}
inline void put(Object& into, std::string_view name, Instant instant) {
    put(into, name, format_instant(instant));
}
inline void put(Object& into, std::string_view name, bool value) {
    into.emplace(name, value);
}
inline void put(Object& into, std::string_view name, std::int64_t value) {
    into.emplace(name, value);
}
inline void put(Object& into, std::string_view name, int value) {
    into.emplace(name, value);
}
/// Only what is known.
inline void put_known(Object& into, std::string_view name, std::string_view text) {
    if (!text.empty()) put(into, name, text);
}
inline void put_known(Object& into, std::string_view name, std::optional<Instant> instant) {
    if (instant) put(into, name, *instant);
}
inline Object& object_in(Object& into, std::string_view name) {
    return into.emplace(name, boost::json::object_kind).first->value().get_object();
}
inline Array& array_in(Object& into, std::string_view name) {
    return into.emplace(name, boost::json::array_kind).first->value().get_array();
}
inline Object& object_in(Array& into) {
    return into.emplace_back(boost::json::object_kind).get_object();
}

/// Names of enumerators.
template <class Enum>
void put_names(Object& into, std::string_view name, std::vector<Enum> const& values) {
    auto& array = array_in(into, name);
    for (auto const value : values) array.emplace_back(boost::json::string_view{name_of(value)});
}
void put_texts(Object& into, std::string_view name, std::vector<std::string> const& texts);
/// One object for each item.
template <class Items, class Item>
void put_all(Object& into, std::string_view name, Items const& items, void (*fill)(Object&, Item const&)) {
    auto& array = array_in(into, name);
    for (auto const& item : items) fill(object_in(array), item);
}
/// A date that became another.
void put_change(Object& into, std::string const& release, std::optional<Instant> from,
                std::optional<Instant> to);

// Releases.
void put_summary(Object& into, release::Upcoming const& item, Zone const& zone);
/// How it stands, for those who wait: a summary, the decision and who is waited for.
void put_release_status(Object& into, release::Upcoming const& item, Zone const& zone);
/// With the deadlines of its train that still run; null for a train that is no longer there.
void put_release(Object& into, release::Upcoming const& item, Zone const& zone, release::Train const* train);
void put_decision(Object& into, release::Decision const& decision, release::Release const& release);
void put_reasons(Object& into, std::vector<release::Reason> const& reasons);
void put_on_demand(Object& into, release::OnDemand const& request);
void put_item(Object& into, release::Item const& item);
/// What else does an item: what the daemon announces or knows.
void put_done_by(Object& into, release::ItemRule const& rule);
void put_rollback(Object& into, release::Rollback const& rollback);
void put_record(Object& into, release::Record const& record);
void put_notes_head(Object& into, release::Notes const& notes);

// Trains.
void put_train(Object& into, config::TrainConfig const& config, release::Train const& train);
void put_gate(Object& into, release::Gate const& gate);
void put_gates(Object& into, engine::Engine& engine, config::TrainConfig const& config,
               release::Subject const& subject = {});
void put_running(Object& into, release::Running const& running);
void put_freeze(Object& into, release::Freeze const& freeze);
void put_blocked(Object& into, release::Train const& train);
void put_main(Object& into, release::Train const& train);
void put_merge(Object& into, release::Merge const& merge);
void put_deadline(Object& into, release::Deadline const& deadline);
void put_moved(Object& into, std::vector<Moved> const& moved);

// The daemon.
void put_event(Object& into, release::LogLine const& line);
void put_token(Object& into, store::TokenRecord const& token);
/// Without its body: only what it is about.
void put_delivery(Object& into, store::Delivery const& delivery);
void put_date_changes(Object& into, engine::DatePlan const& plan);

}  // namespace cadence::api
