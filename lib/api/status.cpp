// Everything a bot needs in one poll.
#include "api/negotiate.h"
#include "api/page.h"
#include "api/parts.h"
#include "api/routes.h"
#include "api/text.h"

namespace cadence::api {

namespace {

struct More {
    std::size_t on_demand = 0;
    std::size_t reasons = 0;
    std::size_t freezes = 0;
    std::size_t deadlines = 0;
    bool operator==(More const&) const = default;
};
BOOST_DESCRIBE_STRUCT(More, (), (on_demand, reasons, freezes, deadlines))

/// Of what there may be much of, the first few; the rest is counted, and has lists of its own.
class FewOfEach {
  public:
    FewOfEach(Object& into, engine::Engine& engine, config::TrainConfig const& config)
        : into_{into}, engine_{engine}, config_{config}, train_{engine.train(config.id)} {}

    void on_demand() {
        auto all = live_off_calendar(train_);
        cut(all, more_.on_demand);
        put_all(into_, "on_demand", all, [&](Object& object, auto const& each) {
            put_release_status(object, shown(each, &config_), config_.policy.rule.zone);
        });
    }
    void gates() { more_.reasons = put_gates(object_in(into_, "gates"), engine_, config_, {}, kFew); }
    void freezes() {
        auto all = train_.freezes;
        cut(all, more_.freezes);
        put(into_, "freezes", all);
    }
    void deadlines() {
        auto const running = running_deadlines(train_, {}, kFew);
        more_.deadlines = running.all - running.first.size();
        put(into_, "deadlines", running.first);
    }
    void more() {
        if (more_ != More{}) put(into_, "more", more_);
    }

  private:
    template <class T>
    static void cut(std::vector<T>& all, std::size_t& more) {
        if (all.size() <= kFew) return;
        more += all.size() - kFew;
        all.resize(kFew);
    }

    Object& into_;
    engine::Engine& engine_;
    config::TrainConfig const& config_;
    release::Train const& train_;
    More more_;
};

Result<Answer> get_status(Call const& call) {
    auto const train = call.train();
    if (!train) return tl::unexpected{train.error()};
    auto const page = page_of_trains(call, *train);
    if (!page) return tl::unexpected{page.error()};
    auto const scope = *train == nullptr ? std::string{} : (*train)->id;
    auto answer = call.form == Form::text
                      ? answered_in(Form::text, status_text(call.engine, page->trains), scope)
                      : answer_with(
                            [&](Object& status) {
                                put(status, "revision", call.engine.revision(scope));
                                put_clock(object_in(status, "clock"), call.engine.hold());
                                put_all(status, "trains", page->trains, [&](Object& into, auto const* each) {
                                    put_train_status(into, call.engine, *each);
                                });
                                put_cursor(status, page->cursor);
                            },
                            scope);
    link_to_next(answer, call, page->cursor);
    return answer;
}

}  // namespace

void put_train_status(Object& into, engine::Engine& engine, config::TrainConfig const& config) {
    auto const& train = engine.train(config.id);
    auto const& zone = config.policy.rule.zone;
    put(into, "id", config.id);
    put(into, "name", config.name);
    put(into, "timezone", zone.name());
    auto const current = release::current_of(train);
    auto const next = next_shown(train, config.policy);
    if (current || next) put_verdict(into, current ? *current : next->release, &train, zone);
    if (current) put_release_status(object_in(into, "current"), shown(*current, &config), zone);
    if (next) put_release_status(object_in(into, "next"), *next, zone);
    FewOfEach few{into, engine, config};
    few.on_demand();
    few.gates();
    few.freezes();
    put_known(into, "blocked", train.blocked);
    few.deadlines();
    few.more();
    put_main(object_in(into, "main"), train);
    put_environments(into, train);
}

void put_clock(Object& into, std::optional<engine::Hold> const& hold) {
    put(into, "on_hold", hold.has_value());
    if (!hold) return;
    put(into, "since", hold->since);
    put(into, "reason", hold->reason);
}

Routes status_routes() {
    return {also_as_text(
        get("/v1/status", "Everything a bot needs in one poll", get_status, {"train", "limit", "cursor"}))};
}

}  // namespace cadence::api
