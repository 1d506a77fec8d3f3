#include "cadencectl/ways.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/instant.h"
#include "base/nearest.h"
#include "base/pasted.h"
#include "base/text.h"
#include "cadencectl/subcommand.h"

namespace cadence::ctl {

namespace {

struct Known {
    std::string_view problem;
    std::string_view about{};  // the argument, where the problem's field does not say so
    std::string_view list{};   // what lists what there is, or says more; {}: the release, where it was named
};

constexpr auto kProblems = std::to_array<Known>({
    {"release-needed", "release"},
    {"train-needed", "train"},
    {"freeze-needed", "id"},
    {"nothing-restored", "runs"},
    {"not-deployed", "release"},
    {"item-not-found", "item", "cadencectl checklist{}"},
    {"train-not-found", "train", "cadencectl train list"},
    {"release-not-found", "release", "cadencectl releases"},
    {"freeze-not-found", "id", "cadencectl freezes"},
    {"exemption-not-found", "id", "cadencectl freezes"},
    {"blackout-not-found", "id", "cadencectl blackout list"},
    {"token-not-found", "id", "cadencectl token list"},
    {"review-not-found", "id", "cadencectl deadlines --kind cadence-review"},
    {"channel-not-found", "name", "cadencectl channels"},
    {"delivery-not-found", "", "cadencectl deliveries"},
    {"no-release", "", "cadencectl releases"},
    {"checklist-open", "", "cadencectl checklist{}"},
    {"approval-before-staging", "", "cadencectl show{}"},
    {"already-voted", "", "cadencectl unvote{}"},
    {"no-notes", "", "cadencectl notes{} --changelog CHANGELOG.md"},
});

/// The problems that --force overrides.
constexpr auto kForced =
    std::to_array<std::string_view>({"fix-forward", "version-not-lower", "version-rolled-back"});

Known known(std::string_view problem) {
    auto const found = std::ranges::find(kProblems, problem, &Known::problem);
    return found == kProblems.end() ? Known{} : *found;
}

std::string option_of(Argument const& argument) {
    auto const at = argument.name.rfind("--");
    return at == std::string_view::npos ? std::string{} : std::string{argument.name.substr(at)};
}

bool is_place(Argument const& argument) {
    return !argument.name.starts_with('-');
}

/// "#/to_version" and "to_version" as the name of an argument.
std::string key_in(std::string_view field, Subcommand const& row) {
    auto member = std::string{field.substr(field.rfind('/') + 1)};
    auto const& fields = row.request.fields;
    if (auto const found = std::ranges::find(fields, member, &Field::member); found != fields.end())
        return std::string{found->argument};
    std::ranges::replace(member, '_', '-');
    return member;
}

Argument const* argument_of(Error const& error, Subcommand const& row) {
    auto const about = known(error.problem).about;
    auto const key = about.empty() ? key_in(error.field, row) : std::string{about};
    auto const found =
        std::ranges::find_if(row.arguments, [&](auto const& each) { return each.key() == key; });
    return key.empty() || found == row.arguments.end() ? nullptr : &*found;
}

/// --force, where that would do and was not given.
Argument const* forcing(Error const& error, Typed const& typed) {
    if (std::ranges::find(kForced, error.problem) == kForced.end() || typed.arguments.has("force"))
        return nullptr;
    auto const found =
        std::ranges::find_if(typed.row.arguments, [](auto const& each) { return each.key() == "force"; });
    return found == typed.row.arguments.end() ? nullptr : &*found;
}

void drop_option(std::vector<std::string>& words, std::string const& option, bool is_switch) {
    for (auto at = words.begin(); at != words.end();) {
        if (at->starts_with(option + "=")) {
            at = words.erase(at);
        } else if (*at == option) {
            at = words.erase(at);
            if (!is_switch && at != words.end()) at = words.erase(at);
        } else {
            ++at;
        }
    }
}

/// An instant may have words around it: "postpone to 2026-12-18 10:00 UTC".
std::string value_in(std::string const& alternative, Argument const& argument) {
    if (argument.value.find("INSTANT") == std::string_view::npos) return alternative;
    auto const at = alternative.find_first_of("0123456789");
    auto const instant =
        pasted_instant(std::string_view{alternative}.substr(std::min(at, alternative.size())));
    auto const read = parse_instant(instant);
    return read ? format_instant(*read) : std::string{};
}

/// "VERSION" of "VERSION|SHA", "SHA" of "SHA...".
std::string placeholder(Argument const& argument) {
    return std::string{argument.value.substr(0, argument.value.find_first_of("|."))};
}

/// Which release is meant is a question that each of the choices may answer; of other names three will do.
std::size_t most_of(Error const& error) {
    return error.problem == "release-needed" || error.problem == "train-needed" ? 20 : kNamed;
}

void add_choices(std::vector<std::string>& lines, Error const& error, Typed const& typed,
                 Argument const* argument) {
    auto choices = error.alternatives;
    if (argument != nullptr && choices.size() > most_of(error))
        choices = nearest_first(typed.arguments[argument->key()], std::move(choices));
    if (choices.size() > most_of(error)) choices.resize(most_of(error));
    for (auto const& choice : choices) {
        auto const value = argument == nullptr ? std::string{} : value_in(choice, *argument);
        if (!value.empty())
            lines.push_back(typed.with(*argument, value));
        else if (choice.starts_with("cancel "))
            lines.push_back(in_shell({"cancel", choice.substr(7), "--reason", typed.arguments["reason"]}));
        else
            lines.push_back("possible: " + choice);
    }
}

}  // namespace

std::string Typed::with(Argument const& argument, std::string const& value) const {
    auto made = words;
    auto const given = arguments[argument.key()];
    auto const behind = made.begin() + std::ranges::count(row.name, ' ') + 1;
    auto const option = option_of(argument);
    auto const place = std::find_if(std::min(behind, made.end()), made.end(), [&](std::string const& word) {
        return !given.empty() && argument.meant(word) == given;
    });
    auto const by_option =
        !option.empty() && (place == made.end() || *std::prev(place) == option || !is_place(argument));
    if (!by_option && place != made.end()) {
        *place = value;
        return in_shell(made);
    }
    if (by_option) {
        drop_option(made, option, argument.is_switch());
        made.push_back(option);
    }
    if (!argument.is_switch()) made.push_back(value);
    return in_shell(made);
}

std::string said(Error const& error, Typed const& typed) {
    auto const* const argument = argument_of(error, typed.row);
    if (argument == nullptr) return error.detail;
    auto const name = option_of(*argument).empty() ? std::string{argument->name} : option_of(*argument);
    for (auto const& words : {"The parameter " + error.field + " ", error.field + " "})
        if (!error.field.empty() && error.detail.starts_with(words))
            return name + " " + error.detail.substr(words.size());
    return error.detail;
}

std::vector<std::string> ways_out(Error const& error, Typed const& typed) {
    std::vector<std::string> lines;
    auto const* const argument = argument_of(error, typed.row);
    add_choices(lines, error, typed, argument);
    if (auto const* force = forcing(error, typed); force != nullptr) lines.push_back(typed.with(*force, ""));
    auto const lacks = argument != nullptr && error.alternatives.empty() &&
                       !typed.arguments.has(argument->key()) && error.code != ErrorCode::not_found;
    if (lacks) lines.push_back(typed.with(*argument, placeholder(*argument)));
    auto const release = typed.arguments["release"];
    if (auto const list = known(error.problem).list; !list.empty())
        lines.push_back("see: " + fmt::format(fmt::runtime(list), release.empty() ? "" : " " + release));
    if (error.field == "type" && error.alternatives.size() > kNamed)
        lines.emplace_back("see: cadencectl events --types");
    return lines;
}

std::string in_shell(std::vector<std::string> const& words) {
    static constexpr std::string_view kPlain = "-_./:=@%+,";
    auto const plain = [](char c) { return is_alnum(c) || kPlain.find(c) != std::string_view::npos; };
    std::string command = "cadencectl";
    for (auto const& word : words) {
        command += ' ';
        if (!word.empty() && std::ranges::all_of(word, plain)) {
            command += word;
        } else if (word.find_first_of("\"$`\\!") == std::string::npos) {
            command += "\"" + word + "\"";
        } else {
            command += '\'';
            for (auto const c : word) command += c == '\'' ? std::string{"'\\''"} : std::string{c};
            command += '\'';
        }
    }
    return command;
}

}  // namespace cadence::ctl
