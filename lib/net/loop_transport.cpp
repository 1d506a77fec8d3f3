#include "net/loop_transport.h"

#include <utility>

namespace cadence::net {

void LoopTransport::send(HttpRequest request, std::function<void(Result<HttpResponse>)> done) {
    auto const id = ++last_;
    auto handle =
        client_.ask(std::move(request), [this, id, done = std::move(done)](Result<HttpResponse> response) {
            auto const over = requests_.extract(id);
            done(std::move(response));
        });
    requests_.emplace(id, std::move(handle));
}

void LoopTransport::run(ProcessSpec program, std::function<void(Result<ProcessResult>)> done) {
    auto const id = ++last_;
    children_.try_emplace(id, loop_, std::move(program),
                          [this, id, done = std::move(done)](Result<ProcessResult> ran) {
                              auto const over = children_.extract(id);
                              done(std::move(ran));
                          });
}

}  // namespace cadence::net
