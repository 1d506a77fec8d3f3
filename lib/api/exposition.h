// Figures as Prometheus reads them: its own text format 0.0.4, or OpenMetrics 1.0 where that is asked for.
// One family after the other, each with what it is; names without the "_total" and "_info" that formats put
// where they belong.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "base/histogram.h"

namespace cadence::api {

class Exposition {
  public:
    enum class Format { text, openmetrics };
    using Label = std::pair<std::string_view, std::string_view>;
    using Labels = std::initializer_list<Label>;

    explicit Exposition(Format format) : format_{format} {}

    // A family, whose samples follow it.
    void gauge(std::string_view name, std::string_view help) { begin(name, "gauge", help); }
    void counter(std::string_view name, std::string_view help) { begin(name, "counter", help); }
    void histogram(std::string_view name, std::string_view help) { begin(name, "histogram", help); }
    void info(std::string_view name, std::string_view help, Labels labels);

    void add(double value) { add({}, value); }
    void add(Labels labels, double value) { sample({}, labels, value); }
    template <std::size_t N>
    void add(Histogram<N> const& histogram) {
        add({}, histogram);
    }
    template <std::size_t N>
    void add(Labels labels, Histogram<N> const& histogram) {
        std::uint64_t count = 0;
        for (std::size_t i = 0; i < N; ++i) {
            count += histogram.counts()[i];
            bucket(labels, number(histogram.bounds()[i]), count);
        }
        count += histogram.counts()[N];
        bucket(labels, "+Inf", count);
        sample("_sum", labels, histogram.sum());
        sample("_count", labels, static_cast<double>(count));
    }

    [[nodiscard]] std::string take() &&;

  private:
    void begin(std::string_view name, std::string_view type, std::string_view help);
    void sample(std::string_view suffix, Labels labels, double value, Label last = {});
    void bucket(Labels labels, std::string_view bound, std::uint64_t count);
    [[nodiscard]] static std::string number(double value);

    Format format_;
    std::string page_;
    std::string name_;  // of the samples
};

}  // namespace cadence::api
