#include "json/reader.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "json/text.h"

namespace cadence::json {
namespace {

Result<Value> in_pieces(std::string_view text, std::size_t size, Wanted const* wanted = nullptr) {
    Reader reader{{}, wanted};
    for (; !text.empty(); text.remove_prefix(std::min(size, text.size())))
        if (auto read = reader.add(text.substr(0, size)); !read) return tl::unexpected{read.error()};
    return reader.finish();
}

std::string problem_of(Result<Value> const& read) {
    return read ? "" : read.error().problem;
}

std::string repeated(std::string_view what, std::size_t times) {
    std::string all;
    all.reserve(what.size() * times);
    for (std::size_t i = 0; i < times; ++i) all += what;
    return all;
}

constexpr std::string_view kDocument =
    R"({"ref": "refs/heads/mäin", "size": -12, "big": 18446744073709551615, "ratio": 0.1234567890123456,
        "commits": [{"id": "a", "paths": ["x\u00fcy", "z"], "extra": {"deep": [1, 2]}}, {"id": 7}, null],
        "skipped": {"ref": [[{}]], "n": 1.5e300}, "ok": true})";

RC_GTEST_PROP(Reader, pieces_of_any_size_read_as_the_whole, ()) {
    auto const size = *rc::gen::inRange<std::size_t>(1, kDocument.size() + 1);
    RC_ASSERT(in_pieces(kDocument, size).value() == parse(kDocument).value());
}

TEST(Reader, only_what_is_wanted_is_kept) {
    Wanted const wanted{"/ref", "/commits/id", "/commits/paths", "/ok", "/skipped/n"};
    for (std::size_t size = 1; size < 40; ++size)
        EXPECT_EQ(dump(in_pieces(kDocument, size, &wanted).value()),
                  R"({"ref":"refs/heads/mäin","commits":[{"id":"a","paths":["xüy","z"]},{"id":7},null],)"
                  R"("skipped":{"n":1.5e+300},"ok":true})");
}

TEST(Reader, an_object_where_a_plain_value_is_wanted_is_kept_without_its_members) {
    Wanted const wanted{"/a", "/b/*/c"};
    EXPECT_EQ(dump(parse_foreign(R"({"a":{"x":{"a":1}},"b":{"1":{"c":2,"d":3},"2":[4]}})", &wanted).value()),
              R"({"a":{},"b":{"1":{"c":2},"2":[4]}})");
}

TEST(Reader, of_long_lists_of_plain_values_the_rest_is_left_out) {
    auto const text = std::string_view{R"({"a":["x","y","z"],"b":[1,{"c":[2,3]},true],"d":"e"})"};
    EXPECT_EQ(dump(parse_foreign(text, nullptr, {.items = 2}).value()),
              R"({"a":["x","y"],"b":[{"c":[]}],"d":"e"})");
}

TEST(Reader, says_where_it_broke_off_also_across_pieces) {
    EXPECT_EQ(in_pieces("{\"a\":1,\n\"b\":x}", 3).error().detail,
              parse("{\"a\":1,\n\"b\":x}").error().detail);
    EXPECT_EQ(in_pieces("{\"a\":1,\n\"b\": 2", 4).error().detail,
              "The JSON is malformed at line 2, column 7: it ends too early.");
    EXPECT_EQ(problem_of(in_pieces("{} {}", 2)), "malformed-json");
    EXPECT_EQ(problem_of(in_pieces(R"({"a":1,"a":2})", 2)), "malformed-json");
}

struct Bomb {
    std::string name;
    std::string text;
    std::string problem;
};

/// Of 25 MiB each, where they are not stopped before.
std::vector<Bomb> bombs() {
    constexpr std::size_t kSize = 25 * 1024 * 1024;
    std::string names;
    for (int i = 0; i < 1'000'000; ++i) names += (i == 0 ? "\"n" : ",\"n") + std::to_string(i) + "\":0";
    return {{"wide", "{\"x\":[0" + repeated(",0", kSize / 2) + "]}", "too-large"},
            {"wide objects", "{\"x\":[{}" + repeated(",{}", kSize / 3) + "]}", "too-large"},
            {"deep", repeated("[", kSize), "malformed-json"},
            {"deep and wide", "[" + repeated("[[[[[[[[]]]]]]]],", kSize / 17) + "0]", "too-large"},
            {"many names", "{" + names + "}", "too-large"},
            {"a long name", "{\"" + std::string(kSize, 'k') + "\":1}", "too-large"},
            {"a huge number", "{\"x\":" + std::string(kSize, '9') + "}", "too-large"},
            {"a long fraction", "{\"x\":0." + std::string(kSize, '9') + "}", "too-large"},
            {"an open text", "{\"x\":\"" + std::string(kSize, 'x'), "too-large"},
            {"many escapes", "{\"x\":\"" + repeated("\\u00fc", kSize / 6) + "\"}", "too-large"}};
}

TEST(Reader, what_is_made_to_hurt_is_stopped_in_small_steps) {
    constexpr std::size_t kPiece = 64 * 1024;
    for (auto const& bomb : bombs()) {
        Wanted const nothing{};
        for (auto const* const wanted : {static_cast<Wanted const*>(nullptr), &nothing}) {
            Reader reader{{}, wanted};
            Result<void> read;
            std::size_t at = 0;
            for (; read && at < bomb.text.size(); at += kPiece)
                read = reader.add(std::string_view{bomb.text}.substr(at, kPiece));
            if (read && wanted == nullptr) ADD_FAILURE() << bomb.name << " was read to its end";
            if (read) continue;
            EXPECT_EQ(read.error().problem, bomb.problem) << bomb.name << ": " << read.error().detail;
        }
    }
}

}  // namespace
}  // namespace cadence::json
