#include "base/encoding.h"
#include "cadencectl/subcommand.h"

namespace cadence::ctl {

namespace {

constexpr std::string_view kMeantRelease = "meant";  // in the place of an id: the daemon finds which

Result<std::string> find_train(Session& session, Arguments const& arguments) {
    if (arguments.has("train")) return arguments["train"];
    auto const trains = session.ask({.path = "/v1/trains"});
    if (!trains) return tl::unexpected{trains.error()};
    auto const& all = items(*trains);
    if (all.empty())
        return refuse(ErrorCode::not_found, "no-train",
                      "this daemon has no train. Its configuration names them.");
    if (all.size() > 1) return say_which("train-needed", "There are several trains: say which.", all);
    return text(all.front(), "id");
}

Result<Subject> about_train(Session& session, Arguments const& arguments, bool whole) {
    auto train = find_train(session, arguments);
    if (!train) return tl::unexpected{std::move(train.error())};
    Subject subject;
    subject.train = std::move(*train);
    if (!whole) return subject;
    auto before = session.ask({.path = "/v1/trains/" + percent_encode(subject.train)});
    if (!before) return tl::unexpected{std::move(before.error())};
    subject.before = std::move(*before);
    return subject;
}

Subject about_release(Arguments const& arguments) {
    return {.release = arguments.has("release") ? arguments["release"] : std::string{kMeantRelease},
            .train = arguments["train"]};
}

/// As it stands, found as the request that follows would find it.
Result<Subject> about_whole_release(Session& session, Arguments const& arguments,
                                    std::string_view before_what) {
    auto subject = about_release(arguments);
    Request request{.path = "/v1/releases/" + percent_encode(subject.release)};
    if (subject.release == kMeantRelease) request.query.emplace_back("for", before_what);
    if (!subject.train.empty()) request.query.emplace_back("train", subject.train);
    auto before = session.ask(request);
    if (!before) return tl::unexpected{std::move(before.error())};
    subject.before = std::move(*before);
    subject.release = text(subject.before, "id");
    return subject;
}

/// What is done to a train may be meant for a release of it.
Result<Subject> look_up(Session& session, Subcommand const& row, Arguments const& arguments) {
    auto const names = [&](std::string_view what) {
        return row.request.path.find(what) != std::string_view::npos;
    };
    if (names("{train}")) {
        if (arguments.has("release")) return Subject{.release = arguments["release"]};
        return about_train(session, arguments, row.looks_first);
    }
    if (!names("{release}")) return Subject{};
    return row.looks_first ? about_whole_release(session, arguments, row.name) : about_release(arguments);
}

}  // namespace

tl::unexpected<Error> say_which(std::string problem, std::string detail, boost::json::array const& choices) {
    auto refused = refuse(ErrorCode::invalid, std::move(problem), std::move(detail));
    for (auto const& choice : choices) refused.value().alternatives.push_back(text(choice, "id"));
    return refused;
}

Result<Subject> find_subject(Session& session, Subcommand const& row, Arguments const& arguments) {
    auto subject = look_up(session, row, arguments);
    if (subject && arguments.has("for")) subject->now = session.now();
    return subject;
}

}  // namespace cadence::ctl
