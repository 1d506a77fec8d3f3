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

constexpr std::array<std::string_view, 4> kMethods{"GET", "POST", "PUT", "DELETE"};

std::optional<std::string> method_of(Value const& value) {
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
    auto const may_be_in = [](char c) { return is_alnum(c) || c == '-' || c == '_'; };
    auto const fits = [&](std::string_view text) {
        return !text.empty() && text.size() <= 64 && std::ranges::all_of(text, may_be_in);
    };
    return text_that(value, fits, "is not a uuid of Coolify's");
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
    required<with<url_template_of, kOfActions>, &job::HttpAction::url>(
        "url", "a URL like \"https://ci.example.org/deploy?tag={tag}\""),
    optional<method_of, &job::HttpAction::method>("method", "\"POST\"", kChoice<kMethods>),
    optional<headers_of, &job::HttpAction::headers>("headers",
                                                    "headers like { Content-Type = \"application/json\" }"),
    optional<with<template_of, kOfActions>, &job::HttpAction::body>(
        "body", "text like '{\"version\": \"{version}\"}'"),
    optional<secret_place_of, &job::HttpAction::token_from>("token_from", kTakesPlace),
    optional<line_of, &job::HttpAction::body_contains>("body_contains",
                                                       "a part of the answer to a success like \"ok\""),
    optional<flag_of, &job::HttpAction::repeatable>("repeatable", "false", "true or false"),
};

constexpr std::array kCoolifyFields{
    required<server_of, &job::CoolifyAction::server>("server", "a URL like \"https://coolify.example.org\""),
    optional<filled_list<uuid_of>, &job::CoolifyAction::uuids>("uuids",
                                                               "the applications' uuids in brackets"),
    optional<coolify_tag_of, &job::CoolifyAction::tag>("tag", "a tag of Coolify's like \"backend\""),
    optional<flag_of, &job::CoolifyAction::force>("force", "false", "true or false"),
    required<secret_place_of, &job::CoolifyAction::token_from>("token_from", kTakesPlace),
};

constexpr std::array kCommandActionFields{
    required<action_command_of, &job::CommandAction::command>(
        "command",
        "a program, with its whole path or to be looked for, and its arguments, like [\"make\", "
        "\"deploy\"]"),
    optional<with<environment_of, kOfActions>, &job::CommandAction::environment>(
        "variables", "variables like { VERSION = \"{version}\" }"),
    optional<absolute_path_of, &job::CommandAction::directory>(
        "directory", "a path that begins with /, like \"/srv/backend\""),
    optional<flag_of, &job::CommandAction::repeatable>("repeatable", "false", "true or false"),
};

constexpr std::array kGitTagFields{
    required<remote_of, &job::GitTagAction::remote>(
        "remote", "what git can push to, like \"git@git.example.org:acme/backend.git\" or an https:// URL"),
    optional<secret_place_of, &job::GitTagAction::key_from>("key_from", kTakesPlace),
    optional<secret_place_of, &job::GitTagAction::token_from>("token_from", kTakesPlace),
    optional<with<template_of, kOfActions>, &job::GitTagAction::message>("message", "\"Release {tag}\"",
                                                                         "text like \"Release {tag}\""),
    optional<line_of, &job::GitTagAction::name>("tagger", "\"cadenced\"", "a name like \"cadenced\""),
    optional<email_of, &job::GitTagAction::email>("tagger_email", "\"cadenced@localhost\"",
                                                  "an e-mail address like \"cadenced@example.org\""),
};

/// Checks across the fields of a kind.
void verify_coolify(job::CoolifyAction const& action, ActionDraft const& draft) {
    if (action.uuids.empty() && action.tag.empty()) {
        draft.refuse("uuids",
                     "uuids is missing from the coolify action; give the applications' uuids, or their tag");
    } else if (!action.uuids.empty() && !action.tag.empty()) {
        draft.refuse("uuids", "uuids is given beside tag; give the one that names what is to be deployed");
    }
}

void verify_git_tag(job::GitTagAction const& action, ActionDraft const& draft) {
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

constexpr std::array kActionKinds{
    kind_row<&job::Action::what, job::HttpAction, kHttpActionFields>("http"),
    kind_row<&job::Action::what, job::CoolifyAction, kCoolifyFields, verify_coolify>("coolify"),
    kind_row<&job::Action::what, job::CommandAction, kCommandActionFields>("command"),
    kind_row<&job::Action::what, job::GitTagAction, kGitTagFields, verify_git_tag>("git_tag"),
};
static_assert(kActionKinds.size() == std::variant_size_v<decltype(job::Action::what)>);

constexpr std::array kActionFields{
    required<joined_name_of, &ActionDraft::thing, &job::Action::name>(
        "name", "lower-case letters, digits, dashes and underscores, at most 40, like \"deploy-production\""),
    required<choice_of<job::Trigger>, &ActionDraft::thing, &job::Action::on>("on", kNames<job::Trigger>),
    optional<snake_name_of, &ActionDraft::thing, &job::Action::phase>(
        "phase", "a phase of the train, like \"code_freeze\""),
    optional<kinds_of, &ActionDraft::thing, &job::Action::kinds>(
        "kinds", "kinds of releases in brackets, like [\"scheduled\"]"),
    optional<choice_of<release::Environment>, &ActionDraft::thing, &job::Action::environment>(
        "environment", kNames<release::Environment>),
    optional<with<duration_of, kTimeouts>, &ActionDraft::thing, &job::Action::timeout>(
        "timeout", "\"10m\"", "a length of time like \"10m\""),
    optional<with<duration_of, kExpiries>, &ActionDraft::thing, &job::Action::expires_after>(
        "expires_after", "\"1h\"", "a length of time like \"1h\""),
    kind_field<ActionDraft, kActionKinds>(),
};

}  // namespace

bool read_actions(TrainDraft& draft, Value const& value) {
    return read_all_of_kinds(value, kActionFields, kActionKinds, draft.actions, draft.train.actions);
}

std::vector<SectionKeys> action_keys() {
    return {{"trains.actions", kind_table("actions", kActionFields, kActionKinds).all_keys()}};
}

}  // namespace cadence::config
