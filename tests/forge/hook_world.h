// Deliveries as they arrive, made of the services' own examples in payloads/ (see payloads/SOURCES).
#pragma once

#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/json/value.hpp>
#include <gtest/gtest.h>

#include "forge/hook.h"
#include "json/text.h"

namespace cadence::forge {

struct Delivery {
    net::Headers headers;
    std::string body;

    [[nodiscard]] Arriving arriving() const { return {headers, body}; }
};

inline std::string payload(std::string const& name) {
    std::ifstream file{std::string{CADENCE_SOURCE_DIR} + "/tests/forge/payloads/" + name + ".json"};
    EXPECT_TRUE(file) << name;
    return {std::istreambuf_iterator<char>{file}, {}};
}

/// The payload with one field more, or another value in one: `json` at `pointer`.
inline std::string changed(std::string const& body, std::string_view pointer, std::string_view json) {
    auto value = json::parse(body).value();
    auto const parent = pointer.substr(0, pointer.rfind('/'));
    auto const name = pointer.substr(parent.size() + 1);
    value.at_pointer({parent.data(), parent.size()})
        .as_object()
        .insert_or_assign({name.data(), name.size()}, json::parse(json).value());
    return json::dump(value);
}

inline Verification verification(Source source, std::vector<std::string> const& secrets,
                                 Arriving const& arriving, Instant now) {
    Verification done{source, secrets, arriving, now};
    while (done.step()) {
    }
    return done;
}
inline Result<void> verify(Source source, std::vector<std::string> const& secrets, Arriving const& arriving,
                           Instant now) {
    return verification(source, secrets, arriving, now).verdict();
}
inline Result<json::Value> document(Source source, Arriving const& arriving) {
    Document document{source, arriving};
    while (document.step()) {
    }
    return document.take();
}
inline std::string delivery_key(Source source, Arriving const& arriving) {
    auto const read = document(source, arriving);
    return delivery_key(source, arriving.headers, read ? *read : json::Value{},
                        verification(source, {}, arriving, Instant{}).digest());
}
inline Result<std::vector<Fact>> read(Source source, Arriving const& arriving) {
    auto const all = document(source, arriving);
    if (!all) return tl::unexpected{all.error()};
    return read(source, arriving.headers, *all);
}

struct Sample {
    Source source;
    std::string_view event;  // as its header says it
    std::string_view name;   // of the payload
};
inline constexpr std::array<Sample, 24> kSamples{{
    {Source::github, "push", "github_push"},
    {Source::github, "push", "github_push_tag"},
    {Source::github, "push", "github_push_tag_deleted"},
    {Source::github, "create", "github_create"},
    {Source::github, "pull_request", "github_pull_request_opened"},
    {Source::github, "pull_request", "github_pull_request_synchronize"},
    {Source::github, "pull_request", "github_pull_request_closed"},
    {Source::github, "merge_group", "github_merge_group"},
    {Source::github, "deployment_status", "github_deployment_status_success"},
    {Source::github, "deployment_status", "github_deployment_status_in_progress"},
    {Source::github, "workflow_run", "github_workflow_run"},
    {Source::github, "release", "github_release_published"},
    {Source::github, "ping", "github_ping"},
    {Source::gitlab, "Push Hook", "gitlab_push"},
    {Source::gitlab, "Tag Push Hook", "gitlab_tag_push"},
    {Source::gitlab, "Merge Request Hook", "gitlab_merge_request"},
    {Source::gitlab, "Deployment Hook", "gitlab_deployment"},
    {Source::gitlab, "Release Hook", "gitlab_release"},
    {Source::gitea, "push", "gitea_push"},
    {Source::gitea, "pull_request", "gitea_pull_request"},
    {Source::gitea, "create", "gitea_create_tag"},
    {Source::coolify, "", "coolify_deployment_success"},
    {Source::generic, "", "generic_deployment"},
    {Source::generic, "", "generic_merge"},
}};

inline Delivery delivered(Source source, std::string_view event, std::string body) {
    net::Headers headers{{"content-type", "application/json"}};
    for (auto const& [from, header] : {std::pair{Source::github, "x-github-event"},
                                       {Source::gitlab, "x-gitlab-event"},
                                       {Source::gitea, "x-gitea-event"}})
        if (from == source) headers.emplace_back(header, event);
    return {std::move(headers), std::move(body)};
}

/// The one fact that a delivery tells.
template <class T>
T told(Source source, std::string_view event, std::string body) {
    auto const delivery = delivered(source, event, std::move(body));
    auto const facts = read(source, delivery.arriving());
    EXPECT_TRUE(facts) << facts.error().detail;
    if (!facts || facts->size() != 1 || !std::holds_alternative<T>(facts->front())) {
        ADD_FAILURE() << "another fact, or another number of them";
        return {};
    }
    return std::get<T>(facts->front());
}

/// Why a delivery is refused.
inline std::string refused(Source source, std::string_view event, std::string body) {
    auto const delivery = delivered(source, event, std::move(body));
    auto const facts = read(source, delivery.arriving());
    EXPECT_FALSE(facts);
    if (facts) return {};
    EXPECT_EQ(facts.error().code, ErrorCode::invalid);
    EXPECT_EQ(facts.error().problem, "malformed-hook");
    return facts.error().detail;
}

inline std::string ignored_as(Source source, std::string_view event, std::string body) {
    return told<Ignored>(source, event, std::move(body)).what;
}

inline Instant at(std::string_view text) {
    return parse_instant(text).value();
}

}  // namespace cadence::forge
