#include "forge/signature.h"

#include <optional>

#include "base/digest.h"
#include "base/text.h"
#include "forge/arriving.h"

namespace cadence::forge {

namespace {

constexpr std::string_view kSigningToken = "whsec_";
constexpr auto kTolerance = std::chrono::minutes{5};

Verdict as_verdict(bool fits) {
    return fits ? Verdict::right : Verdict::wrong;
}

/// Of a header that must be there exactly once.
Verdict compare(Arriving const& arriving, std::string_view header, std::string const& expected) {
    if (count_of(arriving, header) == 0) return Verdict::missing;
    auto const given = header_of(arriving, header);
    return as_verdict(given && equal_in_constant_time(*given, expected));
}

/// The same of a digest of these bytes in hexadecimal, made only if there is something to compare.
Verdict compare_digest(Arriving const& arriving, std::string_view header, std::string prefix,
                       std::string const& secret, std::string_view bytes) {
    if (count_of(arriving, header) == 0) return Verdict::missing;
    return compare(arriving, header, prefix.append(to_hex(hmac_sha256(secret, bytes))));
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

Verdict verify_github(std::string const& secret, Arriving const& arriving, Instant /*now*/) {
    return compare_digest(arriving, "x-hub-signature-256", "sha256=", secret, arriving.body);
}

Verdict verify_gitlab(std::string const& secret, Arriving const& arriving, Instant now) {
    if (secret.starts_with(kSigningToken)) return verify_standard(secret, arriving, now);
    auto const token = compare(arriving, "x-gitlab-token", secret);
    if (token != Verdict::missing) return token;
    return compare_digest(arriving, "x-gitlab-signature", "", secret, arriving.body);
}

Verdict verify_gitea(std::string const& secret, Arriving const& arriving, Instant now) {
    for (auto const* header : {"x-gitea-signature", "x-forgejo-signature"}) {
        if (count_of(arriving, header) != 0 && header_of(arriving, header) != "")
            return compare_digest(arriving, header, "", secret, arriving.body);
    }
    auto const unsigned_header = header_of(arriving, "x-hub-signature-256") == "sha256=";
    return unsigned_header ? Verdict::missing : verify_github(secret, arriving, now);
}

Verdict verify_slack(std::string const& secret, Arriving const& arriving, Instant now) {
    static constexpr std::string_view kTime = "x-slack-request-timestamp";
    if (count_of(arriving, kTime) == 0) return Verdict::missing;
    auto const time = header_of(arriving, kTime);
    auto const signed_at = time ? parse_seconds(*time) : std::nullopt;
    if (!signed_at) return Verdict::wrong;
    auto signed_bytes = "v0:" + std::string{*time} + ":";
    auto const verdict =
        compare_digest(arriving, "x-slack-signature", "v0=", secret, signed_bytes.append(arriving.body));
    return verdict == Verdict::right ? in_time(*signed_at, now) : verdict;
}

Verdict verify_mattermost(std::string const& secret, Arriving const& arriving, Instant /*now*/) {
    auto const verdict = compare(arriving, "authorization", "Token " + secret);
    if (verdict != Verdict::missing) return verdict;
    auto const token = form_field(arriving.body, "token");
    return token ? as_verdict(equal_in_constant_time(*token, secret)) : Verdict::missing;
}

Verdict verify_standard(std::string const& secret, Arriving const& arriving, Instant now) {
    for (auto const* header : {"webhook-id", "webhook-timestamp", "webhook-signature"}) {
        auto const count = count_of(arriving, header);
        if (count != 1) return count == 0 ? Verdict::missing : Verdict::wrong;
    }
    auto const id = *header_of(arriving, "webhook-id");
    auto const time = *header_of(arriving, "webhook-timestamp");
    auto const signed_at = parse_seconds(time);
    // With a dot in the id, the same signature would fit other parts of the same bytes.
    if (id.empty() || id.find('.') != std::string_view::npos || !signed_at) return Verdict::wrong;
    if (!secret.starts_with(kSigningToken)) return Verdict::wrong;
    auto const key = from_base64(std::string_view{secret}.substr(kSigningToken.size()));
    if (!key || key->empty()) return Verdict::wrong;
    std::string signed_bytes{id};
    signed_bytes.append(".").append(time).append(".").append(arriving.body);
    auto const expected = "v1," + to_base64(hmac_sha256(*key, signed_bytes));
    if (!lists(*header_of(arriving, "webhook-signature"), expected)) return Verdict::wrong;
    return in_time(*signed_at, now);
}

}  // namespace cadence::forge
