#include "artifact/changelog.h"
#include "cadencectl/request_parts.h"
#include "cadencectl/runs.h"
#include "cadencectl/show.h"

namespace cadence::ctl::runs {

namespace {

/// "markdown" is what the daemon calls so; plain lines are its chat text.
std::string_view member_of(std::string const& format) {
    if (format == "html") return "html";
    return format == "text" ? "chat" : "markdown";
}

/// A file that is there, but will not do.
tl::unexpected<Error> wrong_file(std::string const& file, Error error) {
    error.code = ErrorCode::unprocessable;
    error.detail = clean(file) + ": " + error.detail;
    return tl::unexpected{std::move(error)};
}

struct Source {
    std::string text;
    artifact::Changelog changelog;
};

Result<Source> read_changelog(Session& session, std::string const& file) {
    auto text = session.read(file, artifact::kMaxChangelog);
    if (!text) return tl::unexpected{std::move(text.error())};
    auto changelog = artifact::parse_changelog(*text);
    if (!changelog) return wrong_file(file, changelog.error());
    return Source{std::move(*text), std::move(*changelog)};
}

Result<Exit> record_notes(Session& session, Arguments const& arguments, Subject const& subject,
                          std::string const& path) {
    auto const source = read_changelog(session, arguments["changelog"]);
    if (!source) return tl::unexpected{source.error()};
    auto const answer =
        session.ask(requests::in_train(requests::post(path, {{"changelog", source->text}}), subject));
    if (!answer) return tl::unexpected{answer.error()};
    if (!session.wrote_json())
        session.write(show::notes_recorded({*answer, session.style(), arguments, subject}));
    return Exit::done;
}

boost::json::array as_json(std::string const& file, std::vector<artifact::Finding> const& findings) {
    boost::json::array all;
    for (auto const& each : findings)
        all.push_back(boost::json::object{
            {"file", file}, {"line", each.line}, {"rule", each.rule}, {"text", each.text}});
    return all;
}

std::string as_lines(std::string const& file, std::vector<artifact::Finding> const& findings) {
    std::string all;
    for (auto const& each : findings)
        all += clean(file + ":" + std::to_string(each.line) + ": " + each.text) + "\n";
    return all;
}

Result<std::optional<artifact::Version>> last_version(Arguments const& arguments) {
    if (!arguments.has("last")) return std::nullopt;
    auto version = artifact::parse_tag(arguments["last"]);
    if (!version) return tl::unexpected{std::move(version.error())};
    return std::move(*version);
}

}  // namespace

Result<Exit> notes(Session& session, Arguments const& arguments) {
    auto const subject = find_subject(session, Needs::release, arguments);
    if (!subject) return tl::unexpected{subject.error()};
    auto const path = requests::of_release(*subject, "/notes");
    if (arguments.has("changelog")) return record_notes(session, arguments, *subject, path);
    auto const answer = session.ask(requests::in_train(requests::get(path), *subject));
    if (!answer) return tl::unexpected{answer.error()};
    if (session.wrote_json()) return Exit::done;
    session.write(lines(*answer, member_of(arguments["format"])));
    for (auto const& problem : items(*answer, "problems")) session.note("still to mend: " + text(problem));
    return Exit::done;
}

Result<Exit> notes_lint(Session& session, Arguments const& arguments) {
    auto const file = arguments["file"];
    auto const text = session.read(file, artifact::kMaxChangelog);
    if (!text) return tl::unexpected{text.error()};
    auto const findings = artifact::lint(*text);
    session.write(session.json() ? boost::json::serialize(as_json(file, findings)) + "\n"
                                 : as_lines(file, findings));
    if (findings.empty()) {
        if (!session.json()) session.write(clean(file) + ": nothing to mend.\n");
        return Exit::done;
    }
    return Exit::refused;
}

Result<Exit> notes_next(Session& session, Arguments const& arguments) {
    auto const source = read_changelog(session, arguments["file"]);
    if (!source) return tl::unexpected{source.error()};
    auto const last = last_version(arguments);
    if (!last) return tl::unexpected{last.error()};
    auto const next = artifact::propose_next(source->changelog, *last);
    if (!next) return wrong_file(arguments["file"], next.error());
    if (session.json()) {
        boost::json::object const document{{"version", next->version.text()},
                                           {"bump", std::string{name_of(next->bump)}},
                                           {"line", next->line},
                                           {"because", next->because}};
        session.write(boost::json::serialize(document) + "\n");
        return Exit::done;
    }
    session.write(next->version.text() + "\n");
    session.note(std::string{name_of(next->bump)} + ": " + clean(next->because));
    return Exit::done;
}

}  // namespace cadence::ctl::runs
