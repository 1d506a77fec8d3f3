// Which files the open pull requests of one train touch, where the gate wants to know: each head is asked
// about once, page by page. Knows which questions are left and what the answers came to; asks nothing itself.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "forge/forge.h"
#include "worker/forge_lane.h"

namespace cadence::worker {

class ForgeFiles {
  public:
    struct Question {
        std::string number;
        std::string head;
        std::size_t page = 1;
    };
    using Keeps = std::function<bool(std::string const& number, std::string const& head)>;

    explicit ForgeFiles(forge::Forge forge) : forge_{std::move(forge)} {}

    /// These are to be known, others no longer; what is known stays as long as `keeps` says so.
    void want(std::vector<forge::PullRequest> const& all, Keeps const& keeps);
    [[nodiscard]] std::optional<Question> next(Instant now);
    /// The question is under way no longer, whatever came of it.
    void over(Question const& question);
    /// The answer to a question. True when all files of that head are known now.
    bool answered(Question const& question, forge::ChangedFiles const& found, bool more);
    /// Where failures of this one question count; null: it is of no interest any more.
    [[nodiscard]] ForgeRetry* retry_of(Question const& question);

    /// All paths that this head touches; empty: they are not known, or too many to be told.
    [[nodiscard]] std::vector<std::string> paths_of(forge::PullRequest const& pull_request) const;
    /// When something is to be asked that may not be yet.
    [[nodiscard]] std::optional<Instant> read_from() const;
    /// The failure that has lasted longest, or null.
    [[nodiscard]] ForgeRetry const* failing() const;

  private:
    struct Files {
        std::string head;
        std::set<std::string> paths;
        std::size_t files = 0;
        std::size_t page = 1;  // to be asked
        bool known = false;
        bool busy = false;
        ForgeRetry retry = {};
    };
    [[nodiscard]] Files* find(Question const& question);

    forge::Forge forge_;
    std::map<std::string, Files> all_;  // by number
};

}  // namespace cadence::worker
