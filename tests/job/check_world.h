// A runner on a loop that the test runs until what it waits for has happened, with a folder and a clock; and
// checks that run there, or are answered as the test says.
#pragma once

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <optional>
#include <string>

#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>

#include "job/runner.h"
#include "net/loop_transport.h"
#include "support/fake_transport.h"

namespace cadence::job::testing {

using cadence::testing::FakeTransport;
using namespace std::chrono_literals;

inline Instant const kNow{std::chrono::seconds{1'769'076'000}};  // 2026-01-22T10:00:00Z
inline CheckSubject const kSubject{.train = "main",
                                   .release = "2026-01-22",
                                   .version = "1.2.0",
                                   .commit = "0123456789abcdef0123456789abcdef01234567",
                                   .now = kNow,
                                   .staging_url = "https://staging.example.org/",
                                   .production_url = "https://api.example.org"};

class Folder {
  public:
    Folder() {
        std::string pattern = "/tmp/cadence-check-XXXXXX";
        path_ = ::mkdtemp(pattern.data());
    }
    Folder(Folder const&) = delete;
    Folder& operator=(Folder const&) = delete;
    ~Folder() { std::filesystem::remove_all(path_); }

    [[nodiscard]] std::string file(std::string const& name) const { return path_ / name; }
    std::string write(std::string const& name, std::string_view text) const {
        std::ofstream{path_ / name, std::ios::binary} << text;
        return file(name);
    }
    /// Runs a line of shell in it, which must succeed.
    void shell(std::string const& line) const {
        auto const command = "cd " + path_.string() + " && ( " + line + " ) >shell.log 2>&1";
        ASSERT_EQ(std::system(command.c_str()), 0) << line << std::ifstream{path_ / "shell.log"}.rdbuf();
    }

  private:
    std::filesystem::path path_;
};

inline void run_until(boost::asio::io_context& loop, std::function<bool()> const& holds,
                      std::chrono::seconds within) {
    auto const deadline = std::chrono::steady_clock::now() + within;
    while (!holds()) {
        if (std::chrono::steady_clock::now() > deadline) {
            ADD_FAILURE() << "what the test waits for has not happened in time";
            return;
        }
        if (loop.stopped()) loop.restart();
        loop.run_one_for(100ms);
    }
}

struct RunnerWorld : Folder {
    boost::asio::io_context loop;
    ManualClock clock{kNow};
    Secrets secrets{file("credentials")};
    std::unique_ptr<net::LoopTransport> transport;
    std::unique_ptr<Runner> runner;

    explicit RunnerWorld(CheckLimits limits = {}, net::Client::Options client = {})
        : transport{std::make_unique<net::LoopTransport>(loop, client)},
          runner{std::make_unique<Runner>(loop,
                                          Tools{.transport = *transport,
                                                .clock = clock,
                                                .secrets = &secrets,
                                                .clones = file("clones"),
                                                .ca_file = client.ca_file,
                                                .proxy = client.proxy},
                                          limits)} {
        std::filesystem::create_directory(file("credentials"));
    }
    /// As when the daemon ends.
    void die() {
        runner.reset();
        transport.reset();
    }
    void run_until(std::function<bool()> const& holds, std::chrono::seconds within = 20s) {
        testing::run_until(loop, holds, within);
    }
};

struct Checker : RunnerWorld {
    CheckSubject subject = kSubject;

    explicit Checker(CheckLimits limits = {}) : RunnerWorld{limits} {}

    template <class What>
    Finding check(What what, Duration timeout = 5s) {
        std::optional<Finding> finding;
        runner->run({.name = "it", .timeout = timeout, .what = std::move(what)}, subject,
                    [&](Finding found) { finding = std::move(found); });
        EXPECT_FALSE(finding) << "told from within run";
        run_until([&] { return finding.has_value(); });
        return finding.value_or(Finding{});
    }
};

/// What a check finds that gets these answers, one after the other.
template <class Answer, class What>
Finding found_of(What what, std::vector<Answer> answers, CheckSubject const& subject = kSubject) {
    auto next = answers.begin();
    auto const give = [&](auto const&, auto const& done) {
        if constexpr (std::is_invocable_v<decltype(done), Answer>) done(*next++);
    };
    FakeTransport transport{give, give};
    ManualClock const clock{kNow};
    Tools const tools{transport, clock};
    Finding finding;
    std::make_shared<CheckTask>(tools, Check{.name = "it", .what = std::move(what)}, subject,
                                [&](Finding found) { finding = std::move(found); })
        ->begin();
    return finding;
}

/// "passed: HTTP 200 in 41 ms"
[[nodiscard]] inline std::string in_words(Finding const& finding) {
    return std::string{name_of(finding.outcome)} + ": " + finding.saw;
}

}  // namespace cadence::job::testing
