// How well a train delivers: the four metrics and the rework rate, with their trend.
#include <fmt/format.h>

#include "api/negotiate.h"
#include "api/parts.h"
#include "api/routes.h"
#include "base/text.h"

namespace cadence::api {

namespace {

std::string value_text(insight::Metric const& metric) {
    return metric.value ? shown(insight::rule_of(metric.name).unit, *metric.value) : "too little data";
}

/// null where there is none: what is left out might be taken for 0.
template <class T>
void put_or_null(Object& into, std::string_view name, std::optional<T> const& value) {
    if (value)
        put(into, name, *value);
    else
        into.emplace(name, nullptr);
}

void put_window(Object& into, insight::Window const& window) {
    put(into, "name", window.name);
    put(into, "from", window.from);
    put(into, "to", window.to);
    put(into, "until", window.until);
}

void put_metric(Object& into, insight::Metric const& metric) {
    auto const& rule = insight::rule_of(metric.name);
    put(into, "name", metric.name);
    put(into, "title", rule.title);
    put(into, "unit", rule.unit);
    put_or_null(into, "value", metric.value);
    put(into, "shown", value_text(metric));
    put_or_null(into, "target", rule.target);
    put_known(into, "target_shown", target_of(rule));
    put_or_null(into, "met", metric.met);
    put(into, "sample", metric.sample);
    put(into, "needs", rule.needs);
    put(into, "formula", rule.formula);
    put(into, "remarks", metric.remarks);
    put_all(into, "excluded", metric.excluded, [](Object& object, auto const& each) {
        put(object, "reason", each.reason);
        put(object, "count", each.count);
        put(object, "rows", each.rows);
    });
    put(into, "releases", metric.releases);
}

void put_trend(Object& into, insight::Window const& window, insight::Metrics const& metrics) {
    put_window(object_in(into, "window"), window);
    auto& values = object_in(into, "values");
    for (auto const& metric : metrics.all) put_or_null(values, name_of(metric.name), metric.value);
}

std::string day_in(Zone const& zone, Instant instant) {
    return format_date(zone.day_of(instant));
}

std::string metrics_text(config::TrainConfig const& train, engine::Look const& look) {
    auto const& window = look.windows.back();
    auto const& zone = train.policy.rule.zone;
    auto const metrics = insight::metrics_of(look.facts, {window});
    auto text = fmt::format("{}, {} ({} to {}, {})\n", train.id, window.name, day_in(zone, window.from),
                            day_in(zone, window.to - Duration{1}), zone.name());
    for (auto const& metric : metrics.front().all)
        text += insight::in_words({std::string{name_of(metric.name)}, metric.value, metric.met}) +
                fmt::format(", from {}\n", metric.sample);
    return text;
}

/// Errors: invalid `train-needed`; trains are not blended.
Result<config::TrainConfig const*> measured_train(Call const& call) {
    auto named = call.train();
    if (!named || *named != nullptr) return named;
    return only_train(call.engine.config(), "train", "Each train is measured by itself: say which.");
}

Result<Answer> get_dora(Call const& call) {
    auto const train = measured_train(call);
    if (!train) return tl::unexpected{train.error()};
    auto const look =
        engine::look_back(call.engine.store(), call.engine.train((*train)->id), (*train)->policy.rule.zone,
                          call.query("window").value_or(std::string{insight::kUsualWindow}));
    if (!look) return tl::unexpected{look.error()};
    if (call.form == Form::text) return answered_in(Form::text, metrics_text(**train, *look), (*train)->id);
    return answer_with([&](Object& into) { put_metrics(into, **train, *look); }, (*train)->id);
}

}  // namespace

void put_metrics(Object& into, config::TrainConfig const& train, engine::Look const& look) {
    auto const metrics = insight::metrics_of(look.facts, look.windows);
    put(into, "train", train.id);
    put(into, "timezone", train.policy.rule.zone.name());
    put_window(object_in(into, "window"), look.windows.back());
    put(into, "deployments", metrics.back().deployments);
    put_all(into, "metrics", metrics.back().all, put_metric);
    auto& trend = array_in(into, "trend");
    for (std::size_t i = 0; i < metrics.size(); ++i) put_trend(object_in(trend), look.windows[i], metrics[i]);
}

Routes metrics_routes() {
    return {also_as_text(get("/v1/metrics/dora",
                             "How well a train delivers: the four metrics and the rework rate", get_dora,
                             {"train", "window"}))};
}

}  // namespace cadence::api
