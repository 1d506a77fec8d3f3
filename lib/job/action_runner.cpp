#include "job/action_runner.h"

#include <cstdint>
#include <map>
#include <utility>

#include <boost/asio/post.hpp>

#include "job/action_task.h"

namespace cadence::job {

namespace {

Task make(HttpAction const&, ActionTools const& tools, ActionCall call, ActionTask::Finish finish) {
    return http_task(tools, std::move(call), std::move(finish));
}
Task make(CoolifyAction const&, ActionTools const& tools, ActionCall call, ActionTask::Finish finish) {
    return coolify_task(tools, std::move(call), std::move(finish));
}
Task make(CommandAction const&, ActionTools const& tools, ActionCall call, ActionTask::Finish finish) {
    return command_task(tools, std::move(call), std::move(finish));
}
Task make(GitTagAction const&, ActionTools const& tools, ActionCall call, ActionTask::Finish finish) {
    return git_tag_task(tools, std::move(call), std::move(finish));
}

}  // namespace

struct ActionRunner::Impl : std::enable_shared_from_this<Impl> {
    Impl(boost::asio::io_context& loop, Clock const& clock, Secrets const& secrets, Options options_in)
        : options(std::move(options_in)),
          client(loop, options.client),
          tools{loop, clock, secrets, options, client} {}

    struct Job {
        Task task;
        Done done;
    };

    void begin(ActionCall call, Done done) {
        auto const id = ++last;
        auto finish = [this, id](ActionResult result) { tell_later(id, std::move(result)); };
        auto const what = call.action.what;
        auto task = std::visit(
            [&](auto const& kind) { return make(kind, tools, std::move(call), std::move(finish)); }, what);
        jobs.emplace(id, Job{std::move(task), std::move(done)}).first->second.task->begin();
    }

    /// The owner may let the runner die in `done`: it is called last.
    void tell_later(std::uint64_t id, ActionResult result) {
        boost::asio::post(tools.loop, [weak = weak_from_this(), id, result = std::move(result)] {
            auto const self = weak.lock();
            if (!self) return;
            auto const job = self->jobs.extract(id);
            if (job) job.mapped().done(result);
        });
    }

    Options options;
    net::Client client;
    ActionTools tools;
    std::map<std::uint64_t, Job> jobs;
    std::uint64_t last = 0;
};

ActionRunner::ActionRunner(boost::asio::io_context& loop, Clock const& clock, Secrets const& secrets,
                           Options options)
    : impl_(std::make_shared<Impl>(loop, clock, secrets, std::move(options))) {}

ActionRunner::~ActionRunner() = default;

void ActionRunner::carry(std::string const& id, Action const& action, ActionOrder const& order,
                         Where const& where, Done done) {
    FillWords words{.staging = where.staging_url,
                    .production = where.production_url,
                    .version = order.version,
                    .commit = order.commit,
                    .release = order.release,
                    .branch = order.branch};
    impl_->begin(
        {.purpose = Purpose::carry, .id = id, .action = action, .order = order, .words = std::move(words)},
        std::move(done));
}

void ActionRunner::follow(std::string const& id, Action const& action, ActionOrder const& order,
                          std::string const& reference, Done done) {
    impl_->begin(
        {.purpose = Purpose::follow, .id = id, .action = action, .order = order, .reference = reference},
        std::move(done));
}

void ActionRunner::recover(std::string const& id, Action const& action, ActionOrder const& order,
                           Instant attempted_at, Done done) {
    impl_->begin({.purpose = Purpose::recover,
                  .id = id,
                  .action = action,
                  .order = order,
                  .attempted_at = attempted_at},
                 std::move(done));
}

}  // namespace cadence::job
