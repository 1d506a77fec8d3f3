#include "cadencectl/settings.h"

#include <algorithm>
#include <cstring>
#include <system_error>

#include "base/file.h"
#include "base/pasted.h"
#include "base/text.h"

namespace cadence::ctl {

namespace {

constexpr std::string_view kDefaultUrl = "http://127.0.0.1:8420";
constexpr std::string_view kOperatorToken = "/operator.token";

/// The few characters of a small file, without blanks around.
tl::expected<std::string, std::error_code> small_file(std::string const& path) {
    constexpr std::size_t kLargest = 4096;
    return contents_of(path, kLargest, Pipes::read).map([](std::string const& text) {
        return std::string{trimmed(text)};
    });
}

Result<std::string> checked_token(std::string const& given, std::string const& from) {
    auto token = pasted_word(given);
    auto const fits = [](char c) { return is_alnum(c) || std::strchr("-._~+/=", c) != nullptr; };
    if (!token.empty() && std::all_of(token.begin(), token.end(), fits)) return token;
    return refuse(ErrorCode::invalid, "not-a-token",
                  from + " holds no token. A token is one line, cad_<id>_<secret>_<check>.");
}

bool is_this_machine(std::string const& url) {
    auto const name = address_of(url).host;
    if (name == "localhost" || name == "[::1]") return true;
    auto const numeric =
        std::all_of(name.begin(), name.end(), [](char c) { return is_digit(c) || c == '.'; });
    return numeric && name.starts_with("127.");
}

/// localhost is whichever of the addresses of this machine it is.
bool same_place(std::string const& a, std::string const& b) {
    auto const one = address_of(a);
    auto const other = address_of(b);
    return one.port == other.port &&
           (one.host == other.host || one.host == "localhost" || other.host == "localhost");
}

std::string variable(Environment const& environment, char const* name) {
    return std::string{trimmed(environment(name).value_or(""))};
}

Result<std::string> find_url(GlobalOptions const& options, Environment const& environment,
                             std::vector<std::string> const& dirs) {
    if (!options.url.empty()) return checked_url(pasted_word(options.url));
    if (auto const url = variable(environment, "CADENCE_URL"); !url.empty())
        return checked_url(pasted_word(url));
    for (auto const& dir : dirs)
        if (auto const url = small_file(dir + "/url"); url && !url->empty()) return checked_url(*url);
    return std::string{kDefaultUrl};
}

/// Whether the daemon that runs in this directory is the one at `url`.
bool names(std::string const& dir, std::string const& url) {
    auto const address = small_file(dir + "/url");
    return address && checked_url(*address) && same_place(*address, url);
}

std::string const kCreate = "cadencectl token create --person YOU --valid-for 90d";

/// Whoever makes one needs a token: the operator's, which is found without being named.
std::string ask_ops() {
    return "Ask ops for a token of your own. They create it on the daemon's host:\n  " + kCreate +
           "\nPut it into CADENCE_TOKEN, or into a file for --token-file.";
}

/// Why an operator.token that is there is not sent.
std::string of_another(std::string const& dir, std::string const& address, std::string const& url) {
    return "The operator.token in " + dir + " is not sent: " +
           (address.empty() ? "no url file beside it names " : "it is for " + address + ", and this is ") +
           url + ".\n";
}

/// The operator's token of the daemon at `settings.server.url`, if this machine has it.
Result<void> find_operator_token(Settings& settings, std::vector<std::string> const& dirs) {
    auto const& url = settings.server.url;
    settings.without_token = ask_ops();
    if (!is_this_machine(url)) return {};
    std::string why = "There is no operator.token in " + listed(dirs, " or ") +
                      ". Name its directory with --runtime-dir.\n";
    for (auto const& dir : dirs) {
        auto const file = dir + std::string{kOperatorToken};
        auto const found = small_file(file);
        if (!found && found.error() == std::errc::permission_denied)
            why = file +
                  " is readable by root and the group cadenced only.\nIf you are ops: sudo cadencectl ..., "
                  "or sudo adduser $USER cadenced and log in again.\n";
        if (!found) continue;
        if (!names(dir, url)) {
            why = of_another(dir, small_file(dir + "/url").value_or(""), url);
            continue;
        }
        auto token = checked_token(*found, file);
        if (!token) return tl::unexpected{token.error()};
        settings.server.token = *token;
        settings.of_token =
            "The token was read from " + file +
            ". Is that the runtime directory of this daemon? If not, name it with --runtime-dir.";
        return {};
    }
    settings.without_token = why + ask_ops();
    return {};
}

bool is_in_the_clear(std::string const& url) {
    return url.starts_with("http:") && !is_this_machine(url);
}

/// `without` is what leaves it out, in front of a command of ops.
Result<void> take_token(Settings& settings, bool insecure, std::string const& given, std::string const& from,
                        std::string const& without) {
    auto token = checked_token(given, from);
    if (!token) return tl::unexpected{token.error()};
    if (!insecure && is_in_the_clear(settings.server.url)) {
        settings.without_token = "The token from " + from + " is not sent: " + settings.server.url +
                                 " is not encrypted, and whoever is on the way could read it.\n"
                                 "Use its https:// address, or --insecure where you trust the network.";
        return {};
    }
    settings.server.token = *token;
    settings.of_token = "The token was read from " + from +
                        ". For a new one, ops run on the daemon's host:\n  " + without + kCreate;
    return {};
}

Result<void> find_token(Settings& settings, GlobalOptions const& options, Environment const& environment,
                        std::vector<std::string> const& dirs) {
    if (!options.token_file.empty()) {
        auto const read = small_file(options.token_file);
        if (!read)
            return refuse(ErrorCode::invalid, "not-readable",
                          "--token-file " + options.token_file + ": " + read.error().message());
        return take_token(settings, options.insecure, *read, options.token_file, "");
    }
    if (auto const set = variable(environment, "CADENCE_TOKEN"); !set.empty())
        return take_token(settings, options.insecure, set, "CADENCE_TOKEN", "env -u CADENCE_TOKEN ");
    return find_operator_token(settings, dirs);
}

}  // namespace

std::vector<std::string> runtime_dirs(GlobalOptions const& options, Environment const& environment) {
    if (!options.runtime_dir.empty()) return {options.runtime_dir};
    if (auto const set = variable(environment, "CADENCE_RUNTIME_DIR"); !set.empty()) return {set};
    std::vector<std::string> dirs{"/run/cadenced"};
    if (auto const own = variable(environment, "XDG_RUNTIME_DIR"); !own.empty())
        dirs.push_back(own + "/cadenced");
    auto state = variable(environment, "XDG_STATE_HOME");
    auto const home = variable(environment, "HOME");
    if (state.empty() && !home.empty()) state = home + "/.local/state";
    if (!state.empty()) dirs.push_back(state + "/cadenced/run");
    return dirs;
}

Result<Settings> settle(GlobalOptions const& options, Surroundings const& surroundings) {
    auto const& environment = surroundings.environment;
    auto dirs = runtime_dirs(options, environment);
    Settings settings;
    auto url = find_url(options, environment, dirs);
    if (!url) return tl::unexpected{std::move(url.error())};
    settings.server.url = std::move(*url);
    auto const names_it = [&](std::string const& dir) { return names(dir, settings.server.url); };
    if (auto const here = std::find_if(dirs.begin(), dirs.end(), names_it); here != dirs.end())
        dirs = {*here};
    if (auto token = find_token(settings, options, environment, dirs); !token)
        return tl::unexpected{std::move(token.error())};
    settings.json = options.json;
    settings.colour = surroundings.terminal && !options.no_color &&
                      variable(environment, "NO_COLOR").empty() && variable(environment, "TERM") != "dumb";
    return settings;
}

}  // namespace cadence::ctl
