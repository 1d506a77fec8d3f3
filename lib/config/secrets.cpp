#include "config/secrets.h"

#include <optional>
#include <system_error>

#include "base/text.h"
#include "chat/announcement.h"
#include "chat/channel.h"
#include "config/endpoint.h"
#include "config/words.h"

namespace cadence::config {
namespace {

void add(std::vector<NamedSecret>& secrets, NamedSecret secret) {
    if (!secret.from.empty()) secrets.push_back(std::move(secret));
}

/// The secrets of a channel, a hook, a forge or an action, whatever its kind.
template <class Kind>
void add_those_of(std::vector<NamedSecret>& secrets, std::string const& what, Kind const& kind) {
    if constexpr (requires { kind.url_from; }) add(secrets, {what, kind.url_from});
    if constexpr (requires { kind.token_from; }) add(secrets, {what, kind.token_from});
    if constexpr (requires { kind.key_from; }) add(secrets, {what, kind.key_from, true});
    if constexpr (requires { kind.secrets_from; }) {
        for (auto const& from : kind.secrets_from) add(secrets, {what, from});
    }
}

/// `The secret x is empty.` to go on with after who needs it.
std::string clause(std::string sentence) {
    if (!sentence.empty()) sentence.front() = to_lower(sentence.front());
    if (sentence.ends_with('.')) sentence.pop_back();
    return sentence;
}

std::optional<std::string> unreadable(NamedSecret const& named, job::Secrets const& secrets) {
    auto const reading = named.is_key ? secrets.key_file(named.from).map([](auto const&) {})
                                      : secrets.read(named.from).map([](auto const&) {});
    if (reading) return std::nullopt;
    return clause(reading.error().detail);
}

/// Credentials are systemd's to guard; a folder may guard a file that does not guard itself.
bool is_open_to_all(std::string const& from) {
    using std::filesystem::perms;
    std::filesystem::path const named{from};
    if (!named.is_absolute()) return false;
    std::error_code error;
    auto const file = std::filesystem::canonical(named, error);
    auto const allows = [&](std::filesystem::path const& path, perms what) {
        return !error && (std::filesystem::status(path, error).permissions() & what) == what && !error;
    };
    return allows(file, perms::others_read) && allows(file.parent_path(), perms::others_exec);
}

/// The error that a message to the channel would run into.
std::optional<std::string> unfit(chat::Channel const& channel, job::Secrets const& secrets) {
    auto const trial = chat::announcement_of_test(channel.name, "check", Instant{});
    chat::DeliveryAttempt const attempt{"check", Instant{}, "/cadenced",
                                        [&](std::string_view from) { return secrets.read(from); }};
    auto const outgoing =
        chat::render(channel, chat::worded(trial, chat::usual_wording(trial.topic)), attempt);
    if (outgoing || outgoing.error().problem == "secret-unreadable") return std::nullopt;
    return clause(outgoing.error().detail);
}

}  // namespace

std::vector<NamedSecret> named_secrets(Config const& config) {
    std::vector<NamedSecret> secrets;
    auto const add_all = [&](std::string const& what, auto const& kinds) {
        std::visit([&](auto const& kind) { add_those_of(secrets, what, kind); }, kinds);
    };
    for (auto const& channel : config.channels) add_all("channel " + in_quotes(channel.name), channel.where);
    for (auto const& hook : config.hooks) add_those_of(secrets, "hook " + in_quotes(endpoint_of(hook)), hook);
    for (auto const& train : config.trains) {
        auto const of_train = " of train " + in_quotes(train.id);
        if (train.forge) add_those_of(secrets, "forge" + of_train, *train.forge);
        for (auto const& action : train.actions)
            add_all("action " + in_quotes(action.name) + of_train, action.what);
    }
    return secrets;
}

std::vector<std::string> doubtful_secrets(Config const& config, job::Secrets const& secrets) {
    std::vector<std::string> lines;
    for (auto const& each : named_secrets(config)) {
        if (auto const why = unreadable(each, secrets)) {
            lines.push_back(each.what + ": " + *why);
        } else if (is_open_to_all(each.from)) {
            lines.push_back(each.what + ": " + each.from +
                            " can be read by everybody on this machine; chown it to root:cadenced and chmod "
                            "it to 640");
        }
    }
    for (auto const& channel : config.channels) {
        if (auto why = unfit(channel, secrets)) lines.push_back(*std::move(why));
    }
    return lines;
}

}  // namespace cadence::config
