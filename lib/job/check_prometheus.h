// The answers of Prometheus, read and judged. Pure. The worst series counts, so that a sum hides nothing; no
// data, or a number that is none, is failed: a query that finds nothing has not found that all is well.
// Without a baseline it is pending where production had not begun to run then.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "job/check.h"
#include "net/client.h"

namespace cadence::job {

struct Sample {
    std::map<std::string, std::string> labels = {};
    double value = 0;
    bool operator==(Sample const&) const = default;
};

/// The answer to an instant query. Errors: unavailable `prometheus-answer`, saying what came instead.
[[nodiscard]] Result<std::vector<Sample>> read_samples(net::HttpResponse const& response);

[[nodiscard]] Finding judge_samples(PrometheusCheck const& check, CheckSubject const& subject,
                                    std::vector<Sample> const& now, std::vector<Sample> const& baseline);

}  // namespace cadence::job
