// One child process on the loop: started without blocking, fed, read, limited and reaped. It inherits
// nothing: no descriptor, no variable, no ignored or blocked signal, no terminal; only user, umask and
// limits. It leads a session of its own, and the whole group is killed when it ends, when its time is up,
// when it writes more than it may, when its owner lets go, and the child itself when this process (its main
// thread, which must be the one that runs the loop) dies. A descendant that leaves the group on purpose is
// not hunted, but nobody waits for it. `done` is called once, by the loop, unless the Child is dropped
// before.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <boost/asio/io_context.hpp>

#include "base/instant.h"
#include "base/result.h"

namespace cadence::net {

enum class Stderr { with_output, apart };

struct Run {
    std::vector<std::string> argv;  // a name without a slash is looked for in the PATH of `environment`
    std::map<std::string, std::string> environment = {};
    std::string directory = {};  // empty: this process's
    std::string input = {};
    Duration timeout = std::chrono::seconds{30};
    std::size_t max_output = 65536;  // of each stream; who writes more is cut there and killed
    Stderr errors = Stderr::with_output;
};

struct Ran {
    std::optional<int> exit_status;
    std::optional<int> signal;  // neither: it could not even be killed in time
    bool timed_out = false;
    bool output_cut = false;
    std::string output;  // standard output and error as they came, or the former alone
    std::string errors;  // standard error, if it was to be kept apart
    Duration took{0};
};

class Child {
  public:
    using Done = std::function<void(Result<Ran>)>;

    /// Errors: unavailable `cannot-run`, saying why: "cannot run supabase: No such file or directory".
    Child(boost::asio::io_context& loop, Run run, Done done);
    Child(Child&&) noexcept = default;
    Child& operator=(Child&&) = delete;
    ~Child();

  private:
    struct State;
    std::shared_ptr<State> state_;
};

}  // namespace cadence::net
