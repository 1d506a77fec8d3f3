// The dates that a configuration changes, or would change.
#include <fmt/format.h>

#include "cadencectl/nouns.h"

namespace cadence::ctl {

namespace {

constexpr std::size_t kMaxConfiguration = 1U << 20U;

Result<void> add_configuration(Given const& given, Request& request) {
    auto const toml = given.session.read(given.arguments["config"], kMaxConfiguration);
    if (!toml) return tl::unexpected{toml.error()};
    request.body["toml"] = *toml;
    return {};
}

std::string dates_changed(View const& view) {
    std::string all;
    for (auto const& warning : items(view.answer, "warnings")) all += "Warning: " + text(warning) + "\n";
    for (auto const& key : items(view.answer, "needs_restart"))
        all += text(key) + " takes effect at the next start: systemctl restart cadenced\n";
    auto const& changes = items(view.answer, "dates_changed");
    auto const& further = items(view.answer, "further_dates");
    if (changes.empty())
        all += further.empty() ? "No dates change.\n" : "No dates change within the range compared:\n";
    else
        all += changes.size() == 1 ? "1 date changes:\n" : fmt::format("{} dates change:\n", changes.size());
    for (auto const& change : changes) all += "  " + date_change(change) + "\n";
    for (auto const& each : further)
        all += "  Dates of " + text(each, "train") + " after " + text(each, "after").substr(0, 10) +
               " may change, too.\n";
    return all;
}

}  // namespace

Subcommands configuration_subcommands() {
    return {
        {.name = "plan",
         .does = "Show which dates a new configuration would change; change nothing",
         .arguments = {required({"--config", "FILE", "the new configuration"})},
         .examples = {"plan --config new.toml"},
         .request = {Method::post, "/v1/configuration/plan", {}, add_configuration},
         .show = dates_changed},
        {.name = "reload",
         .does = "Apply the configuration file; one with mistakes is refused",
         .request = {Method::post, "/v1/configuration/reload"},
         .show = [](View const& view) { return "The configuration is applied.\n" + dates_changed(view); }},
    };
}

}  // namespace cadence::ctl
