// The engine's work that concerns the daemon itself: start, clock, tokens, configuration.
#include <algorithm>
#include <limits>

#include <boost/json.hpp>

#include "engine/turn.h"
#include "json/codec.h"
#include "json/text.h"

namespace cadence::engine {

namespace {

constexpr std::size_t kDatesCompared = 12;
constexpr Duration kLongestToken = std::chrono::hours{24 * 36'500};

std::string note_of(Hold const& hold) {
    return format_instant(hold.since) + " " + hold.reason;
}

std::optional<Hold> hold_from(std::optional<std::string> const& note) {
    if (!note) return std::nullopt;
    auto const space = note->find(' ');
    auto const since = parse_instant(std::string_view{*note}.substr(0, space));
    if (!since || space == std::string::npos) return std::nullopt;
    return Hold{*since, note->substr(space + 1)};
}

std::vector<std::string> people_of(Config const& config) {
    std::vector<std::string> ids;
    for (auto const& person : config.people) ids.push_back(person.id);
    return ids;
}

std::string joined(std::vector<std::string> const& words) {
    std::string text;
    for (auto const& word : words) text += (text.empty() ? "" : " ") + word;
    return text;
}

/// Those in the note of the last configuration who are not in this one.
std::vector<std::string> people_gone(std::optional<std::string> const& note, Config const& config) {
    std::vector<std::string> gone;
    if (!note) return gone;
    for (std::size_t at = 0; at < note->size();) {
        auto const end = std::min(note->find(' ', at), note->size());
        auto id = note->substr(at, end - at);
        if (!id.empty() && config.person(id) == nullptr) gone.push_back(std::move(id));
        at = end + 1;
    }
    return gone;
}

boost::json::array dates_json(std::vector<DateDiff> const& dates) {
    boost::json::array array;
    for (auto const& date : dates) {
        boost::json::object line{{"train", date.train}, {"release", date.release}};
        if (date.from) line["from"] = format_instant(*date.from);
        if (date.to) line["to"] = format_instant(*date.to);
        array.push_back(std::move(line));
    }
    return array;
}

}  // namespace

void Engine::start() {
    hold_ = hold_from(options_.store.note("clock_hold"));
    high_water_ = parse_instant(options_.store.note("high_water").value_or("")).value_or(Instant{});
    look_at_clock();
    catch_up_under_last_config();
}

void Engine::look_at_clock() {
    Turn turn{*this};
    if (auto const behind = ClockWatch::behind(turn.now, high_water_); behind && !turn.hold) {
        set_hold(turn, the_clock(), Hold{turn.now, *behind});
    }
    watch_clock(turn);
    finish(turn);
}

/// What was due while we were away is judged by the calendar that was in force; then the new one takes over.
void Engine::catch_up_under_last_config() {
    auto const next = config_;
    if (auto last = parse_config(options_.store.note("configuration_source").value_or("")))
        config_ = std::move(*last);
    while (tick()) {
    }
    Turn turn{*this};
    auto const applied = apply(turn, the_clock(), ApplyConfig{next});
    if (!applied) throw std::logic_error(applied.error().detail);
    finish(turn);
    while (tick()) {
    }
}

/// The calendar of a train that is about to change must step around what is on record from today on.
void Engine::recall_recent(Turn& turn, std::string const& id) {
    constexpr std::size_t kRecalled = 200;
    auto& train = working(turn, id);
    store::ReleaseQuery query;
    query.train = id;
    query.from = turn.now - date::days{31};
    query.limit = kRecalled;
    for (auto& release : options_.store.releases(query))
        train.releases.emplace(release.id, std::move(release));
}

/// Those that are in production and were forgotten, back to the oldest version that it may return to.
void Engine::recall_merges(Turn& turn, std::string const& id) {
    auto& train = working(turn, id);
    int oldest = 0;
    for (auto const& each : train.ran) {
        if (!each.what.merged_up_to) continue;
        oldest = oldest == 0 ? *each.what.merged_up_to : std::min(oldest, *each.what.merged_up_to);
    }
    auto recalled = options_.store.merges({.train = id,
                                           .in_production = true,
                                           .limit = std::numeric_limits<std::int32_t>::max(),
                                           .after = {},
                                           .beyond = oldest});
    std::erase_if(recalled, [&](release::Merge const& each) {
        return std::ranges::find(train.merges, each.number, &release::Merge::number) != train.merges.end();
    });
    train.merges.insert(train.merges.end(), std::make_move_iterator(recalled.begin()),
                        std::make_move_iterator(recalled.end()));
    std::ranges::sort(train.merges, {}, &release::Merge::number);
}

Result<void> Engine::adopt_policies(Turn& turn, Config const& next) {
    for (auto const& train : next.trains) {
        auto const* const before = turn.config->train(train.id);
        if (before != nullptr && before->policy == train.policy) continue;
        recall_recent(turn, train.id);
        release::Context const context{turn.now, before == nullptr ? train.policy : before->policy,
                                       the_clock(), turn.hold.has_value()};
        auto adopted = decide_and_put(turn, train.id, release::AdoptPolicy{train.policy}, context);
        if (!adopted) return tl::unexpected{std::move(adopted.error())};
    }
    return {};
}

void Engine::watch_clock(Turn& turn) {
    auto const step = turn.watch.step_at(options_.clock.read());
    if (step == Duration{0}) return;
    if (step < Duration{0}) {
        turn.batch.bring_deliveries_forward(turn.now);
        turn.wrote = true;
    }
    if (auto const reason = turn.watch.absurd(step); reason && !turn.hold) {
        set_hold(turn, the_clock(), Hold{turn.now, *reason});
    } else if (std::chrono::abs(step) >= std::chrono::seconds{1}) {
        turn.log(the_clock(), "clock_stepped",
                 json::dump(boost::json::object{{"by", format_duration(step)}}));
    }
}

void Engine::set_hold(Turn& turn, release::Actor const& actor, std::optional<Hold> hold) {
    if (hold) {
        turn.batch.set_note("clock_hold", note_of(*hold));
        turn.log(actor, "clock_held", json::dump(boost::json::object{{"reason", hold->reason}}));
    } else {
        turn.batch.remove_note("clock_hold");
    }
    turn.hold = std::move(hold);
    reschedule_all(turn);
}

void Engine::reschedule_all(Turn& turn) {
    for (auto const& configured : turn.config->trains) {
        auto const& train = working(turn, configured.id);
        if (!train.activated_at) continue;
        auto const due = release::next_due(train, configured.policy, turn.hold.has_value());
        turn.batch.set_next_due(configured.id, due ? std::optional{due->at} : std::nullopt);
    }
    turn.wrote = true;
}

Result<Outcome> Engine::apply(Turn& turn, release::Actor const& actor, AcceptClock const& work) {
    if (auto allowed = release::require(actor, release::Right::accept_clock); !allowed) {
        return tl::unexpected{allowed.error()};
    }
    if (!turn.hold) return refuse(ErrorCode::conflict, "clock-not-held", "The calendar is not on hold.");
    boost::json::object data{{"held_for", turn.hold->reason}};
    if (!work.reason.empty()) data["reason"] = work.reason;
    turn.log(actor, "clock_accepted", json::dump(data));
    set_hold(turn, actor, std::nullopt);
    Outcome outcome;
    outcome.lines = {turn.lines.back()};
    return outcome;
}

Result<Outcome> Engine::apply(Turn& turn, release::Actor const& actor, CreateToken const& work) {
    if (auto allowed = release::require(actor, release::Right::manage_tokens); !allowed) {
        return tl::unexpected{allowed.error()};
    }
    if (turn.config->person(work.person) == nullptr) {
        return refuse(ErrorCode::invalid, "person-not-found",
                      "There is no person " + work.person + " in the configuration; add them there first.",
                      "#/person");
    }
    if (work.valid_for && (*work.valid_for <= Duration{0} || *work.valid_for > kLongestToken)) {
        return refuse(
            ErrorCode::invalid, "not-a-duration",
            "A token is valid for more than no time and for at most 36,500 days; leave valid_for out "
            "for one that is valid until it is revoked.",
            "#/valid_for");
    }
    auto created = Identities::make_token(work.person, actor.id, turn.now);
    created.record.note = work.note;
    created.record.items = work.items;
    if (work.valid_for) created.record.expires_at = turn.now + *work.valid_for;
    turn.batch.put_token(created.record);
    boost::json::object data{{"token", created.record.id}, {"person", work.person}};
    if (created.record.expires_at) data["expires_at"] = format_instant(*created.record.expires_at);
    if (!work.items.empty()) data["items"] = json::to_json(work.items);
    turn.log(actor, "token_created", json::dump(data));
    Outcome outcome;
    outcome.lines = {turn.lines.back()};
    outcome.token = std::move(created.record);
    outcome.secret = std::move(created.secret);
    return outcome;
}

Result<Outcome> Engine::apply(Turn& turn, release::Actor const& actor, RevokeToken const& work) {
    auto token = options_.store.token(work.token);
    auto const own = token && token->person == actor.id && actor.only_items.empty();
    if (auto allowed = release::require(actor, release::Right::manage_tokens); !allowed && !own) {
        return tl::unexpected{allowed.error()};
    }
    if (!token)
        return refuse(ErrorCode::not_found, "token-not-found", "There is no token " + work.token + ".");
    Outcome outcome;
    outcome.token = token;
    if (token->revoked_at) return outcome;
    token->revoked_at = turn.now;
    turn.batch.put_token(*token);
    turn.log(actor, "token_revoked",
             json::dump(boost::json::object{{"token", token->id}, {"person", token->person}}));
    outcome.lines = {turn.lines.back()};
    outcome.token = std::move(token);
    return outcome;
}

Result<Outcome> Engine::apply(Turn& turn, release::Actor const&, TouchToken const& work) {
    if (!identities_.wants_touch({.token = work.token}, turn.now)) return Outcome{};  // one of many at once
    if (auto token = options_.store.token(work.token)) {
        token->last_used_at = turn.now;
        turn.batch.put_token(*token);
        turn.wrote = true;
    }
    return Outcome{};
}

Result<Outcome> Engine::apply(Turn& turn, release::Actor const& actor, ApplyConfig const& work) {
    if (actor.id != the_clock().id) {
        if (auto allowed = release::require(actor, release::Right::reload); !allowed) {
            return tl::unexpected{allowed.error()};
        }
    }
    auto budget = std::numeric_limits<int>::max();
    for (auto const& id : options_.store.due_trains(turn.now, turn.config->trains.size()))
        run_due(turn, id, budget);
    Outcome outcome;
    std::map<std::string, release::Train> standing;
    for (auto const& configured : turn.config->trains)
        standing.emplace(configured.id, working(turn, configured.id));
    if (turn.config->trains != work.config.trains) {
        outcome.dates = plan(standing, *turn.config, work.config, kDatesCompared);
    }
    if (auto adopted = adopt_policies(turn, work.config); !adopted) return tl::unexpected{adopted.error()};
    turn.new_config = work.config;
    turn.config = &*turn.new_config;
    for (auto const& [id, train] : standing) {
        if (turn.config->train(id) == nullptr) turn.batch.set_next_due(id, std::nullopt);
    }
    if (options_.store.note("configuration") != turn.config->fingerprint) {
        turn.batch.set_note("configuration", turn.config->fingerprint);
        turn.batch.set_note("configuration_source", turn.config->source);
        turn.log(actor, "configuration_applied",
                 json::dump(boost::json::object{{"fingerprint", turn.config->fingerprint},
                                                {"dates_changed", dates_json(outcome.dates)}}));
        outcome.lines = {turn.lines.back()};
    }
    auto const gone = people_gone(options_.store.note("people"), *turn.config);
    turn.batch.set_note("people", joined(people_of(*turn.config)));
    for (auto const& configured : turn.config->trains) {
        auto activated = apply(turn, the_clock(), TrainCommand{configured.id, release::ActivateTrain{}});
        if (!activated) return activated;
        if (gone.empty()) continue;
        auto forgotten = apply(turn, the_clock(), TrainCommand{configured.id, release::ForgetPeople{gone}});
        if (!forgotten) return forgotten;
    }
    reschedule_all(turn);
    return outcome;
}

}  // namespace cadence::engine
