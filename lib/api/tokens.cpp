// Tokens, and the rights that their people have.
#include "api/change.h"
#include "api/routes.h"

namespace cadence::api {

namespace {

void put_token(Object& into, store::TokenRecord const& token) {
    put_only(into, token,
             {"id", "person", "note", "issuer", "created_at", "expires_at", "revoked_at", "last_used_at"});
    if (!token.items.empty()) put(into, "items", token.items);
}

Result<Answer> get_rights(Call const&) {
    return answer_with([](Object& page) { put(page, "items", release::rights()); });
}

Result<Answer> get_tokens(Call const& call) {
    return release::require(call.actor(), Right::manage_tokens).map([&] {
        return answer_with(
            [&](Object& page) { put_all(page, "items", call.engine.store().tokens(), put_token); });
    });
}

Result<Change> create_token(Call const& call) {
    return body_of<engine::CreateToken>(call, {"note", "items"}).map([](engine::CreateToken command) {
        return change_to(
            std::move(command),
            [](Object& into, engine::Outcome const& outcome) {
                put_token(object_in(into, "token"), *outcome.token);
                put_known(into, "secret", outcome.secret);
            },
            201);
    });
}

Result<Change> revoke_token(Call const& call) {
    return change_to(engine::RevokeToken{call.path[0]},
                     [](Object& into, engine::Outcome const& outcome) { put_token(into, *outcome.token); });
}

/// The code is the link's fragment: what is behind a # is in no log, and no preview of a link uses it up.
Result<Change> make_sign_in_link(Call const& call) {
    auto const& url = call.engine.config().server.public_url;
    return body_of<engine::MakeSignInLink>(call).map([&](engine::MakeSignInLink command) {
        return change_to(
            std::move(command),
            [url](Object& into, engine::Outcome const& outcome) {
                put_token(object_in(into, "token"), *outcome.token);
                put(into, "path", "/sign-in#" + outcome.secret);
                if (!url.empty()) put(into, "url", url + "/sign-in#" + outcome.secret);
            },
            201);
    });
}

struct SignInBody {
    bool keep = false;
};
BOOST_DESCRIBE_STRUCT(SignInBody, (), (keep))

Result<Change> sign_in(Call const& call) {
    return body_of<SignInBody>(call, {"keep"}).map([&](SignInBody const& body) {
        return change_to(
            engine::SignIn{call.caller->token, body.keep},
            [](Object& into, engine::Outcome const& outcome) {
                put_token(object_in(into, "token"), *outcome.token);
                put_known(into, "secret", outcome.secret);
            },
            201);
    });
}

}  // namespace

Routes tokens_routes() {
    return {
        get("/v1/rights", "Who may do what", get_rights),
        only_with(Right::manage_tokens,
                  fresh_each_time(get("/v1/tokens", "The tokens, without their secrets", get_tokens))),
        post("/v1/tokens", "Create a token for a person", create_token, Right::manage_tokens),
        post("/v1/sign-in-links", "Make a link that signs somebody in", make_sign_in_link,
             Right::make_sign_in_link),
        {net::Method::post, kSignInPath, Access::person, "Sign in by the code of a link, once", sign_in},
        del("/v1/tokens/{token}", "Revoke a token", revoke_token, Right::manage_tokens),
    };
}

}  // namespace cadence::api
