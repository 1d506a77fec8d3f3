// Tokens, and the rights of those who hold them.
#include <fmt/format.h>

#include "cadencectl/nouns.h"

namespace cadence::ctl {

namespace {

/// Revoked, or how long it is valid.
Cell state_of_token(Json const& token) {
    if (auto const revoked = text(token, "revoked_at"); !revoked.empty())
        return {"revoked " + stamp(revoked), Paint::faint};
    auto const expires = text(token, "expires_at");
    return {expires.empty() ? "no expiry" : "until " + stamp(expires)};
}

/// "only ci_checks".
std::string limit_of(Json const& token) {
    auto const limited = joined(items(token, "items"));
    return limited.empty() ? limited : "only " + limited;
}

std::string show_tokens(View const& view) {
    return listing(view,
                   {{"ID", "id", Paint::strong},
                    {"PERSON", "person"},
                    {"VALID", state_of_token},
                    {"LAST USED (UTC)", [](Json const& token) { return stamp(text(token, "last_used_at")); }},
                    {"ISSUED BY", "issuer"},
                    {"NOTE", "note"},
                    {"", limit_of, Paint::faint}},
                   "No tokens. Make one: cadencectl token create --person anna\n");
}

std::string token_created(View const& view) {
    auto const& token = at(view.answer, "token");
    auto const expires = text(token, "expires_at");
    auto const limited = joined(items(token, "items"));
    return fmt::format("Token {} for {}, {}{}. It is shown this once:\n{}\n", text(token, "id"),
                       text(token, "person"),
                       expires.empty() ? "without an expiry" : "valid until " + when(expires),
                       limited.empty() ? "" : ", to tick " + limited + " only", text(view.answer, "secret"));
}

std::string token_revoked(View const& view) {
    return fmt::format("Token {} of {} is revoked.\n", text(view.answer, "id"), text(view.answer, "person"));
}

std::string link_made(View const& view) {
    auto const& token = at(view.answer, "token");
    auto link = text(view.answer, "url");
    if (link.empty()) link = view.session.client().url() + text(view.answer, "path");
    return fmt::format(
        "A link that signs {} in, once, until {}. Send it to nobody else; it is shown this once:\n{}\n",
        text(token, "person"), when(text(token, "expires_at")), link);
}

std::string show_rights(View const& view) {
    return listing(view, {{"RIGHT", "right", Paint::strong}, {"ROLES", "roles"}, {"WHAT IT ALLOWS", "does"}},
                   "");
}

}  // namespace

Subcommands tokens_subcommands() {
    return {
        {.name = "token create",
         .does = "Create a token for a person; it is shown once",
         .arguments = {required({"--person", "ID", "their id in the configuration"}),
                       {"--valid-for", "LENGTH", "like 90d or 2 weeks"},
                       {"--note", "TEXT", "what it is for"},
                       repeated_option("--item", "ITEM",
                                       "limit the token to ticking this checklist item; repeat for more")},
         .examples = {"token create --person anna --valid-for 90d --note laptop",
                      "token create --person ci --item ci_checks --item smoke_tests_staging"},
         .request = {Method::post, "/v1/tokens", {"person", "valid-for", "note", {"item", "items"}}},
         .show = token_created},
        {.name = "token list",
         .does = "the tokens, without their secrets",
         .request = {Method::get, "/v1/tokens"},
         .show = show_tokens},
        {.name = "token revoke",
         .does = "Revoke a token at once",
         .arguments = {required_place("ID", "see token list")},
         .examples = {"token revoke 4f1c9a"},
         .request = {Method::remove, "/v1/tokens/{id}"},
         .show = token_revoked},
        {.name = "login-link",
         .does = "Make a link that signs somebody in on the web page",
         .arguments = {required({"--person", "ID", "their id in the configuration"})},
         .examples = {"login-link --person paul"},
         .request = {Method::post, "/v1/sign-in-links", {"person"}},
         .show = link_made},
        {.name = "rights",
         .does = "Show who may do what",
         .request = {Method::get, "/v1/rights"},
         .show = show_rights},
    };
}

}  // namespace cadence::ctl
