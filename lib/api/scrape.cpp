// What monitoring scrapes. Its size is bounded however many trains there are: the first of the configuration
// are told one by one, the others in sums alone; `?train=` tells one, with its four metrics.
#include <algorithm>

#include "api/exposition.h"
#include "api/negotiate.h"
#include "api/page.h"
#include "api/parts.h"
#include "api/routes.h"
#include "api/traffic.h"
#include "api/view.h"
#include "engine/metrics.h"
#include "store/figures.h"

namespace cadence::api {

namespace {

constexpr std::size_t kTrainsTold = 20;  // each takes about a tenth of a millisecond
constexpr Duration kOverdueAfter = std::chrono::seconds{5};

double in_seconds(Instant instant) {
    return std::chrono::duration<double>{instant.time_since_epoch()}.count();
}

double as_number(auto value) {
    return static_cast<double>(value);
}

void put_build(Exposition& out) {
    out.info("cadenced_build", "The program that runs.", {{"version", CADENCE_VERSION}});
}

void put_loop(Exposition& out, net::LoopFigures const& loop) {
    out.counter("cadenced_loop_handlers", "Handlers that have run.");
    out.add(as_number(loop.handlers));
    out.counter("cadenced_loop_slow_handlers", "Handlers that ran longer than 5 ms.");
    out.add(as_number(loop.slow));
    out.gauge("cadenced_loop_longest_handler_seconds",
              "Processor time of the longest handler since the start.");
    out.add(std::chrono::duration<double>{loop.longest}.count());
}

void put_process(Exposition& out, engine::Figures const& figures) {
    out.histogram("cadenced_phase_lateness_seconds", "How long after it was due a phase fired.");
    out.add(figures.lateness);
    out.counter("cadenced_phases", "Phases by what has become of them.");
    for (auto i = static_cast<std::size_t>(release::FiringStatus::fired); i < figures.phases.size(); ++i)
        out.add({{"status", Names<release::FiringStatus>::values[i]}}, as_number(figures.phases[i]));
    out.counter("cadenced_deployments", "Reports of deployments to production.");
    for (std::size_t i = 0; i < figures.deployments.size(); ++i)
        out.add({{"status", Names<release::DeploymentStatus>::values[i]}}, as_number(figures.deployments[i]));
    out.counter("cadenced_rollbacks", "Rollbacks that began.");
    out.add(as_number(figures.rollbacks));
    out.histogram("cadenced_commit_seconds", "How long it took to put a transaction on disk.");
    out.add(figures.commits);
}

void put_deliveries(Exposition& out, engine::Figures const& done, store::Figures const& record) {
    using store::DeliveryKind;
    using store::DeliveryState;
    out.counter("cadenced_deliveries", "Announcements and actions by what has become of them.");
    for (std::size_t kind = 0; kind < done.deliveries.size(); ++kind)
        for (std::size_t state = 0; state < done.deliveries[kind].size(); ++state)
            if (!is_live(static_cast<DeliveryState>(state)))
                out.add({{"kind", Names<DeliveryKind>::values[kind]},
                         {"result", Names<DeliveryState>::values[state]}},
                        as_number(done.deliveries[kind][state]));
    out.histogram("cadenced_delivery_seconds", "From the queue to the receiver, of what was delivered.");
    out.add(done.delivered);
    out.gauge("cadenced_deliveries_waiting",
              "Announcements and actions on their way; 10000 are that many or more.");
    for (auto const& each : record.deliveries) out.add({{"kind", name_of(each.kind)}}, as_number(each.count));
    out.gauge("cadenced_deliveries_oldest_timestamp_seconds", "Since when the oldest of them waits.");
    for (auto const& each : record.deliveries)
        if (each.oldest) out.add({{"kind", name_of(each.kind)}}, in_seconds(*each.oldest));
    out.gauge("cadenced_deliveries_dead",
              "Announcements and actions that were given up; 10000 are that many or more.");
    out.add(as_number(record.dead));
    out.gauge("cadenced_actions_unknown", "Actions of which a person must find out whether they happened.");
    out.add(as_number(record.unknown));
    out.gauge("cadenced_hooks_waiting", "Notices of other systems that are not worked on yet.");
    out.add(as_number(record.arrivals));
}

void put_deadlines(Exposition& out, store::Figures const& record) {
    using release::DeadlineKind;
    using release::DeadlineState;
    out.gauge("cadenced_deadlines", "Promises with a clock that runs: open, or breached and not met.");
    for (auto const kind : Names<DeadlineKind>::values)
        for (auto const state : {DeadlineState::open, DeadlineState::breached}) {
            auto const found = std::ranges::find_if(record.deadlines, [&](auto const& each) {
                return name_of(each.kind) == kind && each.state == state;
            });
            out.add({{"kind", kind}, {"state", name_of(state)}},
                    found == record.deadlines.end() ? 0 : as_number(found->count));
        }
    out.gauge("cadenced_deadline_due_timestamp_seconds", "When the next of the open ones is due.");
    for (auto const& each : record.deadlines)
        if (each.state == DeadlineState::open)
            out.add({{"kind", name_of(each.kind)}}, in_seconds(each.soonest));
}

void put_forges(Exposition& out, std::vector<worker::ForgeStanding> const& forges) {
    std::size_t failing = 0;
    std::size_t waiting = 0;
    for (auto const& each : forges) {
        failing += each.failing_since ? 1 : 0;
        waiting += each.waiting;
    }
    out.gauge("cadenced_forges", "Trains whose merge gate is kept at a forge.");
    out.add(as_number(forges.size()));
    out.gauge("cadenced_forges_failing", "Of those, the ones whose forge fails.");
    out.add(as_number(failing));
    out.gauge("cadenced_forge_statuses_waiting",
              "Statuses of pull requests that are not as they should be yet.");
    out.add(as_number(waiting));
}

void put_health(Exposition& out, engine::Engine const& engine, store::Figures const& record) {
    out.gauge("cadenced_database_bytes", "Size of the database.");
    out.add(as_number(record.bytes));
    out.gauge("cadenced_clock_on_hold", "1 while the calendar waits for the clock to be accepted.");
    out.add(engine.clock_held() ? 1 : 0);
    out.gauge("cadenced_trains", "Trains in the configuration.");
    out.add(as_number(engine.config().trains.size()));
    out.gauge("cadenced_trains_overdue",
              "Trains with work that has been due for more than 5 s; 64 are that many or more.");
    out.add(as_number(engine.overdue_trains(kOverdueAfter).size()));
    out.gauge("cadenced_next_due_timestamp_seconds", "When time will next do something.");
    if (auto const due = engine.next_due()) out.add(in_seconds(*due));
}

template <class Each>
void put_traffic(Traffic const& traffic, Each const& each) {
    auto const& tallies = traffic.tallies();
    for (std::size_t i = 0; i < tallies.size(); ++i) {
        auto const answers = tallies[i].answers;
        if (std::ranges::all_of(answers, [](auto count) { return count == 0; })) continue;
        auto const refused = i == routes().size();
        each(tallies[i], refused ? std::string_view{"none"} : routes()[i].pattern,
             refused ? std::string_view{"any"} : verb_of(routes()[i].method));
    }
}

void put_requests(Exposition& out, Traffic const& traffic) {
    static constexpr std::array<std::string_view, Traffic::kClasses> kClass{"1xx", "2xx", "3xx", "4xx",
                                                                            "5xx"};
    out.counter("cadenced_http_requests", "Requests answered, by route; none: refused before one was found.");
    put_traffic(traffic, [&](auto const& tally, auto route, auto method) {
        for (std::size_t i = 1; i < kClass.size(); ++i)
            out.add({{"method", method}, {"route", route}, {"code", kClass[i]}}, as_number(tally.answers[i]));
    });
    out.counter("cadenced_http_response_bytes", "Bytes answered.");
    put_traffic(traffic, [&](auto const& tally, auto route, auto method) {
        out.add({{"method", method}, {"route", route}}, as_number(tally.bytes));
    });
    out.histogram(
        "cadenced_http_request_seconds",
        "From admission to answer, of requests that were worked on: not of those answered from bytes "
        "kept ready, nor of those that wait.");
    put_traffic(traffic, [&](auto const& tally, auto route, auto method) {
        out.add({{"method", method}, {"route", route}}, tally.seconds);
    });
}

void put_trains(Exposition& out, engine::Engine& engine, Trains const& trains) {
    out.gauge("cadenced_next_release_timestamp_seconds",
              "When the next release's window opens or has opened.");
    for (auto const* each : trains)
        if (auto const next = next_shown(engine.train(each->id), each->policy))
            out.add({{"train", each->id}}, in_seconds(next->release.window.opens_at));
    out.gauge("cadenced_gate_open",
              "1 while the gate is open to whoever asks without a reason of their own.");
    for (auto const* each : trains)
        for (std::size_t i = 0; i < Names<release::Action>::values.size(); ++i) {
            auto const gate = gate_of(engine, *each, static_cast<release::Action>(i), {});
            out.add({{"train", each->id}, {"action", Names<release::Action>::values[i]}}, gate.open ? 1 : 0);
        }
    out.gauge("cadenced_rollback_uncleared", "1 while a rollback keeps the train from deploying.");
    for (auto const* each : trains) out.add({{"train", each->id}}, engine.train(each->id).blocked ? 1 : 0);
}

/// The last 90 days of one train. What has no value has no sample.
void put_figures(Exposition& out, engine::Engine& engine, config::TrainConfig const& train) {
    auto const look = engine::look_back(engine.store(), engine.train(train.id), train.policy.rule.zone,
                                        insight::kUsualWindow, 1);
    if (!look) return;
    auto const metrics = insight::metrics_of(look->facts, look->windows).back();
    auto const put = [&](insight::Name name, std::string_view as, std::string_view help) {
        out.gauge(as, help);
        if (auto const& value = metrics.of(name).value) out.add({{"train", train.id}}, *value);
    };
    using insight::Name;
    put(Name::deployment_frequency, "cadenced_deployment_frequency_per_year",
        "Production deployments of 90 days, as a rate a year.");
    put(Name::lead_time, "cadenced_lead_time_median_seconds", "From commit to production, of 90 days.");
    put(Name::time_to_recover, "cadenced_time_to_recover_mean_seconds",
        "From the decision to roll back until production ran something else, of 90 days.");
    put(Name::change_failure_rate, "cadenced_change_failure_ratio",
        "Share of the deployments of 90 days that was rolled back.");
    put(Name::rework_rate, "cadenced_rework_ratio",
        "Share of the deployments of 90 days that were hotfixes.");
}

Result<Answer> get_scrape(Call const& call) {
    auto const train = call.train();
    if (!train) return tl::unexpected{train.error()};
    auto& engine = call.engine;
    auto trains = one_or_all(engine.config(), *train);
    auto const alone = trains.size() == 1;
    trains.resize(std::min(trains.size(), kTrainsTold));
    auto const record = engine.store().figures();
    Exposition out{call.form == Form::openmetrics ? Exposition::Format::openmetrics
                                                  : Exposition::Format::text};
    put_build(out);
    put_health(out, engine, record);
    put_process(out, engine.figures());
    put_deadlines(out, record);
    put_deliveries(out, engine.figures(), record);
    put_forges(out, call.sources.read_forges());
    put_trains(out, engine, trains);
    if (alone) put_figures(out, engine, *trains.front());
    put_loop(out, call.sources.read_loop());
    if (call.sources.traffic != nullptr) put_requests(out, *call.sources.traffic);
    auto answer = answered_in(call.form, std::move(out).take(), {});
    if (call.form == Form::text) answer.content_type = "text/plain; version=0.0.4; charset=utf-8";
    return answer;
}

}  // namespace

Routes scrape_routes() {
    return {in_forms({Form::text, Form::openmetrics},
                     fresh_each_time(get("/metrics", "Metrics for Prometheus", get_scrape, {"train"})))};
}

}  // namespace cadence::api
