// The worst series counts, so that a sum hides nothing; no data, or a number that is none, is failed: a query
// that finds nothing has not found that all is well. Without a baseline it is pending where production had
// not begun to run then.
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>

#include <boost/json/value.hpp>

#include "base/encoding.h"
#include "base/text.h"
#include "job/task.h"
#include "job/words.h"
#include "json/lenient.h"
#include "json/reader.h"

namespace cadence::job {

namespace {

using json::Value;

constexpr std::size_t kMaxPrometheusAnswer = 256 * 1024;

struct Sample {
    std::map<std::string, std::string> labels = {};
    double value = 0;
};
using Samples = std::vector<Sample>;

std::string text_of(double number) {
    std::array<char, 32> space{};
    auto const end =
        std::to_chars(space.data(), space.data() + space.size(), number, std::chars_format::general, 6);
    return {space.data(), end.ptr};
}

std::string text_of(std::map<std::string, std::string> const& labels) {
    if (labels.empty()) return {};
    std::string text;
    for (auto const& [name, value] : labels) {
        text.append(text.empty() ? " of {" : ", ").append(name).append("=\"").append(value).append("\"");
    }
    return text + "}";
}

tl::unexpected<Error> no_answer(net::HttpResponse const& response, std::string const& why) {
    return refuse(ErrorCode::unavailable, "prometheus-answer",
                  "Prometheus: HTTP " + std::to_string(response.status) + " in " +
                      describe_took(response.took) + ", " + why);
}

/// "1.5", "NaN", "+Inf"
std::optional<double> number_in(std::string_view text) {
    if (text.starts_with('+')) text.remove_prefix(1);
    return parse_number<double>(text);
}

/// [1769076000.25, "1.5"]
std::optional<double> number_of(boost::json::array const& point) {
    return point.size() == 2 && point[1].is_string() ? number_in(point[1].get_string()) : std::nullopt;
}

std::optional<Sample> parse_series(Value const& series) {
    auto const number = number_of(json::list_at(series, "/value"));
    auto const* const metric = json::find(series, "/metric");
    auto const* const labels = metric ? metric->if_object() : nullptr;
    if (!number || !labels) return std::nullopt;
    Sample sample{.value = *number};
    for (auto const& [name, value] : *labels)
        sample.labels.emplace(std::string{name.data(), name.size()}, json::text_at(value, ""));
    return sample;
}

std::optional<Samples> parse_vector(Value const* result) {
    auto const* const all = result ? result->if_array() : nullptr;
    if (!all) return std::nullopt;
    Samples samples;
    for (auto const& series : *all) {
        auto sample = parse_series(series);
        if (!sample) return std::nullopt;
        samples.push_back(*std::move(sample));
    }
    return samples;
}

/// How one series is worse than allowed, or nothing.
using Complaint = std::optional<std::string>;

Complaint compare(Sample const& now, Samples const& baseline, double ratio) {
    auto const of = text_of(now.labels);
    auto const then = std::ranges::find(baseline, now.labels, &Sample::labels);
    if (then == baseline.end())
        return "no baseline" + (of.empty() ? " data" : of) + ": aggregate away the labels that change";
    auto const pair = text_of(now.value) + of + " where the baseline was " + text_of(then->value);
    if (!(then->value >= 0) || std::isinf(then->value)) return pair + ", to which nothing can be compared";
    if (now.value <= then->value * ratio) return std::nullopt;
    return pair + ", at most " + text_of(ratio) + " times that is allowed";
}

Complaint complaint_of(PrometheusCheck const& check, Sample const& sample, Samples const& baseline) {
    auto const seen = text_of(sample.value) + text_of(sample.labels);
    if (std::isnan(sample.value)) return seen + " is not a number: the query divides zero by zero";
    if (check.at_most && sample.value > *check.at_most)
        return seen + " is above " + text_of(*check.at_most) + ", the most allowed";
    if (check.at_least && sample.value < *check.at_least)
        return seen + " is below " + text_of(*check.at_least) + ", the least allowed";
    if (check.at_most_ratio) return compare(sample, baseline, *check.at_most_ratio);
    return std::nullopt;
}

bool ran_at(CheckSubject const& subject, Instant then) {
    return subject.production_since && *subject.production_since <= then;
}

std::string summary(Samples const& samples) {
    auto const [least, most] = std::ranges::minmax(samples, {}, &Sample::value);
    if (samples.size() == 1) return text_of(most.value);
    return text_of(least.value) + " to " + text_of(most.value) + " in " + std::to_string(samples.size()) +
           " series";
}

std::string summary(PrometheusCheck const& check, Samples const& now, Samples const& baseline) {
    auto text = summary(now);
    if (check.at_least) text += ", at least " + text_of(*check.at_least);
    if (check.at_most) text += ", at most " + text_of(*check.at_most);
    if (check.at_most_ratio)
        text += ", at most " + text_of(*check.at_most_ratio) + " times the baseline of " + summary(baseline);
    return text;
}

/// Values that are not numbers first, then the series that is furthest off its bounds.
Samples worst_first(PrometheusCheck const& check, Samples samples) {
    bool const small_is_bad = check.at_least && !check.at_most && !check.at_most_ratio;
    std::stable_sort(samples.begin(), samples.end(), [small_is_bad](Sample const& a, Sample const& b) {
        if (std::isnan(a.value) || std::isnan(b.value)) return std::isnan(a.value) && !std::isnan(b.value);
        return small_is_bad ? a.value < b.value : a.value > b.value;
    });
    return samples;
}

/// The answer to an instant query. Errors: unavailable `prometheus-answer`, saying what came instead.
Result<Samples> read_samples(net::HttpResponse const& response) {
    if (response.body_cut)
        return no_answer(response, "more than " + std::to_string(response.body.size() / 1024) +
                                       " KiB: aggregate the query.");
    auto const answer = json::parse_foreign(response.body).value_or(nullptr);
    auto const status = json::text_at(answer, "/status");
    if (status == "error")
        return no_answer(response,
                         json::text_at(answer, "/errorType") + ": " + json::text_at(answer, "/error"));
    if (response.status != 200 || status != "success")
        return no_answer(response, "which is not an answer of Prometheus.");
    if (auto const warning = json::text_at(answer, "/warnings/0"); !warning.empty())
        return no_answer(response, "with a warning, so that some of it may be missing: " + warning);
    if (json::flag_at(answer, "/isPartial"))  // VictoriaMetrics
        return no_answer(response, "of which some is missing.");

    auto const kind = json::text_at(answer, "/data/resultType");
    if (kind == "scalar") {
        if (auto const number = number_of(json::list_at(answer, "/data/result")))
            return std::vector{Sample{.value = *number}};
    } else if (kind == "vector") {
        if (auto samples = parse_vector(json::find(answer, "/data/result"))) return *std::move(samples);
    } else {
        return no_answer(response, "a " + kind + ": write a query for an instant vector or a scalar.");
    }
    return no_answer(response, "a " + kind + " with values that are not numbers.");
}

Finding judge_samples(PrometheusCheck const& check, CheckSubject const& subject, Samples const& now,
                      Samples const& baseline) {
    if (!check.at_most && !check.at_least && !check.at_most_ratio) return failed("the check states no bound");
    if (check.at_most_ratio.has_value() != check.baseline_offset.has_value())
        return failed("a ratio needs a baseline, and a baseline a ratio");
    if (now.empty()) return failed("no data: the query finds no series");
    if (check.at_most_ratio && baseline.empty() && !ran_at(subject, subject.now - *check.baseline_offset))
        return pending("nothing to compare with: as far as is recorded, production ran nothing " +
                       describe_duration(*check.baseline_offset) + " ago");
    if (check.at_most_ratio && baseline.empty())
        return failed("no data for the baseline: the query found no series then");
    for (auto const& sample : worst_first(check, now))
        if (auto const complaint = complaint_of(check, sample, baseline)) return failed(*complaint);
    return passed(summary(check, now, baseline));
}

/// "1769076000.25": Unix time as Prometheus reads it.
std::string unix_time(Instant at) {
    auto const seconds = std::chrono::floor<std::chrono::seconds>(at);
    auto const fraction = std::to_string(1'000'000 + (at - seconds).count()).substr(1);
    return std::to_string(seconds.time_since_epoch().count()) + "." + fraction;
}

Result<net::HttpRequest> query_of(PrometheusCheck const& check, CheckSubject const& subject, Instant at) {
    auto server = fill(check.server, words_of(subject), FillFor::url);
    auto query = fill(check.query, words_of(subject), FillFor::text);
    if (!server) return error_of(server);
    if (!query) return error_of(query);
    while (server->ends_with('/')) server->pop_back();
    return net::HttpRequest{
        .url = *server + "/api/v1/query?query=" + percent_encode(*query) + "&time=" + unix_time(at),
        .headers = {{"Accept", "application/json"}},
        .max_body = kMaxPrometheusAnswer};
}

void ask_for_samples(CheckTask& task, PrometheusCheck const& check, Instant at,
                     std::function<void(Samples const&)> next) {
    task.ask(query_of(check, task.subject(), at),
             [&task, next = std::move(next)](net::HttpResponse const& response) {
                 auto const samples = read_samples(response);
                 samples ? next(*samples) : task.finish(failed(samples.error().detail));
             });
}

}  // namespace

void begin(CheckTask& task, PrometheusCheck const& check) {
    auto const& subject = task.subject();
    ask_for_samples(task, check, subject.now, [&](Samples const& now) {
        if (!check.baseline_offset) return task.finish(judge_samples(check, subject, now, {}));
        ask_for_samples(task, check, subject.now - *check.baseline_offset, [&, now](Samples const& baseline) {
            task.finish(judge_samples(check, subject, now, baseline));
        });
    });
}

}  // namespace cadence::job
