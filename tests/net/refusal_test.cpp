// Every request that Beast would let through, or that could be read in two ways, gets one answer that says
// why and a closed connection, however its bytes are cut into packets.
#include "world.h"

namespace cadence::net::testing {

namespace {

struct Case {
    char const* name;
    int status;
    std::string bytes;
};

std::string get(std::string const& headers) {
    return "GET /a HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n";
}
std::string post(std::string const& headers) {
    return "POST /a HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n";
}
std::string line(std::string const& text) {
    return text + "\r\nHost: x\r\n\r\n";
}

std::string many_headers(int count) {
    std::string text;
    for (int i = 0; i < count; ++i) text += "a: 1\r\n";
    return text;
}

std::vector<Case> const& cases() {
    using namespace std::string_literals;
    static std::vector<Case> const all{
        {"chunked", 411, post("Transfer-Encoding: chunked\r\n") + "0\r\n\r\n"},
        {"chunked_after_length", 400, post("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n")},
        {"length_after_chunked", 400, post("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n")},
        {"chunked_identity", 411, post("Transfer-Encoding: chunked, identity\r\n")},
        {"chunked_twice", 411, post("Transfer-Encoding: chunked, chunked\r\n")},
        {"xchunked", 411, post("Transfer-Encoding: xchunked\r\n")},
        {"chunked_on_1_0", 411, "POST /a HTTP/1.0\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"},
        {"chunked_folded", 400, post("Transfer-Encoding:\r\n chunked\r\n")},
        {"lengths_differ", 400, post("Content-Length: 5\r\nContent-Length: 6\r\n")},
        {"lengths_equal", 400, post("Content-Length: 5\r\nContent-Length: 5\r\n")},
        {"length_list", 400, post("Content-Length: 1, 1\r\n")},
        {"length_plus", 400, post("Content-Length: +1\r\n")},
        {"length_minus", 400, post("Content-Length: -1\r\n")},
        {"length_hex", 400, post("Content-Length: 0x1\r\n")},
        {"length_overflow", 400, post("Content-Length: 99999999999999999999999\r\n")},
        {"length_empty", 400, post("Content-Length: \r\n")},
        {"body_too_large", 413, post("Content-Length: 65537\r\n")},
        {"folded", 400, get("A: b\r\n c\r\n")},
        {"folded_tab", 400, get("A: b\r\n\tc\r\n")},
        {"no_host", 400, "GET /a HTTP/1.1\r\n\r\n"},
        {"two_hosts", 400, get("Host: y\r\n")},
        {"two_authorizations", 400, get("Authorization: a\r\nAuthorization: b\r\n")},
        {"absolute_form_of_another_host", 400, line("GET http://y/a HTTP/1.1")},
        {"absolute_form_with_a_user", 400, line("GET http://u@x/a HTTP/1.1")},
        {"absolute_form_of_another_port", 400, line("GET http://x:81/a HTTP/1.1")},
        {"another_scheme", 400, line("GET ftp://x/a HTTP/1.1")},
        {"no_authority", 400, line("GET http:///a HTTP/1.1")},
        {"scheme_alone", 400, line("GET http: HTTP/1.1")},
        {"asterisk", 400, line("GET * HTTP/1.1")},
        {"authority", 405, line("CONNECT x:80 HTTP/1.1")},
        {"options", 405, line("OPTIONS /a HTTP/1.1")},
        {"trace", 405, line("TRACE /a HTTP/1.1")},
        {"unknown_verb", 501, line("BREW /a HTTP/1.1")},
        {"lower_case_verb", 501, line("get /a HTTP/1.1")},
        {"eight_bit_target", 400, line("GET /\xc3\xa4 HTTP/1.1")},
        {"control_in_target", 400, line("GET /a\x01 HTTP/1.1")},
        {"delete_in_target", 400, line("GET /a\x7f HTTP/1.1")},
        {"space_in_target", 400, line("GET /a b HTTP/1.1")},
        {"fragment", 400, line("GET /a#b HTTP/1.1")},
        {"bad_escape", 400, line("GET /a%zz HTTP/1.1")},
        {"encoded_nul", 400, line("GET /a%00 HTTP/1.1")},
        {"bad_escape_in_query", 400, line("GET /a?b=%4 HTTP/1.1")},
        {"upgrade", 400, get("Connection: Upgrade\r\nUpgrade: websocket\r\n")},
        {"get_with_body", 400, get("Content-Length: 1\r\n") + "x"},
        {"head_with_body", 400, "HEAD /a HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\n"},
        {"bare_lf", 400, "GET /a HTTP/1.1\nHost: x\n\n"},
        {"bare_cr", 400, get("A: b\rc\r\n")},
        {"nul", 400, get("A: b\0c\r\n"s)},
        {"space_before_colon", 400, get("A : b\r\n")},
        {"no_colon", 400, get("nonsense\r\n")},
        {"http_0_9", 400, "GET /a\r\n"},
        {"http_1_2", 505, line("GET /a HTTP/1.2")},
        {"http_2", 505, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"},
        {"tab_in_request_line", 400, line("GET\t/a HTTP/1.1")},
        {"empty_line_first", 400, "\r\n" + get("")},
        {"tls", 400, "\x16\x03\x01\x02"},
        {"too_many_headers", 431, get(many_headers(64))},
        {"too_large_header", 431, get("A: " + std::string(9000, 'b') + "\r\n")},
        {"endless_first_line", 414, "GET /" + std::string(9000, 'a')},
        {"long_target", 414, line("GET /" + std::string(9000, 'a') + " HTTP/1.1")},
        {"long_target_before_headers", 414,
         "GET /" + std::string(8000, 'a') + " HTTP/1.1\r\nHost: x\r\nA: " + std::string(500, 'b') +
             "\r\n\r\n"},
        {"expectation", 417, post("Content-Length: 1\r\nExpect: miracles\r\n")},
        {"beast_2861", 411, post("Transfer-Encoding: chunked\r\n") + "0\r\n" + "\r"},
    };
    return all;
}

/// Sends the parts as packets of their own.
void send_in_parts(World& world, Client& client, std::vector<std::string_view> const& parts) {
    for (auto const part : parts) {
        client.send(part);
        world.settle();
    }
}

void expect_refusal(Case const& wrong, std::vector<std::string_view> const& parts) {
    World world;
    world.start();
    auto const client = world.connect();
    send_in_parts(world, *client, parts);
    auto const answer = client->answer();
    EXPECT_EQ(answer.status, wrong.status) << wrong.name << ": " << answer.body;
    EXPECT_TRUE(answer.has("Connection: close")) << wrong.name;
    EXPECT_TRUE(answer.has("Content-Type: application/problem+json")) << wrong.name;
    EXPECT_FALSE(answer.body.empty()) << wrong.name;
    client->wait_for_end();
    EXPECT_EQ(client->received, "") << wrong.name << ": more than one answer";
    EXPECT_TRUE(world.requests.empty()) << wrong.name << " reached the handler";
}

class Refusal : public ::testing::TestWithParam<Case> {};

TEST_P(Refusal, holds_when_it_comes_whole_and_a_good_request_after_it_is_not_served) {
    auto const bytes = GetParam().bytes + std::string{kGet};
    expect_refusal(GetParam(), {bytes});
}

TEST_P(Refusal, holds_byte_by_byte) {
    std::vector<std::string_view> parts;
    for (std::size_t i = 0; i < GetParam().bytes.size(); ++i)
        parts.push_back(std::string_view{GetParam().bytes}.substr(i, 1));
    expect_refusal(GetParam(), parts);
}

TEST_P(Refusal, holds_in_two_parts) {
    std::string_view const bytes = GetParam().bytes;
    for (auto const cut : {bytes.size() / 4, bytes.size() / 2, bytes.size() - 1})
        expect_refusal(GetParam(), {bytes.substr(0, cut), bytes.substr(cut)});
}

INSTANTIATE_TEST_SUITE_P(, Refusal, ::testing::ValuesIn(cases()),
                         [](auto const& row) { return std::string{row.param.name}; });

}  // namespace

}  // namespace cadence::net::testing
