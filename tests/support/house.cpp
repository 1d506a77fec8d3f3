#include "support/house.h"

#include <stdexcept>

#include <sqlite3.h>
#include <stdlib.h>

#include "release/lifecycle.h"
#include "support/replay.h"

namespace cadence::engine {

namespace {

/// The store keeps its connection to itself: SQLite shows it to whoever asks to see every one it opens.
thread_local sqlite3* last_opened = nullptr;
extern "C" int see_connection(sqlite3* connection, char const**, sqlite3_api_routines const*) {
    last_opened = connection;
    return SQLITE_OK;
}

int pragma(sqlite3* connection, std::string const& sql) {
    int answer = 0;
    auto const read = [](void* to, int, char** values, char**) {
        *static_cast<int*>(to) = std::stoi(values[0]);
        return 0;
    };
    if (sqlite3_exec(connection, sql.c_str(), read, &answer, nullptr) != SQLITE_OK)
        throw std::runtime_error(sql);
    return answer;
}

config::Person someone(std::string id, std::string name, release::Role role) {
    return {.id = std::move(id), .name = std::move(name), .roles = {role}, .train_roles = {}, .known_as = {}};
}

}  // namespace

config::TrainConfig train_config(std::string id, release::Policy policy) {
    return {.id = id, .name = id, .policy = std::move(policy), .staging_url = {}, .production_url = {}};
}

config::Config config_with(std::vector<config::TrainConfig> trains, std::string fingerprint) {
    config::Config config;
    config.people = {someone("anna", "Anna", release::Role::tech_lead),
                     someone("paul", "Paul", release::Role::product_owner),
                     someone("quinn", "Quinn", release::Role::qa),
                     someone("olga", "Olga", release::Role::ops)};
    config.trains = std::move(trains);
    config.fingerprint = std::move(fingerprint);
    return config;
}

config::Config config_of_spec() {
    return config_with({train_config(kTrain)}, "of the spec");
}

House::House(std::string_view now, config::Config config, Keeps keeps)
    : clock{utc(now)}, config_{std::move(config)} {
    if (keeps == Keeps::on_disk) {
        auto name = (std::filesystem::temp_directory_path() / "cadenced-engine-XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
        folder_ = name;
        file_ = folder_ / "cadenced.db";
    }
    open();
    start();
}

House::~House() {
    engine.reset();
    store.reset();
    std::error_code ignored;
    if (!folder_.empty()) std::filesystem::remove_all(folder_, ignored);
}

void House::open() {
    auto const entry = reinterpret_cast<void (*)()>(&see_connection);
    sqlite3_auto_extension(entry);
    auto opened =
        store::Store::open(folder_.empty() ? std::filesystem::path{":memory:"} : file_, clock.now());
    sqlite3_cancel_auto_extension(entry);
    if (!opened) throw std::runtime_error(opened.error().detail);
    store = std::move(*opened);
    connection_ = last_opened;
}

void House::start() {
    log.clear();
    commits = 0;
    engine =
        std::make_unique<Engine>(Engine::Options{.clock = clock,
                                                 .store = *store,
                                                 .config = config_,
                                                 .wake = [this] { ++wakes; },
                                                 .committed =
                                                     [this](std::vector<release::LogLine> const& lines) {
                                                         ++commits;
                                                         log.insert(log.end(), lines.begin(), lines.end());
                                                     }});
    engine->start();
}

void House::restart(Duration after) {
    config_ = engine->config();
    engine.reset();
    clock.advance(after);
    if (!folder_.empty()) {
        store.reset();
        open();
    }
    start();
}

void House::restart_with(config::Config config) {
    engine.reset();
    config_ = std::move(config);
    start();
}

void House::tick() {
    for (int turns = 0; engine->tick(); ++turns) {
        if (turns == 100'000) throw std::logic_error("there is always more to do: time stands still");
    }
}

void House::advance_to(Instant instant) {
    for (auto next = engine->next_due(); next && *next <= instant; next = engine->next_due()) {
        if (*next > clock.now()) clock.advance_to(*next);
        tick();
        if (auto const after = engine->next_due(); after && *after <= clock.now())
            throw std::logic_error("due and not done");
    }
    if (instant > clock.now()) clock.advance_to(instant);
    tick();
}

release::Actor House::as(std::string const& person) const {
    if (person == "operator")
        return engine->identities().actor({"operator", "the local operator", "operator token", {}, true}, {});
    return engine->identities().actor({person, person, "token of " + person, {}, false}, kTrain);
}

Result<Outcome> House::ask(std::string const& person, Work work) {
    Result<Outcome> answer = refuse(ErrorCode::internal, "unanswered", "done was not called");
    Request request{.actor = as(person), .work = std::move(work)};
    request.done = [&](Result<Outcome> const& outcome) { answer = outcome; };
    engine->submit(std::move(request));
    engine->flush();
    return answer;
}

void House::give_go(std::string const& release) {
    (void)ask("anna", release::SetCandidate{release, "1.2.0", {}}).value();
    (void)ask("anna", release::CastVote{release, Choice::go, {}}).value();
    (void)ask("paul", release::CastVote{release, Choice::go, {}}).value();
}

void House::fill_disk(std::optional<int> pages_left) {
    auto const pages = pages_left ? pragma(connection_, "PRAGMA page_count") + *pages_left : 1 << 30;
    (void)pragma(connection_, "PRAGMA max_page_count = " + std::to_string(pages));
}

std::vector<release::LogLine> House::whole_log() const {
    return store->events({.limit = 1'000'000});
}

std::vector<release::LogLine> House::lines_of(std::string const& type) const {
    return store->events({.limit = 1'000'000, .types = {type}});
}

std::string House::state_of_everything() const {
    std::string text;
    for (auto const& train : config_.trains) {
        auto const rows = from_rows(*this, train.id);
        text += train.id + " next " + format_date(rows.next_slot) + " missed " +
                std::to_string(rows.missed.size()) + "\n";
        for (auto const& [id, release] : rows.releases) {
            text += "  " + id + " " + std::string{name_of(release.state)};
            for (auto const& firing : release.firings) {
                text += ", " + firing.phase.name + " " + std::string{name_of(firing.status)} + " " +
                        (firing.fired_at ? format_instant(*firing.fired_at) : "-");
            }
            text += "\n";
        }
    }
    for (auto const& line : whole_log()) {
        text += format_instant(line.at) + " " + line.train + " " + line.type + " " + line.actor + " " +
                line.data + "\n";
    }
    auto const due = store->next_due();
    return text + "due " + (due ? format_instant(*due) : "never") + "\n";
}

release::Train folded(House const& house, std::string const& train) {
    return testing::folded(*house.store, train);
}

release::Train from_rows(House const& house, std::string const& train) {
    return testing::from_rows(*house.store, train);
}

std::vector<std::string> phases_of(release::Release const& release) {
    std::vector<std::string> lines;
    for (auto const& firing : release.firings) {
        if (firing.attempt != release.attempt) continue;
        lines.push_back(firing.phase.name + " " + std::string{name_of(firing.status)});
    }
    return lines;
}

std::string problem_of(Result<Outcome> const& result) {
    return result ? "accepted" : result.error().problem;
}

}  // namespace cadence::engine
