#include "cadencectl/request_parts.h"
#include "cadencectl/runs.h"
#include "cadencectl/show.h"

namespace cadence::ctl::runs {

namespace {

constexpr std::size_t kMaxReport = 256U << 10U;

Result<Exit> record_post_mortem(Session& session, Arguments const& arguments, Subject const& subject,
                                std::string const& path) {
    auto object = requests::body(arguments, {"link"});
    if (arguments.has("text")) {
        auto const report = session.read(arguments["text"], kMaxReport);
        if (!report) return tl::unexpected{report.error()};
        object["text"] = *report;
    }
    if (arguments.has("replace")) object["replace"] = true;
    auto const answer = session.ask(requests::in_train(requests::post(path, object), subject));
    if (!answer) return tl::unexpected{answer.error()};
    if (!session.wrote_json())
        session.write(show::post_mortem_recorded({*answer, session.style(), arguments, subject}));
    return Exit::done;
}

}  // namespace

Result<Exit> post_mortem(Session& session, Arguments const& arguments) {
    auto subject = find_subject(session, Needs::release, arguments);
    if (!subject) return tl::unexpected{subject.error()};
    auto const path = requests::of_release(*subject, "/post-mortem");
    if (arguments.has("text") || arguments.has("link"))
        return record_post_mortem(session, arguments, *subject, path);
    auto const answer = session.ask(requests::in_train(requests::get(path), *subject));
    if (!answer) return tl::unexpected{answer.error()};
    if (session.wrote_json()) return Exit::done;
    subject->now = session.now();
    session.write(lines(*answer, "markdown"));
    auto const due = show::due_post_mortem({*answer, session.style(), arguments, *subject});
    if (!due.empty()) session.note(due);
    return Exit::done;
}

}  // namespace cadence::ctl::runs
