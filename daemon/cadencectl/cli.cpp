#include "cadencectl/cli.h"

#include <algorithm>
#include <ostream>

#include <CLI/CLI.hpp>

#include "base/nearest.h"
#include "base/pasted.h"
#include "base/plain_text.h"
#include "base/text.h"
#include "cadencectl/settings.h"
#include "cadencectl/subcommand.h"

namespace cadence::ctl {

namespace {

constexpr std::string_view kAbout = "cadencectl is the command line of cadenced, the release daemon.";
constexpr std::string_view kFootnote =
    "Times are UTC, with the train's local time beside them. What you leave out is filled in: the release in "
    "flight\n"
    "that the command applies to (an on-demand one first), else the next one; the only train; the daemon on "
    "this\n"
    "machine and its operator's token.\n"
    "Environment: CADENCE_URL, CADENCE_TOKEN, CADENCE_RUNTIME_DIR, NO_COLOR.\n"
    "Exit status: 0 done, 1 refused or gate shut, 2 usage error, 3 daemon unreachable.\n"
    "Run cadencectl SUBCOMMAND --help for examples.";

struct Parsed {
    GlobalOptions global;
    Arguments arguments;
    Subcommand const* chosen = nullptr;
};

void declare(CLI::App& app, Argument const& argument, Arguments& arguments) {
    std::string const name{argument.name};
    auto const key = argument.key();
    std::string const does{argument.does};
    if (argument.is_switch()) {
        app.add_flag_callback(
            name, [&arguments, key] { arguments.set(key, {"yes"}); }, does);
        return;
    }
    auto const take_one = [&arguments, key](std::string const& value) { arguments.set(key, {value}); };
    auto const take_all = [&arguments, key](std::vector<std::string> const& all) { arguments.set(key, all); };
    auto* option = argument.times == Times::once
                       ? app.add_option_function<std::string>(name, take_one, does)
                       : app.add_option_function<std::vector<std::string>>(name, take_all, does);
    if (argument.times == Times::again) option->allow_extra_args(false);
    option->type_name(std::string{argument.value})->required(argument.required);
    option->transform(CLI::Validator{[&argument](std::string& value) {
                                         value = argument.meant(value);
                                         return argument.wrong(value);
                                     },
                                     ""});
}

/// "token" for "token create", made when its first subcommand comes.
CLI::App& family_of(CLI::App& app, Subcommand const& row, std::size_t blank) {
    std::string const name{row.name.substr(0, blank)};
    auto const known = app.get_subcommands([&](CLI::App const* other) { return other->get_name() == name; });
    if (!known.empty()) return *known.front();
    std::string kinds;
    for (auto const& other : subcommands())
        if (other.name.starts_with(name + " "))
            kinds += (kinds.empty() ? "" : ", ") + std::string{other.name.substr(blank + 1)};
    auto* family = app.add_subcommand(name, kinds);
    family->group(heading_of(row))->require_subcommand(1)->fallthrough();
    return *family;
}

void declare(CLI::App& app, Subcommand const& row, Parsed& parsed) {
    auto const blank = row.name.find(' ');
    auto& parent = blank == std::string_view::npos ? app : family_of(app, row, blank);
    auto const name = blank == std::string_view::npos ? row.name : row.name.substr(blank + 1);
    auto* command = parent.add_subcommand(std::string{name}, std::string{row.does});
    if (&parent == &app) command->group(heading_of(row));
    // "rollback verify" needs nothing of what "rollback" by itself does.
    command->preparse_callback([&parent](std::size_t) {
        for (auto* option : parent.get_options()) option->required(false);
    });
    std::string examples = "Examples:";
    if (row.examples.empty()) examples += "\n  cadencectl " + std::string{row.name};
    for (auto const example : row.examples) examples += "\n  cadencectl " + std::string{example};
    command->fallthrough()->footer(examples);
    for (auto const& argument : row.arguments) declare(*command, argument, parsed.arguments);
    command->callback([&parsed, &row] {
        if (parsed.chosen == nullptr) parsed.chosen = &row;  // the innermost comes first
    });
}

void declare(CLI::App& app, Parsed& parsed) {
    auto& global = parsed.global;
    app.footer(std::string{kFootnote});
    app.set_version_flag("--version", "cadencectl " CADENCE_VERSION);
    app.require_subcommand(1);
    app.add_option("--url", global.url, "URL of the daemon, like http://127.0.0.1:8420")->type_name("URL");
    app.add_option("--token-file", global.token_file, "file that holds your token")->type_name("FILE");
    app.add_option("--runtime-dir", global.runtime_dir,
                   "directory where the daemon puts its address and operator.token")
        ->type_name("DIR");
    app.add_flag("--insecure", global.insecure, "send your token over plain HTTP to another machine");
    app.add_flag("--json", global.json, "print the daemon's answer unchanged");
    app.add_flag("--no-color", global.no_color, "no colour, even on a terminal");
    for (auto const& row : subcommands()) declare(app, row, parsed);
}

Result<Exit> perform(Session& session, Subcommand const& row, Arguments const& arguments) {
    if (row.run != nullptr) return row.run(session, arguments);
    if (row.check != nullptr)
        if (auto checked = row.check(arguments); !checked) return tl::unexpected{checked.error()};
    auto subject = find_subject(session, row, arguments);
    if (!subject) return tl::unexpected{subject.error()};
    auto const request = make_request(row, {session, arguments, *subject});
    if (!request) return tl::unexpected{request.error()};
    auto const answer = row.pages ? session.ask_all(*request) : session.ask(*request);
    if (!answer) return tl::unexpected{answer.error()};
    subject->now = session.now();
    View const view{*answer, session.style(), arguments, *subject, session};
    if (!session.wrote_json()) {
        session.write(row.show(view));
        if (row.notes != nullptr)
            for (auto const& note : row.notes(view)) session.note(note);
    }
    return row.exit == nullptr ? Exit::done : row.exit(view);
}

CLI::App const& innermost(CLI::App const& app) {
    auto const chosen = app.get_subcommands();
    return chosen.empty() ? app : innermost(*chosen.front());
}

/// The words that led to where parsing ended: "cadencectl token create".
std::string words_of(CLI::App const& app) {
    auto const chosen = app.get_subcommands();
    return app.get_name() + (chosen.empty() ? "" : " " + words_of(*chosen.front()));
}

std::vector<std::string> names_in(CLI::App const& app) {
    std::vector<std::string> names;
    for (auto const* each : app.get_subcommands([](CLI::App const*) { return true; }))
        names.push_back(each->get_name());
    return names;
}

std::vector<std::string> options_of(CLI::App const& app) {
    std::vector<std::string> names;
    for (auto const* at = &app; at != nullptr; at = at->get_parent())
        for (auto const* each : at->get_options())
            if (!each->get_lnames().empty()) names.push_back("--" + each->get_lnames().front());
    return names;
}

/// "cadencectl vote knows no "--reson": did you mean --reason?"
std::string unknown(std::string const& words, CLI::App const& app, std::string const& word) {
    auto const known = word.starts_with('-') ? options_of(app) : names_in(app);
    auto const meant = nearest(word, {known.begin(), known.end()});
    return words + " knows no \"" + one_line(word) + "\"" +
           (meant.empty() ? "" : ": did you mean " + meant + "?");
}

/// The parser's own sentence ends in one of these.
std::string in_our_words(std::string const& words, CLI::App const& app, std::string const& said) {
    static constexpr std::string_view kNone = "A subcommand is required";
    if (said == kNone) return words + " needs a subcommand: " + listed(names_in(app));
    if (auto const at = said.find(" is required"); at != std::string::npos)
        return words + " needs " + said.substr(0, at);
    if (auto const at = said.find(": At Most 1 "); at != std::string::npos)
        return said.substr(0, at) + " is given twice";
    if (auto const at = said.find(" required "); at != std::string::npos && said.ends_with(" missing")) {
        auto const name = said.substr(0, said.find(':'));
        auto const value = said.substr(at + 10, said.size() - at - 18);
        return name + " needs a value: " + name + " " + value;
    }
    return said;
}

/// Help as it is, complaints in our words.
Exit help_or_complaint(CLI::App const& app, CLI::ParseError const& error, std::ostream& out,
                       std::ostream& err) {
    if (error.get_exit_code() == 0) {
        app.exit(error, out, err);
        out << std::flush;
        return Exit::done;
    }
    auto const& at = innermost(app);
    auto const left = app.remaining(true);
    auto const words = words_of(app);
    err << "cadencectl: "
        << (left.empty() ? in_our_words(words, at, error.what()) : unknown(words, at, left.front()))
        << "\n  see: " << words << " --help\n"
        << std::flush;
    return Exit::usage;
}

}  // namespace

Exit run(std::vector<std::string> arguments, Surroundings const& surroundings) {
    CLI::App app{std::string{kAbout}, "cadencectl"};
    Parsed parsed;
    declare(app, parsed);
    if (arguments.empty()) {
        surroundings.err << app.help() << std::flush;
        return Exit::usage;
    }
    std::ranges::transform(arguments, arguments.begin(), pasted_option);
    auto const words = arguments;
    std::reverse(arguments.begin(), arguments.end());
    try {
        app.parse(std::move(arguments));
    } catch (CLI::ParseError const& error) {
        return help_or_complaint(app, error, surroundings.out, surroundings.err);
    }
    auto settings = settle(parsed.global, surroundings);
    if (!settings) {
        surroundings.err << "cadencectl: " << settings.error().detail << std::endl;
        return Exit::usage;
    }
    Session session{std::move(*settings), surroundings, {words, *parsed.chosen, parsed.arguments}};
    auto const done = perform(session, *parsed.chosen, parsed.arguments);
    return done ? *done : session.complain(done.error());
}

}  // namespace cadence::ctl
