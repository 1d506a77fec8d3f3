// [trains.forge]: the train's repository on GitHub, GitLab, Gitea or Forgejo.
#include <algorithm>
#include <array>
#include <map>

#include "base/text.h"
#include "config/names.h"
#include "config/outward.h"

namespace cadence::config {
namespace {

constexpr Lengths kSweeps{std::chrono::seconds{30}, std::chrono::hours{24}};
constexpr std::size_t kLongestContext = 255;  // GitHub refuses 256

std::optional<forge::Kind> kind_of_forge(Value const& value) {
    return service_of<forge::Kind>(value, "API is");
}

std::optional<std::string> context_of(Value const& value) {
    auto text = line_of(value);
    if (text && text->size() > kLongestContext) return value.refuse_text(*text, "is longer than 255 bytes");
    return text;
}

std::optional<std::string> external_check_of(Value const& value) {
    auto const fits = [](std::string_view text) { return std::ranges::all_of(text, is_digit); };
    return text_that(value, fits, "is not the id of an external status check");
}

constexpr std::array kForgeFields{
    required<kind_of_forge, &ForgeDraft::thing, &forge::Forge::kind>("kind", kNames<forge::Kind>),
    optional<server_of, &ForgeDraft::thing, &forge::Forge::api_url>(
        "api_url", "a URL like \"https://git.example.org/api/v1\""),
    required<repository_of, &ForgeDraft::thing, &forge::Forge::repository>(
        "repository", "owner and name, like \"acme/backend\""),
    required<secret_place_of, &ForgeDraft::thing, &forge::Forge::token_from>("token_from", kTakesPlace),
    optional<flag_of, &ForgeDraft::thing, &forge::Forge::statuses>("statuses", "true", "true or false"),
    optional<context_of, &ForgeDraft::thing, &forge::Forge::context>(
        "context", "one line like \"cadenced/merge (main)\""),
    optional<with<duration_of, kSweeps>, &ForgeDraft::thing, &forge::Forge::sweep>(
        "sweep", "\"5m\"", "a length of time like \"5m\""),
    optional<external_check_of, &ForgeDraft::thing, &forge::Forge::external_check>(
        "external_check", "\"\"", "the id of an external status check in digits, like \"12\""),
};

/// By kind; of Gitea everybody has their own.
constexpr std::array<std::string_view, Names<forge::Kind>::values.size()> kUsualApis{
    "https://api.github.com", "https://gitlab.com/api/v4", ""};

/// Checks across the fields.
void verify(ForgeDraft const& draft) {
    if (!draft.sure("kind")) return;
    auto const& forge = draft.thing;
    if (forge.kind == forge::Kind::gitea && forge.api_url.empty() && draft.sure("api_url")) {
        draft.refuse("api_url",
                     "api_url is missing from [trains.forge]: every gitea has its own; give a URL like "
                     "\"https://git.example.org/api/v1\"");
    }
    bool const deep = std::ranges::count(forge.repository, '/') > 1;
    if (deep && forge.kind != forge::Kind::gitlab) {
        draft.refuse("repository", "repository " + in_quotes(forge.repository) +
                                       " has more than an owner and a " +
                                       "name; give them alone, like \"acme/backend\"");
    }
    if (!forge.external_check.empty() && forge.kind != forge::Kind::gitlab) {
        draft.refuse("external_check",
                     "external_check is for forges of the kind gitlab, and this one is of the kind " +
                         std::string{name_of(forge.kind)} + "; leave it out");
    }
}

}  // namespace

bool read_forge(TrainDraft& draft, Value const& value) {
    auto const section = section_of(value);
    if (!section) return false;
    ForgeDraft forge{{*section}};
    auto const known = keys_of(kForgeFields);
    section->refuse_unknown_keys(known, refuse_secrets(*section, known));
    forge.failed = read_fields(*section, kForgeFields, forge);
    verify(forge);
    draft.forge.emplace(std::move(forge));
    return draft.forge->failed.empty();
}

void complete_forge(TrainDraft& draft) {
    if (!draft.forge) return;
    auto& forge = draft.forge->thing;
    if (forge.api_url.empty()) forge.api_url = kUsualApis.at(static_cast<std::size_t>(forge.kind));
    if (forge.context.empty()) forge.context = "cadenced/merge (" + draft.train.policy.main_branch + ")";
    draft.train.forge = forge;
}

/// Two gates in one place would overwrite each other for ever.
void check_forges(Draft const& draft) {
    std::map<std::string, TrainDraft const*> owners;
    for (auto const& each : draft.trains) {
        if (!each.forge || !each.forge->failed.empty() || !each.sure("main_branch")) continue;
        auto const& forge = each.forge->thing;
        auto const place = lower(forge.api_url) + '\n' + lower(forge.repository) + '\n';
        if (!forge.external_check.empty() &&
            !owners.emplace(place + "\ncheck " + forge.external_check, &each).second)
            each.forge->refuse(
                "external_check",
                "external_check " + in_quotes(forge.external_check) + " in " + forge.repository +
                    " is already used by another train: each would overwrite the other's answer");
        if (!forge.statuses) continue;
        if (!forge::takes_context(forge.kind, forge.context))
            each.forge->refuse(
                "context", "context " + in_quotes(forge.context) +
                               " has characters that GitHub refuses in a status's name, such as emoji; give "
                               "one without them");
        auto const [owner, added] = owners.emplace(place + lower(forge.context), &each);
        if (added) continue;
        each.forge->refuse(
            "context", "context " + in_quotes(forge.context) + " in " + forge.repository +
                           " is already used by the train " + in_quotes(owner->second->train.id) + " in " +
                           owner->second->forge->section.place().seen_from(each.forge->section.place()) +
                           ": each would overwrite the other; give each its own");
    }
}

std::vector<SectionKeys> forge_keys() {
    return {SectionKeys{"trains.forge", keys_of(kForgeFields)}};
}

}  // namespace cadence::config
