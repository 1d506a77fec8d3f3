#include "job/program.h"
#include "job/task.h"

namespace cadence::job {

void begin(CheckTask& task, CommandCheck const& check) {
    task.ask(run_of({check.command, check.environment, check.directory}, words_of(task.subject())),
             [&task](net::ProcessResult const& ran) {
                 auto saw = ending_of(ran, ran.output);
                 task.finish(ran.succeeded() ? passed(std::move(saw)) : failed(std::move(saw)));
             });
}

}  // namespace cadence::job
