#include "job/action_task.h"
#include "job/check_judge.h"
#include "job/program.h"
#include "release/terms.h"

namespace cadence::job {

namespace {

/// Killed or not, who was still running when it ended may have done it.
ActionResult judge(net::ProcessResult const& ran, bool repeatable) {
    constexpr int kTemporary = 75;
    auto saw = judge_command(ran).saw;
    bool const ended = ran.exit_status && !ran.timed_out && !ran.output_cut;
    if (ended && *ran.exit_status == 0) return {.what = ActionResult::What::done, .detail = std::move(saw)};
    if (ended)
        return {
            .what = *ran.exit_status == kTemporary ? ActionResult::What::again : ActionResult::What::failed,
            .detail = std::move(saw)};
    if (repeatable) return {.what = ActionResult::What::again, .detail = std::move(saw)};
    return {.what = ActionResult::What::unknown,
            .detail = "Check whether it happened, then retry or drop it: " + saw};
}

class CommandTask final : public ActionTask {
  public:
    using ActionTask::ActionTask;

    void begin() override {
        auto const& command = std::get<CommandAction>(call().action.what);
        if (call().purpose != Purpose::carry) return finish(unanswered(command.repeatable));
        auto program = run_of({command.command, command.environment, command.directory}, call().words);
        if (!program) return finish(never_sent(program.error()));
        program->timeout = call().action.timeout;
        program->environment.merge(known_to_it());  // what is configured holds
        run(*std::move(program),
            [this, repeatable = command.repeatable](Result<net::ProcessResult> const& ran) {
                if (!ran) return finish(ActionResult::What::failed, ran.error().detail);
                finish(judge(*ran, repeatable));
            });
    }

  private:
    [[nodiscard]] std::map<std::string, std::string> known_to_it() const {
        auto const& environment = call().action.environment;
        return {{"CADENCE_DELIVERY", call().id},
                {"CADENCE_TRAIN", call().order.train},
                {"CADENCE_RELEASE", call().order.release},
                {"CADENCE_VERSION", call().order.version},
                {"CADENCE_COMMIT", call().order.commit},
                {"CADENCE_ENVIRONMENT", environment ? std::string{name_of(*environment)} : ""}};
    }
};

}  // namespace

Task command_task(ActionTools const& tools, ActionCall call, ActionTask::Finish finish) {
    return std::make_unique<CommandTask>(tools, std::move(call), std::move(finish));
}

}  // namespace cadence::job
