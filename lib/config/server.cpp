#include <array>

#include "config/draft.h"
#include "config/outward.h"

namespace cadence::config {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

constexpr Lengths kPatience{std::chrono::minutes{1}, hours{24 * 90}};

std::optional<std::string> path_or_nothing_of(Value const& value) {
    auto text = string_of(value);
    return text && text->empty() ? text : absolute_path_of(value);
}

constexpr std::array kServerFields{
    Field<ServerConfig>{{"listen", Need::optional, "\"127.0.0.1:8420\"",
                         "HOST:PORT like \"127.0.0.1:8420\" or \"[::1]:8420\""},
                        [](ServerConfig& c, Value const& v) { return put(c.listen, address_of(v)); }},
    Field<ServerConfig>{{"public_url", Need::optional, "\"\"", "a URL like \"https://releases.example.org\""},
                        [](ServerConfig& c, Value const& v) { return put(c.public_url, url_of(v)); }},
    Field<ServerConfig>{
        {"hosts", Need::optional, "[]", "host names in brackets, like [\"releases.internal\"]"},
        [](ServerConfig& c, Value const& v) { return put(c.hosts, hosts_of(v)); }},
    Field<ServerConfig>{{"reads", Need::optional, "\"open\"", "\"open\" or \"token\""},
                        [](ServerConfig& c, Value const& v) {
                            c.reads_said = true;
                            return put(c.reads, choice_of<Reads>(v));
                        }},
};

constexpr std::array kLogFields{
    Field<Config>{{"level", Need::optional, "\"info\"", "\"debug\", \"info\", \"warning\" or \"error\""},
                  [](Config& c, Value const& v) { return put(c.log_level, choice_of<LogLevel>(v)); }},
};

constexpr std::array kMachineClockFields{
    Field<Config>{{"tolerance", Need::optional, "\"15m\"", "a length of time like \"15m\""},
                  [](Config& c, Value const& v) {
                      return put(c.clock_tolerance, duration_of(v, {seconds{1}, hours{24}}));
                  }},
};

constexpr std::array kOutboundFields{
    Field<OutboundConfig>{
        {"proxy", Need::optional, "\"\"", "a proxy like \"http://proxy.example.org:3128\", or \"\" for none"},
        [](OutboundConfig& c, Value const& v) { return put(c.proxy, proxy_of(v)); }},
    Field<OutboundConfig>{
        {"ca_file", Need::optional, "\"\"",
         "a path that begins with /, or \"\" for the system's certificates"},
        [](OutboundConfig& c, Value const& v) { return put(c.ca_file, path_or_nothing_of(v)); }},
    Field<OutboundConfig>{
        {"give_up_after", Need::optional, "\"76h\"", "a length of time like \"76h\""},
        [](OutboundConfig& c, Value const& v) { return put(c.give_up_after, duration_of(v, kPatience)); }},
};

template <class Fields, class Target>
bool read_one(Value const& value, std::string_view name, Fields const& fields, Target& target) {
    auto const section = section_of(value, name);
    return section && read_section(*section, std::span<Field<Target> const>{fields}, target).empty();
}

constexpr std::array kTopFields{
    Field<Draft>{
        {"server", Need::optional, "", "a section that begins with [server]"},
        [](Draft& d, Value const& v) { return read_one(v, "server", kServerFields, d.config.server); }},
    Field<Draft>{{"log", Need::optional, "", "a section that begins with [log]"},
                 [](Draft& d, Value const& v) { return read_one(v, "log", kLogFields, d.config); }},
    Field<Draft>{
        {"clock", Need::optional, "", "a section that begins with [clock]"},
        [](Draft& d, Value const& v) { return read_one(v, "clock", kMachineClockFields, d.config); }},
    Field<Draft>{
        {"outbound", Need::optional, "", "a section that begins with [outbound]"},
        [](Draft& d, Value const& v) { return read_one(v, "outbound", kOutboundFields, d.config.outbound); }},
    Field<Draft>{{"people", Need::optional, "", "sections that begin with [[people]]"}, &read_people},
    Field<Draft>{{"trains", Need::optional, "", "sections that begin with [[trains]]"}, &read_trains},
    Field<Draft>{{"channels", Need::optional, "", "sections that begin with [[channels]]"}, &read_channels},
    Field<Draft>{{"hooks", Need::optional, "", "sections that begin with [[hooks]]"}, &read_hooks},
};

}  // namespace

void read_file(Section const& top, Draft& draft) {
    auto const failed = read_section(top, std::span<Field<Draft> const>{kTopFields}, draft);
    draft.people_refused = failed.contains("people");
    draft.trains_refused = failed.contains("trains");
}

std::vector<SectionKeys> top_keys() {
    return {keys_of("", kTopFields), keys_of("server", kServerFields), keys_of("log", kLogFields),
            keys_of("clock", kMachineClockFields), keys_of("outbound", kOutboundFields)};
}

void check_server(Section const& top, Draft const& draft, Report& report) {
    auto const* server = top.table["server"].as_table();
    if (server == nullptr || server->contains("reads")) return;
    auto const& config = draft.config.server;
    Section const section{*server, "server", "server", report};
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
    report.problem(place,
                   "reads is missing although " + because +
                       "; set reads = \"open\" (anybody may read) or reads = \"token\" (only with a token)");
}

}  // namespace cadence::config
