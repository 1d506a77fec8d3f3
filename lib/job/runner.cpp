#include "job/runner.h"

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
            start_next();
            done(outcome);
        });
    };
}

void Runner::run(Check check, CheckSubject subject, CheckTask::Done done) {
    auto const id = ++last_;
    auto end = ending(id, std::move(done));
    if (checks_.size() >= limits_.max_at_once && waiting_.size() >= limits_.max_waiting)
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

void Runner::start_next() {
    while (!waiting_.empty() && checks_.size() < limits_.max_at_once) {
        auto const task = checks_.insert(std::move(waiting_.front())).first->second;
        waiting_.pop_front();
        task->begin();
    }
}

}  // namespace cadence::job
