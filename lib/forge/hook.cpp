#include "forge/hook.h"

#include <algorithm>
#include <optional>
#include <tuple>

#include "base/digest.h"
#include "forge/arriving.h"
#include "forge/hook_parts.h"
#include "forge/pick.h"
#include "forge/signature.h"
#include "net/target.h"

namespace cadence::forge {

namespace {

struct SourceRow {
    Source source;
    Verifier verifier;  // none: nothing is signed
    std::array<std::string_view, 2>
        key_headers;           // ids that cannot be changed by who does not know the secret
    HookReader const* reader;  // none: a command, read in chat
};

constexpr std::array<SourceRow, Names<Source>::values.size()> kSources{{
    {Source::github, verify_github, {"", ""}, &kGithubHooks},
    {Source::gitlab, verify_gitlab, {"webhook-id", "idempotency-key"}, &kGitlabHooks},
    {Source::gitea, verify_gitea, {"", ""}, &kGiteaHooks},
    {Source::coolify, nullptr, {"", ""}, &kCoolifyHooks},
    {Source::generic, verify_standard, {"webhook-id", ""}, &kGenericHooks},
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
std::string coolify_key(json::Value const& document) {
    auto const deployment = text_at(document, "/deployment_uuid");
    return deployment.empty() ? deployment : text_at(document, "/event") + ":" + deployment;
}

/// GitLab's external status checks sign the body and nothing else.
bool is_signed_without_its_id(net::Headers const& headers) {
    return header_of(headers, "x-gitlab-signature") && !header_of(headers, "webhook-signature");
}

std::string given_key(SourceRow const& row, net::Headers const& headers, json::Value const& document) {
    if (row.source == Source::coolify) return coolify_key(document);
    if (is_signed_without_its_id(headers)) return {};
    for (auto const header : row.key_headers)
        if (auto const value = header_of(headers, header)) return std::string{*value};
    return {};
}

// In a step.
constexpr std::size_t kDigested = 256 * 1024;
constexpr std::size_t kRead = 64 * 1024;

/// As much as 2,048 commits tell. Of their paths those are enough that show that there are too many.
constexpr json::Bounds kBounds{.values = 1'000'000, .kept = 40'000, .items = 12'000};

json::Wanted const* wanted_of(Source source) {
    static json::Wanted const kNothing{};
    auto const* const reader = source_row_of(source).reader;
    return reader == nullptr ? &kNothing : &reader->wanted;
}

/// The next `most` bytes of a text; of a form's none that breaks an escape.
std::string_view take_piece(std::string_view& rest, std::size_t most, bool form) {
    auto piece = rest.substr(0, most);
    auto const escape = piece.rfind('%');
    if (form && piece.size() < rest.size() && escape != piece.npos && piece.size() - escape < 3)
        piece = piece.substr(0, escape);
    rest.remove_prefix(piece.size());
    return piece;
}

}  // namespace

struct Verification::Impl {
    struct Signed {
        std::string key;
        std::string before;
        Digest digest;
        std::string mac = {};
    };

    /// The better of what the secrets are worth; all of them are looked at.
    [[nodiscard]] Verdict judge(Mac const& mac) const {
        std::optional<Verdict> best;
        for (auto const& secret : secrets)
            if (!secret.empty()) best = std::max(best, std::optional{verifier(secret, arriving, now, mac)});
        return best.value_or(Verdict::wrong);
    }
    Signed& signed_by(std::string const& key, std::string_view before) {
        for (auto& known : all)
            if (known.key == key && known.before == before) return known;
        all.push_back({key, std::string{before}, Digest{key}});
        all.back().digest.add(before);
        return all.back();
    }
    void add(std::string_view piece) {
        of_body.add(piece);
        for (auto& each : all) each.digest.add(piece);
    }
    void finish() {
        digest = of_body.finish();
        for (auto& each : all) each.mac = each.digest.finish();
        if (verifier == nullptr) return;
        verdict = said(judge([this](auto const& key, auto before) { return signed_by(key, before).mac; }));
    }

    Verifier verifier;
    std::vector<std::string> secrets;
    Arriving arriving;
    Instant now;
    std::string_view rest = arriving.body;
    Digest of_body = Digest{};
    std::vector<Signed> all = {};
    Result<void> verdict = {};
    std::string digest = {};
};

Verification::Verification(Source source, std::vector<std::string> const& secrets, Arriving const& arriving,
                           Instant now)
    : impl_{new Impl{source_row_of(source).verifier, secrets, arriving, now}} {
    if (impl_->verifier == nullptr) return;
    std::ignore = impl_->judge([this](auto const& key, auto before) {
        impl_->signed_by(key, before);
        return std::string{};
    });
}
Verification::Verification(Verification&&) noexcept = default;
Verification::~Verification() = default;

bool Verification::step() {
    impl_->add(take_piece(impl_->rest, kDigested, false));
    if (!impl_->rest.empty()) return true;
    impl_->finish();
    return false;
}

Result<void> const& Verification::verdict() const {
    return impl_->verdict;
}

std::string const& Verification::digest() const {
    return impl_->digest;
}

Document::Document(Source source, Arriving const& arriving)
    : rest_{arriving.body}, form_{is_form(arriving.headers)}, reader_{kBounds, wanted_of(source)} {
    if (!form_) return;
    rest_ = form_field(arriving.body, "payload").value_or(std::string_view{});
    if (rest_.empty())
        wrong_ =
            malformed_hook("The form has no field \"payload\". Send application/json, or one such field.")
                .value();
}

Result<void> Document::read(std::string_view piece) {
    if (!form_) return reader_.add(piece);
    auto const decoded = net::percent_decode(piece, net::Plus::space);
    return decoded ? reader_.add(*decoded) : malformed_hook("A percent escape in it is none.");
}

bool Document::step() {
    if (wrong_) return false;
    if (auto const taken = read(take_piece(rest_, kRead, form_)); !taken) wrong_ = taken.error();
    return !wrong_ && !rest_.empty();
}

Result<json::Value> Document::take() {
    if (wrong_ && wrong_->problem == "malformed-hook") return tl::unexpected{*wrong_};
    auto value = wrong_ ? tl::unexpected{*wrong_} : reader_.finish();
    if (!value) {
        auto const is_json = value.error().problem == "too-large";
        return malformed_hook((is_json ? "The body is refused. " : "The body is not JSON. ") +
                              brief(value.error().detail));
    }
    if (!value->is_object()) return malformed_hook("The body is JSON, but not an object.", "#");
    return value;
}

std::string delivery_key(Source source, net::Headers const& headers, json::Value const& document,
                         std::string_view digest) {
    auto key = given_key(source_row_of(source), headers, document);
    return is_fit_for_a_key(key) ? key : to_hex(digest);
}

Result<std::vector<Fact>> read(Source source, net::Headers const& headers, json::Value const& document) {
    auto const* const reader = source_row_of(source).reader;
    if (reader != nullptr) return reader->read(headers, document);
    return malformed_hook(std::string{name_of(source)} + " sends commands, which tell no facts.");
}

bool disables_on_refusal(Source source) {
    return source == Source::gitlab;
}

}  // namespace cadence::forge
