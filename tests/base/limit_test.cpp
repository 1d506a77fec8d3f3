// Cutting to a limit in somebody else's unit.
#include "base/limit.h"

#include <gtest/gtest.h>

namespace cadence {
namespace {

std::string const kRocket = "\xF0\x9F\x9A\x80";
std::string const kUmlaut = "\xC3\xB6";

TEST(Limit, is_kept_in_each_unit_and_between_two_characters) {
    struct Row {
        Measure measure;
        std::size_t of_rocket;
        std::size_t of_umlaut;
        std::size_t of_cut;
    };
    for (auto const& [measure, rocket, umlaut, cut] : {Row{bytes, 4, 2, 3}, Row{code_points, 1, 1, 1},
                                                       Row{utf16_units, 2, 1, 1}, Row{json_bytes, 4, 2, 3}}) {
        EXPECT_EQ(measure(kRocket), rocket);
        EXPECT_EQ(measure(kUmlaut), umlaut);
        auto const text = kUmlaut + kRocket + kRocket;
        auto const whole = umlaut + 2 * rocket;
        EXPECT_EQ(within(text, {whole, measure}), text);
        EXPECT_EQ(within(text + "x", {umlaut + rocket + cut, measure}), kUmlaut + kRocket + "…");
        for (std::size_t most = 0; most < whole; ++most)
            EXPECT_LE(measure(within(text, {most, measure})), most) << most;
    }
    EXPECT_EQ(json_bytes("\"\n\x01"), 10U);
}

TEST(Limit, counts_what_an_escape_makes) {
    auto const twice = [](std::string_view text) {
        std::string made;
        for (char const c : text) made += std::string(2, c);
        return made;
    };
    EXPECT_EQ(within("abc", {6, bytes, twice}), "aabbcc");
    EXPECT_EQ(within("abcd", {7, bytes, twice}), "aabb…");
}

TEST(Limit, leaves_characters_of_the_basic_plane_as_they_are) {
    EXPECT_EQ(in_basic_plane("a" + kRocket + kUmlaut + "…" + kRocket),
              "a\xEF\xBF\xBD" + kUmlaut + "…\xEF\xBF\xBD");
}

}  // namespace
}  // namespace cadence
