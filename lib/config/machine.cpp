#include "config/machine.h"

#include "config/secrets.h"
#include "config/text.h"
#include "net/probe.h"

namespace cadence::config {

namespace {

ConfigProblem problem_at(Config const& config, std::string key, std::string const& text) {
    auto const table = parse_toml(config.source);
    auto const* const node = table ? toml::at_path(*table, key).node() : nullptr;
    auto const line = node == nullptr ? 0 : node->source().begin.line;
    auto const name = key.substr(key.find('.') + 1);
    return {static_cast<int>(line), std::move(key), name + " " + text};
}

}  // namespace

LoadedConfig load_config(std::filesystem::path const& file, job::Secrets const& secrets, Listens listens) {
    auto config = load_config(file);
    if (!config) return config;
    std::vector<ConfigProblem> problems;
    auto const& ca_file = config->outbound.ca_file;
    auto const certificates = ca_file.empty() ? Result<void>{} : net::try_ca_file(ca_file);
    if (!certificates)
        problems.push_back(problem_at(*config, "outbound.ca_file", certificates.error().detail));
    auto const bound =
        listens == Listens::elsewhere ? Result<void>{} : net::try_listen(config->server.listen);
    if (!bound) problems.push_back(problem_at(*config, "server.listen", bound.error().detail));
    if (!problems.empty()) return tl::unexpected{std::move(problems)};
    for (auto& line : doubtful_secrets(*config, secrets)) config->warnings.push_back(std::move(line));
    return config;
}

}  // namespace cadence::config
