// GitHub: statuses have limits, contexts are the same in any case, a commit must be there.
#pragma once

#include "base/text.h"
#include "support/fake_forge.h"

namespace cadence::testing {

class FakeGithub : public FakeForge {
  public:
    explicit FakeGithub(Clock const& clock, std::string api = "https://api.github.com")
        : FakeForge{clock, std::move(api)} {}

    std::map<std::string, boost::json::array> check_runs;  // by commit
    std::size_t untold = 0;                                // check runs that are only counted
    boost::json::array alerts;
    std::vector<std::string> ruled;  // contexts that a ruleset requires
    /// The merge queue, the first first: a pull request's number and the head of its group.
    std::vector<std::pair<int, std::string>> queue;
    bool hides_queue = false;  // from this token

  protected:
    [[nodiscard]] bool authentic(net::Headers const& headers) const override {
        return header_in(headers, "Authorization") == "Bearer " + token;
    }

    FakeReply route(net::HttpRequest const& ask, std::string const& path, Query const& query) override {
        if (path == "/graphql") return merge_queue(boost::json::parse(ask.body).as_object());
        auto const root = "/repos/" + repository;
        if (!path.starts_with(root + "/")) return refuse(404, "Not Found");
        auto const rest = path.substr(root.size());
        if (ask.method == net::Method::post) return post(rest, boost::json::parse(ask.body).as_object());
        if (rest == "/pulls") return pulls_page(query);
        if (rest.starts_with("/pulls/")) return files_page(rest.substr(7), query);
        if (rest == "/branches/main") return {200, branch()};
        if (rest.starts_with(kCompare)) return compared(rest.substr(kCompare.size()));
        if (rest == "/rules/branches/main") return {200, rules()};
        if (rest == "/dependabot/alerts") return {200, alerts};
        if (rest.starts_with("/commits/")) return commit(rest.substr(9), query);
        return refuse(404, "Not Found");
    }

    /// What is wrong with a status, or nothing.
    virtual std::string fault_of(std::string const& sha, FakeStatus const& status) const {
        static std::set<std::string> const kStates{"error", "failure", "pending", "success"};
        if (!has_commit(sha)) return "No commit found for SHA: " + sha;
        if (!kStates.contains(status.state)) return "Validation Failed: state is not included in the list";
        if (characters(status.description) > 140)
            return "Validation Failed: description is too long (maximum is 140 characters)";
        if (is_beyond_basic_plane(status.description))
            return "Validation Failed: description doesn't accept 4-byte Unicode";
        if (is_beyond_basic_plane(status.context))
            return "Validation Failed: context doesn't accept 4-byte Unicode";
        if (!status.target_url.empty() && !status.target_url.starts_with("http"))
            return "Validation Failed: target_url must use http(s) scheme";
        if (characters(status.context) > 255)
            return "Validation Failed: context is too long (maximum is 255 characters)";
        auto const found = history.find(sha);
        if (found != history.end() && same(found->second, status.context) >= 1000)
            return "Validation Failed: This SHA and context has reached the maximum number of statuses.";
        return {};
    }

    [[nodiscard]] virtual std::string state_key() const { return "state"; }

    [[nodiscard]] virtual FakeReply pulls_page(Query const& query) const {
        return page_of(pulls_json(query.contains("base") ? query.at("base") : ""), query, "per_page", 30,
                       100);
    }

    /// Never more than 3,000, however many there are.
    [[nodiscard]] virtual FakeReply files_page(std::string const& rest, Query const& query) const {
        return page_of(files_json(rest, 3000), query, "per_page", 30, 100);
    }

    /// Of "12/files".
    [[nodiscard]] boost::json::array files_json(std::string const& rest, std::size_t most) const {
        boost::json::array list;
        auto const* const pull = pull_of(rest.substr(0, rest.find('/')));
        if (pull == nullptr || !rest.ends_with("/files")) return list;
        for (auto const& file : files_of(*pull)) {
            if (list.size() == most) break;
            boost::json::object item{{"filename", file.path},
                                     {"status", file.before.empty() ? "modified" : "renamed"}};
            if (!file.before.empty()) item["previous_filename"] = file.before;
            list.push_back(std::move(item));
        }
        return list;
    }

    [[nodiscard]] boost::json::array pulls_json(std::string const& base) const {
        boost::json::array list;
        for (auto const& pull : open_pulls(base)) {
            boost::json::array labels;
            for (auto const& label : pull.labels) labels.push_back(boost::json::object{{"name", label}});
            list.push_back(boost::json::object{{"number", pull.number},
                                               {"title", "Change " + std::to_string(pull.number)},
                                               {"state", pull.open ? "open" : "closed"},
                                               {"user", {{"login", "octocat"}}},
                                               {"labels", labels},
                                               {"head", {{"ref", pull.branch}, {"sha", pull.head}}},
                                               {"base", {{"ref", pull.base}}},
                                               {"updated_at", format_instant(pull.updated_at)}});
        }
        return list;
    }

    [[nodiscard]] virtual boost::json::value branch() const {
        boost::json::array contexts(required.begin(), required.end());
        return boost::json::object{
            {"name", "main"},
            {"commit",
             {{"sha", head.sha},
              {"author", {{"login", head.author}}},
              {"commit", {{"message", head.message}, {"committer", {{"date", head.at}}}}}}},
            {"protected", !required.empty()},
            {"protection", {{"required_status_checks", {{"contexts", contexts}}}}}};
    }

    /// Main with a commit.
    [[nodiscard]] FakeReply compared(std::string const& sha) const {
        return has_commit(sha) ? FakeReply{200, comparison(sha)} : refuse(404, "Not Found");
    }
    [[nodiscard]] boost::json::object comparison(std::string const& sha) const {
        return {{"status", stands(sha)}, {"ahead_by", stands(sha) == "diverged" ? 1 : 0}};
    }

    [[nodiscard]] FakeReply commit(std::string const& rest, Query const& query) const {
        auto const slash = rest.find('/');
        auto const sha = rest.substr(0, slash);
        if (!has_commit(sha)) return refuse(422, "No commit found for SHA: " + sha);
        if (rest.substr(slash) == "/check-runs") {
            auto const found = check_runs.find(sha);
            auto const runs = found == check_runs.end() ? boost::json::array{} : found->second;
            auto reply = page_of(runs, query, "per_page", 30, 100);
            reply.body =
                boost::json::object{{"total_count", runs.size() + untold}, {"check_runs", reply.body}};
            return reply;
        }
        auto reply = page_of(latest(sha), query, "per_page", 30, 100);
        reply.body = boost::json::object{{"sha", sha}, {"statuses", reply.body}};
        return reply;
    }

  private:
    static constexpr std::string_view kCompare = "/compare/main...";

    FakeReply merge_queue(boost::json::object const& body) {
        auto const& variables = body.at("variables").as_object();
        auto const asked = text(variables, "owner") + "/" + text(variables, "name");
        if (hides_queue || asked != repository)
            return {200,
                    boost::json::object{
                        {"data", {{"repository", nullptr}}},
                        {"errors", {{{"message", "Resource not accessible by personal access token"}}}}}};
        boost::json::array nodes;
        int position = 0;
        for (auto const& [number, tip] : queue)
            nodes.insert(nodes.begin(), boost::json::object{{"position", ++position},
                                                            {"headCommit", {{"oid", tip}}},
                                                            {"pullRequest", {{"number", number}}}});
        return {200, boost::json::object{
                         {"data", {{"repository", {{"mergeQueue", {{"entries", {{"nodes", nodes}}}}}}}}}}};
    }

    static std::ptrdiff_t same(std::vector<FakeStatus> const& all, std::string const& context) {
        return std::ranges::count_if(
            all, [&](FakeStatus const& each) { return equals_ignoring_case(each.context, context); });
    }

    FakeReply post(std::string const& rest, boost::json::object const& body) {
        if (!rest.starts_with("/statuses/")) return refuse(404, "Not Found");
        auto const sha = rest.substr(10);
        FakeStatus const status{text(body, "state"), text(body, "context"), text(body, "description"),
                                text(body, "target_url")};
        if (auto const fault = fault_of(sha, status); !fault.empty()) return refuse_as_unfit(fault);
        if (!unheard.empty() && status.description.find(unheard) != std::string::npos)
            return refuse_as_unfit("Validation Failed: description is not to our taste");
        history[sha].push_back(status);
        return {201, boost::json::object{{state_key(), status.state},
                                         {"context", status.context},
                                         {"description", status.description},
                                         {"target_url", status.target_url}}};
    }
    /// What is wrong with a field it says behind "Validation Failed".
    static FakeReply refuse_as_unfit(std::string const& fault) {
        constexpr std::string_view kUnfit = "Validation Failed: ";
        if (!fault.starts_with(kUnfit)) return refuse(422, fault);
        boost::json::object const error{
            {"resource", "Status"}, {"code", "custom"}, {"message", fault.substr(kUnfit.size())}};
        return {422,
                boost::json::object{{"message", "Validation Failed"}, {"errors", boost::json::array{error}}}};
    }

    [[nodiscard]] boost::json::array latest(std::string const& sha) const {
        boost::json::array list;
        std::set<std::string> seen;
        auto const found = history.find(sha);
        if (found == history.end()) return list;
        for (auto each = found->second.rbegin(); each != found->second.rend(); ++each) {
            if (!seen.insert(each->context).second) continue;
            list.push_back(boost::json::object{{state_key(), each->state},
                                               {"context", each->context},
                                               {"description", each->description},
                                               {"target_url", each->target_url}});
        }
        return list;
    }

    [[nodiscard]] boost::json::array rules() const {
        boost::json::array checks;
        for (auto const& context : ruled) checks.push_back(boost::json::object{{"context", context}});
        if (checks.empty()) return {};
        return {boost::json::object{{"type", "required_status_checks"},
                                    {"parameters", {{"required_status_checks", checks}}}}};
    }
};

}  // namespace cadence::testing
