#include "api/world.h"

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "api/contract.h"
#include "base/text.h"
#include "net/target.h"
#include "support/unpacked.h"

namespace cadence::testing {

namespace {

constexpr std::string_view kPeople = R"(
[[people]]
id = "anna"
name = "Anna"
roles = ["tech-lead"]
[[people]]
id = "paul"
name = "Paul"
roles = ["product-owner"]
[[people]]
id = "quinn"
name = "Quinn"
roles = ["qa"]
[[people]]
id = "eve"
name = "Eve"
roles = ["engineer"]
[[people]]
id = "bob"
name = "Bob"
roles = ["bot"]
[[people]]
id = "olga"
name = "Olga"
roles = ["ops"]
[[trains]]
id = "backend"
name = "Backend"
first_release = 2026-01-08
weekday = "Thursday"
time = "10:00"
timezone = "UTC"
every = "2 weeks"
window = "2h"
[trains.staging]
url = "https://staging.example.org"
[trains.production]
url = "https://example.org"
[[trains.checklist]]
id = "notes_shared"
stage = "pre"
group = "Communication"
text = "Release notes shared"
required = false
kinds = ["scheduled", "hotfix", "expedited"]
[[trains.checklist]]
id = "smoke_tests"
stage = "pre"
group = "Testing"
text = "Smoke tests pass on staging"
kinds = ["hotfix", "expedited"]
roles = ["qa", "bot"]
[[trains.checklist]]
id = "announced"
stage = "post"
group = "Communication"
text = "Announcement posted"
required = false
)";

std::string lower(std::string_view text) {
    std::string result;
    for (char const c : text) result += to_lower(c);
    return result;
}

config::Config config_of(ApiWorld::Options const& options) {
    auto const loaded =
        config::parse_config("[server]\n" + options.server + "\n" + std::string{kPeople} + options.more);
    if (loaded) {
        auto config = *loaded;
        if (options.adjust) options.adjust(config);
        return config;
    }
    for (auto const& problem : loaded.error()) ADD_FAILURE() << problem.message("test.toml");
    throw std::runtime_error("the configuration of the test is wrong");
}

}  // namespace

std::string Answered::header(std::string_view name) const {
    for (auto const& [key, value] : headers) {
        if (key == name) return value;
    }
    return {};
}

boost::json::value Answered::json() const {
    return boost::json::parse(body);
}

std::string Answered::problem() const {
    static constexpr std::string_view kPrefix = "/problems/";
    auto const type = status >= 400 ? at("/type") : std::string{};
    return type.starts_with(kPrefix) ? type.substr(kPrefix.size()) : type;
}

std::string Answered::at(std::string_view pointer) const {
    boost::json::error_code unknown;
    auto const document = json();
    auto const* const found = document.find_pointer(pointer, unknown);
    if (found == nullptr) return {};
    return found->is_string() ? std::string{found->get_string()} : boost::json::serialize(*found);
}

ApiWorld::ApiWorld(Options options) : clock{parse_instant("2026-01-04T09:00:00Z").value()} {
    store_ = store::Store::open(":memory:", clock.now()).value();
    engine_ =
        std::make_unique<engine::Engine>(engine::Engine::Options{.clock = clock,
                                                                 .store = *store_,
                                                                 .config = config_of(options),
                                                                 .committed = [this](auto const& lines) {
                                                                     if (api_) api_->committed(lines);
                                                                 }});
    api_ = std::make_unique<api::Api>(*engine_, job::Secrets{options.credentials});
    tokens_["operator"] = engine_->identities().make_operator_token();
    engine_->start();
}

net::Request ApiWorld::request(net::Method method, std::string const& target, net::Headers headers,
                               std::string body) {
    net::Request request;
    request.method = method;
    request.target = target;
    auto parsed = net::parse_target(target).value();
    request.path = std::move(parsed.path);
    request.query = std::move(parsed.query);
    request.headers = std::move(headers);
    if (!request.header("host")) request.headers.emplace_back("host", kHost);
    request.body = std::move(body);
    request.peer = "127.0.0.1:50000";
    return request;
}

Answered ApiWorld::read(net::Request const& request, FakeExchange const& exchange) const {
    if (!exchange.answer) {
        ADD_FAILURE() << request.target << " was not answered";
        return {};
    }
    Answered answered{.status = std::stoi(exchange.answer->head.substr(9, 3)),
                      .headers = {},
                      .body = exchange.answer->body,
                      .prepared = exchange.answer};
    std::string_view rest = exchange.answer->head;
    for (rest.remove_prefix(rest.find("\r\n") + 2); !rest.empty();
         rest.remove_prefix(rest.find("\r\n") + 2)) {
        auto const line = rest.substr(0, rest.find("\r\n"));
        auto const colon = line.find(": ");
        answered.headers.emplace_back(lower(line.substr(0, colon)), line.substr(colon + 2));
    }
    if (answered.header("content-encoding") == "gzip" && !answered.body.empty())
        answered.body = unpacked(std::move(answered.body));
    auto const* const route = api::match(request.method, request.path).route;
    auto const pattern = route == nullptr ? std::string{} : std::string{route->pattern};
    auto const verb = route == nullptr ? std::string{} : lower(api::verb_of(route->method));
    EXPECT_EQ(
        Contract::get().fault(verb, pattern, answered.status, answered.header("content-type"), answered.body),
        "");
    return answered;
}

std::shared_ptr<FakeExchange> ApiWorld::send(net::Request const& request) {
    auto exchange = std::make_shared<FakeExchange>();
    auto own = request;
    api_->handle(own, exchange);
    return exchange;
}

Answered ApiWorld::ask(net::Request const& request) {
    auto const exchange = send(request);
    commit();
    return read(request, *exchange);
}

Answered ApiWorld::get(std::string const& target, net::Headers headers) {
    return ask(request(net::Method::get, target, std::move(headers)));
}

Answered ApiWorld::post(std::string const& person, std::string const& target, std::string const& body,
                        net::Headers headers) {
    headers.push_back(as(person));
    headers.emplace_back("content-type", "application/json");
    return ask(request(net::Method::post, target, std::move(headers), body));
}

Answered ApiWorld::del(std::string const& person, std::string const& target) {
    return ask(request(net::Method::del, target, {as(person)}));
}

std::string ApiWorld::token(std::string const& person, std::optional<Duration> valid_for) {
    if (auto const found = tokens_.find(person); found != tokens_.end() && !valid_for) return found->second;
    std::string secret;
    release::Actor const ops{"operator", "the local operator", {release::Role::ops}, "test"};
    engine_->submit(
        {.actor = ops,
         .work = engine::CreateToken{person, valid_for, "test"},
         .done = [&](Result<engine::Outcome> const& outcome) { secret = outcome.value().secret; }});
    engine_->flush();
    if (!valid_for) tokens_[person] = secret;
    return secret;
}

void ApiWorld::pass_to(std::string_view instant) {
    auto const to = parse_instant(instant).value();
    while (engine_->next_due() && *engine_->next_due() <= to) {
        if (*engine_->next_due() > clock.now()) clock.advance_to(*engine_->next_due());
        engine_->tick();
    }
    clock.advance_to(to);
}

void ApiWorld::pass_seconds(int seconds) {
    for (int i = 0; i < seconds; ++i) {
        clock.advance(std::chrono::seconds{1});
        if (api_->wants_seconds()) api_->every_second(clock.now());
    }
}

}  // namespace cadence::testing
