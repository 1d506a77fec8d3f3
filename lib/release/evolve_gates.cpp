
#include "base/find.h"
#include "release/event.h"

namespace cadence::release {

void apply(Train&, GateViolated const&, Event const&) {}

void apply(Train& train, FreezeAdded const& what, Event const&) {
    train.freezes.push_back(what.freeze);
    ++train.sequence;
}

void apply(Train& train, FreezeBegan const& what, Event const&) {
    first_with(train.freezes, &Freeze::id, what.freeze)->begun = true;
}

void apply(Train& train, FreezeEnded const& what, Event const&) {
    std::erase_if(train.freezes, [&](Freeze const& each) { return each.id == what.freeze; });
}

void apply(Train& train, ExemptionAdded const& what, Event const&) {
    train.exemptions.push_back(what.exemption);
    ++train.sequence;
}

void apply(Train& train, ExemptionEnded const& what, Event const&) {
    std::erase_if(train.exemptions, [&](Exemption const& each) { return each.id == what.exemption; });
}

}  // namespace cadence::release
