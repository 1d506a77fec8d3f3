#include "json/refusal.h"

#include <gtest/gtest.h>

namespace cadence::json {
namespace {

TEST(Refusal, is_what_a_body_says_against_itself) {
    for (auto const& [body, why] :
         {std::pair{R"({"ok":false,"error":"no such app"})", R"("ok" is false: no such app)"},
          {R"({"success":false})", R"("success" is false)"},
          {R"({"success":false,"errors":[{"message":"x"}]})", R"("success" is false: x)"},
          {R"({"status":"Error","message":"nope"})", R"("status" is "Error": nope)"},
          {R"({"data":null,"errors":[{"message":"denied"}]})", R"(it has "errors": denied)"},
          {R"({"error":{"code":4,"message":"off"}})", R"(it has "error": off)"}})
        EXPECT_EQ(refusal_in(body), why);
}

TEST(Refusal, is_nothing_else) {
    for (auto const* const body :
         {"", "ok", "<html>", "[]", "null", R"("error")", R"({"ok":true,"success":true,"status":"done"})",
          R"({"error":null,"errors":[]})", R"({"error":"","errors":{}})", R"({"error":false})",
          R"({"jobs":[{"status":"error"}]})"})
        EXPECT_EQ(refusal_in(body), "") << body;
}

}  // namespace
}  // namespace cadence::json
