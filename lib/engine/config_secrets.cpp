#include "engine/config_secrets.h"

#include "base/text.h"
#include "engine/config_words.h"

namespace cadence::engine {
namespace {

using Places = std::vector<std::string>;

/// Where a channel or an action keeps its secrets, whatever its kind has of them.
template <class Kind>
Places places_of(Kind const& kind) {
    Places places;
    if constexpr (requires { kind.url_from; }) places.push_back(kind.url_from);
    if constexpr (requires { kind.token_from; }) places.push_back(kind.token_from);
    if constexpr (requires { kind.key_from; }) places.push_back(kind.key_from);
    if constexpr (requires { kind.secrets_from; }) {
        places.insert(places.end(), kind.secrets_from.begin(), kind.secrets_from.end());
    }
    return places;
}

void add(std::vector<NamedSecret>& secrets, std::string const& what, Places const& places) {
    for (auto const& from : places) {
        if (!from.empty()) secrets.push_back({what, from});
    }
}

}  // namespace

std::vector<NamedSecret> named_secrets(Config const& config) {
    std::vector<NamedSecret> secrets;
    auto const of_kind = [](auto const& kind) { return places_of(kind); };
    for (auto const& channel : config.channels) {
        add(secrets, "channel " + in_quotes(channel.name), std::visit(of_kind, channel.where));
    }
    for (auto const& hook : config.hooks) {
        auto const address = std::string{name_of(hook.source)} + "/" + hook.name;
        add(secrets, "hook " + in_quotes(address), hook.secrets_from);
    }
    for (auto const& train : config.trains) {
        auto const of_train = " of train " + in_quotes(train.id);
        if (train.forge) add(secrets, "forge" + of_train, {train.forge->token_from});
        for (auto const& action : train.actions) {
            add(secrets, "action " + in_quotes(action.name) + of_train, std::visit(of_kind, action.what));
        }
    }
    return secrets;
}

std::vector<std::string> unreadable_secrets(Config const& config, Secrets const& secrets) {
    std::vector<std::string> lines;
    for (auto const& each : named_secrets(config)) {
        auto const secret = secrets.read(each.from);
        if (secret) continue;
        auto why = secret.error().detail;
        if (!why.empty()) why.front() = to_lower(why.front());
        if (why.ends_with('.')) why.pop_back();
        lines.push_back(each.what + ": " + why);
    }
    return lines;
}

}  // namespace cadence::engine
