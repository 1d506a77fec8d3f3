#include <algorithm>

#include "release/event.h"

namespace cadence::release {

namespace {

template <class Named>
Named& by_id(std::vector<Named>& all, std::string const& id) {
    return *std::find_if(all.begin(), all.end(), [&](Named const& each) { return each.id == id; });
}

}  // namespace

void apply(Train&, GateViolated const&, Event const&) {}

void apply(Train& train, FreezeAdded const& what, Event const&) {
    train.freezes.push_back(what.freeze);
    ++train.sequence;
}

void apply(Train& train, FreezeBegan const& what, Event const&) {
    by_id(train.freezes, what.freeze).begun = true;
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
