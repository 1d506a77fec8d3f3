// From a Run to a process with the ends of its pipes. Between fork and exec there are system calls only: if a
// library has a thread, that may hold any lock of the C library.
#pragma once

#include <utility>

#include <sys/types.h>

#include "base/result.h"
#include "net/process.h"

namespace cadence::net {

/// A descriptor that is closed with its owner, and on exec.
class Descriptor {
  public:
    Descriptor() = default;
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(Descriptor&& other) noexcept : number_(other.release()) {}
    Descriptor& operator=(Descriptor&& other) noexcept;
    ~Descriptor();
    [[nodiscard]] int get() const { return number_; }
    [[nodiscard]] int release() { return std::exchange(number_, -1); }

  private:
    int number_ = -1;
};

struct Spawned {
    pid_t pid = -1;
    Descriptor exit;    // pidfd
    Descriptor output;  // non-blocking
    Descriptor errors;  // non-blocking; none if they go to the output
    Descriptor report;  // non-blocking; says why the program was not started, see `read_report`
};

[[nodiscard]] Result<Spawned> spawn(ProcessSpec const& run);
/// Once the child is gone: why its program was never started, or nothing.
[[nodiscard]] std::string read_report(Spawned const& spawned, ProcessSpec const& run);
[[nodiscard]] Error cannot_run(ProcessSpec const& run, std::string const& why);

}  // namespace cadence::net
