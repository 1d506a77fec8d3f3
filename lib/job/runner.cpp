#include "job/runner.h"

#include <algorithm>
#include <utility>

#include <boost/asio/post.hpp>

namespace cadence::job {

/// The owner may let the runner die in `done`: it is called last.
template <class Outcome>
std::function<void(Outcome)> Runner::ending(Id id, std::function<void(Outcome)> done) {
    return [this, id, done = std::move(done)](Outcome outcome) {
        std::weak_ptr const alive{alive_};
        boost::asio::post(loop_, [this, alive, id, done, outcome = std::move(outcome)] {
            if (alive.expired()) return;
            actions_.erase(id);
            checks_.erase(id);
            short_.erase(id);
            start_next();
            done(outcome);
        });
    };
}

void Runner::run(Check check, CheckSubject subject, CheckTask::Done done) {
    auto const id = ++last_;
    auto end = ending(id, std::move(done));
    if (!may_start() && waiting_.size() >= limits_.max_waiting)
        return end(
            failed("too many checks are waiting (" + std::to_string(waiting_.size()) + "): ask again later"));
    waiting_.emplace_back(
        id, std::make_shared<CheckTask>(tools_, std::move(check), std::move(subject), std::move(end)));
    start_next();
}

void Runner::run(ActionRun call, ActionTask::Done done) {
    auto const id = ++last_;
    auto const task = std::make_shared<ActionTask>(tools_, std::move(call), ending(id, std::move(done)));
    actions_.emplace(id, task);
    task->begin();
}

bool Runner::may_start() const {
    auto const run_long = checks_.size() - short_.size();
    return short_.size() + run_long - std::min(run_long, limits_.max_long) < limits_.max_at_once;
}

void Runner::start_next() {
    while (!waiting_.empty() && may_start()) {
        auto const [id, task] = *checks_.insert(std::move(waiting_.front())).first;  // it may end at once
        waiting_.pop_front();
        watch(id);
        task->begin();
    }
}

void Runner::watch(Id id) {
    auto& timer = short_.try_emplace(id, loop_).first->second;
    timer.expires_after(limits_.long_after);
    timer.async_wait([this, alive = std::weak_ptr{alive_}, id](boost::system::error_code error) {
        if (error || alive.expired()) return;
        short_.erase(id);
        start_next();
    });
}

}  // namespace cadence::job
