// A message to be told, somewhere to tell it, and what comes out.
#pragma once

#include <algorithm>
#include <map>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/encoding.h"
#include "chat/channel.h"
#include "json/text.h"

namespace cadence::chat::testing {

using namespace std::chrono_literals;
using namespace date::literals;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsSupersetOf;
using ::testing::Not;
using ::testing::Pair;
using ::testing::StartsWith;

/// Thu 2026-01-22 10:00 UTC.
inline Instant const kAt = Date{2026_y / 1 / 22} + 10h;

inline Message freeze_message() {
    Message message;
    message.topic = Topic::code_freeze;
    message.mood = Mood::warning;
    message.title = "Code freeze for backend-2026-01-22";
    message.text = "Only fixes from here on.\n\nThe go/no-go is at 15:00.";
    message.points = {"3 merges wait", "QA has not signed off"};
    message.link = "https://releases.example.org/v1/releases/backend-2026-01-22";
    message.at = kAt;
    message.local_time = "Thu 2026-01-22 11:00 CET (10:00 UTC)";
    message.train = "backend";
    message.release = "backend-2026-01-22";
    message.event_type = "phase_fired";
    message.event = 41;
    message.data = R"({"phase":"code_freeze","attempt":1})";
    return message;
}

/// What people could put into a reason or the title of a merge.
inline std::string const kHostile =
    "@channel @everyone @here <!here> <@U1> <!channel|x> <users/all> <at>Anna</at> @room **b** _i_ ~s~ `c` "
    "[l](https://evil.example) ![i](https://evil.example/x) <b>&amp; \"q\" 'a' | table \x1b[31m\x07\x7f "
    "\xE2\x80\xAE"
    "desrever \xFF\xC3 end";

inline Message hostile_message() {
    auto message = freeze_message();
    message.title = kHostile + "\r\nBcc: all@example.org\r\n\r\nbody";
    message.text = kHostile + "\n\n# heading\n> quote\n- item\n1. one\n    code\n```\nfence\n" + kHostile;
    message.points = {kHostile, "# " + kHostile};
    message.link = "https://releases.example.org/a b\"><script>|x)]\\\r\nX: y";
    return message;
}

inline Message long_message() {
    auto message = freeze_message();
    message.title.assign(3000, 'T');
    message.text.clear();
    while (message.text.size() < 100000)
        message.text += "Zwölf Boxkämpfer 🥊 & <größer> \"als\" gedacht. ";
    message.points.clear();
    for (int i = 1; i <= 500; ++i) message.points.push_back("Fix #" + std::to_string(i) + ": überfällig");
    return message;
}

inline std::string const kSecretUrl = "https://hooks.example.org/services/T0/B0/s3cr3t";

class Sender {
  public:
    std::map<std::string, std::string, std::less<>> secrets{{"url", kSecretUrl}, {"token", "tk_s3cr3t"}};
    Instant now = kAt + 1s;

    [[nodiscard]] DeliveryAttempt attempt() const {
        return {"dlv_3f9a", now, "/cadenced/web", [this](std::string_view from) -> Result<std::string> {
                    auto const found = secrets.find(from);
                    if (found != secrets.end()) return found->second;
                    return refuse(ErrorCode::unavailable, "secret-unreadable", "There is no such secret.");
                }};
    }
    template <class Where>
    [[nodiscard]] Result<Outgoing> render(Where where, Message const& message) const {
        Channel channel{.name = "team-chat"};
        channel.where = std::move(where);
        return chat::render(channel, message, attempt());
    }
    /// The request it must come to.
    template <class Where>
    [[nodiscard]] net::HttpRequest ask(Where where, Message const& message) const {
        auto out = render(std::move(where), message);
        EXPECT_TRUE(out) << (out ? "" : out.error().detail);
        return out ? std::get<net::HttpRequest>(*std::move(out)) : net::HttpRequest{};
    }
    template <class Where>
    [[nodiscard]] json::Value body(Where where, Message const& message) const {
        return parsed(ask(std::move(where), message).body);
    }
    [[nodiscard]] static json::Value parsed(std::string_view body) {
        auto value = json::parse(body);
        EXPECT_TRUE(value) << (value ? "" : value.error().detail);
        return value ? *std::move(value) : json::Value{};
    }
};

/// The text at a JSON pointer.
inline std::string at(json::Value const& value, std::string_view pointer) {
    boost::system::error_code missing;
    auto const* found = value.find_pointer({pointer.data(), pointer.size()}, missing);
    if (found == nullptr) return "(nothing at " + std::string{pointer} + ")";
    return found->is_string() ? std::string{found->get_string()} : json::dump(*found);
}

inline std::size_t characters(std::string_view text) {
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

MATCHER(IsText, "is UTF-8 without controls and without what turns the direction of writing") {
    for (std::string_view rest{arg}; !rest.empty();) {
        auto const length = character_length(rest);
        if (length == 0) return false;
        if (length == 1 && rest[0] != '\n' && (rest[0] < ' ' || rest[0] == '\x7f')) return false;
        if (rest.starts_with("\xE2\x80\xAE")) return false;
        rest.remove_prefix(length);
    }
    return true;
}

}  // namespace cadence::chat::testing
