// One child process on the loop: started without blocking, fed, read, limited and reaped. It inherits
// nothing: no descriptor, no variable, no ignored or blocked signal, no terminal; only user, umask and
// limits. It leads a session of its own, and the whole group is killed when it ends, when its time is up,
// when it writes more than it may, when its owner lets go, and the child itself when this process (its main
// thread, which must be the one that runs the loop) dies. A descendant that leaves the group on purpose is
// not hunted, but nobody waits for it. `done` is called once, by the loop, unless the Child is dropped
// before.
#pragma once

#include <functional>
#include <memory>

#include <boost/asio/io_context.hpp>

#include "base/result.h"
#include "net/process_spec.h"

namespace cadence::net {

class Child {
  public:
    using Done = std::function<void(Result<ProcessResult>)>;

    /// Errors: unavailable `cannot-run`, saying why: "cannot run supabase: No such file or directory".
    Child(boost::asio::io_context& loop, ProcessSpec run, Done done);
    Child(Child&&) noexcept = default;
    Child& operator=(Child&&) = delete;
    ~Child();

  private:
    struct State;
    std::shared_ptr<State> state_;
};

}  // namespace cadence::net
