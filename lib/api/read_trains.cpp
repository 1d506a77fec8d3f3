// Trains: their rules and how they stand, what was merged, what was promised.
#include "api/handlers.h"
#include "api/page.h"

namespace cadence::api {

namespace {

constexpr std::string_view kMergeCursor = "m1.";     // m1.<number>
constexpr std::string_view kDeadlineCursor = "d1.";  // d1.<live|ended>.<due_at in microseconds>.<train>.<id>

Result<store::MergeQuery> merge_query(Call const& call, std::string const& train) {
    store::MergeQuery query;
    query.train = train;
    auto const limit = call.count("limit", kPageDefault, kPageMost);
    if (!limit) return tl::unexpected{limit.error()};
    query.limit = *limit;
    auto const after = cursor_of(call, kMergeCursor);
    if (!after) return tl::unexpected{after.error()};
    if (!*after) return query;
    auto const number = whole_number(**after);
    if (!number || *number < 0 || *number > std::numeric_limits<int>::max()) return wrong_cursor();
    query.after = static_cast<int>(*number);
    return query;
}

/// Deadlines come in two runs: those that still run, then those that ended.
struct Run {
    bool live = true;
    store::DeadlineQuery query;
};

using DeadlinePage = std::vector<store::DeadlineRow>;

std::string cursor_after(store::DeadlineRow const& row) {
    auto const& deadline = row.deadline;
    return std::string{kDeadlineCursor} + (release::is_live(deadline) ? "live." : "ended.") +
           std::to_string(deadline.due_at.time_since_epoch().count()) + "." + row.train + "." + deadline.id;
}

Result<void> go_on(Run& run, std::string_view rest) {
    auto const kind = next_part(rest);
    auto const due = kind ? next_part(rest) : std::nullopt;
    auto const train = due ? next_part(rest) : std::nullopt;
    auto const number = train ? whole_number(*due) : std::nullopt;
    if (!number || rest.empty() || (*kind != "live" && *kind != "ended")) return wrong_cursor();
    run.live = *kind == "live";
    run.query.after = {Instant{Duration{*number}}, std::string{*train}, std::string{rest}};
    return {};
}

Result<Run> deadline_run(Call const& call) {
    Run run;
    auto const train = call.train();
    if (!train) return tl::unexpected{train.error()};
    auto const kind = name_in<release::DeadlineKind>(call, "kind");
    if (!kind) return tl::unexpected{kind.error()};
    auto const state = name_in<release::DeadlineState>(call, "state");
    if (!state) return tl::unexpected{state.error()};
    auto const limit = call.count("limit", kPageDefault, kPageMost);
    if (!limit) return tl::unexpected{limit.error()};
    auto const after = cursor_of(call, kDeadlineCursor);
    if (!after) return tl::unexpected{after.error()};
    if (*train != nullptr) run.query.train = (*train)->id;
    run.query.kind = *kind;
    run.query.state = *state;
    if (auto const release = call.query("release")) {
        auto const known = release_shown(call.engine, *release);
        if (!known) return tl::unexpected{known.error()};
        run.query.release = *release;
    }
    run.query.limit = *limit;
    if (!*after) return run;
    return go_on(run, **after).map([&] { return std::move(run); });
}

/// Adds what this run still has, until there is one more than a page takes.
void fill(DeadlinePage& page, store::Store const& store, Run run) {
    run.query.live = run.live;
    run.query.limit = run.query.limit + 1 - page.size();
    for (auto& row : store.deadlines(run.query)) page.push_back(std::move(row));
}

/// One more than a page takes, if there is one.
DeadlinePage page_of(store::Store const& store, Run run) {
    DeadlinePage page;
    fill(page, store, run);
    if (run.live && page.size() <= run.query.limit) {
        run.live = false;
        run.query.after.reset();
        fill(page, store, run);
    }
    return page;
}

}  // namespace

Result<Answer> get_trains(Call const& call) {
    auto const page = page_of_trains(call, nullptr);
    if (!page) return tl::unexpected{page.error()};
    Answer answer;
    link_to_next(answer, call, page->cursor);
    answer.body = document([&](Object& into) {
        auto& items = array_in(into, "items");
        for (auto const* const train : page->trains)
            put_train(object_in(items), *train, call.engine.train(train->id));
        put_cursor(into, page->cursor);
    });
    return answer;
}

Result<Answer> get_train(Call const& call) {
    return train_named(call.engine.config(), call.path[0]).map([&](config::TrainConfig const* train) {
        return Answer{
            .body = document([&](Object& into) { put_train(into, *train, call.engine.train(train->id)); }),
            .scope = train->id};
    });
}

Result<Answer> get_merges(Call const& call) {
    auto const train = train_named(call.engine.config(), call.path[0]);
    if (!train) return tl::unexpected{train.error()};
    auto query = merge_query(call, (*train)->id);
    if (!query) return tl::unexpected{query.error()};
    auto const limit = query->limit++;
    auto merges = call.engine.store().merges(*query);
    auto const more = merges.size() > limit;
    if (more) merges.resize(limit);
    auto const cursor =
        more ? std::string{kMergeCursor} + std::to_string(merges.back().number) : std::string{};
    Answer answer{.scope = (*train)->id};
    link_to_next(answer, call, cursor);
    answer.body = document([&](Object& page) {
        put_all(page, "items", merges, put_merge);
        put_cursor(page, cursor);
    });
    return answer;
}

Result<Answer> get_deadlines(Call const& call) {
    auto run = deadline_run(call);
    if (!run) return tl::unexpected{run.error()};
    auto const limit = run->query.limit;
    Answer answer{.scope = run->query.train};
    auto rows = page_of(call.engine.store(), std::move(*run));
    auto const more = rows.size() > limit;
    if (more) rows.resize(limit);
    auto const cursor = more ? cursor_after(rows.back()) : std::string{};
    link_to_next(answer, call, cursor);
    answer.body = document([&](Object& page) {
        auto& items = array_in(page, "items");
        for (auto const& row : rows) {
            auto& object = object_in(items);
            put(object, "train", row.train);
            put_deadline(object, row.deadline);
        }
        put_cursor(page, cursor);
    });
    return answer;
}

}  // namespace cadence::api
