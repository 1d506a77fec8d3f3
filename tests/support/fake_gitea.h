// Gitea: GitHub's API but for pages of at most 50, no limits of length or characters, and words of its own.
#pragma once

#include "support/fake_github.h"

namespace cadence::testing {

class FakeGitea final : public FakeGithub {
    static constexpr std::size_t kAll = 1'000'000;

  public:
    explicit FakeGitea(Clock const& clock) : FakeGithub{clock, "https://git.acme.example/api/v1"} {}

  protected:
    [[nodiscard]] bool authentic(net::Headers const& headers) const override {
        return header_in(headers, "Authorization") == "token " + token;
    }
    [[nodiscard]] std::string state_key() const override { return "status"; }
    std::string fault_of(std::string const& sha, FakeStatus const&) const override {
        return has_commit(sha) ? "" : "object does not exist [id: " + sha + "]";
    }
    /// This version knows no base_branch: whoever asks gets the pull requests into all branches.
    [[nodiscard]] FakeReply pulls_page(Query const& query) const override {
        return page_of(pulls_json({}), query, "limit", 30, 50);
    }
    [[nodiscard]] FakeReply files_page(std::string const& rest, Query const& query) const override {
        return page_of(files_json(rest, kAll), query, "limit", 30, 50);
    }
    FakeReply route(net::HttpRequest const& ask, std::string const& path, Query const& query) override {
        if (path != "/repos/" + repository + "/commits") return FakeGithub::route(ask, path, query);
        boost::json::array main;
        main.push_back(boost::json::object{{"sha", head.sha}});
        for (auto const& sha : behind) main.push_back(boost::json::object{{"sha", sha}});
        return page_of(main, query, "limit", 30, 50);
    }
    [[nodiscard]] boost::json::value branch() const override {
        boost::json::array contexts(required.begin(), required.end());
        return boost::json::object{{"name", "main"},
                                   {"commit",
                                    {{"id", head.sha},
                                     {"message", head.message},
                                     {"author", {{"username", head.author}}},
                                     {"timestamp", head.at}}},
                                   {"protected", !required.empty()},
                                   {"enable_status_check", !required.empty()},
                                   {"status_check_contexts", contexts}};
    }
};

}  // namespace cadence::testing
