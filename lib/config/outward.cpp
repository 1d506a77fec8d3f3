#include "config/outward.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "config/lists.h"
#include "config/templates.h"

namespace cadence::config {
namespace {

constexpr std::string_view kNeverHere = "secrets never go into this file";

struct SecretKey {
    std::string_view key;
    std::string_view home;  // the key that says where it is kept
};
constexpr std::array kSecretKeys{
    SecretKey{"url", "url_from"},
    SecretKey{"webhook", "url_from"},
    SecretKey{"webhook_url", "url_from"},
    SecretKey{"token", "token_from"},
    SecretKey{"token", "secrets_from"},
    SecretKey{"access_token", "token_from"},
    SecretKey{"api_token", "token_from"},
    SecretKey{"api_key", "token_from"},
    SecretKey{"password", "token_from"},
    SecretKey{"secret", "secrets_from"},
    SecretKey{"secrets", "secrets_from"},
    SecretKey{"signing_secret", "secrets_from"},
    SecretKey{"webhook_secret", "secrets_from"},
    SecretKey{"key", "key_from"},
    SecretKey{"private_key", "key_from"},
    SecretKey{"ssh_key", "key_from"},
};

// How the tokens of well-known services begin: who writes one here has mistaken the place for the secret.
constexpr std::array<std::string_view, 12> kTokenBeginnings{"xoxb-",  "xoxp-",      "xapp-", "whsec_",
                                                            "ghp_",   "ghs_",       "gho_",  "github_pat_",
                                                            "glpat-", "-----BEGIN", "syt_",  "tk_"};

constexpr std::array<std::string_view, 10> kOwnHeaders{
    "host", "content-length", "transfer-encoding", "connection", "keep-alive",
    "te",   "trailer",        "upgrade",           "expect",     "accept-encoding"};
constexpr std::array<std::string_view, 7> kSecretHeaders{"authorization", "proxy-authorization", "cookie",
                                                         "x-api-key",     "x-auth-token",        "api-key",
                                                         "private-token"};

bool is_credential_name(std::string_view text) {
    auto const fits = [](char c) { return is_alnum(c) || c == '.' || c == '_' || c == '-'; };
    bool const dots = text == "." || text == "..";
    return !text.empty() && text.size() <= 200 && !dots && std::ranges::all_of(text, fits);
}

/// The mistake in where a secret is said to be, or empty. The words do not repeat the value.
std::string_view fault_of_place(std::string_view text) {
    if (text.empty()) return "is empty";
    if (text.starts_with('/'))
        return std::ranges::any_of(text, is_control) ? "has a control character" : std::string_view{};
    auto const begins = [text](std::string_view beginning) { return text.starts_with(beginning); };
    bool const secret =
        text.find("://") != std::string_view::npos || std::ranges::any_of(kTokenBeginnings, begins);
    if (secret) return "is the secret itself: put it into a file, secrets never go into this one";
    return is_credential_name(text) ? std::string_view{}
                                    : "is neither a path that begins with / nor a credential's name";
}

bool is_email(std::string_view text) {
    auto const at = text.find('@');
    if (at == std::string_view::npos || at == 0 || at > 64 || text.size() > 254) return false;
    auto const domain = text.substr(at + 1);
    auto const plain = [](char c) {
        return c > ' ' && c < '\x7f' && std::string_view{"@,;:<>()[]\"\\"}.find(c) == std::string_view::npos;
    };
    auto const of_domain = [](char c) { return is_alnum(c) || c == '-' || c == '.'; };
    return std::ranges::all_of(text.substr(0, at), plain) && !domain.empty() && is_alnum(domain.front()) &&
           is_alnum(domain.back()) && std::ranges::all_of(domain, of_domain);
}

bool is_header_name(std::string_view name) {
    auto const fits = [](char c) {
        return is_alnum(c) || std::string_view{"!#$%&'*+-.^_`|~"}.find(c) != std::string_view::npos;
    };
    return !name.empty() && std::ranges::all_of(name, fits);
}

std::optional<std::string> header_of(std::string_view name, Value const& value) {
    std::string why;
    if (!is_header_name(name)) {
        why = ", which is not a header name";
    } else if (std::ranges::count(kOwnHeaders, lower(name)) > 0) {
        why = ", which is written when it is sent; leave it out";
    } else if (std::ranges::count(kSecretHeaders, lower(name)) > 0) {
        why = ": " + std::string{kNeverHere} +
              "; put the token into a file and name it with token_from, which sends it as a bearer token";
    }
    if (!why.empty()) {
        value.refuse(std::string{value.key.name} + " has " + in_quotes(name) + why);
        return std::nullopt;
    }
    auto text = template_of(value, Texts::of_actions);
    if (!text || std::ranges::none_of(*text, is_control)) return text;
    return value.refuse_for("has a line break or a tab in the value of " + in_quotes(name));
}

}  // namespace

std::optional<std::string> secret_place_of(Value const& value) {
    auto text = string_of(value);
    if (!text) return std::nullopt;
    auto const fault = fault_of_place(*text);
    if (!fault.empty()) return value.refuse_for(fault);
    return text;
}

std::optional<std::vector<std::string>> secret_places_of(Value const& value) {
    return filled_list_of(value, secret_place_of);
}

std::vector<std::string_view> refuse_secrets(Section const& section, std::vector<Key> const& known) {
    auto const is_known = [&](std::string_view key) {
        return std::ranges::find(known, key, &Key::name) != known.end();
    };
    std::vector<std::string_view> refused;
    for (auto const& secret : kSecretKeys) {
        bool const given = section.table.contains(secret.key) && !is_known(secret.key);
        bool const said = std::ranges::find(refused, secret.key) != refused.end();
        if (!given || said || !is_known(secret.home)) continue;
        refused.push_back(secret.key);
        section.report.problem(section.place(secret.key),
                               std::string{secret.key} +
                                   " would be the secret itself; put it into a file and name it with " +
                                   std::string{secret.home} + ": " + std::string{kNeverHere});
    }
    return refused;
}

std::optional<std::string> repository_of(Value const& value) {
    auto text = string_of(value);
    if (!text) return std::nullopt;
    if (text->find("://") != std::string::npos) return value.refuse_text(*text, "is a URL");
    auto const fits = [](char c) {
        return is_alnum(c) || std::string_view{"/._-"}.find(c) != std::string_view::npos;
    };
    bool const edges = text->empty() || text->front() == '/' || text->back() == '/';
    bool const parts = text->find('/') != std::string::npos && text->find("//") == std::string::npos;
    if (edges || !parts || !std::ranges::all_of(*text, fits))
        return value.refuse_text(*text, "is not a repository with its owner");
    if (text->ends_with(".git"))
        return value.refuse_text(*text, "ends with .git, which is not part of the name");
    return text;
}

std::optional<std::string> email_of(Value const& value) {
    return text_that(value, is_email, "is not an e-mail address");
}

std::optional<std::string> proxy_of(Value const& value) {
    auto text = string_of(value);
    if (!text || text->empty()) return text;
    constexpr std::string_view kScheme = "http://";
    if (text->find('@') != std::string::npos)  // not repeated in a message: that may end up in a log
        return value.refuse_for("carries a user name or password");
    if (!text->starts_with(kScheme)) return value.refuse_text(*text, "does not begin with http://");
    auto address = text->substr(kScheme.size());
    if (address.ends_with('/')) address.pop_back();
    auto const fault = fault_of_address(address);
    if (!fault.empty()) return value.refuse_text(*text, fault);
    return std::string{kScheme} + address;
}

std::optional<std::vector<std::string>> program_of(Value const& value) {
    auto words = program_words(value, paragraph_of);
    if (!words) return std::nullopt;
    auto const program = words->empty() ? std::string{} : words->front();
    auto const fault = fault_of_program(program);
    if (!fault.empty()) return value.refuse_text(program, fault);
    return words;
}

std::string_view fault_of_program(std::string_view program) {
    if (trimmed(program).empty()) return "names no program";
    if (program.starts_with('/')) return {};
    if (program.find('/') != std::string_view::npos) return "is a relative path";
    if (program.find_first_of(" \t\n") != std::string_view::npos)
        return "has a space: the program and each argument are texts of their own";
    auto const fits = [](char c) {
        return is_alnum(c) || std::string_view{"._+-"}.find(c) != std::string_view::npos;
    };
    bool const name = program.front() != '-' && std::ranges::all_of(program, fits);
    return name ? std::string_view{} : "is not the name of a program";
}

std::optional<std::map<std::string, std::string>> headers_of(Value const& value) {
    std::map<std::string, std::string> headers;
    return read_entries(headers, value, header_of) ? std::optional{std::move(headers)} : std::nullopt;
}

std::optional<std::size_t> size_of(Value const& value, Sizes sizes) {
    auto const text = string_of(value);
    if (!text) return std::nullopt;
    auto const digits = text->substr(0, text->find_first_not_of("0123456789"));
    auto const unit = lower(trimmed(std::string_view{*text}.substr(digits.size())));
    auto const count = parse_number<std::size_t>(digits);
    if (!count || (unit != "kib" && unit != "mib"))
        return value.refuse_text(*text, "is not a size in KiB or MiB");
    std::size_t const factor = unit == "kib" ? 1024 : 1024 * 1024;
    bool const fits = *count <= sizes.most / factor && *count * factor >= sizes.least;
    if (!fits) return value.refuse_text(*text, "is too small or too large");
    return *count * factor;
}

}  // namespace cadence::config
