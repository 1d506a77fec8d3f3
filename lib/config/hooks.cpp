// [[hooks]]: the endpoints at /hooks/{source}/{name}.
#include <algorithm>
#include <array>

#include "base/text.h"
#include "config/endpoint.h"
#include "config/names.h"
#include "config/outward.h"

namespace cadence::config {
namespace {

constexpr Sizes kBodies{std::size_t{64} * 1024, std::size_t{25} * 1024 * 1024};
constexpr std::size_t kUnguessable = 20;

/// The name of a coolify hook is its secret: whatever is wrong with a name, it is not told.
std::optional<std::string> hook_name_of(Value const& value) {
    auto text = string_of(value);
    if (!text || is_id(*text)) return text;
    return value.refuse_for("is not a valid id");
}

std::optional<forge::Source> source_of(Value const& value) {
    return service_of<forge::Source>(value, "hooks are");
}

/// { live = "production" }: names that the other side has for our environments.
bool read_environments(HookDraft& draft, Value const& value) {
    auto const* const table = value.node.as_table();
    if (table != nullptr && table->empty()) return value.refuse_for("is empty"), false;
    return read_entries(draft.thing.environments, value, [](std::string_view, Value const& each) {
        return choice_of<release::Environment>(each);
    });
}

constexpr std::array kHookFields{
    required<hook_name_of, &HookDraft::thing, &HookConfig::name>(
        "name", "lower-case letters, digits and dashes, at most 40, like \"backend\""),
    required<source_of, &HookDraft::thing, &HookConfig::source>("source", kNames<forge::Source>),
    required<id_of, &HookDraft::thing, &HookConfig::train>("train", "the id of a train, like \"backend\""),
    optional<secret_places_of, &HookDraft::thing, &HookConfig::secrets_from>("secrets_from", kTakesPlaces),
    optional<with<size_of, kBodies>, &HookDraft::thing, &HookConfig::max_body>(
        "max_body", "\"1MiB\"", "a size from \"64KiB\" to \"25MiB\""),
    optional<read_environments>(
        "environments", "{ production = \"production\", staging = \"staging\" }",
        "what the other side calls \"production\" and \"staging\", like { live = \"production\" }"),
    optional<repository_of, &HookDraft::thing, &HookConfig::repository>(
        "repository", "owner and name, like \"acme/backend\""),
    optional<server_of, &HookDraft::thing, &HookConfig::server>("server",
                                                                "a URL like \"https://coolify.example.org\""),
    optional<secret_place_of, &HookDraft::thing, &HookConfig::token_from>("token_from", kTakesPlace),
};

bool tells_its_repository(forge::Source source) {
    return source == forge::Source::github || source == forge::Source::gitlab ||
           source == forge::Source::gitea;
}

bool sends_commands(forge::Source source) {
    return source == forge::Source::slack || source == forge::Source::mattermost;
}

/// Keys that are for some sources only.
void verify_keys(HookDraft const& draft) {
    auto const& hook = draft.thing;
    auto const source = std::string{name_of(hook.source)};
    auto const names_repositories =
        tells_its_repository(hook.source) || hook.source == forge::Source::generic;
    if (!hook.repository.empty() && !names_repositories)
        draft.refuse("repository",
                     "repository does nothing for " + source + ", which names no repository; leave it out");
    for (auto const& [key, value] : {std::pair{"server", &hook.server}, {"token_from", &hook.token_from}}) {
        if (hook.source != forge::Source::coolify && !value->empty())
            draft.refuse(key, std::string{key} + " does nothing for " + source +
                                  ", which is never asked anything; leave it out");
    }
    if (hook.source != forge::Source::coolify || hook.server.empty() == hook.token_from.empty()) return;
    auto const* const missing = hook.server.empty() ? "server" : "token_from";
    if (draft.sure(missing))
        draft.refuse(missing, std::string{missing} +
                                  " is missing from the coolify hook; give both server and token_from to ask "
                                  "what was deployed, or neither");
}

/// Coolify signs nothing: that nobody can guess its hook's name is all that protects it.
void verify_coolify(HookDraft const& draft) {
    if (!draft.thing.secrets_from.empty()) {
        draft.refuse(
            "secrets_from",
            "secrets_from does nothing for coolify, which signs nothing; leave it out, and give the hook a "
            "name that nobody can guess");
    }
    auto const& name = draft.thing.name;
    bool const guessable = name.size() < kUnguessable || std::ranges::none_of(name, is_digit);
    if (draft.sure("name") && guessable) {
        draft.refuse(
            "name",
            "name of a coolify hook is its secret, and this one can be guessed; give 20 to 40 random "
            "characters, as `openssl rand -hex 16` makes them");
    }
    if (draft.sure("environments") && draft.thing.environments.empty()) {
        draft.refuse("environments",
                     "environments is missing from the coolify hook; say which application is which, like "
                     "{ \"uuid-of-the-application\" = \"production\" }");
    }
}

/// Checks across the fields.
void verify(HookDraft const& draft) {
    if (!draft.sure("source")) return;
    verify_keys(draft);
    if (draft.thing.source == forge::Source::coolify) {
        verify_coolify(draft);
        return;
    }
    if (sends_commands(draft.thing.source) && !draft.thing.environments.empty()) {
        draft.refuse("environments", "environments is for hooks that report deployments, and " +
                                         std::string{name_of(draft.thing.source)} +
                                         " reports none; leave it out");
    }
    if (draft.thing.secrets_from.empty() && draft.sure("secrets_from")) {
        draft.refuse("secrets_from",
                     "secrets_from is missing from [[hooks]]; give " + std::string{kTakesPlaces});
    }
}

HookDraft read_hook(Section const& section) {
    HookDraft draft{{section}};
    auto const known = keys_of(kHookFields);
    auto homes = known;  // of secrets: those that others than Coolify have are all in secrets_from
    auto const of_coolify = section.table["source"].value_or(std::string_view{}) == "coolify";
    if (!of_coolify) std::erase_if(homes, [](Key const& key) { return key.name == "token_from"; });
    section.refuse_unknown_keys(known, refuse_secrets(section, homes));
    draft.failed = read_fields(section, kHookFields, draft);
    verify(draft);
    if (draft.thing.environments.empty() && !sends_commands(draft.thing.source)) {
        draft.thing.environments = {{"production", release::Environment::production},
                                    {"staging", release::Environment::staging}};
    }
    return draft;
}

/// Whoever holds its secret may send another repository's pushes, and an organisation's hook does.
void warn_of_any_repository(Draft const& draft, HookDraft const& hook) {
    if (!tells_its_repository(hook.thing.source) || !hook.thing.repository.empty()) return;
    auto const train = std::ranges::find_if(
        draft.trains, [&](TrainDraft const& each) { return each.train.id == hook.thing.train; });
    if (train == draft.trains.end() || train->forge) return;
    hook.warn("repository", "nothing says which repository the hook " +
                                std::string{name_of(hook.thing.source)} + "/" + hook.thing.name +
                                " belongs to: the first one it reports is taken; set repository = "
                                "\"owner/name\"");
}

}  // namespace

bool read_hooks(Draft& draft, Value const& value) {
    return read_sections(value, [&](Section const& section) {
        draft.hooks.push_back(read_hook(section));
        return true;
    });
}

void check_hooks(Draft const& draft) {
    std::vector<HookDraft> sure;
    std::ranges::copy_if(draft.hooks, std::back_inserter(sure),
                         [](HookDraft const& each) { return each.sure("source"); });
    auto const address = [](HookDraft const& h) {
        auto const& name = h.thing.name;
        return std::string{name_of(h.thing.source)} + "/" +
               (h.thing.source == forge::Source::coolify ? digest_of_name(name) : name);
    };
    refuse_twice(sure, "name", "hook", address);
    for (auto const& each : draft.hooks) {
        if (each.sure("train")) refuse_unknown_train(draft, each, "train", each.thing.train);
        warn_of_any_repository(draft, each);
    }
}

std::vector<SectionKeys> hook_keys() {
    return {SectionKeys{"hooks", keys_of(kHookFields)}};
}

}  // namespace cadence::config
