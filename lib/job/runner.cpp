#include "job/runner.h"

#include <cstdint>
#include <deque>
#include <map>
#include <utility>

#include <boost/asio/post.hpp>

namespace cadence::job {

struct Runner::Impl : std::enable_shared_from_this<Impl> {
    using Id = std::uint64_t;
    using Tasks = std::map<Id, std::shared_ptr<Task>>;

    Impl(boost::asio::io_context& loop_in, Tools tools_in, CheckLimits limits_in)
        : loop{loop_in}, tools{std::move(tools_in)}, limits{limits_in} {}

    /// The owner may let the runner die in `done`: it is called last.
    template <class Outcome>
    std::function<void(Outcome)> ending(Id id, std::function<void(Outcome)> done) {
        return [this, id, done = std::move(done)](Outcome outcome) {
            boost::asio::post(loop, [weak = weak_from_this(), id, done, outcome = std::move(outcome)] {
                auto const self = weak.lock();
                if (!self) return;
                self->actions.erase(id);
                self->checks.erase(id);
                self->start_next();
                done(outcome);
            });
        };
    }

    void run(Check check, CheckSubject subject, CheckTask::Done done) {
        auto const id = ++last;
        auto end = ending(id, std::move(done));
        if (checks.size() >= limits.max_at_once && waiting.size() >= limits.max_waiting)
            return end(failed("too many checks are waiting (" + std::to_string(waiting.size()) +
                              "): ask again later"));
        waiting.emplace_back(
            id, std::make_shared<CheckTask>(tools, std::move(check), std::move(subject), std::move(end)));
        start_next();
    }

    void run(ActionRun call, ActionTask::Done done) {
        auto const id = ++last;
        auto const task = std::make_shared<ActionTask>(tools, std::move(call), ending(id, std::move(done)));
        actions.emplace(id, task);
        task->begin();
    }

    void start_next() {
        while (!waiting.empty() && checks.size() < limits.max_at_once) {
            auto const task = checks.insert(std::move(waiting.front())).first->second;
            waiting.pop_front();
            task->begin();
        }
    }

    boost::asio::io_context& loop;
    Tools tools;
    CheckLimits limits;
    std::deque<Tasks::value_type> waiting;
    Tasks checks;
    Tasks actions;
    Id last = 0;
};

Runner::Runner(boost::asio::io_context& loop, Tools tools, CheckLimits limits)
    : impl_{std::make_shared<Impl>(loop, std::move(tools), limits)} {}

Runner::~Runner() = default;

void Runner::run(Check check, CheckSubject subject, CheckTask::Done done) {
    impl_->run(std::move(check), std::move(subject), std::move(done));
}

void Runner::run(ActionRun call, ActionTask::Done done) {
    impl_->run(std::move(call), std::move(done));
}

std::size_t Runner::running() const {
    return impl_->checks.size();
}

std::size_t Runner::waiting() const {
    return impl_->waiting.size();
}

}  // namespace cadence::job
