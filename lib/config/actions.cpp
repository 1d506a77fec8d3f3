// [[trains.actions]]: a name, what sets it off, a kind, and the keys of that kind.
#include <algorithm>
#include <array>

#include "base/text.h"
#include "config/kinds.h"
#include "config/lists.h"
#include "config/outward.h"
#include "config/templates.h"

namespace cadence::config {
namespace {

constexpr Lengths kTimeouts{std::chrono::seconds{1}, std::chrono::hours{24}};
constexpr Lengths kExpiries{std::chrono::minutes{1}, std::chrono::hours{24 * 30}};

std::optional<std::string> method_of(Value const& value) {
    static std::vector<std::string> const kMethods{"GET", "POST", "PUT", "DELETE"};
    auto text = string_of(value);
    if (!text || std::ranges::find(kMethods, *text) != kMethods.end()) return text;
    return value.refuse_text(*text, "is unknown", did_you_mean(*text, kMethods));
}

std::optional<std::vector<std::string>> action_command_of(Value const& value) {
    auto command = command_of(value, Texts::of_actions);
    if (!command) return std::nullopt;
    auto const fault = fault_of_program(command->front());
    if (!fault.empty()) return value.refuse_text(command->front(), fault);
    return command;
}

std::optional<std::string> uuid_of(Value const& value) {
    auto text = string_of(value);
    auto const fits = [](char c) { return is_alnum(c) || c == '-' || c == '_'; };
    if (!text || (!text->empty() && text->size() <= 64 && std::ranges::all_of(*text, fits))) return text;
    return value.refuse_text(*text, "is not a uuid of Coolify's");
}

/// A URL's "anna:s3cret@" in front of its host; "git@" over ssh is none, it names an account that all share.
bool has_credentials(std::string_view remote) {
    auto const scheme = remote.find("://");
    if (scheme == std::string_view::npos) return false;
    auto const rest = remote.substr(scheme + 3);
    auto const authority = rest.substr(0, rest.find('/'));
    auto const at = authority.rfind('@');
    if (at == std::string_view::npos) return false;
    return !remote.starts_with("ssh://") || authority.substr(0, at).find(':') != std::string_view::npos;
}

/// git@example.org:acme/backend.git
bool is_scp_like(std::string_view remote) {
    auto const host = remote.substr(0, remote.find(':'));
    bool const plain = !host.empty() && host.size() < remote.size() && host.front() != '-';
    return plain && host.find('/') == std::string_view::npos &&
           !remote.substr(host.size()).starts_with("::") && remote.find("://") == std::string_view::npos;
}

/// Something that `git push` takes, without a secret in it and without another program behind it.
std::optional<std::string> remote_of(Value const& value) {
    auto text = line_of(value);
    if (!text) return std::nullopt;
    if (has_credentials(*text)) {
        value.refuse(
            "remote carries a user name or password; put the token into a file and name it with token_from");
        return std::nullopt;
    }
    auto const begins = [&text](std::string_view scheme) { return text->starts_with(scheme); };
    bool const url = begins("https://") || begins("http://") || begins("file:///") ||
                     (begins("ssh://") && !begins("ssh://-"));
    if (url || begins("/") || is_scp_like(*text)) return text;
    return value.refuse_text(*text, "is not something git can push to");
}

/// Of several it would pass over those that it does not know.
std::optional<std::string> coolify_tag_of(Value const& value) {
    auto text = line_of(value);
    if (text && text->find(',') != std::string::npos) return value.refuse_text(*text, "names several tags");
    return text;
}

constexpr std::array kHttpActionFields{
    Field<job::HttpAction>{
        {"url", Need::required, "", "a URL like \"https://ci.example.org/deploy?tag={tag}\""},
        [](job::HttpAction& a, Value const& v) { return put(a.url, url_template_of(v, Texts::of_actions)); }},
    Field<job::HttpAction>{{"method", Need::optional, "\"POST\"", "\"GET\", \"POST\", \"PUT\" or \"DELETE\""},
                           [](job::HttpAction& a, Value const& v) { return put(a.method, method_of(v)); }},
    Field<job::HttpAction>{
        {"headers", Need::optional, "", "headers like { Content-Type = \"application/json\" }"},
        [](job::HttpAction& a, Value const& v) { return put(a.headers, headers_of(v)); }},
    Field<job::HttpAction>{
        {"body", Need::optional, "", "text like '{\"version\": \"{version}\"}'"},
        [](job::HttpAction& a, Value const& v) { return put(a.body, template_of(v, Texts::of_actions)); }},
    place_field<job::HttpAction, &job::HttpAction::token_from>("token_from", Need::optional),
    Field<job::HttpAction>{
        {"body_contains", Need::optional, "", "a part of the answer to a success like \"ok\""},
        [](job::HttpAction& a, Value const& v) { return put(a.body_contains, line_of(v)); }},
    Field<job::HttpAction>{{"repeatable", Need::optional, "false", "true or false"},
                           [](job::HttpAction& a, Value const& v) { return put(a.repeatable, flag_of(v)); }},
};

constexpr std::array kCoolifyFields{
    Field<job::CoolifyAction>{
        {"server", Need::required, "", "a URL like \"https://coolify.example.org\""},
        [](job::CoolifyAction& a, Value const& v) { return put(a.server, server_of(v)); }},
    Field<job::CoolifyAction>{
        {"uuids", Need::optional, "", "the applications' uuids in brackets"},
        [](job::CoolifyAction& a, Value const& v) { return put(a.uuids, filled_list_of(v, uuid_of)); }},
    Field<job::CoolifyAction>{
        {"tag", Need::optional, "", "a tag of Coolify's like \"backend\""},
        [](job::CoolifyAction& a, Value const& v) { return put(a.tag, coolify_tag_of(v)); }},
    Field<job::CoolifyAction>{{"force", Need::optional, "false", "true or false"},
                              [](job::CoolifyAction& a, Value const& v) { return put(a.force, flag_of(v)); }},
    place_field<job::CoolifyAction, &job::CoolifyAction::token_from>("token_from", Need::required),
};

constexpr std::array kCommandActionFields{
    Field<job::CommandAction>{
        {"command", Need::required, "",
         "a program, with its whole path or to be looked for, and its arguments, like [\"make\", "
         "\"deploy\"]"},
        [](job::CommandAction& a, Value const& v) { return put(a.command, action_command_of(v)); }},
    Field<job::CommandAction>{{"variables", Need::optional, "", "variables like { VERSION = \"{version}\" }"},
                              [](job::CommandAction& a, Value const& v) {
                                  return put(a.environment, environment_of(v, Texts::of_actions));
                              }},
    Field<job::CommandAction>{
        {"directory", Need::optional, "", "a path that begins with /, like \"/srv/backend\""},
        [](job::CommandAction& a, Value const& v) { return put(a.directory, absolute_path_of(v)); }},
    Field<job::CommandAction>{
        {"repeatable", Need::optional, "false", "true or false"},
        [](job::CommandAction& a, Value const& v) { return put(a.repeatable, flag_of(v)); }},
};

constexpr std::array kGitTagFields{
    Field<job::GitTagAction>{
        {"remote", Need::required, "",
         "what git can push to, like \"git@git.example.org:acme/backend.git\" or an https:// URL"},
        [](job::GitTagAction& a, Value const& v) { return put(a.remote, remote_of(v)); }},
    place_field<job::GitTagAction, &job::GitTagAction::key_from>("key_from", Need::optional),
    place_field<job::GitTagAction, &job::GitTagAction::token_from>("token_from", Need::optional),
    Field<job::GitTagAction>{{"message", Need::optional, "\"Release {tag}\"", "text like \"Release {tag}\""},
                             [](job::GitTagAction& a, Value const& v) {
                                 return put(a.message, template_of(v, Texts::of_actions));
                             }},
    Field<job::GitTagAction>{{"tagger", Need::optional, "\"cadenced\"", "a name like \"cadenced\""},
                             [](job::GitTagAction& a, Value const& v) { return put(a.name, line_of(v)); }},
    Field<job::GitTagAction>{{"tagger_email", Need::optional, "\"cadenced@localhost\"",
                              "an e-mail address like \"cadenced@example.org\""},
                             [](job::GitTagAction& a, Value const& v) { return put(a.email, email_of(v)); }},
};

/// Checks across the fields of a kind.
void verify(job::CoolifyAction const& action, ActionDraft const& draft) {
    if (action.uuids.empty() && action.tag.empty()) {
        draft.refuse("uuids",
                     "uuids is missing from the coolify action; give the applications' uuids, or their tag");
    } else if (!action.uuids.empty() && !action.tag.empty()) {
        draft.refuse("uuids", "uuids is given beside tag; give the one that names what is to be deployed");
    }
}

void verify(job::GitTagAction const& action, ActionDraft const& draft) {
    bool const https = action.remote.starts_with("https://");
    bool const ssh = action.remote.find(':') != std::string::npos && action.remote.front() != '/' &&
                     !action.remote.starts_with("http") && !action.remote.starts_with("file:");
    if (!action.token_from.empty() && !https) {
        draft.refuse("token_from",
                     "token_from is for remotes that begin with https://; leave it out, or give key_from "
                     "for one over ssh");
    }
    if (!action.key_from.empty() && !ssh) {
        draft.refuse("key_from",
                     "key_from is for remotes over ssh; leave it out, or give token_from for one that "
                     "begins with https://");
    }
    if (trimmed(action.message).empty())
        draft.refuse("message", "message is blank; give text like \"Release {tag}\"");
}

template <class What>
void verify(What const&, ActionDraft const&) {}

template <class What, auto const& kFields>
Failed read_kind(ActionDraft& draft) {
    What what;
    auto failed = read_fields(draft.section, std::span<Field<What> const>{kFields}, what);
    if (failed.empty()) verify(what, draft);
    draft.thing.what = std::move(what);
    return failed;
}

using ActionRow = KindRow<ActionDraft>;

constexpr std::array kActionKinds{
    ActionRow{"http", &keys_in<kHttpActionFields>, &read_kind<job::HttpAction, kHttpActionFields>},
    ActionRow{"coolify", &keys_in<kCoolifyFields>, &read_kind<job::CoolifyAction, kCoolifyFields>},
    ActionRow{"command", &keys_in<kCommandActionFields>,
              &read_kind<job::CommandAction, kCommandActionFields>},
    ActionRow{"git_tag", &keys_in<kGitTagFields>, &read_kind<job::GitTagAction, kGitTagFields>},
};
static_assert(kActionKinds.size() == std::variant_size_v<decltype(job::Action::what)>);

constexpr std::array kActionFields{
    Field<ActionDraft>{
        {"name", Need::required, "",
         "lower-case letters, digits, dashes and underscores, at most 40, like \"deploy-production\""},
        [](ActionDraft& d, Value const& v) { return put(d.thing.name, joined_name_of(v)); }},
    Field<ActionDraft>{
        {"on", Need::required, "",
         "\"merge\", \"window\", \"approved\", \"rollback\", \"deployed\" or \"phase\""},
        [](ActionDraft& d, Value const& v) { return put(d.thing.on, choice_of<job::Trigger>(v)); }},
    Field<ActionDraft>{{"phase", Need::optional, "", "a phase of the train, like \"code_freeze\""},
                       [](ActionDraft& d, Value const& v) { return put(d.thing.phase, snake_name_of(v)); }},
    Field<ActionDraft>{{"kinds", Need::optional, "", "kinds of releases in brackets, like [\"scheduled\"]"},
                       [](ActionDraft& d, Value const& v) { return put(d.thing.kinds, kinds_of(v)); }},
    Field<ActionDraft>{{"environment", Need::optional, "", "\"staging\" or \"production\""},
                       [](ActionDraft& d, Value const& v) {
                           return put(d.thing.environment, choice_of<release::Environment>(v));
                       }},
    Field<ActionDraft>{
        {"timeout", Need::optional, "\"10m\"", "a length of time like \"10m\""},
        [](ActionDraft& d, Value const& v) { return put(d.thing.timeout, duration_of(v, kTimeouts)); }},
    Field<ActionDraft>{
        {"expires_after", Need::optional, "\"1h\"", "a length of time like \"1h\""},
        [](ActionDraft& d, Value const& v) { return put(d.thing.expires_after, duration_of(v, kExpiries)); }},
    Field<ActionDraft>{{"kind", Need::required, "", "\"http\", \"coolify\", \"command\" or \"git_tag\""},
                       [](ActionDraft&, Value const& v) { return is_kind(v, kActionKinds); }},
};

}  // namespace

bool read_actions(TrainDraft& draft, Value const& value) {
    auto const sections = sections_of(value, "trains.actions");
    if (!sections) return false;
    bool all = sections->size() == value.node.as_array()->size();
    for (auto const& section : *sections) {
        draft.actions.push_back(read_of_kind<ActionDraft>(section, "actions", kActionFields, kActionKinds));
        all = all && draft.actions.back().failed.empty();
        draft.train.actions.push_back(draft.actions.back().thing);
    }
    return all;
}

std::vector<SectionKeys> action_keys() {
    return {{"trains.actions", kind_table("actions", kActionFields, kActionKinds).all_keys()}};
}

}  // namespace cadence::config
