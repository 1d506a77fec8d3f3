#include "job/check_ready.h"

#include "job/check_forge.h"
#include "job/check_judge.h"
#include "job/check_request.h"

namespace cadence::job {

namespace {

template <class What>
auto request_for(What const& what, CheckSubject const& subject) {
    return request_of(what, subject);
}
auto request_for(PrometheusCheck const& what, CheckSubject const& subject) {
    return request_of(what, subject, subject.now);
}
auto request_for(CommitStatusCheck const& what, CheckSubject const& subject) {
    return requests_of(what, subject, {});
}
auto request_for(SecurityAlertsCheck const& what, CheckSubject const& subject) {
    return request_of(what, subject, {});
}

}  // namespace

std::optional<Finding> found_without_asking(Check const& check, CheckSubject const& subject) {
    return std::visit(
        [&](auto const& what) -> std::optional<Finding> {
            auto const request = request_for(what, subject);
            return request ? std::nullopt : std::optional{finding_of(request.error())};
        },
        check.what);
}

}  // namespace cadence::job
