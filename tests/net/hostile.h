// Receivers that hang, drip, reset, flood and lie, and what is to be said of each.
#pragma once

#include <string>
#include <vector>

#include "client_world.h"

namespace cadence::net::testing {

struct Hostile {
    std::string name;
    Manner manner;
    std::string outcome;
    std::string says;
};

inline std::string const kHead = "HTTP/1.1 200 OK\r\n";
inline std::string const kChunked = kHead + "Transfer-Encoding: chunked\r\n\r\n";

inline std::vector<Hostile> hostile_receivers() {
    std::string many_headers = kHead;
    for (int i = 0; i < 101; ++i) many_headers += "a: b\r\n";
    std::string interim;
    for (int i = 0; i < 9; ++i) interim += "HTTP/1.1 100 Continue\r\n\r\n";
    return {
        {"never answers", {"", Then::hold}, "http-timeout", "still silent"},
        {"stops in the status line", {"HTTP/1.1 2", Then::hold}, "http-timeout", "sending its answer"},
        {"stops in the headers", {kHead + "A: b\r\n", Then::hold}, "http-timeout", "within 200 ms"},
        {"stops in the body", {kHead + "Content-Length: 9\r\n\r\nabc", Then::hold}, "http-timeout", ""},
        {"drips a status line", {"HTTP/1.1 200 ", Then::drip, "x"}, "http-timeout", ""},
        {"drips headers", {kHead, Then::drip, "A: b\r\n"}, "http-timeout", ""},
        {"drips a body", {kHead + "\r\n", Then::drip, "x"}, "http-timeout", ""},
        {"drips chunks", {kChunked, Then::drip, "1\r\nx\r\n"}, "http-timeout", ""},
        {"closes without a word", {""}, "http-protocol", "without an answer"},
        {"closes in the headers", {kHead + "A: b\r\n"}, "http-protocol", "in the middle"},
        {"closes in the body", {kHead + "Content-Length: 9\r\n\r\nabc"}, "http-protocol", "in the middle"},
        {"closes in a chunk", {kChunked + "9\r\nabc"}, "http-protocol", "in the middle"},
        {"resets", {"", Then::reset}, "http-protocol", "reset by peer"},
        {"sends headers without end", {kHead, Then::flood, "A: b\r\n"}, "http-protocol", "8192 bytes"},
        {"sends one endless header",
         {kHead + "A: ", Then::flood, "bbbbbbbbbbbbbbbb"},
         "http-protocol",
         "8192"},
        {"sends a status line without end",
         {"HTTP/1.1 200 ", Then::flood, "xxxxxxxx"},
         "http-protocol",
         "8192"},
        {"sends many headers", {many_headers + "\r\n"}, "http-protocol", "more than 100 headers"},
        {"sends interim answers", {interim, Then::hold}, "http-protocol", "interim"},
        {"floods interim answers", {"", Then::flood, "HTTP/1.1 102 P\r\n\r\n"}, "http-protocol", "interim"},
        {"sends an endless chunk extension", {kChunked + "1;", Then::flood, "xxxxxxxx"}, "http-protocol", ""},
        {"sends trailers without end", {kChunked + "0\r\n", Then::flood, "A: b\r\n"}, "http-protocol", ""},
        {"sends more framing than body",
         {kChunked, Then::flood, "1;" + std::string(8000, 'x') + "\r\ny\r\n"},
         "http-protocol",
         "far longer"},
        {"speaks garbage", {"SSH-2.0-OpenSSH_9.2\r\n"}, "http-protocol", ""},
        {"speaks binary", {std::string("\0\1\2\3\r\n\r\n", 8)}, "http-protocol", ""},
        {"has an invalid status", {"HTTP/1.1 2x0 OK\r\n\r\n"}, "http-protocol", "not HTTP"},
        {"speaks HTTP/0.9", {"<html>hello</html>\r\n"}, "http-protocol", ""},
        {"speaks HTTP/2", {"HTTP/2.0 200 OK\r\n\r\n"}, "http-protocol", "HTTP/1.1"},
        {"has two lengths",
         {kHead + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab"},
         "http-protocol",
         ""},
        {"has a negative length", {kHead + "Content-Length: -1\r\n\r\n"}, "http-protocol", ""},
        {"has a negative chunk", {kChunked + "-1\r\n"}, "http-protocol", ""},
        {"has a monstrous chunk", {kChunked + "fffffffffffffffff\r\n"}, "http-protocol", ""},
        {"switches the protocol",
         {"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n", Then::hold},
         "http-protocol",
         "another protocol"},
        {"has a reason of 26 KB",
         {"HTTP/1.1 200 " + std::string(26'000, 'x') + "\r\n\r\n"},
         "http-protocol",
         "8192"},
        {"continues without end",
         {"", Then::flood, "HTTP/1.1 100 Continue\r\n\r\n"},
         "http-protocol",
         "interim"},
        {"drips interim answers",
         {"", Then::drip, "HTTP/1.1 100 Continue\r\n\r\n"},
         "http-protocol",
         "interim"},
        {"has a NUL in a header", {kHead + std::string{"A: b\0c\r\n\r\n", 10}}, "http-protocol", "not HTTP"},
        {"has a NUL in a header's name", {kHead + std::string{"A\0: b\r\n\r\n", 9}}, "http-protocol", ""},
        {"has a line feed in a header", {kHead + "A: b\nC: d\r\n\r\n"}, "http-protocol", ""},
        {"has a length that overflows",
         {kHead + "Content-Length: 18446744073709551617\r\n\r\nab"},
         "http-protocol",
         ""},
        {"has a length and chunks",
         {kHead + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\nab"},
         "http-protocol",
         ""},
        {"has a chunk that overflows", {kChunked + "10000000000000001\r\nx\r\n"}, "http-protocol", ""},
        {"ends its half without a word", {"", Then::half_close}, "http-protocol", "without an answer"},
        {"ends its half in the headers",
         {kHead + "A: b\r\n", Then::half_close},
         "http-protocol",
         "in the middle"},
        {"ends its half in the body",
         {kHead + "Content-Length: 9\r\n\r\nabc", Then::half_close},
         "http-protocol",
         "in the middle"},
        {"resets in the headers", {kHead, Then::reset}, "http-protocol", ""},
        {"resets in the body", {kHead + "Content-Length: 9\r\n\r\nabc", Then::reset}, "http-protocol", ""},
        {"speaks TLS alerts", {"\x15\x03\x01\x02\x02\x46"}, "http-protocol", ""},
    };
}

}  // namespace cadence::net::testing
