#include "engine/figures.h"

namespace cadence::engine {

namespace {

template <class Enum>
void count_one(CountOf<Enum>& counts, Enum value) {
    ++counts.at(static_cast<std::size_t>(value));
}

}  // namespace

void Figures::count(release::Events const& events) {
    using namespace release;
    for (auto const& event : events) {
        if (auto const* const phase = std::get_if<PhaseFired>(&event.body)) {
            count_one(phases, phase->status);
            if (phase->status == FiringStatus::fired || phase->status == FiringStatus::late)
                lateness.add(event.at - phase->due_at);
        } else if (auto const* const deployed = std::get_if<DeploymentReported>(&event.body)) {
            if (deployed->environment == Environment::production) count_one(deployments, deployed->status);
        } else if (std::holds_alternative<RollbackStarted>(event.body)) {
            ++rollbacks;
        }
    }
}

void Figures::count(store::Delivery const& ended) {
    count_one(deliveries.at(static_cast<std::size_t>(ended.kind)), ended.state);
    if (ended.state == store::DeliveryState::delivered) delivered.add(*ended.ended_at - ended.queued_at);
}

}  // namespace cadence::engine
