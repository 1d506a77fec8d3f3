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
            short_until_.erase(id);
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
    auto const now = std::chrono::steady_clock::now();
    auto const run_long = static_cast<std::size_t>(
        std::ranges::count_if(short_until_, [&](auto const& each) { return each.second <= now; }));
    return checks_.size() - std::min(run_long, limits_.max_long) < limits_.max_at_once;
}

void Runner::start_next() {
    while (!waiting_.empty() && may_start()) {
        auto const& [id, task] = *checks_.insert(std::move(waiting_.front())).first;
        waiting_.pop_front();
        short_until_[id] = std::chrono::steady_clock::now() + limits_.long_after;
        auto const begun = task;  // it may end at once
        begun->begin();
    }
    auto const now = std::chrono::steady_clock::now();
    auto const next = std::ranges::find_if(short_until_, [&](auto const& each) { return each.second > now; });
    if (waiting_.empty() || next == short_until_.end()) return;
    turn_.expires_at(next->second);  // of those that began first
    turn_.async_wait([this, alive = std::weak_ptr{alive_}](boost::system::error_code error) {
        if (!error && !alive.expired()) start_next();
    });
}

}  // namespace cadence::job
