// events: the past in pages, and what comes over server-sent events.
#include "cadencectl/event_stream.h"
#include "cadencectl_world.h"

namespace cadence::ctl::testing {

namespace {

std::string event(int seq, std::string const& type = "vote_cast") {
    return R"({"seq": )" + std::to_string(seq) + R"(, "at": "2026-01-07T11:00:0)" + std::to_string(seq % 10) +
           R"(Z", "type": ")" + type +
           R"(", "train": "backend", "release": "backend-2026-01-08", "actor": "anna", "via": "t",
               "text": "anna says go for backend-2026-01-08", "data": {"release": "backend-2026-01-08", "vote": "go"}})";
}

std::string page(std::vector<int> const& numbers, int next_after) {
    std::string items;
    for (auto const number : numbers) items += (items.empty() ? "" : ",") + event(number);
    return R"({"items": [)" + items + R"(], "next_after": )" + std::to_string(next_after) + "}";
}

/// As the daemon streams it, but with nothing to wait for when the connection is lost.
std::string streamed(int seq) {
    auto data = event(seq);
    data.erase(std::remove(data.begin(), data.end(), '\n'), data.end());
    return "retry: 0\n\nid: " + std::to_string(seq) + "\nevent: vote_cast\ndata: " + data +
           "\n\n: heartbeat\n\n";
}

constexpr auto kRefusal =
    R"({"type": "/problems/token-revoked", "title": "Token revoked", "detail": "Revoked."})";

TEST(Events, the_latest_come_last_and_only_so_many) {
    World world;
    world.answers("GET /v1/events?after=0&limit=1000", page({1, 2, 3}, 3));
    EXPECT_EQ(world.run({"events", "--count", "2"}), Exit::done) << world.err.str();
    EXPECT_EQ(world.out.str(),
              "2       2026-01-07 11:00:02  vote_cast              anna says go for backend-2026-01-08\n"
              "3       2026-01-07 11:00:03  vote_cast              anna says go for backend-2026-01-08\n");
}

TEST(Events, after_a_number_they_come_from_there_on) {
    World world;
    world.answers("GET /v1/events?type=vote_cast&after=3&limit=2", page({4, 5}, 5));
    EXPECT_EQ(world.run({"events", "--after", "3", "--count", "2", "--type", "vote_cast", "--json"}),
              Exit::done);
    EXPECT_NE(world.out.str().find(R"("next_after":5)"), std::string::npos) << world.out.str();
    EXPECT_EQ(world.asked().size(), 1);
}

TEST(Follow, what_comes_is_shown_once_and_a_lost_connection_goes_on_where_it_ended) {
    World world;
    std::vector<std::string> ids;
    world.answers("GET /v1/events?after=0&limit=1000", page({1}, 1));
    world.handles("GET /v1/events?after=1",
                  [&](httplib::Request const& request, httplib::Response& response) {
                      ids.push_back(request.get_header_value("Last-Event-ID"));
                      EXPECT_EQ(request.get_header_value("Accept"), "text/event-stream");
                      if (ids.size() == 3) {
                          response.status = 401;
                          response.set_content(kRefusal, "application/problem+json");
                      } else {
                          response.set_content(streamed(ids.size() == 1 ? 2 : 3), "text/event-stream");
                      }
                  });
    EXPECT_EQ(world.run({"events", "-f", "--json"}), Exit::refused);
    EXPECT_EQ(ids, (std::vector<std::string>{"", "2", "3"}));
    std::istringstream lines{world.out.str()};
    std::vector<std::string> starts;
    for (std::string line; std::getline(lines, line);) starts.push_back(line.substr(0, 9));
    EXPECT_EQ(starts, (std::vector<std::string>{R"({"seq":1,)", R"({"seq":2,)", R"({"seq":3,)"}));
    EXPECT_EQ(world.err.str(), "cadencectl: waiting for events from " + world.url() +
                                   " (Ctrl-C ends)\n"
                                   "cadencectl: connection lost, retrying\n"
                                   "cadencectl: reconnected\n"
                                   "cadencectl: connection lost, retrying\n"
                                   "cadencectl: Revoked.\n");
}

TEST(Follow, it_ends_when_nobody_reads_any_more) {
    World world;
    world.answers("GET /v1/events?after=0&limit=1000", page({}, 0));
    world.handles("GET /v1/events?after=0", [&](auto const&, httplib::Response& response) {
        world.out.setstate(std::ios::badbit);
        response.set_content(streamed(1), "text/event-stream");
    });
    EXPECT_EQ(world.run({"events", "-f"}), Exit::done);
}

TEST(EventStream, events_are_whole_however_the_bytes_arrive) {
    std::string const bytes =
        ": hello\r\nretry: 250\n\nid: 7\nevent: x\ndata: {\"a\":\ndata: 1}\n\nid: 8\n\ndata: late\n\n";
    for (std::size_t size = 1; size <= bytes.size(); ++size) {
        EventStream stream;
        std::vector<StreamEvent> events;
        for (std::size_t at = 0; at < bytes.size(); at += size)
            for (auto const& each : stream.feed(std::string_view{bytes}.substr(at, size)))
                events.push_back(each);
        ASSERT_EQ(events.size(), 2) << size;
        EXPECT_EQ(events[0].data, "{\"a\":\n1}");
        EXPECT_EQ(events[0].id, "7");
        EXPECT_EQ(events[1].data, "late");
        EXPECT_EQ(stream.last_id(), "8");
        EXPECT_EQ(stream.retry(), 250ms);
    }
}

TEST(EventStream, half_an_event_is_forgotten_with_its_connection) {
    EventStream stream;
    EXPECT_EQ(stream.feed("id: 1\ndata: a\n\nid: 2\ndata: b\n").size(), 1);
    stream.restart();
    EXPECT_EQ(stream.last_id(), "1");
    auto const events = stream.feed("data: c\n\n");
    ASSERT_EQ(events.size(), 1);
    EXPECT_EQ(events[0].data, "c");
}

TEST(EventStream, nobody_can_make_it_wait_longer_than_a_minute) {
    EventStream stream;
    EXPECT_TRUE(stream.feed("retry: 86400000\n\n").empty());
    EXPECT_EQ(stream.retry(), 60s);
}

}  // namespace

}  // namespace cadence::ctl::testing
