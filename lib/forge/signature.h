// Whether a request comes from who knows the secret: one function for each way of signing, on the raw bytes,
// compared in constant time. An empty secret fits nothing; a header that must be there once and is there
// twice is wrong. Slack and Standard Webhooks sign a time too, which may be 5 minutes away, no more.
#pragma once

#include <string>

#include "base/instant.h"
#include "forge/hook.h"

namespace cadence::forge {

enum class Verdict { missing, wrong, old, right };  // the better of two is the greater

using Verifier = Verdict (*)(std::string const& secret, Arriving const& arriving, Instant now);

/// X-Hub-Signature-256: sha256=<hex>
[[nodiscard]] Verdict verify_github(std::string const& secret, Arriving const& arriving, Instant now);
/// A secret that begins with "whsec_" is a signing token (as verify_standard). Any other is the secret token
/// in X-Gitlab-Token, or the shared secret of an external status check, in X-Gitlab-Signature: <hex>.
[[nodiscard]] Verdict verify_gitlab(std::string const& secret, Arriving const& arriving, Instant now);
/// X-Gitea-Signature or X-Forgejo-Signature: <hex>, else as GitHub. What is signed with no secret is not.
[[nodiscard]] Verdict verify_gitea(std::string const& secret, Arriving const& arriving, Instant now);
/// X-Slack-Signature: v0=<hex>, with X-Slack-Request-Timestamp.
[[nodiscard]] Verdict verify_slack(std::string const& secret, Arriving const& arriving, Instant now);
/// Authorization: Token <secret>, or without that header the form's `token`.
[[nodiscard]] Verdict verify_mattermost(std::string const& secret, Arriving const& arriving, Instant now);
/// Standard Webhooks: webhook-id, -timestamp, -signature: v1,<base64>; the secret is "whsec_<base64>".
[[nodiscard]] Verdict verify_standard(std::string const& secret, Arriving const& arriving, Instant now);

}  // namespace cadence::forge
