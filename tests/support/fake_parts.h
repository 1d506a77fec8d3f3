// What a fake of a forge keeps, and what its answers are made of.
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json.hpp>

#include "base/instant.h"
#include "net/http_request.h"

namespace cadence::testing {

struct FakePull {
    int number = 0;
    std::string branch;
    std::string head;
    std::string base = "main";
    std::vector<std::string> labels = {};
    bool open = true;
    Instant updated_at = {};
    int updated = 0;  // the last changed has the highest
};

struct FakeFile {
    std::string path;
    std::string before = {};  // it was renamed
};

struct FakeStatus {
    std::string state;
    std::string context;
    std::string description;
    std::string target_url;
    std::string ref = {};
    int id = 0;
};

struct FakeCommit {
    std::string sha;
    std::string message;
    std::string author = "octocat";
    std::string at = "2026-01-01T08:00:00Z";
};

struct FakeReply {
    int status = 200;
    boost::json::value body = nullptr;
    bool more = false;  // there is a page after it
};

using Query = std::map<std::string, std::string>;

[[nodiscard]] inline FakeReply page_of(boost::json::array const& all, Query const& query,
                                       std::string const& size_key, std::size_t usual, std::size_t most) {
    auto const given = [&](std::string const& key, std::size_t otherwise) {
        auto const found = query.find(key);
        return found == query.end() ? otherwise : std::stoul(found->second);
    };
    auto const size = std::min(given(size_key, usual), most);
    auto const from = (given("page", 1) - 1) * size;
    boost::json::array items;
    for (auto i = from; i < std::min(from + size, all.size()); ++i) items.push_back(all[i]);
    return {200, items, from + size < all.size()};
}

[[nodiscard]] inline std::string header_in(net::Headers const& headers, std::string_view name) {
    for (auto const& [key, value] : headers)
        if (key == name) return value;
    return {};
}

[[nodiscard]] inline std::size_t characters(std::string_view text) {
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

/// Any of four bytes in UTF-8.
[[nodiscard]] inline bool is_beyond_basic_plane(std::string_view text) {
    return std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) >= 0xF0U; });
}

[[nodiscard]] inline FakeReply refuse(int status, std::string const& message) {
    return {status, boost::json::object{{"message", message}}};
}

[[nodiscard]] inline std::string text(boost::json::object const& body, char const* key) {
    auto const* const found = body.if_contains(key);
    return found != nullptr && found->is_string() ? std::string{found->as_string()} : std::string{};
}

}  // namespace cadence::testing
