#include "forge/signature.h"

#include <optional>

#include "base/digest.h"
#include "base/text.h"
#include "forge/arriving.h"
#include "net/target.h"

namespace cadence::forge {

namespace {

constexpr std::string_view kSigningToken = "whsec_";
constexpr auto kTolerance = std::chrono::minutes{5};

Verdict as_verdict(bool fits) {
    return fits ? Verdict::right : Verdict::wrong;
}

/// Of a header that must be there exactly once.
Verdict compare(Arriving const& arriving, std::string_view header, std::string const& expected) {
    if (count_of(arriving.headers, header) == 0) return Verdict::missing;
    auto const given = header_of(arriving.headers, header);
    return as_verdict(given && equal_in_constant_time(*given, expected));
}

/// The same of a digest in hexadecimal.
Verdict compare_digest(Arriving const& arriving, std::string_view header, std::string mark,
                       std::string const& digest) {
    if (count_of(arriving.headers, header) == 0) return Verdict::missing;
    return compare(arriving, header, mark.append(to_hex(digest)));
}

/// Whole seconds since 1970, in digits and nothing else.
std::optional<Instant> parse_seconds(std::string_view text) {
    static constexpr std::size_t kMostDigits = 11;  // until the year 5138
    if (text.size() > kMostDigits || !is_number(text)) return std::nullopt;
    return Instant{std::chrono::seconds{*parse_number<std::int64_t>(text)}};
}

Verdict in_time(Instant signed_at, Instant now) {
    auto const apart = signed_at > now ? signed_at - now : now - signed_at;
    return apart <= kTolerance ? Verdict::right : Verdict::old;
}

/// Whether one of those in "v1,… v1a,… v1,…" is the expected one.
bool lists(std::string_view signatures, std::string const& expected) {
    bool found = false;
    while (!signatures.empty()) {
        found = equal_in_constant_time(take_until(signatures, ' '), expected) || found;
    }
    return found;
}

}  // namespace

Verdict verify_github(std::string const& secret, Arriving const& arriving, Instant /*now*/, Mac const& mac) {
    return compare_digest(arriving, "x-hub-signature-256", "sha256=", mac(secret, ""));
}

Verdict verify_gitlab(std::string const& secret, Arriving const& arriving, Instant now, Mac const& mac) {
    if (secret.starts_with(kSigningToken)) return verify_standard(secret, arriving, now, mac);
    auto const token = compare(arriving, "x-gitlab-token", secret);
    if (token != Verdict::missing) return token;
    return compare_digest(arriving, "x-gitlab-signature", "", mac(secret, ""));
}

Verdict verify_gitea(std::string const& secret, Arriving const& arriving, Instant now, Mac const& mac) {
    for (auto const* header : {"x-gitea-signature", "x-forgejo-signature"}) {
        if (count_of(arriving.headers, header) != 0 && header_of(arriving.headers, header) != "")
            return compare_digest(arriving, header, "", mac(secret, ""));
    }
    auto const unsigned_header = header_of(arriving.headers, "x-hub-signature-256") == "sha256=";
    return unsigned_header ? Verdict::missing : verify_github(secret, arriving, now, mac);
}

Verdict verify_slack(std::string const& secret, Arriving const& arriving, Instant now, Mac const& mac) {
    static constexpr std::string_view kTime = "x-slack-request-timestamp";
    if (count_of(arriving.headers, kTime) == 0) return Verdict::missing;
    auto const time = header_of(arriving.headers, kTime);
    auto const signed_at = time ? parse_seconds(*time) : std::nullopt;
    if (!signed_at) return Verdict::wrong;
    auto const digest = mac(secret, "v0:" + std::string{*time} + ":");
    auto const verdict = compare_digest(arriving, "x-slack-signature", "v0=", digest);
    return verdict == Verdict::right ? in_time(*signed_at, now) : verdict;
}

Verdict verify_mattermost(std::string const& secret, Arriving const& arriving, Instant /*now*/,
                          Mac const& /*mac*/) {
    auto const verdict = compare(arriving, "authorization", "Token " + secret);
    if (verdict != Verdict::missing) return verdict;
    auto const field = form_field(arriving.body, "token");
    auto const token = field ? net::percent_decode(*field, net::Plus::space) : std::nullopt;
    return token ? as_verdict(equal_in_constant_time(*token, secret)) : Verdict::missing;
}

Verdict verify_standard(std::string const& secret, Arriving const& arriving, Instant now, Mac const& mac) {
    for (auto const* header : {"webhook-id", "webhook-timestamp", "webhook-signature"}) {
        auto const count = count_of(arriving.headers, header);
        if (count != 1) return count == 0 ? Verdict::missing : Verdict::wrong;
    }
    auto const id = *header_of(arriving.headers, "webhook-id");
    auto const time = *header_of(arriving.headers, "webhook-timestamp");
    auto const signed_at = parse_seconds(time);
    // With a dot in the id, the same signature would fit other parts of the same bytes.
    if (id.empty() || id.find('.') != std::string_view::npos || !signed_at) return Verdict::wrong;
    if (!secret.starts_with(kSigningToken)) return Verdict::wrong;
    auto const key = from_base64(std::string_view{secret}.substr(kSigningToken.size()));
    if (!key || key->empty()) return Verdict::wrong;
    std::string before_body{id};
    before_body.append(".").append(time).append(".");
    auto const expected = "v1," + to_base64(mac(*key, before_body));
    if (!lists(*header_of(arriving.headers, "webhook-signature"), expected)) return Verdict::wrong;
    return in_time(*signed_at, now);
}

}  // namespace cadence::forge
