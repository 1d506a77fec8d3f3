#include "forge/hook.h"

#include <algorithm>
#include <optional>

#include "base/digest.h"
#include "forge/arriving.h"
#include "forge/hook_parts.h"
#include "forge/pick.h"
#include "forge/signature.h"

namespace cadence::forge {

namespace {

struct SourceRow {
    Source source;
    Verifier verifier;  // none: nothing is signed
    std::array<std::string_view, 2>
        key_headers;  // ids that cannot be changed by who does not know the secret
    Result<Facts> (*reader)(Arriving const& arriving);  // none: a command, read in chat
};

constexpr std::array<SourceRow, Names<Source>::values.size()> kSources{{
    {Source::github, verify_github, {"", ""}, read_github},
    {Source::gitlab, verify_gitlab, {"webhook-id", "idempotency-key"}, read_gitlab},
    {Source::gitea, verify_gitea, {"", ""}, read_gitea},
    {Source::coolify, nullptr, {"", ""}, read_coolify},
    {Source::generic, verify_standard, {"webhook-id", ""}, read_generic},
    {Source::slack, verify_slack, {"", ""}, nullptr},
    {Source::mattermost, verify_mattermost, {"", ""}, nullptr},
}};
static_assert(std::ranges::all_of(kSources, [](SourceRow const& row) {
    return &row == &kSources[static_cast<std::size_t>(row.source)];
}));

SourceRow const& source_row_of(Source source) {
    return kSources[static_cast<std::size_t>(source)];
}

/// By verdict, but for the right one: problem and detail.
constexpr std::array<std::array<std::string_view, 2>, 3> kRefusals{{
    {"signature-missing", "The request is not signed. Set this hook's secret where it is sent from."},
    {"signature-wrong", "The signature matches no secret of this hook. Set the same secret at both ends."},
    {"signature-old", "The signature's time is more than 5 minutes from this machine's. Set both clocks."},
}};

Result<void> said(Verdict verdict) {
    if (verdict == Verdict::right) return {};
    auto const& [problem, detail] = kRefusals.at(static_cast<std::size_t>(verdict));
    return refuse(ErrorCode::unauthenticated, std::string{problem}, std::string{detail});
}

/// A key is stored and shown: nothing but printable ASCII, and not much of it.
bool is_fit_for_a_key(std::string_view text) {
    static constexpr std::size_t kLongest = 200;
    auto const is_printable = [](char c) { return c > ' ' && c < '\x7f'; };
    return !text.empty() && text.size() <= kLongest && std::ranges::all_of(text, is_printable);
}

/// Coolify numbers no notice, but the same deployment ends the same way once.
std::string coolify_key(Arriving const& arriving) {
    auto const body = json_body(arriving);
    if (!body || text_at(*body, "/deployment_uuid").empty()) return {};
    return text_at(*body, "/event") + ":" + text_at(*body, "/deployment_uuid");
}

/// GitLab's external status checks sign the body and nothing else.
bool is_signed_without_its_id(Arriving const& arriving) {
    return header_of(arriving, "x-gitlab-signature") && !header_of(arriving, "webhook-signature");
}

std::string given_key(SourceRow const& row, Arriving const& arriving) {
    if (row.source == Source::coolify) return coolify_key(arriving);
    if (is_signed_without_its_id(arriving)) return {};
    for (auto const header : row.key_headers)
        if (auto const value = header_of(arriving, header)) return std::string{*value};
    return {};
}

}  // namespace

Result<void> verify(Source source, std::vector<std::string> const& secrets, Arriving const& arriving,
                    Instant now) {
    auto const verifier = source_row_of(source).verifier;
    if (verifier == nullptr) return {};
    std::optional<Verdict> best;
    for (auto const& secret : secrets)
        if (!secret.empty()) best = std::max(best, std::optional{verifier(secret, arriving, now)});
    return said(best.value_or(Verdict::wrong));
}

std::string delivery_key(Source source, Arriving const& arriving) {
    auto key = given_key(source_row_of(source), arriving);
    return is_fit_for_a_key(key) ? key : to_hex(sha256(arriving.body));
}

Result<std::vector<Fact>> read(Source source, Arriving const& arriving) {
    auto const reader = source_row_of(source).reader;
    if (reader != nullptr) return reader(arriving);
    return malformed_hook(std::string{name_of(source)} + " sends commands, which tell no facts.");
}

bool disables_on_refusal(Source source) {
    return source == Source::gitlab;
}

}  // namespace cadence::forge
