#include "chat/phrases.h"

#include "base/text.h"

namespace cadence::chat {

namespace {

constexpr std::size_t kPoints = 20;
constexpr std::size_t kTimeOnly = 11;  // what "2026-01-22 " takes

std::string link_of(EventContext const& context, std::string const& release) {
    if (context.public_url.empty() || release.empty()) return {};
    auto base = context.public_url;
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

std::string show_time(EventContext const& context, Instant instant) {
    return show_time(context.policy.rule.zone, instant);
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

std::vector<std::string> open_points(std::vector<release::OpenItem> const& open) {
    return few(each_of(open, [](release::OpenItem const& each) {
        auto point = each.item + ": " + each.text;
        if (each.status == release::ItemStatus::failed) point += ", failed";
        if (!each.reason.empty()) point.append(" (").append(each.reason).append(")");
        auto const who = release::titles_of(each.roles);
        point += "; ticked by ";
        if (!each.check.empty()) point.append("check ").append(each.check);
        if (!each.check.empty() && !who.empty()) point += ", or by ";
        return point + who;
    }));
}

std::string only_if(bool there, std::string sentence) {
    return there ? std::move(sentence) : std::string{};
}

std::string because(std::string const& reason) {
    return only_if(!reason.empty(), ": " + reason);
}

Words window_of(EventContext const& context, std::string const& id) {
    auto const* const release = context.train.find(id);
    if (release == nullptr) return {};
    auto const& [opens_at, closes_at] = release->window;
    return {{"opens_at", show_time(context, opens_at)},
            {"closes_at", show_time(context, closes_at)},
            {"window", show_duration(closes_at - opens_at)}};
}

Announcement about_train(Key key, EventContext const& context, Words own) {
    auto const at = context.event.at;
    auto const local_time = show_time(context, at);
    own.insert({{"train", std::string{context.train_name}}, {"by", context.event.actor}, {"at", local_time}});
    return {
        .topic = key.topic, .mood = key.mood, .words = std::move(own), .at = at, .local_time = local_time};
}

Announcement about_release(Key key, EventContext const& context, std::string const& id, Words own) {
    own.insert({"release", id});
    own.insert({"candidate", "not set yet"});
    auto const* const release = context.train.find(id);
    if (release != nullptr && release->candidate) {
        auto const& [version, commit, set_at, by] = *release->candidate;
        own.insert({{"version", version}, {"commit", shortened(commit)}});
        own["candidate"] = show_version(version, commit);
    }
    auto announcement = about_train(key, context, std::move(own));
    announcement.link = link_of(context, id);
    return announcement;
}

}  // namespace cadence::chat
