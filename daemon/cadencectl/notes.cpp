// The notes of a release, and a changelog looked over without asking anybody.
#include <optional>

#include "artifact/changelog.h"
#include "base/plain_text.h"
#include "cadencectl/nouns.h"

namespace cadence::ctl {

namespace {

/// "markdown" is what the daemon calls so; plain lines are its chat text.
std::string_view member_of(std::string const& format) {
    if (format == "html") return "html";
    return format == "text" ? "chat" : "markdown";
}

/// A file that is there, but will not do.
tl::unexpected<Error> wrong_file(std::string const& file, Error error) {
    error.code = ErrorCode::unprocessable;
    error.detail = one_line(file) + ": " + error.detail;
    return tl::unexpected{std::move(error)};
}

struct Source {
    std::string text;
    artifact::Changelog changelog;
};

Result<Source> read_changelog(Session const& session, std::string const& file) {
    auto text = session.read(file, artifact::kMaxChangelog);
    if (!text) return tl::unexpected{std::move(text.error())};
    auto changelog = artifact::parse_changelog(*text);
    if (!changelog) return wrong_file(file, changelog.error());
    return Source{std::move(*text), std::move(*changelog)};
}

Result<void> add_changelog(Given const& given, Request& request) {
    if (!given.arguments.has("changelog")) return {};
    auto const source = read_changelog(given.session, given.arguments["changelog"]);
    if (!source) return tl::unexpected{source.error()};
    request.method = Method::post;
    request.body["changelog"] = source->text;
    return {};
}

std::string show_notes(View const& view) {
    if (!view.arguments.has("changelog")) return lines(view.answer, member_of(view.arguments["format"]));
    auto const& notes = at(view.answer, "notes");
    auto all = done(view, "notes of " + text(notes, "version") + " recorded");
    for (auto const& problem : items(notes, "problems")) all += "  still to fix: " + text(problem) + "\n";
    return all;
}

std::vector<std::string> still_to_mend(View const& view) {
    std::vector<std::string> all;
    if (!view.arguments.has("changelog"))
        for (auto const& problem : items(view.answer, "problems"))
            all.push_back("still to fix: " + text(problem));
    return all;
}

boost::json::array as_json(std::string const& file, std::vector<artifact::Finding> const& findings) {
    boost::json::array all;
    for (auto const& each : findings)
        all.push_back(boost::json::object{
            {"file", file}, {"line", each.line}, {"rule", each.rule}, {"text", each.text}});
    return all;
}

std::string as_lines(std::string const& file, std::vector<artifact::Finding> const& findings) {
    if (findings.empty()) return one_line(file) + ": nothing to fix.\n";
    std::string all;
    for (auto const& each : findings)
        all += one_line(file + ":" + std::to_string(each.line) + ": " + each.text) + "\n";
    return all;
}

Result<Exit> run_lint(Session& session, Arguments const& arguments) {
    auto const file = arguments["file"];
    auto const text = session.read(file, artifact::kMaxChangelog);
    if (!text) return tl::unexpected{text.error()};
    auto const findings = artifact::lint(*text);
    session.write(as_json(file, findings), as_lines(file, findings));
    return findings.empty() ? Exit::done : Exit::refused;
}

Result<std::optional<artifact::Version>> last_version(Arguments const& arguments) {
    if (!arguments.has("last")) return std::nullopt;
    auto version = artifact::parse_tag(arguments["last"]);
    if (!version) return tl::unexpected{std::move(version.error())};
    return std::move(*version);
}

Result<Exit> run_next(Session& session, Arguments const& arguments) {
    auto const source = read_changelog(session, arguments["file"]);
    if (!source) return tl::unexpected{source.error()};
    auto const last = last_version(arguments);
    if (!last) return tl::unexpected{last.error()};
    auto const next = artifact::propose_next(source->changelog, *last);
    if (!next) return wrong_file(arguments["file"], next.error());
    boost::json::object const document{{"version", next->version.text()},
                                       {"bump", name_of(next->bump)},
                                       {"line", next->line},
                                       {"because", next->because}};
    session.write(document, next->version.text() + "\n");
    if (!session.json()) session.note(std::string{name_of(next->bump)} + ": " + one_line(next->because));
    return Exit::done;
}

Argument const kFilePlace = required_place("FILE", "- reads standard input");

}  // namespace

Subcommands notes_subcommands() {
    return {
        {.name = "notes",
         .does = "Show or record the release notes; notes lint and notes next read a changelog",
         .arguments = {release_place(),
                       {"--format", "markdown|html|text", "default: markdown", {"markdown", "html", "text"}},
                       {"--changelog", "FILE",
                        "record this release's chapter of this changelog; - reads standard input"},
                       kTrainOption},
         .examples = {"notes", "notes backend-2026-01-22 --format html > notes.html",
                      "notes --changelog CHANGELOG.md"},
         .request = {Method::get, "/v1/releases/{release}/notes", {}, add_changelog},
         .show = show_notes,
         .notes = still_to_mend},
        {.name = "notes lint",
         .does = "List what to fix in a changelog, line by line; exit status 1 if there is anything",
         .arguments = {kFilePlace},
         .examples = {"notes lint CHANGELOG.md"},
         .run = run_lint},
        {.name = "notes next",
         .does = "Show which version a changelog's unreleased chapter calls for",
         .arguments = {kFilePlace,
                       {.name = "--last",
                        .value = "VERSION",
                        .does = "the version it follows; default: the highest in the file",
                        .check = check_version}},
         .examples = {"notes next CHANGELOG.md", "notes next CHANGELOG.md --last 1.2.0"},
         .run = run_next},
    };
}

}  // namespace cadence::ctl
