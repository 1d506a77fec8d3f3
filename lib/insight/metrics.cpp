#include "insight/metrics.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/names.h"
#include "base/text.h"
#include "insight/deployments.h"

namespace cadence::insight {

namespace {

constexpr double kHour = 3600;
constexpr double kDay = 24 * kHour;
constexpr double kYear = 365.25 * kDay;
constexpr Duration kShortest = std::chrono::hours{24 * 28};  // a rate a year of less says nothing

constexpr std::array<Rule, kMetrics> kRules{{
    {Name::deployment_frequency, "Deployment frequency", Unit::per_year, 26, Aim::at_least, 1,
     "Production deployments that succeeded and brought something new, divided by the observed part of the "
     "window in years of 365.25 days. Scheduled and on-demand releases count alike."},
    {Name::lead_time, "Lead time for changes", Unit::seconds, 14 * kDay, Aim::below, 5,
     "For each change that reached production within the window, the time from its commit to the deployment "
     "that production runs it by; from its merge where the commit's time is not known. The median, "
     "interpolated between the two in the middle."},
    {Name::time_to_recover, "Time to recover", Unit::seconds, kHour, Aim::below, 1,
     "For each rollback that began within the window, the time from its beginning (the decision to roll "
     "back) "
     "until production ran something else, as it happened, however late it was reported. The mean."},
    {Name::change_failure_rate, "Change failure rate", Unit::ratio, 0.05, Aim::below, 5,
     "Of the deployments that count, the share that was rolled back, whenever that was."},
    {Name::rework_rate, "Rework rate", Unit::ratio, std::nullopt, Aim::below, 5,
     "Of the deployments that count, the share that were hotfixes: unplanned, and caused by an incident."},
}};

static_assert(kMetrics == Names<Name>::values.size());

double seconds_in(Duration duration) {
    return std::chrono::duration<double>{duration}.count();
}

/// Interpolated (type 7).
double median(std::vector<double> values) {
    auto const middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::ranges::nth_element(values, middle);
    if (values.size() % 2 == 1) return *middle;
    return (*middle + *std::max_element(values.begin(), middle)) / 2;
}

bool is_in(Window const& window, Instant instant) {
    return instant >= window.from && instant < window.to;
}

void leave_out(Metric& metric, std::string_view reason, std::string const& row) {
    auto found = std::ranges::find(metric.excluded, reason, &Excluded::reason);
    if (found == metric.excluded.end()) found = metric.excluded.insert(found, Excluded{std::string{reason}});
    ++found->count;
    if (!row.empty() && found->rows.size() < kMostNamed) found->rows.push_back(row);
}

void name_release(Metric& metric, std::string const& release) {
    auto& known = metric.releases;
    if (release.empty() || (!known.empty() && known.back() == release)) return;
    if (std::ranges::find(known, release) != known.end()) return;
    if (known.size() == kMostNamed) known.erase(known.begin());
    known.push_back(release);
}

Metric metric_of(Name name) {
    return {.name = name};
}

/// A value, or why there is none.
void settle(Metric& metric, std::string_view one, std::string_view many, double value) {
    auto const& rule = rule_of(metric.name);
    if (metric.sample < rule.needs) {
        metric.remarks.push_back("No value: " + counted(metric.sample, one, many) + ", and it takes " +
                                 std::to_string(rule.needs) + ".");
        return;
    }
    metric.value = value;
    if (!rule.target) return;
    metric.met = rule.aim == Aim::at_least ? *metric.value >= *rule.target : *metric.value < *rule.target;
}

void count(ByKind& kinds, std::optional<release::Kind> kind) {
    switch (kind.value_or(release::Kind::unplanned)) {
        case release::Kind::scheduled:
            ++kinds.scheduled;
            return;
        case release::Kind::hotfix:
            ++kinds.hotfix;
            return;
        case release::Kind::expedited:
            ++kinds.expedited;
            return;
        case release::Kind::unplanned:
            ++kinds.unplanned;
            return;
    }
}

/// The window's deployments, and those of them that count.
struct Deployments {
    std::vector<Judged> all;
    std::vector<Judged> counting;
};

Deployments within(std::vector<Judged> const& judged, Window const& window) {
    Deployments found;
    for (auto const& each : judged) {
        if (!is_in(window, each.what.at)) continue;
        found.all.push_back(each);
        if (each.standing == Standing::counts) found.counting.push_back(each);
    }
    return found;
}

void look_at(Metric& metric, Deployments const& deployments) {
    metric.sample = deployments.counting.size();
    for (auto const& each : deployments.all)
        if (each.standing != Standing::counts)
            leave_out(metric, why_left_out(each.standing), each.what.deployment);
}

Metric frequency(Deployments const& deployments, Facts const& facts, Window const& window) {
    auto metric = metric_of(Name::deployment_frequency);
    look_at(metric, deployments);
    for (auto const& each : deployments.counting) name_release(metric, each.what.release);
    auto const from = std::max(window.from, facts.active_since.value_or(window.until));
    auto const observed = window.until - from;
    if (observed < kShortest) {
        metric.remarks.emplace_back("No value: less than 28 days of the window are on record.");
        return metric;
    }
    auto const years = seconds_in(observed) / kYear;
    settle(metric, "deployment", "deployments", static_cast<double>(metric.sample) / years);
    return metric;
}

/// Of those that count, the ones of which this holds.
template <class Is>
Metric share(Name name, Deployments const& deployments, Is const& is) {
    auto metric = metric_of(name);
    look_at(metric, deployments);
    std::size_t hits = 0;
    for (auto const& each : deployments.counting) {
        if (!is(each)) continue;
        ++hits;
        name_release(metric, each.what.release);
    }
    auto const all = static_cast<double>(std::max<std::size_t>(metric.sample, 1));
    settle(metric, "deployment", "deployments", static_cast<double>(hits) / all);
    return metric;
}

/// The deployment by which a change shipped, or null.
Judged const* shipped_by(std::vector<Judged> const& deployments, Instant at) {
    auto each = std::ranges::lower_bound(deployments, at, {}, [](Judged const& one) { return one.what.at; });
    for (; each != deployments.end() && each->what.at == at; ++each)
        if (each->what.status == release::DeploymentStatus::succeeded) return &*each;
    return nullptr;
}

Metric lead_time(Deployments const& deployments, Facts const& facts, Window const& window) {
    auto metric = metric_of(Name::lead_time);
    std::vector<double> took;
    std::size_t unknown = 0;
    std::size_t negative = 0;
    Judged const* by = nullptr;
    for (auto const& each : facts.changes) {
        if (!is_in(window, each.shipped_at)) continue;
        if (by == nullptr || by->what.at != each.shipped_at)
            by = shipped_by(deployments.all, each.shipped_at);
        if (by != nullptr && by->standing != Standing::counts) {
            leave_out(metric, why_left_out(by->standing), {});
            continue;
        }
        auto const seconds = seconds_in(each.shipped_at - each.committed_at.value_or(each.merged_at));
        unknown += each.committed_at ? 0 : 1;
        negative += seconds < 0 ? 1 : 0;
        took.push_back(std::max(seconds, 0.0));
        if (by != nullptr) name_release(metric, by->what.release);
    }
    metric.sample = took.size();
    settle(metric, "change", "changes", took.empty() ? 0 : median(std::move(took)));
    if (unknown > 0)
        metric.remarks.push_back("Of " + counted(unknown, "change", "changes") +
                                 " the commit's time is not known: counted from the merge.");
    if (negative > 0)
        metric.remarks.push_back(counted(negative, "change was", "changes were") +
                                 " committed after the deployment, by the clocks: counted as 0.");
    return metric;
}

Metric time_to_recover(Facts const& facts, Window const& window) {
    auto metric = metric_of(Name::time_to_recover);
    double sum = 0;
    for (auto const& each : facts.rollbacks) {
        if (!is_in(window, each.started_at)) continue;
        if (!each.restored_at) {
            leave_out(metric, "the rollback still runs", each.release);
            continue;
        }
        ++metric.sample;
        sum += seconds_in(*each.restored_at - each.started_at);
        name_release(metric, each.release);
    }
    auto const all = static_cast<double>(std::max<std::size_t>(metric.sample, 1));
    settle(metric, "rollback that ended", "rollbacks that ended", sum / all);
    return metric;
}

Metrics measured(std::vector<Judged> const& known, Facts const& facts, Window const& window) {
    auto const deployments = within(known, window);
    auto const rolled_back = [](Judged const& each) { return each.rolled_back; };
    auto const is_hotfix = [](Judged const& each) { return each.what.kind == release::Kind::hotfix; };
    Metrics metrics{.all = {frequency(deployments, facts, window), lead_time(deployments, facts, window),
                            time_to_recover(facts, window),
                            share(Name::change_failure_rate, deployments, rolled_back),
                            share(Name::rework_rate, deployments, is_hotfix)}};
    for (auto const& each : deployments.counting) count(metrics.deployments, each.what.kind);
    return metrics;
}

std::string rounded(double value) {
    auto shown = fmt::format("{:.1f}", value);
    return shown.ends_with(".0") ? shown.substr(0, shown.size() - 2) : shown;
}

/// Two units are enough: "9 d 2 h", "13 min".
std::string in_short(double seconds) {
    auto const unit = seconds >= kDay ? kHour : seconds >= kHour ? 60.0 : 1.0;
    auto const whole =
        static_cast<std::int64_t>(std::llround(seconds / unit) * static_cast<std::int64_t>(unit));
    return describe_duration(std::chrono::seconds{whole});
}

}  // namespace

Rule const& rule_of(Name name) {
    return kRules.at(static_cast<std::size_t>(name));
}

std::vector<Metrics> metrics_of(Facts const& facts, std::vector<Window> const& windows) {
    auto const known = judged(facts);
    std::vector<Metrics> all;
    all.reserve(windows.size());
    for (auto const& window : windows) all.push_back(measured(known, facts, window));
    return all;
}

std::string shown(Unit unit, double value) {
    switch (unit) {
        case Unit::per_year:
            return rounded(value) + " a year";
        case Unit::seconds:
            return in_short(value);
        case Unit::ratio:
            return rounded(value * 100) + " %";
    }
    return {};
}

std::string target_of(Rule const& rule) {
    if (!rule.target) return {};
    return (rule.aim == Aim::at_least ? "at least " : "below ") + shown(rule.unit, *rule.target);
}

std::string in_words(release::Figure const& figure) {
    auto const name = parse_name<Name>(figure.metric);
    if (!name) return figure.metric;
    auto const& rule = rule_of(*name);
    auto words = std::string{rule.title} + ": " +
                 (figure.value ? shown(rule.unit, *figure.value) : std::string{"too little data"});
    if (rule.target && figure.value)
        words +=
            (figure.met.value_or(false) ? " (target: " : " (misses its target: ") + target_of(rule) + ")";
    return words;
}

}  // namespace cadence::insight
