#include "api/meant.h"

#include <algorithm>

namespace cadence::api {

namespace {

/// A look may ask for what another request would be meant.
Result<release::Asked> asked_in(Call const& call, release::Intent intent) {
    release::Asked asked{intent};
    auto const other = name_in<release::Intent>(call, "for");
    if (!other) return tl::unexpected{other.error()};
    if (*other) asked.intent = **other;
    if (asked.intent == release::Intent::tick && call.path.size() > 1) asked.item = call.path[1];
    return asked;
}

Result<Call> of_its_train(Call call) {
    auto const train = call.train();
    if (!train) return tl::unexpected{train.error()};
    if (*train == nullptr) return call;
    auto const own = call.engine.train_of(call.path[0]);
    if (!own || *own == (*train)->id) return call;
    return wrong_parameter("train",
                           "is " + (*train)->id + ", and " + call.path[0] + " is a release of " + *own + ".");
}

}  // namespace

bool names_none(Call const& call, Route const& route) {
    return route.intent && call.path[0] == kMeant;
}

Result<Call> with_release(Call call, Route const& route) {
    if (!route.intent) return call;
    if (!names_none(call, route)) return of_its_train(std::move(call));
    auto const train = call.train();
    if (!train) return tl::unexpected{train.error()};
    auto const asked = asked_in(call, *route.intent);
    if (!asked) return tl::unexpected{asked.error()};
    std::vector<release::Ruled> trains;
    for (auto const& each : call.engine.config().trains) {
        if (*train == nullptr || (*train)->id == each.id)
            trains.push_back({call.engine.train(each.id), each.policy});
    }
    auto id = release::meant_release(trains, *asked);
    if (!id) return tl::unexpected{std::move(id.error())};
    call.path[0] = std::move(*id);
    return call;
}

std::pair<std::string, std::string> location_of(Call const& call) {
    auto path = call.request.path;  // "/v1/releases/meant/votes", however its letters are encoded
    auto const begin = path.find('/', path.find('/', 1) + 1) + 1;
    path.replace(begin, std::min(path.find('/', begin), path.size()) - begin, call.path[0]);
    return {"Content-Location", std::move(path)};
}

}  // namespace cadence::api
