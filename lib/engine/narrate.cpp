#include "engine/narrate.h"

#include "base/text.h"
#include "engine/narrate_parts.h"
#include "json/events.h"
#include "json/text.h"

namespace cadence::engine {

std::string shortened(std::string const& commit) {
    static constexpr std::size_t kDigits = 12;
    auto const hex = commit.find_first_not_of("0123456789abcdef") == std::string::npos;
    return hex && commit.size() > kDigits ? commit.substr(0, kDigits) : commit;
}

std::string what_runs(std::string const& version, std::string const& commit) {
    if (version.empty()) return shortened(commit);
    return commit.empty() ? version : version + " (" + shortened(commit) + ")";
}

std::string narrate(store::LogLine const& line) {
    auto const data = json::parse(line.data);
    if (!data) return one_line(tell_of_daemon(line));
    auto const body = json::event_body_from(line.type, *data);
    if (!body) return one_line(tell_of_daemon(line));
    return one_line(std::visit([&](auto const& what) { return tell(what, line); }, *body));
}

}  // namespace cadence::engine
