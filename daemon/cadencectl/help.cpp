#include "cadencectl/help.h"

#include <ostream>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "base/nearest.h"
#include "base/text.h"

namespace cadence::ctl {

namespace {

CLI::App const& innermost(CLI::App const& app) {
    auto const* at = &app;
    while (!at->get_subcommands().empty()) at = at->get_subcommands().front();
    return *at;
}

/// The words that led to where parsing ended: "cadencectl token create".
std::string words_of(CLI::App const& app) {
    std::string words = app.get_name();
    for (auto const* at = &app; !at->get_subcommands().empty();) {
        at = at->get_subcommands().front();
        words += " " + at->get_name();
    }
    return words;
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

}  // namespace

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

}  // namespace cadence::ctl
