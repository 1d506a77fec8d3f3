// Answers kept for the bytes that asked for them, and what is admitted before its body has come.
#include <map>

#include "world.h"

namespace cadence::net::testing {
namespace {

/// Keeps the answer to every request that may come again.
struct KeepingWorld : World {
    KeepingWorld() {
        handler = [this](Request& request, std::shared_ptr<Exchange> const& exchange) {
            asked.emplace_back(request.head);
            auto answer = prepare(Reply{200, {}, request.target + "\n"});
            if (!request.head.empty()) kept[std::string{request.head}] = answer;
            exchange->reply(std::move(answer));
        };
        options.kept = [this](std::string_view head, std::string const& peer) {
            peers.push_back(peer);
            auto const found = kept.find(std::string{head});
            return found == kept.end() ? nullptr : found->second;
        };
    }
    std::map<std::string, std::shared_ptr<Prepared const>> kept;
    std::vector<std::string> asked;
    std::vector<std::string> peers;
};

TEST(KeptAnswers, are_given_to_the_same_bytes_in_order_and_nothing_is_read_of_them) {
    KeepingWorld world;
    world.start();
    auto const client = world.connect();
    std::string const other = "GET /b HTTP/1.1\r\nHost: x\r\n\r\n";
    client->send(std::string{kGet} + std::string{kGet} + other + std::string{kGet});
    for (auto const* const body : {"/a\n", "/a\n", "/b\n", "/a\n"}) EXPECT_EQ(client->answer().body, body);
    EXPECT_EQ(world.asked.size(), 2U);
    auto const later = world.connect();
    later->send(std::string{kGet}.substr(0, 9));
    world.settle();
    later->send(std::string{kGet}.substr(9));
    auto const answer = later->answer();
    EXPECT_EQ(answer.body, "/a\n");
    EXPECT_TRUE(answer.has("Date: Thu, 22 Jan 2026 10:00:00 GMT"));
    EXPECT_TRUE(world.peers.back().starts_with("127.0.0.1:")) << world.peers.back();
}

TEST(KeptAnswers, are_for_requests_that_are_whole_go_on_and_come_for_themselves) {
    KeepingWorld world;
    world.options.trusted_proxies = {"127.0.0.1"};
    world.start();
    std::vector<std::unique_ptr<Client>> clients;
    for (std::string const request :
         {"POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\nb",
          "GET /a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "GET /a HTTP/1.0\r\nHost: x\r\n\r\n",
          "GET /a HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 203.0.113.7\r\n\r\n"}) {
        auto const& client = clients.emplace_back(world.connect());
        client->send(request);
        EXPECT_EQ(client->answer().status, 200) << request;
        EXPECT_EQ(world.asked.back(), "") << request;
    }
}

TEST(Admission, is_asked_again_where_the_body_had_to_be_awaited) {
    World world;
    int asked = 0;
    bool revoked = false;
    world.options.admit = [&](Request& request) -> std::optional<Reply> {
        ++asked;
        request.admitted = asked;
        if (revoked) return Reply{401, {}, "not any more"};
        return std::nullopt;
    };
    world.handler = [&](Request& request, std::shared_ptr<Exchange> const& exchange) {
        exchange->reply(Reply{200, {}, std::to_string(std::any_cast<int>(request.admitted))});
    };
    world.start();
    std::string const head = "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\n";
    auto const client = world.connect();
    client->send(head + "body");
    EXPECT_EQ(client->answer().body, "1");
    client->send(head + "bo");
    world.settle();
    client->send("dy");
    EXPECT_EQ(client->answer().body, "3");
    client->send(head + "bo");
    world.settle();
    revoked = true;
    client->send("dy" + std::string{kGet});
    EXPECT_EQ(client->answer().body, "not any more");
    EXPECT_EQ(client->answer().status, 401) << "what follows is read as before";
}

}  // namespace
}  // namespace cadence::net::testing
