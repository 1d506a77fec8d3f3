#include "api/call.h"

#include "base/nearest.h"
#include "base/pasted.h"
#include "base/plain_text.h"
#include "base/text.h"

namespace cadence::api {

namespace {

constexpr std::size_t kMostListed = 20;  // more are not read

}  // namespace

std::optional<std::string> Call::query(std::string_view name) const {
    for (auto const& [key, value] : request.query)
        if (key == name) return pasted(value);
    return std::nullopt;
}

std::vector<std::string> Call::queries(std::string_view name) const {
    std::vector<std::string> values;
    for (auto const& [key, value] : request.query)
        if (key == name) values.push_back(pasted(value));
    return values;
}

tl::unexpected<Error> wrong_parameter(std::string_view name, std::string_view detail) {
    return refuse(ErrorCode::invalid, "wrong-parameter",
                  "The parameter " + std::string{name} + " " + std::string{detail}, std::string{name});
}

tl::unexpected<Error> unknown_parameter_value(std::string_view name, std::string_view value,
                                              std::vector<std::string_view> const& known) {
    auto const meant = nearest(value, known);
    auto all = nearest_first(value, {known.begin(), known.end()});
    auto const said = "is \"" + one_line(std::string{value}) + "\"; " +
                      (meant.empty() ? "" : "did you mean " + meant + "? It ");
    auto const choice = all.size() > kMostListed
                            ? "must be one of " + std::to_string(all.size()) + ", like " + first_listed(all)
                            : "must be one of " + listed(known);
    auto error = wrong_parameter(name, said + choice + ".");
    error.value().alternatives = std::move(all);
    return error;
}

Result<std::size_t> Call::count(std::string_view name, std::size_t fallback, std::size_t most) const {
    auto const text = query(name);
    if (!text) return fallback;
    auto const number = parse_number<std::size_t>(*text);
    if (!number || *number < 1 || *number > most)
        return wrong_parameter(name, "must be a whole number from 1 to " + std::to_string(most) + ".");
    return *number;
}

Result<std::optional<Instant>> Call::moment(std::string_view name) const {
    auto const text = query(name);
    if (!text) return std::nullopt;
    if (auto const day = parse_date(*text)) return Instant{*day};
    if (auto const instant = parse_instant(*text)) return *instant;
    return wrong_parameter(name, "must be an instant like 2026-01-22T10:00:00Z or a day like 2026-01-22.");
}

Result<config::TrainConfig const*> train_named(config::Config const& config, std::string_view id) {
    if (auto const* const train = config.train(id)) return train;
    return tl::unexpected{unknown_name("train", id, config.trains, &config::TrainConfig::id)};
}

Result<config::TrainConfig const*> Call::train() const {
    auto const id = query("train");
    if (!id) return nullptr;
    return train_named(engine.config(), *id);
}

Result<std::string> Call::train_id() const {
    return train().map([](auto const* train) { return train == nullptr ? std::string{} : train->id; });
}

Result<config::TrainConfig const*> Call::train_in_path() const {
    return train_named(engine.config(), path[0]);
}

Result<config::TrainConfig const*> only_train(config::Config const& config, std::string field,
                                              std::string several) {
    if (config.trains.size() == 1) return &config.trains.front();
    Error error{ErrorCode::invalid, "train-needed", std::move(several), std::move(field), {}};
    for (auto const& train : config.trains)
        if (error.alternatives.size() < kAlternatives) error.alternatives.push_back(train.id);
    return tl::unexpected{std::move(error)};
}

release::Actor Call::actor(std::string_view train) const {
    return engine.identities().actor(*caller, train);
}

}  // namespace cadence::api
