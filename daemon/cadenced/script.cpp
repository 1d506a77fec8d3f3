#include "cadenced/script.h"

#include <array>
#include <fstream>
#include <iterator>
#include <sstream>

#include <boost/json.hpp>

#include "json/text.h"

namespace cadence::daemon {

namespace {

struct Verb {
    std::string_view key;
    net::Method method;
};
constexpr std::array kVerbs{Verb{"post", net::Method::post}, Verb{"delete", net::Method::del},
                            Verb{"put", net::Method::put}, Verb{"get", net::Method::get}};

tl::unexpected<Error> wrong(int line, std::string const& what) {
    return refuse(ErrorCode::invalid, "script-wrong", "script line " + std::to_string(line) + ": " + what);
}

bool is_known(std::string_view key) {
    for (auto const& verb : kVerbs) {
        if (verb.key == key) return true;
    }
    return key == "at" || key == "as" || key == "body" || key == "expect";
}

std::string text_at(boost::json::object const& object, std::string_view key) {
    auto const* const value = object.if_contains(key);
    return value != nullptr && value->is_string() ? std::string{value->get_string()} : std::string{};
}

Result<ScriptCall> call_from(boost::json::object const& object, int line) {
    for (auto const& member : object) {
        if (!is_known(member.key()))
            return wrong(line, "\"" + std::string{member.key()} + "\" is not known here");
    }
    ScriptCall call;
    call.line = line;
    auto const at = parse_instant(text_at(object, "at"));
    if (!at) return wrong(line, "\"at\" must be an instant such as 2026-01-07T09:00:00Z");
    call.at = *at;
    call.as = text_at(object, "as");
    if (call.as.empty())
        return wrong(line, "\"as\" must say who calls: a person of the configuration, or operator");
    for (auto const& verb : kVerbs) {
        if (auto path = text_at(object, verb.key); !path.empty()) {
            call.method = verb.method;
            call.target = std::move(path);
        }
    }
    if (!call.target.starts_with('/')) {
        return wrong(line,
                     "one of \"post\", \"put\", \"delete\", \"get\" must give the path, such as /v1/status");
    }
    if (auto const* const body = object.if_contains("body")) call.body = json::dump(*body);
    if (auto const* const expect = object.if_contains("expect")) {
        if (!expect->is_int64()) return wrong(line, "\"expect\" must be an HTTP status");
        call.expect = static_cast<int>(expect->get_int64());
    }
    return call;
}

}  // namespace

Result<std::vector<ScriptCall>> parse_script(std::string_view text) {
    std::vector<ScriptCall> calls;
    std::istringstream lines{std::string{text}};
    std::string line;
    for (int number = 1; std::getline(lines, line); ++number) {
        auto const first = line.find_first_not_of(" \t\r");
        if (first == std::string::npos || line[first] == '#') continue;
        auto const value = json::parse(line);
        if (!value) return wrong(number, value.error().detail);
        if (!value->is_object()) return wrong(number, "a line is one JSON object");
        auto call = call_from(value->get_object(), number);
        if (!call) return tl::unexpected{call.error()};
        if (!calls.empty() && call->at < calls.back().at) {
            return wrong(number, format_instant(call->at) +
                                     " is before the line above it; put lines in order of time");
        }
        calls.push_back(std::move(*call));
    }
    return calls;
}

Result<std::vector<ScriptCall>> load_script(std::filesystem::path const& file) {
    std::ifstream stream{file, std::ios::binary};
    if (!stream) return refuse(ErrorCode::invalid, "script-wrong", "cannot read the script " + file.string());
    return parse_script(std::string{std::istreambuf_iterator<char>{stream}, {}});
}

}  // namespace cadence::daemon
