#include "forge/service.h"

#include <algorithm>

#include "base/encoding.h"
#include "base/text.h"
#include "forge/pick.h"
#include "json/text.h"

namespace cadence::forge {

std::string in_query(std::string_view text) {
    return percent_encode(text);
}

std::string in_path(std::string_view text) {
    std::vector<std::string> segments;
    for (auto const segment : split(text, '/')) segments.push_back(percent_encode(segment));
    return listed(segments, "/");
}

std::string severities_from(Severity least) {
    std::string all;
    for (auto each = static_cast<std::size_t>(least); each < Names<Severity>::values.size(); ++each)
        all.append(all.empty() ? "" : ",").append(Names<Severity>::values[each]);
    return all;
}

net::HttpRequest posting(std::string url, json::Value const& body) {
    return {.method = net::Method::post,
            .url = std::move(url),
            .headers = {{"Content-Type", "application/json"}},
            .body = json::dump(body)};
}

net::HttpRequest getting(std::string url) {
    return {.url = std::move(url), .max_body = kLargestAnswer};
}

void count(CommitChecks& checks, std::string const& name, std::string const& state, Makes makes) {
    switch (makes) {
        case Makes::pass:
            ++checks.passed;
            return;
        case Makes::idle:
            checks.idle.push_back(name + ": " + state);
            return;
        case Makes::run:
            checks.running.push_back(name + ": " + state);
            return;
        case Makes::fail:
            checks.failed.push_back(name + ": " + state);
            return;
    }
}

Status StatusWords::read(json::Value const& value) const {
    return {state_of(text_at(value, key)), text_at(value, "/description"), text_at(value, "/target_url")};
}

void StatusWords::count(json::Value const& value, std::vector<std::string> const& ignored,
                        CommitChecks& into) const {
    for (auto const& each : list_at(value, "/statuses")) {
        auto const name = text_at(each, "/context");
        if (contains(ignored, name)) continue;
        auto const state = text_at(each, key);
        if (state == "skipped") {
            forge::count(into, name, state, Makes::idle);
            continue;
        }
        switch (state_of(state)) {
            case StatusState::success:
                forge::count(into, name, state, Makes::pass);
                break;
            case StatusState::pending:
                forge::count(into, name, state, Makes::run);
                break;
            case StatusState::failure:
                forge::count(into, name, state, Makes::fail);
                break;
        }
    }
}

bool contains(std::vector<std::string> const& texts, std::string_view text) {
    return std::ranges::find(texts, text) != texts.end();
}

}  // namespace cadence::forge
