#include "config/endpoint.h"

#include <algorithm>

#include "base/digest.h"

namespace cadence::config {

std::string digest_of_name(std::string const& name) {
    constexpr std::size_t kDigits = 8;
    return to_hex(sha256(name)).substr(0, kDigits);
}

std::string endpoint_of(HookConfig const& hook) {
    auto const source = std::string{name_of(hook.source)} + "/";
    if (hook.source != forge::Source::coolify) return source + hook.name;
    return source + hook.train + "-" + digest_of_name(hook.name);
}

HookConfig const* hook_at(Config const& config, std::string const& endpoint) {
    auto const found =
        std::ranges::find_if(config.hooks, [&](auto const& hook) { return endpoint_of(hook) == endpoint; });
    return found == config.hooks.end() ? nullptr : &*found;
}

release::Actor hook_actor(std::string const& endpoint) {
    return {"cadenced", "cadenced", {release::Role::bot}, "hook " + endpoint};
}

}  // namespace cadence::config
