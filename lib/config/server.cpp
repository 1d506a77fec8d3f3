#include <array>

#include "config/draft.h"
#include "config/included.h"
#include "config/lists.h"
#include "config/outward.h"

namespace cadence::config {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

constexpr Lengths kTolerances{seconds{1}, hours{24}};
constexpr int kFewestConnections = 64;
constexpr int kMostConnections = 65'536;
constexpr Lengths kPatience{std::chrono::minutes{1}, hours{24 * 90}};

std::optional<std::string> path_or_nothing_of(Value const& value) {
    auto text = string_of(value);
    return text && text->empty() ? text : absolute_path_of(value);
}

std::optional<int> connections_of(Value const& value) {
    return whole_of(value, kFewestConnections, kMostConnections);
}

constexpr auto kPerSecond = "a whole number from 1 to 100000";

std::optional<int> per_second_of(Value const& value) {
    return whole_of(value, 1, 100'000);
}

bool read_reads(ServerConfig& config, Value const& value) {
    config.reads_said = true;
    return put(config.reads, choice_of<Reads>(value));
}

constexpr std::array kServerFields{
    optional<address_of, &ServerConfig::listen>("listen", "\"127.0.0.1:8420\"",
                                                "HOST:PORT like \"127.0.0.1:8420\" or \"[::1]:8420\""),
    optional<url_of, &ServerConfig::public_url>("public_url", "\"\"",
                                                "a URL like \"https://releases.example.org\""),
    optional<hosts_of, &ServerConfig::hosts>("hosts", "[]",
                                             "host names in brackets, like [\"releases.internal\"]"),
    optional<read_reads>("reads", "\"open\"", kNames<Reads>),
    optional<connections_of, &ServerConfig::connections>("connections", "4096",
                                                         "a whole number from 64 to 65536"),
    optional<networks_of, &ServerConfig::trusted_proxies>(
        "trusted_proxies", "[]", "addresses or networks in brackets, like [\"127.0.0.1\", \"10.0.0.0/8\"]"),
    optional<per_second_of, &ServerConfig::writes_per_second>("writes_per_second", "20", kPerSecond),
    optional<per_second_of, &ServerConfig::reads_per_second>("reads_per_second", "600", kPerSecond),
};

constexpr std::array kLogFields{
    optional<choice_of<LogLevel>, &Config::log_level>("level", "\"info\"", kNames<LogLevel>),
};

constexpr std::array kMachineClockFields{
    optional<with<duration_of, kTolerances>, &Config::clock_tolerance>("tolerance", "\"15m\"",
                                                                       "a length of time like \"15m\""),
};

constexpr std::array kOutboundFields{
    optional<proxy_of, &OutboundConfig::proxy>(
        "proxy", "\"\"", "a proxy like \"http://proxy.example.org:3128\", or \"\" for none"),
    optional<path_or_nothing_of, &OutboundConfig::ca_file>(
        "ca_file", "\"\"", "a path that begins with /, or \"\" for the system's certificates"),
    optional<with<duration_of, kPatience>, &OutboundConfig::give_up_after>("give_up_after", "\"76h\"",
                                                                           "a length of time like \"76h\""),
};

constexpr std::array kTopFields{
    optional<list<include_of>, &Draft::include>("include", "[]",
                                                "TOML files beside this one, like [\"trains.d/*.toml\"]"),
    subsection<kServerFields, &Draft::config, &Config::server>("server",
                                                               "a section that begins with [server]"),
    subsection<kLogFields, &Draft::config>("log", "a section that begins with [log]"),
    subsection<kMachineClockFields, &Draft::config>("clock", "a section that begins with [clock]"),
    subsection<kOutboundFields, &Draft::config, &Config::outbound>("outbound",
                                                                   "a section that begins with [outbound]"),
    optional<read_people>("people", "sections that begin with [[people]]"),
    optional<read_trains>("trains", "sections that begin with [[trains]]"),
    optional<read_channels>("channels", "sections that begin with [[channels]]"),
    optional<read_hooks>("hooks", "sections that begin with [[hooks]]"),
};

}  // namespace

void read_file(Section const& top, Draft& draft) {
    auto const failed = read_section(top, kTopFields, draft);
    draft.trains_refused = failed.contains("trains");
}

std::vector<SectionKeys> top_keys() {
    return {SectionKeys{"", keys_of(kTopFields)}, SectionKeys{"server", keys_of(kServerFields)},
            SectionKeys{"log", keys_of(kLogFields)}, SectionKeys{"clock", keys_of(kMachineClockFields)},
            SectionKeys{"outbound", keys_of(kOutboundFields)}};
}

void check_server(Section const& top, Draft const& draft) {
    auto const* server = top.table["server"].as_table();
    if (server == nullptr || server->contains("reads")) return;
    auto const& config = draft.config.server;
    Section const section{*server, "server", top.report};
    std::string because;
    auto place = section.place("public_url");
    if (!is_loopback(config.listen)) {
        because = "listen " + in_quotes(config.listen) + " can be reached from other machines";
        place = section.place("listen");
    } else if (!config.public_url.empty()) {
        because = "there is a public_url";
    }
    if (because.empty()) return;
    place.key = "server.reads";
    top.report.problem(
        place, "reads is missing although " + because +
                   "; set reads = \"open\" (anybody may read) or reads = \"token\" (only with a token)");
}

}  // namespace cadence::config
