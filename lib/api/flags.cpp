// Feature flags: the registry. What they are worth to whom: evaluation.cpp.
#include "api/change.h"
#include "api/page.h"
#include "api/parts.h"
#include "api/routes.h"
#include "base/nearest.h"

namespace cadence::api {

namespace {

constexpr std::string_view kFlagCursor = "f1.";  // f1.<key>

void put_flag(Object& into, flag::Flag const& flag) {
    put_members(into, flag, {"history"});
}

void put_whole_flag(Object& into, flag::Flag const& flag) {
    put_members(into, flag);
}

struct FlagQuery {
    std::string train;
    std::optional<flag::Stage> stage;
    std::size_t limit = 0;
    std::optional<std::string> after;
};

Result<FlagQuery> flag_query(Call const& call) {
    Taking take;
    FlagQuery query;
    query.train = take(call.train_id());
    query.stage = take(name_in<flag::Stage>(call, "stage"));
    query.limit = take(limit_of(call));
    query.after = take(cursor_of(call, kFlagCursor));
    return take.done(std::move(query));
}

Result<Answer> get_flags(Call const& call) {
    auto const query = flag_query(call);
    if (!query) return tl::unexpected{query.error()};
    auto const& all = call.engine.flags().all();
    std::vector<flag::Flag const*> rows;
    for (auto at = query->after ? all.upper_bound(*query->after) : all.begin();
         at != all.end() && rows.size() <= query->limit; ++at) {
        auto const& each = at->second;
        if (!query->train.empty() && each.train != query->train) continue;
        if (!query->stage || each.stage == *query->stage) rows.push_back(&each);
    }
    auto const cursor =
        cut(rows, query->limit, [](auto const* last) { return std::string{kFlagCursor} + last->key; });
    return page_answer(call, rows, cursor, query->train,
                       [](Object& into, auto const* each) { put_flag(into, *each); });
}

Result<flag::Flag const*> flag_in_path(Call const& call) {
    auto const& flags = call.engine.flags();
    if (auto const* const found = flags.find(call.path[0])) return found;
    return tl::unexpected{
        unknown_name("flag", call.path[0], flags.all(), [](auto const& each) { return each.first; })};
}

Result<Answer> get_flag(Call const& call) {
    return flag_in_path(call).map([](flag::Flag const* found) {
        return answer_with([&](Object& into) { put_whole_flag(into, *found); }, found->train);
    });
}

/// Of a flag that there is, its own; of a new one, the one that is named, or the only one.
Result<std::string> train_of_flag(Call const& call, std::optional<std::string> const& named) {
    auto const* const known = call.engine.flags().find(call.path[0]);
    if (named && (known == nullptr || *named != known->train)) {
        auto const train = train_named(call.engine.config(), *named);
        if (train) return (*train)->id;
        auto error = train.error();
        error.code = ErrorCode::invalid;
        error.field = "#/train";
        return tl::unexpected{std::move(error)};
    }
    if (known != nullptr) return known->train;
    return only_train(call.engine.config(), "#/train",
                      "There are several trains: say whose flag gate rules it.")
        .map([](auto const* train) { return train->id; });
}

Change telling_of_flag(engine::Work work) {
    auto change = change_to(std::move(work), [](Object& into, engine::Outcome const& outcome) {
        put_whole_flag(into, *outcome.flag);
    });
    change.render = [render = std::move(change.render)](engine::Outcome const& outcome) {
        auto answer = render(outcome);
        if (!outcome.lines.empty() && outcome.lines.front().type == "flag_registered") answer.status = 201;
        return answer;
    };
    return change;
}

Result<Change> put_one_flag(Call const& call) {
    auto wanted = body_of<flag::Wanted>(call, {"reason"});
    if (!wanted) return tl::unexpected{wanted.error()};
    auto train = train_of_flag(call, wanted->train);
    if (!train) return tl::unexpected{train.error()};
    return telling_of_flag(engine::PutFlag{*std::move(train), call.path[0], *std::move(wanted)});
}

Result<Change> remove_flag(Call const& call) {
    auto const known = flag_in_path(call);
    if (!known) return tl::unexpected{known.error()};
    return telling_of_flag(
        engine::RemoveFlag{(*known)->train, (*known)->key, call.query("reason").value_or("")});
}

}  // namespace

void put_unfinished_flags(Object& into, engine::Engine const& engine, std::string_view release) {
    std::vector<flag::Flag const*> shipped;
    for (auto const& [key, each] : engine.flags().all())
        if (each.release == release && flag::is_unfinished(each)) shipped.push_back(&each);
    if (shipped.empty()) return;
    put_all(into, "flags", shipped, [](Object& one, auto const* each) {
        put_only(one, *each, {"key", "description", "stage", "percentage", "owner", "until"});
    });
}

Routes flags_routes() {
    return {
        get("/v1/flags", "The feature flags, by key", get_flags, {"train", "stage", "limit", "cursor"}),
        get("/v1/flags/{flag}", "A feature flag and its history", get_flag),
        put("/v1/flags/{flag}", "Register, change or flip a feature flag", put_one_flag, Right::manage_flags),
        del("/v1/flags/{flag}", "Remove a feature flag", remove_flag, Right::manage_flags, {"reason"}),
    };
}

}  // namespace cadence::api
