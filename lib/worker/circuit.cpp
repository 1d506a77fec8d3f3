#include "worker/circuit.h"

#include <algorithm>

#include "base/text.h"

namespace cadence::worker {

namespace {

constexpr int kTolerated = 3;  // failures in a row
constexpr Duration kShortest = std::chrono::seconds{15};
constexpr Duration kLongest = std::chrono::minutes{10};
constexpr Duration kProbe = std::chrono::seconds{30};

}  // namespace

std::optional<Instant> Circuits::open_until(std::string_view host, Instant now) {
    auto const found = circuits_.find(host);
    if (found == circuits_.end() || found->second.failures < kTolerated) return std::nullopt;
    auto& circuit = found->second;
    auto const clock_was_set_back = circuit.open_until > now + kLongest;
    if (circuit.open_until > now && !clock_was_set_back) return circuit.open_until;
    circuit.open_until = now + kProbe;
    return std::nullopt;
}

void Circuits::succeeded(std::string_view host) {
    if (auto const found = circuits_.find(host); found != circuits_.end()) circuits_.erase(found);
}

void Circuits::failed(std::string_view host, Instant now) {
    auto& circuit = circuits_[std::string{host}];
    ++circuit.failures;
    auto wait = kShortest;
    for (int i = kTolerated; i < circuit.failures && wait < kLongest; ++i) wait *= 2;
    circuit.open_until = now + std::min(wait, kLongest);
}

std::string host_of(std::string_view url) {
    auto const scheme = url.find("://");
    if (scheme == std::string_view::npos) return {};
    auto const rest = url.substr(scheme + 3);
    return lower(rest.substr(0, rest.find_first_of("/?#")));
}

}  // namespace cadence::worker
