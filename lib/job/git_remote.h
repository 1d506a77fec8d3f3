// How git is let into a remote: by an ssh key that stays in its file, or by a token that is neither on a
// command line nor in a file. Pure.
#pragma once

#include <map>
#include <string>

namespace cadence::job {

struct GitAccess {
    std::string remote;
    std::string key_file = {};
    std::string token = {};        // for http and https
    std::string known_hosts = {};  // a host that is new is written there, one that has changed is refused
    std::string proxy = {};
    std::string ca_file = {};
};

[[nodiscard]] std::map<std::string, std::string> git_environment_of(GitAccess const& access);

/// Of a URL like https://user:password@host/x, or empty.
[[nodiscard]] std::string password_in(std::string const& remote);

}  // namespace cadence::job
