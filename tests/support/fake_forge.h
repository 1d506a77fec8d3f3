// A forge in memory that answers a net::Ask as the real one would, and refuses what the real one refuses:
// what all of them have in common. fake_github.h, fake_gitlab.h and fake_gitea.h are the services.
#pragma once

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/digest.h"
#include "net/target.h"
#include "support/fake_parts.h"

namespace cadence::testing {

class FakeForge {
  public:
    FakeForge(Clock const& clock, std::string api) : api_{std::move(api)}, clock_{clock} {}
    FakeForge(FakeForge const&) = delete;
    FakeForge& operator=(FakeForge const&) = delete;
    virtual ~FakeForge() = default;

    std::string repository = "acme/backend";
    std::string token = "s3cret";
    std::vector<FakePull> pulls;
    std::set<int> unlisted;  // slip from one page of the list to the other while it is read
    std::map<std::string, std::vector<FakeFile>> files;      // that a head changes
    std::set<std::string> commits;                           // that there are, besides heads
    std::map<std::string, std::vector<FakeStatus>> history;  // by commit: everything ever posted
    FakeCommit head{.sha = "0000000000000000000000000000000000000001", .message = "Begin"};
    std::set<std::string> behind;       // commits that main has gone on from
    std::vector<std::string> required;  // contexts
    std::string broken;                 // what has this in its address is answered with 502
    int down = 0;                       // answers everything with this status
    bool login_page = false;            // of a proxy, to whatever is posted
    int left = 5000;                    // requests until the limit's reset
    Instant reset{};
    bool secondary = false;  // the limit for writing too fast
    std::string unheard;     // a description with this in it is refused, for whatever reason
    int unheard_as = 0;      // by what stands before it, with this status

    std::vector<std::string> log;  // "POST 201 /repos/acme/backend/statuses/a1"
    std::vector<Instant> writes;   // when

    [[nodiscard]] net::HttpResponse answer(net::HttpRequest const& ask) {
        auto response = reply_to(ask);
        auto const is_post = ask.method == net::Method::post;
        log.push_back((is_post ? "POST " : "GET ") + std::to_string(response.status) + " " +
                      ask.url.substr(std::min(api_.size(), ask.url.size())));
        if (is_post) writes.push_back(clock_.now());
        return response;
    }

    /// Opens it, or changes it: the last changed comes first.
    void put(FakePull pull) {
        std::erase_if(pulls, [&](FakePull const& each) { return each.number == pull.number; });
        pull.updated_at = clock_.now();
        pull.updated = ++updates_;
        pulls.push_back(std::move(pull));
    }
    [[nodiscard]] std::size_t count(std::string_view what) const {
        return static_cast<std::size_t>(
            std::ranges::count_if(log, [&](std::string const& line) { return line.starts_with(what); }));
    }
    /// "failure: Anna froze merge", the last posted on a commit; "none".
    [[nodiscard]] std::string status_of(std::string const& commit) const {
        auto const found = history.find(commit);
        if (found == history.end()) return "none";
        return found->second.back().state + ": " + found->second.back().description;
    }

  protected:
    virtual FakeReply route(net::HttpRequest const& ask, std::string const& path, Query const& query) = 0;
    [[nodiscard]] virtual bool authentic(net::Headers const& headers) const = 0;
    [[nodiscard]] virtual std::string limit_header(std::string const& name) const {
        return "x-ratelimit-" + name;
    }

    [[nodiscard]] bool has_commit(std::string const& sha) const {
        return commits.contains(sha) || behind.contains(sha) || head.sha == sha ||
               std::ranges::any_of(pulls, [&](FakePull const& pull) { return pull.head == sha; });
    }
    /// How a commit stands to main: "identical", "behind", "diverged".
    [[nodiscard]] std::string stands(std::string const& sha) const {
        if (sha == head.sha) return "identical";
        return behind.contains(sha) ? "behind" : "diverged";
    }
    [[nodiscard]] FakePull const* pull_of(std::string const& number) const {
        auto const found = std::ranges::find_if(
            pulls, [&](FakePull const& pull) { return std::to_string(pull.number) == number; });
        return found == pulls.end() ? nullptr : &*found;
    }
    /// What a pull request changes now, or nothing.
    [[nodiscard]] std::vector<FakeFile> files_of(FakePull const& pull) const {
        auto const found = files.find(pull.head);
        return found == files.end() ? std::vector<FakeFile>{} : found->second;
    }
    /// The open ones that the query asks for, the last changed first.
    [[nodiscard]] std::vector<FakePull> open_pulls(std::string const& base) const {
        std::vector<FakePull> found;
        for (auto const& pull : pulls)
            if (pull.open && (base.empty() || pull.base == base) && !unlisted.contains(pull.number))
                found.push_back(pull);
        std::ranges::sort(found, std::greater<>{}, &FakePull::updated);
        return found;
    }
    std::string api_;

  private:
    net::HttpResponse reply_to(net::HttpRequest const& ask) {
        if (!broken.empty() && ask.url.find(broken) != ask.url.npos)
            return as_got(refuse(502, "Bad Gateway"));
        if (login_page && ask.method == net::Method::post)
            return {.status = 200, .headers = {}, .body = "<!DOCTYPE html><title>Sign in</title>"};
        auto const unfit =
            unheard_as != 0 && ask.method == net::Method::post && ask.body.find(unheard) != ask.body.npos;
        if (unfit) return {.status = unheard_as, .headers = {}, .body = "<html>No</html>"};
        if (down != 0) return {.status = down, .headers = {}, .body = "<html>Unicorn!</html>"};
        if (!ask.url.starts_with(api_)) return as_got(refuse(404, "Not Found"));
        if (!authentic(ask.headers)) return as_got(refuse(401, "Bad credentials"));
        if (secondary)
            return with(as_got(refuse(403, "You have exceeded a secondary rate limit.")), "retry-after",
                        "60");
        if (clock_.now() >= reset && left <= 0) left = 5000;
        if (left <= 0) return limited(as_got(refuse(403, "API rate limit exceeded for user ID 1.")));
        auto const target = net::parse_target(ask.url.substr(api_.size()));
        if (!target) return as_got(refuse(400, "Bad Request"));
        auto const reply = route(ask, target->path, {target->query.begin(), target->query.end()});
        auto response = as_got(reply);
        if (reply.more)
            response.headers.emplace_back("link", "<" + ask.url + "&next>; rel=\"next\", <x>; rel=\"last\"");
        if (ask.method == net::Method::get && response.status == 200) {
            auto const etag = "W/\"" + to_hex(sha256(response.body)).substr(0, 16) + "\"";
            if (header_in(ask.headers, "If-None-Match") == etag)
                return {.status = 304, .headers = {{"etag", etag}}, .body = ""};
            response.headers.emplace_back("etag", etag);
        }
        --left;  // a 304 costs nothing
        return limited(std::move(response));
    }
    net::HttpResponse limited(net::HttpResponse response) const {
        auto const seconds = std::chrono::duration_cast<std::chrono::seconds>(reset.time_since_epoch());
        response = with(std::move(response), limit_header("remaining"), std::to_string(std::max(left, 0)));
        return with(std::move(response), limit_header("reset"), std::to_string(seconds.count()));
    }
    static net::HttpResponse with(net::HttpResponse response, std::string const& name,
                                  std::string const& value) {
        response.headers.emplace_back(name, value);
        return response;
    }
    static net::HttpResponse as_got(FakeReply const& reply) {
        return {.status = reply.status, .headers = {}, .body = boost::json::serialize(reply.body)};
    }

    Clock const& clock_;
    int updates_ = 0;
};

}  // namespace cadence::testing
