// What monitoring scrapes, in the text format of Prometheus.
#include <fmt/format.h>

#include "api/negotiate.h"
#include "api/routes.h"

namespace cadence::api {

namespace {

/// # HELP, # TYPE and the one sample.
template <class Value>
void add_metric(std::string& page, std::string_view name, std::string_view type, std::string_view help,
                Value value) {
    fmt::format_to(std::back_inserter(page), "# HELP {0} {2}\n# TYPE {0} {1}\n{0} {3}\n", name, type, help,
                   value);
}

Result<Answer> get_metrics(Call const& call) {
    auto const loop = call.sources.read_loop();
    std::string page;
    add_metric(page, "cadenced_loop_handlers_total", "counter", "Handlers that have run.", loop.handlers);
    add_metric(page, "cadenced_loop_slow_handlers_total", "counter", "Handlers that ran longer than 5 ms.",
               loop.slow);
    add_metric(page, "cadenced_loop_longest_handler_seconds", "gauge",
               "Processor time of the longest handler since the start.",
               std::chrono::duration<double>{loop.longest}.count());
    auto answer = answered_in(Form::text, std::move(page), {});
    answer.content_type = "text/plain; version=0.0.4; charset=utf-8";
    return answer;
}

}  // namespace

Routes metrics_routes() {
    return {in_forms({Form::text}, fresh_each_time(get("/metrics", "Metrics for Prometheus", get_metrics)))};
}

}  // namespace cadence::api
