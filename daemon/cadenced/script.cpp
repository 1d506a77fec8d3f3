#include "cadenced/script.h"

#include <algorithm>
#include <array>
#include <span>

#include <boost/json.hpp>

#include "base/describe.h"
#include "base/file.h"
#include "base/text.h"
#include "json/reader.h"
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

constexpr std::array<std::string_view, 4> kCallKeys{"at", "as", "body", "expect"};
constexpr std::array<std::string_view, 4> kFindingKeys{"at", "check", "passes", "saw"};
constexpr std::array<std::string_view, 4> kOutcomeKeys{"at", "action", "done", "saw"};

enum class Form { call, finding, outcome };

Form form_of(boost::json::object const& object) {
    if (object.contains("check")) return Form::finding;
    return object.contains("action") ? Form::outcome : Form::call;
}

std::span<std::string_view const> keys_of(Form form) {
    switch (form) {
        case Form::call:
            return kCallKeys;
        case Form::finding:
            return kFindingKeys;
        case Form::outcome:
            return kOutcomeKeys;
    }
    return kCallKeys;
}

bool is_verb(std::string_view key) {
    return std::ranges::find(kVerbs, key, &Verb::key) != kVerbs.end();
}

std::string text_at(boost::json::object const& object, std::string_view key) {
    auto const* const value = object.if_contains(key);
    return value != nullptr && value->is_string() ? std::string{value->get_string()} : std::string{};
}

Result<void> only_known(boost::json::object const& object, Form form, int line) {
    int verbs = 0;
    auto const keys = keys_of(form);
    for (auto const& member : object) {
        std::string_view const key{member.key()};
        auto const verb = form == Form::call && is_verb(key);
        if (verb) ++verbs;
        if (!verb && std::ranges::find(keys, key) == keys.end())
            return wrong(line, "\"" + std::string{key} + "\" is not known here");
    }
    if (form != Form::call || verbs == 1) return {};
    return wrong(line,
                 "one of \"post\", \"put\", \"delete\", \"get\" must give the path, such as /v1/status");
}

Result<bool> flag_at(boost::json::object const& object, std::string const& key, int line) {
    auto const* const flag = object.if_contains(key);
    if (flag == nullptr) return true;
    if (!flag->is_bool()) return wrong(line, "\"" + key + "\" must be true or false");
    return flag->get_bool();
}

Result<ScriptFinding> finding_from(boost::json::object const& object, int line) {
    ScriptFinding finding{text_at(object, "check"), true, text_at(object, "saw")};
    if (finding.check.empty()) return wrong(line, "\"check\" must be the name of a check");
    auto const passes = flag_at(object, "passes", line);
    if (!passes) return tl::unexpected{passes.error()};
    finding.passes = *passes;
    return finding;
}

Result<ScriptOutcome> outcome_from(boost::json::object const& object, int line) {
    ScriptOutcome outcome{text_at(object, "action"), true, text_at(object, "saw")};
    if (outcome.action.empty()) return wrong(line, "\"action\" must be the name of an action");
    auto const done = flag_at(object, "done", line);
    if (!done) return tl::unexpected{done.error()};
    outcome.done = *done;
    return outcome;
}

Result<ScriptCall> call_from(boost::json::object const& object, int line) {
    ScriptCall call;
    call.as = text_at(object, "as");
    if (call.as.empty())
        return wrong(line, "\"as\" must name the caller: a person in the configuration, or operator");
    for (auto const& verb : kVerbs) {
        if (!object.contains(verb.key)) continue;
        call.method = verb.method;
        call.target = text_at(object, verb.key);
    }
    if (!call.target.starts_with('/')) return wrong(line, "a path begins with /, such as /v1/status");
    if (auto const* const body = object.if_contains("body")) call.body = json::dump(*body);
    if (auto const* const expect = object.if_contains("expect")) {
        if (!expect->is_int64() || expect->get_int64() < 100 || expect->get_int64() > 599)
            return wrong(line, "\"expect\" must be an HTTP status");
        call.expect = static_cast<int>(expect->get_int64());
    }
    return call;
}

Result<ScriptLine> line_from(boost::json::object const& object, int number) {
    auto const form = form_of(object);
    if (auto known = only_known(object, form, number); !known) return tl::unexpected{known.error()};
    ScriptLine line{number, {}, {}};
    auto const at = parse_instant(text_at(object, "at"));
    if (!at) return wrong(number, "\"at\" must be an instant such as 2026-01-07T09:00:00Z");
    line.at = *at;
    auto const take = [&](auto read) -> Result<ScriptLine> {
        if (!read) return tl::unexpected{read.error()};
        line.does = std::move(*read);
        return line;
    };
    switch (form) {
        case Form::call:
            return take(call_from(object, number));
        case Form::finding:
            return take(finding_from(object, number));
        case Form::outcome:
            return take(outcome_from(object, number));
    }
    return line;
}

}  // namespace

Result<std::vector<ScriptLine>> parse_script(std::string_view text) {
    std::vector<ScriptLine> script;
    for (int number = 1; !text.empty(); ++number) {
        auto const line = take_until(text, '\n');
        if (auto const said = trimmed(line); said.empty() || said.front() == '#') continue;
        auto const value = json::parse_foreign(line);
        if (!value) return wrong(number, value.error().detail);
        if (!value->is_object()) return wrong(number, "a line is one JSON object");
        auto read = line_from(value->get_object(), number);
        if (!read) return tl::unexpected{read.error()};
        if (!script.empty() && read->at < script.back().at) {
            return wrong(number,
                         describe_instant(read->at) + " is before the line above it; sort the lines by time");
        }
        script.push_back(std::move(*read));
    }
    return script;
}

Result<std::vector<ScriptLine>> load_script(std::filesystem::path const& file) {
    constexpr std::size_t kLargest = 64U << 20U;
    auto const script = contents_of(file, kLargest);
    if (script) return parse_script(*script);
    return refuse(ErrorCode::invalid, "script-wrong", "cannot read the script " + file.string());
}

}  // namespace cadence::daemon
