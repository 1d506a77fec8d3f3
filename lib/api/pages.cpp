// The pages: documents as HTML, each made of what the API serves as JSON.
#include "api/pages.h"

#include "api/negotiate.h"
#include "api/page.h"
#include "api/parts.h"
#include "api/routes.h"
#include "api/view.h"
#include "artifact/notes.h"
#include "base/encoding.h"
#include "base/text.h"
#include "chat/narrate.h"
#include "page/page.h"

namespace cadence::api {

namespace {

constexpr std::size_t kDatesOnPage = 4;
constexpr std::size_t kReleasesOnPage = 20;
constexpr std::size_t kEventsOnPage = 50;

void put_notes_html(Object& into, release::Release const& release) {
    if (release.notes) put(into, "notes_html", artifact::notes_html(release.notes->markdown));
}

/// What a train's page tells: its status, the release that it is about in full, the dates ahead.
Object train_document(Call const& call, config::TrainConfig const& config) {
    auto& engine = call.engine;
    auto const& train = engine.train(config.id);
    auto const& zone = config.policy.rule.zone;
    Object document;
    put_clock(object_in(document, "clock"), engine.hold());
    put_train_status(object_in(document, "status"), engine, config);
    auto const current = release::current_of(train);
    auto const about = current ? std::optional{shown(*current, &config)} : next_shown(train, config.policy);
    if (about) {
        put_release(object_in(document, "release"), *about, zone, &train);
        put_notes_html(document, about->release);
    }
    put_upcoming(object_in(document, "upcoming"),
                 dates_ahead(engine, {&config}, {.count = kDatesOnPage, .cancelled = true}));
    put_people_of(document, call, &config);
    return document;
}

Answer page_of_train(Call const& call, std::string_view path, config::TrainConfig const& config) {
    return page_as_html(page::train_page(train_document(call, config), place_of(call, path, &config),
                                         config.policy.rule.zone),
                        config.id);
}

Result<Answer> get_train_page(Call const& call) {
    return call.train_in_path().map([&](auto const* train) {
        auto const only = call.engine.config().trains.size() == 1;
        return page_of_train(call, only ? "/" : "/trains", *train);
    });
}

Result<Answer> get_front_page(Call const& call) {
    auto const& trains = call.engine.config().trains;
    if (trains.size() == 1) return page_of_train(call, "/", trains.front());
    return page_of_trains(call, nullptr).map([&](TrainPage const& page) {
        Object document;
        put_all(document, "trains", page.trains,
                [&](Object& into, auto const* each) { put_train_status(into, call.engine, *each); });
        put_cursor(document, page.cursor);
        return page_as_html(page::trains_page(document, place_of(call, "/", nullptr)), {});
    });
}

Result<Answer> get_release_page(Call const& call) {
    auto const item = release_shown(call.engine, call.path[0]);
    if (!item) return tl::unexpected{item.error()};
    auto const& id = item->release.train;
    auto const* const config = call.engine.config().train(id);
    auto const* const train = config == nullptr ? nullptr : &call.engine.train(id);
    auto const& zone = zone_of(call.engine.config(), id);
    Object document;
    put_release(object_in(document, "release"), *item, zone, train);
    put_notes_html(document, item->release);
    put_people_of(document, call, config);
    return page_as_html(page::release_page(document, place_of(call, "/releases", config), zone), id);
}

/// The query as it was asked, for the fields of a filter; empty ones are none.
void put_asked(Object& into, Call const& call) {
    auto& asked = object_in(into, "asked");
    for (auto const& [name, value] : call.request.query) put_known(asked, name, value);
}

/// The same page, further on.
std::string further(Call const& call, std::string_view parameter, std::string const& value) {
    auto link = call.request.path + "?";
    for (auto const& [name, its] : call.request.query)
        if (name != parameter && !its.empty()) link += name + "=" + percent_encode(its) + "&";
    return link + std::string{parameter} + "=" + percent_encode(value);
}

/// A filter's form sends its empty fields, too: they ask for nothing.
net::Request without_empty(net::Request request) {
    std::erase_if(request.query, [](auto const& parameter) { return parameter.second.empty(); });
    return request;
}

Result<store::ReleaseQuery> releases_asked(Call const& call) {
    Taking take;
    store::ReleaseQuery query;
    query.train = take(call.train_id());
    query.kind = take(name_in<release::Kind>(call, "kind"));
    query.state = take(name_in<release::State>(call, "state"));
    query.from = take(call.moment("from"));
    query.until = take(call.moment("to"));
    query.limit = kReleasesOnPage + 1;
    query.after = take(place_after(call, "r1."));
    return take.done(std::move(query));
}

Result<Answer> get_releases_page(Call const& asked) {
    auto const request = without_empty(asked.request);
    Call const call{request, asked.engine, asked.sources};
    auto query = releases_asked(call);
    if (!query) return tl::unexpected{query.error()};
    auto const& config = call.engine.config();
    auto found = call.engine.store().releases(*query);
    auto const cursor = cut(found, kReleasesOnPage, [](auto const& last) {
        return cursor_to("r1.", {last.window.opens_at, last.id});
    });
    Object document;
    put_all(document, "items", found, [&](Object& into, auto const& each) {
        auto const& zone = zone_of(config, each.train);
        put_summary(into, shown(each, config.train(each.train)), zone);
        put_verdict(into, each, nullptr, zone);
    });
    put_asked(document, call);
    if (!cursor.empty()) put(document, "next", further(call, "cursor", cursor));
    return page_as_html(
        page::releases_page(document, place_of(call, "/releases", config.train(query->train))), query->train);
}

Result<store::EventQuery> events_asked(Call const& call) {
    Taking take;
    store::EventQuery query;
    query.train = take(call.train_id());
    query.release = call.query("release").value_or("");
    query.limit = kEventsOnPage + 1;
    auto const before = call.query("before");
    auto const number = before ? parse_number<std::int64_t>(*before) : std::nullopt;
    if (before && (!number || *number < 0))
        take(Result<void>{wrong_parameter("before", "must be the number of an event.")});
    query.before = number.value_or(std::numeric_limits<std::int64_t>::max());
    auto const type = call.query("type").value_or("");
    auto const known = chat::event_types();
    if (!type.empty() && std::ranges::find(known, type) == known.end())
        take(Result<void>{unknown_parameter_value("type", type, known)});
    if (!type.empty()) query.types = {type};
    return take.done(std::move(query));
}

Result<Answer> get_events_page(Call const& asked) {
    auto const request = without_empty(asked.request);
    Call const call{request, asked.engine, asked.sources};
    auto const query = events_asked(call);
    if (!query) return tl::unexpected{query.error()};
    auto lines = call.engine.store().events(*query);
    auto const last = cut(lines, kEventsOnPage, [](auto const& line) { return std::to_string(line.seq); });
    Object document;
    put_all(document, "items", lines, put_event);
    put_asked(document, call);
    put(document, "types", chat::event_types());
    if (!last.empty()) put(document, "next", further(call, "before", last));
    auto const* const train = call.engine.config().train(query->train);
    return page_as_html(page::events_page(document, place_of(call, "/events", train)), query->train);
}

Result<Answer> get_people_page(Call const& call) {
    Object document;
    put_people_of(document, call, nullptr);
    put(document, "rights", release::rights());
    return page_as_html(page::people_page(document, place_of(call, "/people", nullptr)), {});
}

Result<Answer> get_sign_in_page(Call const& call) {
    return page_as_html(page::sign_in_page(place_of(call, "/sign-in", nullptr)), {});
}

/// Named after their content: what is once there stays right.
Result<Answer> get_asset(Call const& call) {
    for (auto const& asset : page::assets()) {
        if (asset.path.substr(asset.path.rfind('/') + 1) != call.path[0]) continue;
        return Answer{.content_type = std::string{asset.content_type},
                      .headers = {{"Cache-Control", "public, max-age=31536000, immutable"}},
                      .body = std::string{asset.bytes}};
    }
    return refuse(ErrorCode::not_found, "path-not-found",
                  "There is no such file any more: load the page again.");
}

Route page_at(std::string_view path, std::string_view summary, ReadHandler handler, Query query = {}) {
    return in_forms({Form::html}, get(path, summary, handler, std::move(query)));
}

}  // namespace

page::Place place_of(Call const& call, std::string_view path, config::TrainConfig const* train) {
    auto const& engine = call.engine;
    auto const& trains = engine.config().trains;
    auto const id = train == nullptr ? std::string{} : train->id;
    return {.path = path,
            .train = id,
            .train_name = train != nullptr     ? train->name
                          : trains.size() == 1 ? trains.front().name
                                               : std::string{},
            .only_train = trains.size() == 1,
            .revision = std::to_string(engine.revision(id))};
}

Answer page_as_html(std::string html, std::string scope) {
    return {.content_type = std::string{content_type_of(Form::html)},
            .headers = {{"Content-Security-Policy", std::string{page::kContentSecurityPolicy}}},
            .body = std::move(html),
            .scope = std::move(scope)};
}

void put_people_of(Object& into, Call const& call, config::TrainConfig const* train) {
    Object all(into.storage());
    put_people(all, call.engine.config(), train);
    into["people"] = std::move(all["items"]);
}

Answer page_of(Problem const& problem, std::string_view path, engine::Engine const& engine) {
    auto answer = answer_of(problem, path);
    auto const& trains = engine.config().trains;
    page::Place const place{
        .path = {},
        .train = {},
        .train_name = trains.size() == 1 && problem.status != 401 ? trains.front().name : std::string{},
        .only_train = trains.size() == 1,
        .revision = std::to_string(engine.revision())};
    answer.body = page::problem_page(boost::json::parse(answer.body).as_object(), place);
    answer.content_type = content_type_of(Form::html);
    answer.headers.emplace_back("Content-Security-Policy", std::string{page::kContentSecurityPolicy});
    return answer;
}

Routes pages_routes() {
    return {
        page_at("/", "Page: the train, or all of them", get_front_page, {"limit", "cursor"}),
        page_at("/trains/{train}", "Page: a train", get_train_page),
        page_at("/releases/{id}", "Page: a release", get_release_page),
        page_at("/releases", "Page: the history of releases", get_releases_page,
                {"train", "kind", "state", "from", "to", "cursor"}),
        page_at("/calendar", "Page: the calendar, a year or a month", get_calendar_page,
                {"train", "year", "month"}),
        page_at("/events", "Page: the log, newest first", get_events_page,
                {"train", "release", "type", "before"}),
        page_at("/people", "Page: who may do what", get_people_page),
        open_to_all(page_at("/sign-in", "Page: signing in by a link", get_sign_in_page)),
        open_to_all(in_forms({Form::css, Form::script},
                             get("/assets/{file}", "The style and the script of the pages", get_asset))),
    };
}

}  // namespace cadence::api
