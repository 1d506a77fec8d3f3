// Promises with a clock on them. They come in two runs: those that still run, then those that ended.
#include "api/page.h"
#include "api/routes.h"
#include "api/view.h"
#include "base/text.h"

namespace cadence::api {

namespace {

constexpr std::string_view kDeadlineCursor = "d1.";  // d1.<live|ended>.<due_at in microseconds>.<train>.<id>

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
    auto const number = train ? parse_number<std::int64_t>(*due) : std::nullopt;
    if (!number || rest.empty() || (*kind != "live" && *kind != "ended")) return wrong_cursor();
    run.live = *kind == "live";
    run.query.after = {Instant{Duration{*number}}, std::string{*train}, std::string{rest}};
    return {};
}

Result<std::string> release_asked(Call const& call) {
    auto const id = call.query("release");
    if (!id) return std::string{};
    return release_shown(call.engine, *id).map([&](auto const&) { return *id; });
}

Result<Run> deadline_run(Call const& call) {
    Taking take;
    Run run;
    run.query.train = take(call.train_id());
    run.query.kind = take(name_in<release::DeadlineKind>(call, "kind"));
    run.query.state = take(name_in<release::DeadlineState>(call, "state"));
    run.query.limit = take(limit_of(call));
    auto const after = take(cursor_of(call, kDeadlineCursor));
    run.query.release = take(release_asked(call));
    if (after) take(go_on(run, *after));
    return take.done(std::move(run));
}

/// Adds what this run still has, until there is one more than a page takes.
void fill(DeadlinePage& page, store::Store const& store, Run run) {
    run.query.live = run.live;
    run.query.limit = run.query.limit + 1 - page.size();
    for (auto& row : store.deadlines(run.query)) page.push_back(std::move(row));
}

/// One more than a page takes, if there is one.
DeadlinePage rows_of(store::Store const& store, Run run) {
    DeadlinePage page;
    fill(page, store, run);
    if (run.live && page.size() <= run.query.limit) {
        run.live = false;
        run.query.after.reset();
        fill(page, store, run);
    }
    return page;
}

void put_row(Object& into, store::DeadlineRow const& row) {
    put(into, "train", row.train);
    put_members(into, row.deadline);
}

Result<Answer> get_deadlines(Call const& call) {
    auto const run = deadline_run(call);
    if (!run) return tl::unexpected{run.error()};
    auto rows = rows_of(call.engine.store(), *run);
    auto const cursor = cut(rows, run->query.limit, cursor_after);
    return page_answer(call, rows, cursor, run->query.train, put_row);
}

}  // namespace

Routes deadlines_routes() {
    return {get("/v1/deadlines", "Deadlines, the running ones first", get_deadlines,
                {"train", "kind", "state", "release", "limit", "cursor"})};
}

}  // namespace cadence::api
