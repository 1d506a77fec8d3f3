// What happened: in a list, as it comes, and of one release.
#include <algorithm>
#include <array>
#include <thread>

#include "base/limit.h"
#include "base/text.h"
#include "cadencectl/event_stream.h"
#include "cadencectl/nouns.h"

namespace cadence::ctl {

namespace {

constexpr std::int64_t kPage = 1'000;
constexpr std::size_t kLatest = 20;

std::int64_t number_of(Arguments const& arguments, std::string_view key, std::int64_t otherwise) {
    return arguments.has(key) ? std::stoll(arguments[key]) : otherwise;
}

Columns event_columns() {
    return {{"EVENT", "seq", Paint::faint},
            {"AT (UTC)", [](Json const& event) { return stamp(text(event, "at")); }},
            {"TYPE", "type", Paint::strong},
            {"WHAT HAPPENED", "text"}};
}

/// Columns of a fixed width, because what comes next is not known.
std::string line_of(Json const& event, Style style) {
    static constexpr std::array<std::size_t, 4> kWidths{6, 19, 21, 0};
    static auto const kColumns = event_columns();
    std::string line;
    for (std::size_t i = 0; i < kColumns.size(); ++i) {
        auto const [shown, paint] = kColumns[i].cell(event);
        line += style.paint(paint, shown);
        auto const width = code_points(shown);
        line.append((width < kWidths[i] ? kWidths[i] - width : 0) + 2, ' ');
    }
    return std::string{trimmed_right(line)} + "\n";
}

/// The contract says which there are.
Result<Exit> types(Session& session) {
    auto const contract = session.ask({.path = "/openapi.json"});
    if (!contract) return tl::unexpected{contract.error()};
    auto const& type = at(at(at(*contract, "components"), "parameters"), "type");
    auto const& known = items(at(type, "schema"), "x-extensible-enum");
    session.write(known, joined(known, "\n") + "\n");
    return Exit::done;
}

bool write_event(Session& session, Json const& event) {
    return session.write(event, line_of(event, session.style()));
}

struct Past {
    boost::json::array events;
    std::int64_t after = 0;
};

/// With --after: the first ones after it; else the latest. Keeps --count of them.
Result<Past> read_past(Session& session, Arguments const& arguments) {
    Past past{{}, number_of(arguments, "after", 0)};
    auto const first_ones = arguments.has("after");
    auto const keep = static_cast<std::size_t>(number_of(arguments, "count", first_ones ? kPage : kLatest));
    while (true) {
        Request request{.path = "/v1/events", .query = query_of(arguments, {"type", "train"})};
        auto const page =
            first_ones ? std::min(kPage, static_cast<std::int64_t>(keep - past.events.size())) : kPage;
        if (page == 0) return past;
        request.query.emplace_back("after", std::to_string(past.after));
        request.query.emplace_back("limit", std::to_string(page));
        auto const answer = session.ask(request);
        if (!answer) return tl::unexpected{answer.error()};
        auto const& found = items(*answer);
        past.events.insert(past.events.end(), found.begin(), found.end());
        if (past.events.size() > keep) past.events.erase(past.events.begin(), past.events.end() - keep);
        auto const next = number(*answer, "next_after").value_or(past.after);
        auto const short_of_page = static_cast<std::int64_t>(found.size()) < page;
        auto const last = next <= past.after || (short_of_page && !truth(*answer, "more"));
        past.after = std::max(past.after, next);
        if (last) return past;
    }
}

/// Listens until nobody reads any more, or the daemon refuses.
class Follower {
  public:
    Follower(Session& session, Arguments const& arguments, std::int64_t after) : session_{session} {
        request_.path = "/v1/events";
        request_.query = query_of(arguments, {"type", "train"});
        request_.query.emplace_back("after", std::to_string(after));
    }

    Result<Exit> run() {
        session_.note("waiting for events from " + session_.client().url() + " (Ctrl-C ends)");
        while (true) {
            stream_.restart();
            auto const ended = session_.client().stream(
                request_, stream_.last_id(), [this](std::string_view bytes) { return take(bytes); });
            if (!reading_) return Exit::done;
            if (!ended && !connected_) return tl::unexpected{ended.error()};
            if (ended && ended->status != 200) {
                auto const refused = session_.problem(*ended);
                if (refused.problem != "not-reachable" && ended->status != 503)
                    return tl::unexpected{refused};
            }
            if (!lost_) session_.note("connection lost, retrying");
            lost_ = true;
            std::this_thread::sleep_for(stream_.retry());
        }
    }

  private:
    bool take(std::string_view bytes) {
        if (lost_) session_.note("reconnected");
        lost_ = false;
        connected_ = true;
        for (auto const& event : stream_.feed(bytes)) {
            boost::json::error_code failed;
            auto const document = boost::json::parse(event.data, failed);
            if (!failed) reading_ = write_event(session_, document);
            if (!reading_) return false;
        }
        return true;
    }

    Session& session_;
    Request request_;
    EventStream stream_;
    bool reading_ = true;
    bool connected_ = false;
    bool lost_ = false;
};

Result<Exit> run_events(Session& session, Arguments const& arguments) {
    if (arguments.has("types")) return types(session);
    auto const past = read_past(session, arguments);
    if (!past) return tl::unexpected{past.error()};
    auto const follow = arguments.has("follow");
    if (session.json() && !follow) {
        session.write(boost::json::object{{"items", past->events}, {"next_after", past->after}}, "");
        return Exit::done;
    }
    for (auto const& event : past->events)
        if (!write_event(session, event)) return Exit::done;
    if (!follow) {
        if (past->events.empty()) session.note("no such event yet");
        return Exit::done;
    }
    return Follower{session, arguments, past->after}.run();
}

std::string show_timeline(View const& view) {
    return listing(view, event_columns(), "Nothing has happened to it yet.\n");
}

}  // namespace

Subcommands events_subcommands() {
    return {
        {.name = "events",
         .does = "Show the latest events; with -f, follow new ones",
         .arguments = {{"-f,--follow", "", "follow new events until Ctrl-C"},
                       {"--type", "TYPES", "only these types, separated by commas: vote_cast,phase_fired"},
                       kTrainOption,
                       {"--after", "N", "only events after this number, oldest first"},
                       count_option("--count", "at most this many; default: the latest 20"),
                       {"--types", "", "list the event types"}},
         .examples = {"events", "events -f --type state_changed", "events --after 120 --json"},
         .run = run_events},
        {.name = "timeline",
         .does = "Show what happened to one release",
         .arguments = {release_place(), kTrainOption, count_option("--limit", "how many per page"),
                       kCursorOption},
         .examples = {"timeline backend-2026-01-08"},
         .request = {Method::get, "/v1/releases/{release}/timeline", {"limit", "cursor"}},
         .show = show_timeline},
    };
}

}  // namespace cadence::ctl
