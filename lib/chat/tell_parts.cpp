#include "chat/tell_parts.h"

#include "base/text.h"

namespace cadence::chat {

namespace {

constexpr std::size_t kPoints = 20;
constexpr std::size_t kTimeOnly = 11;  // what "2026-01-22 " takes

std::string link_of(Scene const& scene, std::string const& release) {
    if (scene.public_url.empty() || release.empty()) return {};
    auto base = scene.public_url;
    while (base.ends_with('/')) base.remove_suffix(1);
    return std::string{base} + "/v1/releases/" + release;
}

std::string weekday_in(Zone const& zone, Instant instant) {
    return weekday_name(date::weekday{zone.day_of(instant)}).substr(0, 3);
}

}  // namespace

std::string show_time(Zone const& zone, Instant instant) {
    static Zone const utc;
    auto const there = zone.show(instant);
    auto const here = utc.show(instant);
    auto text = weekday_in(zone, instant) + " " + there;
    if (there == here) return text;
    auto const same_day = zone.day_of(instant) == utc.day_of(instant);
    return text + " (" + (same_day ? here.substr(kTimeOnly) : weekday_in(utc, instant) + " " + here) + ")";
}

std::string show_time(Occasion const& occasion, Instant instant) {
    return show_time(occasion.scene.policy.rule.zone, instant);
}

std::string show_duration(Duration duration) {
    using namespace std::chrono;
    if (duration >= minutes{2}) return describe_duration(floor<minutes>(duration));
    return describe_duration(floor<seconds>(duration));
}

std::vector<std::string> few(std::vector<std::string> points) {
    if (points.size() <= kPoints) return points;
    auto const more = points.size() - kPoints;
    points.resize(kPoints);
    points.push_back("and " + std::to_string(more) + " more");
    return points;
}

std::vector<std::string> texts_of(std::vector<release::Reason> const& reasons) {
    std::vector<std::string> texts;
    texts.reserve(reasons.size());
    for (auto const& reason : reasons) texts.push_back(reason.text);
    return texts;
}

std::vector<std::string> texts_of(std::vector<release::Issue> const& issues) {
    std::vector<std::string> texts;
    texts.reserve(issues.size());
    for (auto const& issue : issues) {
        auto const severity = issue.severity ? std::string{name_of(*issue.severity)} + ": " : std::string{};
        texts.push_back(severity + issue.text);
    }
    return texts;
}

std::string only_if(bool there, std::string sentence) {
    return there ? std::move(sentence) : std::string{};
}

release::Release const* release_in(Occasion const& occasion, std::string const& id) {
    return occasion.scene.train.find(id);
}

Telling about_train(Key key, Occasion const& occasion, Words own) {
    Telling telling;
    telling.topic = key.topic;
    telling.mood = key.mood;
    telling.at = occasion.event.at;
    telling.local_time = show_time(occasion, telling.at);
    telling.words = std::move(own);
    telling.words.insert({{"train", std::string{occasion.scene.train_name}},
                          {"by", occasion.event.actor},
                          {"at", telling.local_time}});
    return telling;
}

Telling about_release(Key key, Occasion const& occasion, std::string const& id, Words own) {
    own.insert({"release", id});
    own.insert({"candidate", "not set yet"});
    auto const* const release = release_in(occasion, id);
    if (release != nullptr && release->candidate) {
        auto const& [version, commit, set_at, by] = *release->candidate;
        own.insert({{"version", version}, {"commit", shortened(commit)}});
        own["candidate"] = show_version(version, commit);
    }
    auto telling = about_train(key, occasion, std::move(own));
    telling.link = link_of(occasion.scene, id);
    return telling;
}

}  // namespace cadence::chat
