// GitLab: a status cannot be set to what it is, an external check is answered for the head only, and a
// project is one segment of the path.
#pragma once

#include <optional>

#include "base/encoding.h"
#include "support/fake_forge.h"

namespace cadence::testing {

class FakeGitlab final : public FakeForge {
  public:
    explicit FakeGitlab(Clock const& clock) : FakeForge{clock, "https://gitlab.com/api/v4"} {}

    int external_check = 7;
    std::map<std::string, std::string> answers;  // "12 a1" -> "passed"
    std::set<std::string> stuck;                 // commits whose status moves no more
    bool pipelines_must_succeed = false;
    bool checks_must_succeed = false;
    boost::json::array findings;

  protected:
    [[nodiscard]] bool authentic(net::Headers const& headers) const override {
        return header_in(headers, "PRIVATE-TOKEN") == token;
    }
    [[nodiscard]] std::string limit_header(std::string const& name) const override {
        return "ratelimit-" + name;
    }

    FakeReply route(net::HttpRequest const& ask, std::string const& path, Query const& query) override {
        auto const root = "/projects/" + percent_encode(repository);
        if (!path.starts_with(root)) return refuse(404, "404 Project Not Found");
        auto const rest = path.substr(root.size());
        if (ask.method == net::Method::post) return post(rest, boost::json::parse(ask.body).as_object());
        if (rest.empty()) return {200, project()};
        if (rest == "/repository/branches/main") return {200, branch()};
        if (rest == "/repository/compare") return compared(query);
        if (rest == "/vulnerability_findings") return page_of(findings, query, "per_page", 20, 100);
        if (rest == "/merge_requests") return page_of(merge_requests(query), query, "per_page", 20, 100);
        if (rest.starts_with("/merge_requests/") && rest.ends_with("/diffs")) return diffs(rest, query);
        if (rest.starts_with("/merge_requests/")) return checks_of(rest.substr(16));
        if (rest.starts_with("/repository/commits/")) return statuses(rest.substr(20), query);
        return refuse(404, "404 Not Found");
    }

  private:
    FakeReply post(std::string const& rest, boost::json::object const& body) {
        if (rest.starts_with("/statuses/")) return post_status(rest.substr(10), body);
        auto const slash = rest.find('/', 16);
        auto const* const pull = pull_of(rest.substr(16, slash - 16));
        if (pull == nullptr || rest.substr(slash) != "/status_check_responses")
            return refuse(404, "404 Not Found");
        if (text(body, "external_status_check_id") != std::to_string(external_check))
            return refuse(404, "404 Not Found");
        if (text(body, "sha") != pull->head) return refuse(409, "409 Conflict");
        answers[std::to_string(pull->number) + " " + pull->head] = text(body, "status");
        return {201, boost::json::object{{"id", pull->number},
                                         {"external_status_check", {{"id", external_check}}}}};
    }

    FakeReply post_status(std::string const& sha, boost::json::object const& body) {
        FakeStatus status{text(body, "state"),      text(body, "name"), text(body, "description"),
                          text(body, "target_url"), text(body, "ref"),  ++last_id_};
        static std::set<std::string> const kStates{"pending", "running", "success", "failed", "canceled"};
        if (!has_commit(sha)) return refuse(404, "404 Commit Not Found");
        if (!kStates.contains(status.state)) return refuse(400, "state does not have a valid value");
        for (auto const* const field : {"name", "description", "target_url"})
            if (characters(text(body, field)) > 255) return too_long(field);
        if (!unheard.empty() && status.description.find(unheard) != std::string::npos)
            return refuse(400, "description is not to our taste");
        auto const& before = history[sha];
        auto const is_set = !before.empty() && before.back().context == status.context;
        if (is_set && (before.back().state == status.state || stuck.contains(sha)))
            return refuse(400,
                          "Cannot transition status via :" + status.state + " from :" + before.back().state);
        history[sha].push_back(status);
        return {201, boost::json::object{{"id", status.id},
                                         {"sha", sha},
                                         {"ref", status.ref},
                                         {"status", status.state},
                                         {"name", status.context},
                                         {"target_url", status.target_url},
                                         {"description", status.description}}};
    }
    static FakeReply too_long(std::string const& field) {
        boost::json::array const why{"is too long (maximum is 255 characters)"};
        return {400, boost::json::object{{"message", boost::json::object{{field, why}}}}};
    }

    [[nodiscard]] boost::json::array merge_requests(Query const& query) const {
        boost::json::array list;
        for (auto const& pull :
             open_pulls(query.contains("target_branch") ? query.at("target_branch") : "")) {
            boost::json::array labels(pull.labels.begin(), pull.labels.end());
            list.push_back(boost::json::object{{"id", 1000 + pull.number},
                                               {"iid", pull.number},
                                               {"title", "Change " + std::to_string(pull.number)},
                                               {"state", pull.open ? "opened" : "merged"},
                                               {"author", {{"username", "octocat"}}},
                                               {"labels", labels},
                                               {"source_branch", pull.branch},
                                               {"target_branch", pull.base},
                                               {"updated_at", format_instant(pull.updated_at)},
                                               {"sha", pull.head}});
        }
        return list;
    }

    [[nodiscard]] FakeReply compared(Query const& query) const {
        auto const& sha = query.at("to");
        if (query.at("from") != "main" || !has_commit(sha)) return refuse(404, "404 Not Found");
        boost::json::array only;
        if (stands(sha) == "diverged") only.push_back(boost::json::object{{"id", sha}});
        return {200,
                boost::json::object{{"commits", only}, {"compare_same_ref", stands(sha) == "identical"}}};
    }

    [[nodiscard]] FakeReply diffs(std::string const& rest, Query const& query) const {
        auto const* const pull = pull_of(rest.substr(16, rest.find('/', 16) - 16));
        if (pull == nullptr) return refuse(404, "404 Not Found");
        boost::json::array list;
        for (auto const& file : files_of(*pull))
            list.push_back(boost::json::object{{"new_path", file.path},
                                               {"old_path", file.before.empty() ? file.path : file.before},
                                               {"renamed_file", !file.before.empty()}});
        return page_of(list, query, "per_page", 20, 100);
    }

    [[nodiscard]] FakeReply checks_of(std::string const& rest) const {
        auto const* const pull = pull_of(rest.substr(0, rest.find('/')));
        if (pull == nullptr) return refuse(404, "404 Not Found");
        auto const found = answers.find(std::to_string(pull->number) + " " + pull->head);
        return {200,
                boost::json::array{boost::json::object{
                    {"id", external_check}, {"status", found == answers.end() ? "pending" : found->second}}}};
    }

    [[nodiscard]] FakeReply statuses(std::string const& rest, Query const& query) const {
        auto const sha = rest.substr(0, rest.find('/'));
        if (!has_commit(sha)) return refuse(404, "404 Commit Not Found");
        std::map<std::string, FakeStatus> latest;
        auto const found = history.find(sha);
        if (found != history.end())
            for (auto const& each : found->second) latest[each.context] = each;
        boost::json::array list;
        for (auto const& [name, each] : latest) {
            if (query.contains("name") && query.at("name") != name) continue;
            list.push_back(boost::json::object{{"id", each.id},
                                               {"name", name},
                                               {"status", each.state},
                                               {"description", each.description},
                                               {"allow_failure", false}});
        }
        return page_of(list, query, "per_page", 20, 100);
    }

    [[nodiscard]] boost::json::object project() const {
        return {{"id", 1},
                {"only_allow_merge_if_pipeline_succeeds", pipelines_must_succeed},
                {"only_allow_merge_if_all_status_checks_passed", checks_must_succeed}};
    }
    [[nodiscard]] boost::json::object branch() const {
        return {{"name", "main"},
                {"commit",
                 {{"id", head.sha},
                  {"title", head.message.substr(0, head.message.find('\n'))},
                  {"message", head.message},
                  {"author_name", head.author},
                  {"committed_date", head.at}}}};
    }

    int last_id_ = 0;
};

}  // namespace cadence::testing
