// Whether a request comes from who knows the secret: one function for each way of signing, on the raw bytes,
// compared in constant time. An empty secret fits nothing; a header that must be there once and is there
// twice is wrong. Slack and Standard Webhooks sign a time too, which may be 5 minutes away, no more.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/instant.h"
#include "forge/hook.h"

namespace cadence::forge {

enum class Verdict { missing, wrong, old, right };  // the better of two is the greater

/// The HMAC under a key of what is signed: the body, with this before it. It is asked for twice, first to
/// learn what is wanted.
using Mac = std::function<std::string(std::string const& key, std::string_view before)>;

using Verifier = Verdict (*)(std::string const& secret, Arriving const& arriving, Instant now,
                             Mac const& mac);

/// X-Hub-Signature-256: sha256=<hex>
[[nodiscard]] Verdict verify_github(std::string const& secret, Arriving const& arriving, Instant now,
                                    Mac const& mac);
/// A secret that begins with "whsec_" is a signing token (as verify_standard). Any other is the secret token
/// in X-Gitlab-Token, or the shared secret of an external status check, in X-Gitlab-Signature: <hex>.
[[nodiscard]] Verdict verify_gitlab(std::string const& secret, Arriving const& arriving, Instant now,
                                    Mac const& mac);
/// X-Gitea-Signature or X-Forgejo-Signature: <hex>, else as GitHub. What is signed with no secret is not.
[[nodiscard]] Verdict verify_gitea(std::string const& secret, Arriving const& arriving, Instant now,
                                   Mac const& mac);
/// X-Slack-Signature: v0=<hex>, with X-Slack-Request-Timestamp.
[[nodiscard]] Verdict verify_slack(std::string const& secret, Arriving const& arriving, Instant now,
                                   Mac const& mac);
/// Authorization: Token <secret>, or without that header the form's `token`.
[[nodiscard]] Verdict verify_mattermost(std::string const& secret, Arriving const& arriving, Instant now,
                                        Mac const& mac);
/// Standard Webhooks: webhook-id, -timestamp, -signature: v1,<base64>; the secret is "whsec_<base64>".
[[nodiscard]] Verdict verify_standard(std::string const& secret, Arriving const& arriving, Instant now,
                                      Mac const& mac);

}  // namespace cadence::forge
