#include "job/program.h"
#include "job/task.h"
#include "release/terms.h"

namespace cadence::job {

namespace {

using What = DeliveryResult::What;

/// Killed or not, who was still running when it ended may have done it.
DeliveryResult judge(net::ProcessResult const& ran, bool repeatable) {
    constexpr int kTemporary = 75;
    auto saw = ending_of(ran, ran.output);
    bool const ended = ran.exit_status && !ran.timed_out && !ran.output_cut;
    if (ended && *ran.exit_status == 0) return {.what = What::done, .detail = std::move(saw)};
    if (ended)
        return {.what = *ran.exit_status == kTemporary ? What::again : What::failed,
                .detail = std::move(saw)};
    if (repeatable) return {.what = What::again, .detail = std::move(saw)};
    return {.what = What::unknown, .detail = "Check whether it happened, then retry or drop it: " + saw};
}

std::map<std::string, std::string> known_to_it(ActionRun const& call) {
    auto const& environment = call.action.environment;
    return {{"CADENCE_DELIVERY", call.delivery},
            {"CADENCE_TRAIN", call.order.train},
            {"CADENCE_RELEASE", call.order.release},
            {"CADENCE_VERSION", call.order.version},
            {"CADENCE_COMMIT", call.order.commit},
            {"CADENCE_ENVIRONMENT", environment ? std::string{name_of(*environment)} : ""}};
}

}  // namespace

void begin(ActionTask& task, CommandAction const& command) {
    auto const& call = task.call();
    if (call.step != ActionRun::Step::carry) return task.finish(unanswered(command.repeatable));
    auto program = run_of({command.command, command.environment, command.directory}, words_of(call));
    if (!program) return task.finish(never_sent(program.error()));
    program->environment.merge(known_to_it(call));  // what is configured holds
    task.run(*std::move(program), [&task, &command](Result<net::ProcessResult> const& ran) {
        if (!ran) return task.finish(What::failed, ran.error().detail);
        task.finish(judge(*ran, command.repeatable));
    });
}

}  // namespace cadence::job
