#include "cadencectl/subject.h"

#include "cadencectl/request_parts.h"

namespace cadence::ctl {

namespace {

constexpr std::string_view kMeantRelease = "meant";  // in the place of an id: the daemon finds which

Error several_trains(boost::json::array const& trains) {
    if (trains.empty())
        return {ErrorCode::not_found,
                "no-train",
                "this daemon has no train. Its configuration names them.",
                "",
                {}};
    Error error{ErrorCode::invalid, "train-needed", "There are several trains: say which.", "", {}};
    for (auto const& train : trains) error.alternatives.push_back(text(train, "id"));
    return error;
}

Result<std::string> find_train(Session& session, Arguments const& arguments) {
    if (arguments.has("train")) return arguments["train"];
    auto const trains = session.ask({.path = "/v1/trains"});
    if (!trains) return tl::unexpected{trains.error()};
    auto const& all = items(*trains);
    if (all.size() != 1) return tl::unexpected{several_trains(all)};
    return text(all.front(), "id");
}

Result<Subject> about_train(Session& session, Arguments const& arguments, bool whole) {
    auto train = find_train(session, arguments);
    if (!train) return tl::unexpected{std::move(train.error())};
    Subject subject;
    subject.train = std::move(*train);
    if (!whole) return subject;
    auto before = session.ask({.path = "/v1/trains/" + segment(subject.train)});
    if (!before) return tl::unexpected{std::move(before.error())};
    subject.before = std::move(*before);
    return subject;
}

Subject about_release(Arguments const& arguments) {
    Subject subject;
    subject.release = arguments.has("release") ? arguments["release"] : std::string{kMeantRelease};
    subject.train = arguments["train"];
    return subject;
}

/// As it stands, found as the request that follows would find it.
Result<Subject> about_whole_release(Session& session, Arguments const& arguments,
                                    std::string const& before_what) {
    auto subject = about_release(arguments);
    Request request{.path = "/v1/releases/" + segment(subject.release)};
    if (subject.release == kMeantRelease) request.query.emplace_back("for", before_what);
    if (!subject.train.empty()) request.query.emplace_back("train", subject.train);
    auto before = session.ask(request);
    if (!before) return tl::unexpected{std::move(before.error())};
    subject.before = std::move(*before);
    subject.release = text(subject.before, "id");
    return subject;
}

Result<Subject> look_up(Session& session, Needs needs, Arguments const& arguments) {
    switch (needs) {
        case Needs::nothing:
            return Subject{};
        case Needs::train:
            return about_train(session, arguments, false);
        case Needs::whole_train:
            return about_train(session, arguments, true);
        case Needs::release:
            return about_release(arguments);
        case Needs::release_before_move:
            return about_whole_release(session, arguments, "postpone");
        case Needs::release_before_candidate:
            return about_whole_release(session, arguments, "candidate");
        case Needs::release_or_train:
            if (!arguments.has("release")) return about_train(session, arguments, false);
            return Subject{.release = arguments["release"]};
    }
    return Subject{};
}

}  // namespace

Result<Subject> find_subject(Session& session, Needs needs, Arguments const& arguments) {
    if (auto checked = requests::check_end(arguments); !checked) return tl::unexpected{checked.error()};
    auto subject = look_up(session, needs, arguments);
    if (subject && arguments.has("for")) subject->now = session.now();
    return subject;
}

}  // namespace cadence::ctl
