// A daemon that answers what a test tells it to, on a port of its own, and cadencectl beside it.
#pragma once

#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <mutex>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>
#include <httplib.h>
#include <stdlib.h>

#include "base/clock.h"
#include "cadencectl/cli.h"

namespace cadence::ctl::testing {

using namespace std::chrono_literals;

struct Asked {
    std::string line;  // "GET /v1/status?train=backend"
    httplib::Headers headers;
    std::string body;

    [[nodiscard]] std::string header(std::string const& name) const {
        auto const found = headers.find(name);
        return found == headers.end() ? "" : found->second;
    }
};

/// A folder that goes away with the test.
class TempDir {
  public:
    TempDir() {
        std::string name = (std::filesystem::temp_directory_path() / "cadencectl-XXXXXX").string();
        path_ = ::mkdtemp(name.data());
    }
    ~TempDir() { std::filesystem::remove_all(path_); }
    TempDir(TempDir const&) = delete;
    TempDir& operator=(TempDir const&) = delete;

    [[nodiscard]] std::string const& path() const { return path_; }
    std::string file(std::string const& name, std::string const& text) const {
        auto path = path_ + "/" + name;
        std::ofstream{path} << text;
        return path;
    }

  private:
    std::string path_;
};

class World {
  public:
    using Handler = std::function<void(httplib::Request const&, httplib::Response&)>;

    World() {
        auto const serve_it = [this](auto const& request, auto& response) { serve(request, response); };
        server_.Get(".*", serve_it).Post(".*", serve_it).Put(".*", serve_it).Delete(".*", serve_it);
        port_ = server_.bind_to_any_port("127.0.0.1");
        thread_ = std::thread{[this] { server_.listen_after_bind(); }};
        environment["CADENCE_URL"] = url();
        environment["CADENCE_RUNTIME_DIR"] = dir.path();
    }
    ~World() {
        while (!server_.is_running()) std::this_thread::yield();
        server_.stop();
        thread_.join();
    }
    World(World const&) = delete;
    World& operator=(World const&) = delete;

    [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }

    /// `line` as "GET /v1/status?train=backend".
    void answers(std::string const& line, std::string const& body, int status = 200,
                 std::string const& type = "application/json") {
        handles(line, [=](auto const&, auto& response) {
            response.status = status;
            response.set_content(body, type);
        });
    }
    void refuses(std::string const& line, int status, std::string const& body) {
        answers(line, body, status, "application/problem+json");
    }
    void handles(std::string const& line, Handler handler) {
        std::lock_guard const lock{mutex_};
        handlers_[line] = std::move(handler);
    }
    [[nodiscard]] std::vector<Asked> asked() const {
        std::lock_guard const lock{mutex_};
        return asked_;
    }

    Exit run(std::vector<std::string> const& arguments) {
        out.str("");
        err.str("");
        auto const variable = [this](char const* name) -> std::optional<std::string> {
            auto const found = environment.find(name);
            return found == environment.end() ? std::nullopt : std::optional{found->second};
        };
        return ctl::run(arguments, {variable, terminal, in, out, err, clock, limits});
    }

    std::map<std::string, std::string> environment;
    bool terminal = false;
    Limits limits;
    ManualClock clock{parse_instant("2026-01-06T09:00:00Z").value()};
    std::istringstream in;
    std::ostringstream out;
    std::ostringstream err;
    TempDir dir;

  private:
    void serve(httplib::Request const& request, httplib::Response& response) {
        Handler handler;
        auto const line = request.method + " " + request.target;
        {
            std::lock_guard const lock{mutex_};
            asked_.push_back({line, request.headers, request.body});
            if (auto const found = handlers_.find(line); found != handlers_.end()) handler = found->second;
        }
        if (handler) {
            handler(request, response);
        } else {
            response.status = 404;
            response.set_content(
                R"({"type":"/problems/test","title":"Test","detail":"no answer for )" + line + "\"}",
                "application/problem+json");
        }
    }

    httplib::Server server_;
    int port_ = 0;
    std::thread thread_;
    mutable std::mutex mutex_;
    std::map<std::string, Handler> handlers_;
    std::vector<Asked> asked_;
};

}  // namespace cadence::ctl::testing
