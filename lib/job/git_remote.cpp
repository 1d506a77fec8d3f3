#include "job/git_remote.h"

#include <algorithm>
#include <string_view>

#include "job/program.h"

namespace cadence::job {

namespace {

/// git asks it for a name and a password; what it answers with is in its environment alone.
constexpr std::string_view kHelper =
    R"(!f() { test "$1" = get && printf 'username=%s\npassword=%s\n' "$CADENCE_GIT_USER" "$CADENCE_GIT_TOKEN"; }; f)";
constexpr std::string_view kUsualUser = "x-access-token";  // where the token says who it is

struct Authority {
    std::string scheme;
    std::string user;
    std::string host;  // with its port
};

/// Nothing in it for an ssh address without a scheme, or a path.
Authority authority_of(std::string_view remote) {
    auto const colon = remote.find("://");
    if (colon == remote.npos) return {};
    auto rest = remote.substr(colon + 3);
    rest = rest.substr(0, rest.find('/'));
    auto const at = rest.rfind('@');
    auto const user = at == rest.npos ? std::string_view{} : rest.substr(0, at);
    return {std::string{remote.substr(0, colon)}, std::string{user},
            std::string{at == rest.npos ? rest : rest.substr(at + 1)}};
}

/// For sh, which is what GIT_SSH_COMMAND is for.
std::string quoted(std::string const& text) {
    std::string out = "'";
    for (char const c : text) out += c == '\'' ? std::string{"'\\''"} : std::string{c};
    return out + "'";
}

std::string ssh_command(GitAccess const& access) {
    std::string command =
        "ssh -F /dev/null -o BatchMode=yes -o ConnectTimeout=20 -o StrictHostKeyChecking=accept-new";
    if (!access.known_hosts.empty())
        command += " -o " + quoted("UserKnownHostsFile=\"" + access.known_hosts + "\"");
    if (!access.key_file.empty()) command += " -o IdentitiesOnly=yes -i " + quoted(access.key_file);
    return command;
}

}  // namespace

std::map<std::string, std::string> git_environment_of(GitAccess const& access) {
    auto const authority = authority_of(access.remote);
    bool const is_http = authority.scheme == "http" || authority.scheme == "https";
    bool const with_token = is_http && !access.token.empty();
    GitConfig config{
        {"core.hooksPath", "/dev/null"}, {"gc.autoDetach", "false"}, {"http.followRedirects", "false"}};
    if (!access.proxy.empty()) config.emplace_back("http.proxy", access.proxy);
    if (!access.ca_file.empty()) config.emplace_back("http.sslCAInfo", access.ca_file);
    if (with_token)
        config.emplace_back("credential." + authority.scheme + "://" + authority.host + ".helper", kHelper);
    auto environment = git_environment(std::move(config));
    environment["GIT_ALLOW_PROTOCOL"] = "file:git:http:https:ssh";
    environment["GIT_SSH_COMMAND"] = ssh_command(access);
    if (with_token) {
        auto const user = authority.user.substr(0, authority.user.find(':'));
        environment["CADENCE_GIT_USER"] = user.empty() ? kUsualUser : user;
        environment["CADENCE_GIT_TOKEN"] = access.token;
    }
    return environment;
}

std::string password_in(std::string const& remote) {
    auto const user = authority_of(remote).user;
    auto const colon = user.find(':');
    return colon == user.npos ? std::string{} : user.substr(colon + 1);
}

}  // namespace cadence::job
