#include "engine/check_ready.h"

#include "engine/check_forge.h"
#include "engine/check_judge.h"
#include "engine/check_request.h"

namespace cadence::engine {

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

}  // namespace cadence::engine
