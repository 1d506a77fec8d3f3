#include "cadencectl/subject.h"

#include <algorithm>
#include <array>
#include <span>

namespace cadence::ctl {

namespace {

using Words = std::span<std::string_view const>;

constexpr std::array<std::string_view, 1> kToApprove{"requested"};
constexpr std::array<std::string_view, 2> kToReject{"requested", "approved"};
constexpr std::array<std::string_view, 3> kUnderWay{"requested", "approved", "deploying"};

bool is_one_of(std::string const& word, Words words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

Error several_trains(boost::json::array const& trains) {
    if (trains.empty())
        return {ErrorCode::not_found,
                "no-train",
                "this daemon has no train. Its configuration names them.",
                "",
                {}};
    Error error{
        ErrorCode::invalid, "train-needed", "there are several trains: say which with --train.", "", {}};
    for (auto const& train : trains) error.alternatives.push_back("--train " + text(train, "id"));
    return error;
}

/// The trains as they stand, or the one that is named.
Result<boost::json::array> standings(Session& session, Arguments const& arguments) {
    Request request{.path = "/v1/status"};
    if (arguments.has("train")) request.query.emplace_back("train", arguments["train"]);
    auto const status = session.ask_all(request);
    if (!status) return tl::unexpected{status.error()};
    return items(*status, "trains");
}

Result<Json> one_standing(Session& session, Arguments const& arguments) {
    auto const trains = standings(session, arguments);
    if (!trains) return tl::unexpected{trains.error()};
    if (trains->size() != 1) return tl::unexpected{several_trains(*trains)};
    return trains->front();
}

/// Those on demand of one train that are in one of these states.
std::vector<std::string> on_demand(Json const& train, Words states) {
    std::vector<std::string> found;
    for (auto const& release : items(train, "on_demand"))
        if (is_one_of(text(release, "state"), states)) found.push_back(text(release, "id"));
    return found;
}

/// The releases whose deadline of this kind is still to be met.
std::vector<std::string> promised(Json const& train, std::string_view kind) {
    std::vector<std::string> found;
    for (auto const& deadline : items(train, "deadlines"))
        if (text(deadline, "kind") == kind) found.push_back(text(deadline, "release"));
    return found;
}

struct Wanted {
    std::string_view none;     // what to say when there is none
    std::string_view several;  // or more than one
};

Result<Subject> the_only(std::vector<std::string> found, Wanted const& wanted) {
    std::erase(found, "");
    if (found.empty()) return refuse(ErrorCode::not_found, "no-release", std::string{wanted.none});
    if (found.size() == 1) {
        Subject subject;
        subject.release = std::move(found.front());
        return subject;
    }
    return tl::unexpected{
        Error{ErrorCode::invalid, "release-needed", std::string{wanted.several}, "", std::move(found)}};
}

/// Over all trains: `find` in each.
template <class Find>
Result<std::vector<std::string>> among_all(Session& session, Arguments const& arguments, Find const& find) {
    auto const trains = standings(session, arguments);
    if (!trains) return tl::unexpected{trains.error()};
    std::vector<std::string> all;
    for (auto const& train : *trains) {
        auto found = find(train);
        all.insert(all.end(), found.begin(), found.end());
    }
    return all;
}

Result<Subject> current_or_next(Json const& train) {
    Subject subject;
    subject.train = text(train, "id");
    for (auto const* which : {"current", "next"}) {
        subject.release = text(at(train, which), "id");
        subject.which = which;
        if (!subject.release.empty()) return subject;
    }
    return refuse(ErrorCode::not_found, "no-release", subject.train + " has no release ahead.");
}

Result<Subject> find_release(Session& session, Arguments const& arguments) {
    auto const train = one_standing(session, arguments);
    if (!train) return tl::unexpected{train.error()};
    return current_or_next(*train);
}

/// What is recorded on the wrong release stays there: rather ask.
Result<Subject> find_one_release(Session& session, Arguments const& arguments) {
    auto const train = one_standing(session, arguments);
    if (!train) return tl::unexpected{train.error()};
    auto subject = current_or_next(*train);
    auto possible = on_demand(*train, kUnderWay);
    auto const rolled_back = text(at(*train, "blocked"), "release");
    if (!rolled_back.empty()) possible.push_back(rolled_back);
    if (subject) std::erase(possible, subject->release);
    if (possible.empty()) return subject;
    if (subject) possible.push_back(subject->release);
    Error error{ErrorCode::invalid,
                "release-needed",
                "several releases could be meant: say which with --release.",
                "",
                {}};
    for (auto const& id : possible) error.alternatives.push_back("--release " + id);
    return tl::unexpected{std::move(error)};
}

Result<Subject> find_on_demand(Session& session, Arguments const& arguments, Words states,
                               Wanted const& wanted) {
    auto found = among_all(session, arguments, [&](Json const& train) { return on_demand(train, states); });
    if (!found) return tl::unexpected{found.error()};
    return the_only(std::move(*found), wanted);
}

Result<Subject> find_in_production(Session& session, Arguments const& arguments) {
    auto const train = one_standing(session, arguments);
    if (!train) return tl::unexpected{train.error()};
    auto const none = text(*train, "id") + " has no known release in production: name one.";
    return the_only({text(at(*train, "production"), "release")}, {none, ""});
}

Result<Subject> find_rolling_back(Session& session, Arguments const& arguments) {
    Request request{.path = "/v1/releases", .query = {{"state", "rolling_back"}}};
    if (arguments.has("train")) request.query.emplace_back("train", arguments["train"]);
    auto const releases = session.ask(request);
    if (!releases) return tl::unexpected{releases.error()};
    std::vector<std::string> found;
    for (auto const& release : items(*releases)) found.push_back(text(release, "id"));
    return the_only(std::move(found), {"no release is being rolled back.",
                                       "several releases are being rolled back: say which."});
}

/// Where the promise is still open; else where `otherwise` points, in the order of these words.
Result<Subject> find_promised(Session& session, Arguments const& arguments, std::string_view kind,
                              std::string_view otherwise) {
    auto found = among_all(session, arguments, [&](Json const& train) {
        auto due = promised(train, kind);
        if (due.empty()) due.push_back(text(at(train, otherwise), "release"));
        return due;
    });
    if (!found) return tl::unexpected{found.error()};
    return the_only(std::move(*found), {"none is due: name a release.", "several are due: say of which."});
}

Result<Subject> find_train(Session& session, Arguments const& arguments) {
    Subject subject;
    subject.train = arguments["train"];
    if (!subject.train.empty()) return subject;
    auto const trains = session.ask({.path = "/v1/trains"});
    if (!trains) return tl::unexpected{trains.error()};
    auto const& all = items(*trains);
    if (all.size() != 1) return tl::unexpected{several_trains(all)};
    subject.train = text(all.front(), "id");
    return subject;
}

bool is_about_a_train(Needs needs) {
    return needs == Needs::train || needs == Needs::whole_train;
}

Result<Subject> look_up(Session& session, Needs needs, Arguments const& arguments) {
    switch (needs) {
        case Needs::nothing:
            return Subject{};
        case Needs::train:
        case Needs::whole_train:
            return find_train(session, arguments);
        case Needs::release:
        case Needs::whole_release:
            return find_release(session, arguments);
        case Needs::one_release:
            return find_one_release(session, arguments);
        case Needs::report:
            return arguments["release"].empty() ? find_train(session, arguments)
                                                : find_one_release(session, arguments);
        case Needs::to_approve:
            return find_on_demand(
                session, arguments, kToApprove,
                {"no release waits for approval.", "several releases wait for approval: say which."});
        case Needs::to_reject:
            return find_on_demand(session, arguments, kToReject,
                                  {"no release on demand waits for approval or deployment.",
                                   "several releases on demand wait: say which."});
        case Needs::production:
            return find_in_production(session, arguments);
        case Needs::rolling_back:
            return find_rolling_back(session, arguments);
        case Needs::retrospective:
            return find_promised(session, arguments, "retrospective", "production");
        case Needs::post_mortem:
            return find_promised(session, arguments, "post_mortem", "blocked");
    }
    return Subject{};
}

Result<void> add_whole(Session& session, Needs needs, Subject& subject) {
    std::string path;
    if (needs == Needs::whole_release) path = "/v1/releases/" + segment(subject.release);
    if (needs == Needs::whole_train) path = "/v1/trains/" + segment(subject.train);
    if (path.empty()) return {};
    auto before = session.ask({.path = path});
    if (!before) return tl::unexpected{std::move(before.error())};
    subject.before = std::move(*before);
    return {};
}

}  // namespace

Result<Subject> find_subject(Session& session, Needs needs, Arguments const& arguments) {
    Subject named;
    named.release = arguments["release"];
    auto const is_named = !named.release.empty() && needs != Needs::nothing && !is_about_a_train(needs);
    auto subject = is_named ? Result<Subject>{named} : look_up(session, needs, arguments);
    if (!subject) return subject;
    subject->now = session.clock().now();
    if (auto added = add_whole(session, needs, *subject); !added) return tl::unexpected{added.error()};
    return subject;
}

}  // namespace cadence::ctl
