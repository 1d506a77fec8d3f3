#include "page/words.h"

#include <algorithm>
#include <array>
#include <map>

#include "base/encoding.h"
#include "base/text.h"

namespace cadence::page {

namespace {

constexpr std::array<std::string_view, 12> kMonths{"January",   "February", "March",    "April",
                                                   "May",       "June",     "July",     "August",
                                                   "September", "October",  "November", "December"};

std::string number_of(unsigned number) {
    return std::to_string(number);
}

std::string clock_time(Instant at, Zone const& zone) {
    auto const shown = zone.show(at);  // "2026-01-22 11:00 CET"
    return shown.substr(11, 5);
}

Object at_moment(Instant at, std::string stamp) {
    return {{"iso", format_instant(at)}, {"stamp", std::move(stamp)}};
}

/// The length of "2026-01-22 11:00 CET" at the front of a text, or 0.
std::size_t length_of_time(std::string_view text) {
    static constexpr std::string_view kForm = "0000-00-00 00:00 ";
    if (text.size() <= kForm.size()) return 0;
    for (std::size_t i = 0; i < kForm.size(); ++i) {
        if (kForm[i] == '0' ? !is_digit(text[i]) : text[i] != kForm[i]) return 0;
    }
    auto end = kForm.size();
    while (end < text.size() && (is_alnum(text[end]) || text[end] == '+' || text[end] == '-')) ++end;
    return end == kForm.size() ? 0 : end;
}

std::optional<Object> moment_in(std::string_view text, Zone const& zone) {
    auto const day = parse_date(text.substr(0, 10));
    auto const hours = parse_number<int>(text.substr(11, 2));
    auto const minutes = parse_number<int>(text.substr(14, 2));
    if (!day || !hours || !minutes || *hours > 23 || *minutes > 59) return std::nullopt;
    return moment(zone.at(*day, std::chrono::minutes{*hours * 60 + *minutes}), zone);
}

template <class Each>
std::vector<Object const*> people_with(Array const& people, Each const& roles) {
    std::vector<Object const*> found;
    for (auto const& person : people) {
        auto const held = texts_at(person.as_object(), "roles");
        if (std::ranges::find_first_of(held, roles) != held.end()) found.push_back(&person.as_object());
    }
    return found;
}

}  // namespace

std::string text_at(Object const& from, std::string_view name) {
    auto const* const found = from.if_contains(name);
    return found != nullptr && found->is_string() ? std::string{found->get_string()} : std::string{};
}

Object const& object_at(Object const& from, std::string_view name) {
    static Object const none;
    auto const* const found = from.if_contains(name);
    return found != nullptr && found->is_object() ? found->get_object() : none;
}

Array const& list_at(Object const& from, std::string_view name) {
    static Array const none;
    auto const* const found = from.if_contains(name);
    return found != nullptr && found->is_array() ? found->get_array() : none;
}

bool flag_at(Object const& from, std::string_view name) {
    auto const* const found = from.if_contains(name);
    return found != nullptr && found->is_bool() && found->get_bool();
}

std::int64_t number_at(Object const& from, std::string_view name) {
    auto const* const found = from.if_contains(name);
    return found != nullptr && found->is_number() ? found->to_number<std::int64_t>() : 0;
}

std::optional<Instant> instant_at(Object const& from, std::string_view name) {
    auto const instant = parse_instant(text_at(from, name));
    return instant ? std::optional{*instant} : std::nullopt;
}

std::vector<std::string> texts_at(Object const& from, std::string_view name) {
    std::vector<std::string> texts;
    for (auto const& each : list_at(from, name))
        if (each.is_string()) texts.emplace_back(each.get_string());
    return texts;
}

bool has(Object const& from, std::string_view name) {
    return from.contains(name);
}

void put_text(Object& into, std::string_view name, std::string_view text) {
    if (!text.empty()) into[name] = text;
}

std::string_view month_name(date::month month) {
    return kMonths.at(static_cast<unsigned>(month) - 1);
}

std::string long_day(Date day) {
    date::year_month_day const civil{day};
    return weekday_name(date::weekday{day}) + " " + number_of(static_cast<unsigned>(civil.day())) + "\u00a0" +
           std::string{month_name(civil.month())};
}

std::string short_day(Date day) {
    date::year_month_day const civil{day};
    return weekday_name(date::weekday{day}).substr(0, 3) + " " +
           number_of(static_cast<unsigned>(civil.day())) + " " +
           std::string{month_name(civil.month()).substr(0, 3)};
}

std::string zone_word(Instant at, Zone const& zone) {
    auto const shown = zone.show(at);
    return shown.substr(shown.rfind(' ') + 1);
}

Object moment(Instant at, Zone const& zone) {
    return at_moment(at, short_day(zone.day_of(at)) + ", " + clock_time(at, zone));
}

Object long_moment(Instant at, Zone const& zone) {
    return at_moment(
        at, long_day(zone.day_of(at)) + ", " + clock_time(at, zone) + "\u00a0" + zone_word(at, zone));
}

Object dated_moment(Instant at, Zone const& zone) {
    auto const day = zone.day_of(at);
    return at_moment(at, short_day(day) + " " +
                             std::to_string(static_cast<int>(date::year_month_day{day}.year())) + ", " +
                             clock_time(at, zone));
}

void put_moment(Object& into, std::string_view name, Object const& from, std::string_view member,
                Zone const& zone) {
    if (auto const at = instant_at(from, member)) into[name] = moment(*at, zone);
}

Object said(std::string_view text, Zone const& zone) {
    Array pieces;
    std::string plain;
    auto const flush = [&] {
        if (!plain.empty()) pieces.push_back(Object{{"plain", std::exchange(plain, {})}, {"moment", false}});
    };
    while (!text.empty()) {
        auto const length = length_of_time(text);
        auto const found = length > 0 ? moment_in(text.substr(0, length), zone) : std::nullopt;
        if (found) {
            flush();
            pieces.push_back(Object{{"plain", ""}, {"moment", *found}});
        } else {
            plain += text.front();
        }
        text.remove_prefix(found ? length : 1);
    }
    flush();
    return {{"pieces", std::move(pieces)}};
}

Look look_of_outlook(std::string_view code) {
    static std::map<std::string_view, Look> const kLooks{
        {"on_track", {"done", "good"}},    {"off_track", {"warn", "warn"}},  {"not_go_yet", {"warn", "warn"}},
        {"go", {"done", "good"}},          {"no_go", {"fail", "bad"}},       {"held", {"held", "warn"}},
        {"deploying", {"now", "now"}},     {"monitoring", {"now", "now"}},   {"overdue", {"warn", "warn"}},
        {"rolling_back", {"back", "bad"}}, {"rolled_back", {"back", "bad"}}, {"released", {"done", "good"}},
        {"cancelled", {"skip", "dim"}},    {"requested", {"todo", "dim"}},   {"approved", {"done", "good"}},
        {"rejected", {"fail", "bad"}},     {"expired", {"miss", "warn"}}};
    auto const found = kLooks.find(code);
    return found == kLooks.end() ? Look{"todo", "dim"} : found->second;
}

void put_look(Object& into, Look look) {
    into["shape"] = look.shape;
    into["tone"] = some(look.tone);
}

std::string short_commit(std::string_view commit) {
    return std::string{commit.substr(0, 7)};
}

std::string called(Object const& release) {
    auto const& candidate = object_at(release, "candidate");
    for (auto const& version : {text_at(release, "version"), text_at(candidate, "version")})
        if (!version.empty()) return version;
    if (auto const commit = text_at(candidate, "commit"); !commit.empty()) return short_commit(commit);
    auto title = text_at(object_at(release, "on_demand"), "title");
    if (title.empty()) title = text_at(release, "title");
    return title.empty() ? text_at(release, "id") : title;
}

std::string capitalised(std::string text) {
    if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
    return text;
}

std::string role_title(std::string_view role) {
    auto const known = name_meant<release::Role>(role);
    return std::string{known ? release::title_of(*known) : role};
}

std::string role_titles(std::vector<std::string> const& roles, std::string_view last) {
    return enumerated(
        roles, [](auto const& role) { return role_title(role); }, last);
}

std::string kind_word(std::string_view kind) {
    return kind == "scheduled" ? "" : std::string{kind};
}

std::string release_link(std::string_view id) {
    return "/releases/" + percent_encode(id);
}

std::string ids_with(Array const& people, std::vector<std::string> const& roles) {
    std::string ids;
    for (auto const* const person : people_with(people, roles)) ids += text_at(*person, "id") + " ";
    if (std::ranges::find(roles, "ops") != roles.end()) ids += "operator";
    return std::string{trimmed_right(ids)};
}

std::vector<std::string> roles_for(release::Right right) {
    std::vector<std::string> roles;
    for (auto const role : release::rights().at(static_cast<std::size_t>(right)).roles)
        roles.emplace_back(name_of(role));
    return roles;
}

std::string ids_who_may(Array const& people, release::Right right) {
    return ids_with(people, roles_for(right));
}

std::string names_with(Array const& people, std::vector<std::string> const& roles) {
    constexpr std::size_t kMostNamed = 4;
    constexpr std::size_t kNearlyAll = 5;  // of the roles
    std::vector<std::string> names;
    for (auto const* const person : people_with(people, roles))
        if (texts_at(*person, "roles") != std::vector<std::string>{"bot"})
            names.push_back(text_at(*person, "name"));
    if (names.size() > kMostNamed && roles.size() >= kNearlyAll) return "Anybody in the team";
    if (names.empty() || names.size() > kMostNamed) return role_titles(roles, " or ");
    return enumerated(
        names, [](auto const& name) { return name; }, " or ");
}

std::string name_of_person(Array const& people, std::string_view id) {
    for (auto const& person : people)
        if (text_at(person.as_object(), "id") == id) return text_at(person.as_object(), "name");
    return std::string{id};
}

Object button(Button const& its) {
    Object view{{"act", its.act},     {"label", its.label}, {"who", its.who},
                {"style", its.style}, {"about", its.about}, {"called", its.called}};
    view["extra"] = some(its.extra);
    view["full"] = some(its.full_label);
    return view;
}

}  // namespace cadence::page
