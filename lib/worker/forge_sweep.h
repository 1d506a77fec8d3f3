// Looks a repository over: its open pull requests, page by page, the head of its main branch, and (daily)
// what that branch demands before merging. Knows which questions are left and what the answers came to; asks
// nothing itself. What has not changed since the last time (ETag) is kept from then.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "forge/forge.h"

namespace cadence::worker {

/// The state of pull requests that a sweep does not show: one page is all that there are, from page to page
/// one may slip through, and of too many the last ones are not read.
enum class ForgeUnseen { gone, doubtful, unknown };

class ForgeSweep {
  public:
    struct Found {
        std::vector<forge::PullRequest> pull_requests;  // the last changed first
        ForgeUnseen unseen = ForgeUnseen::gone;
        std::optional<forge::Head> head;  // nothing: as it was
        std::string recorded;             // that it was asked about
        std::optional<bool> ahead;        // of what was recorded last, or at it; nothing: not told yet
        bool lacks = false;               // that one, for certain
        bool asked_required = false;
        std::optional<bool> required;  // nothing: it cannot be told
    };
    struct Question {
        enum class What { pulls, head, ahead, required };
        What what = What::pulls;
        std::size_t page = 0;
        std::uint64_t run = 0;
        net::HttpRequest request;
    };
    struct Wants {
        bool pull_requests = true;
        std::string recorded;  // whether the branch is ahead of this commit; empty: that does not matter
        bool required = true;
    };

    ForgeSweep(forge::Forge forge, std::string branch)
        : forge_{std::move(forge)}, branch_{std::move(branch)} {}

    void begin(std::string const& token, Wants const& wants);
    void abandon();
    /// The next sweep is told of the branch even if it is as it was.
    void forget_head() { head_etag_.clear(); }
    [[nodiscard]] bool running() const { return run_ != 0; }
    [[nodiscard]] bool has_question() const { return !left_.empty(); }
    /// Whether a question has no answer yet.
    [[nodiscard]] bool waits() const { return open_ > 0; }
    [[nodiscard]] Question next();
    /// Whether it is a question of the sweep that runs: others come too late.
    [[nodiscard]] bool is_of(Question const& question) const { return question.run == run_; }
    /// The answer to a question. True when that was the last.
    Result<bool> answered(Question const& question, net::HttpResponse const& response);
    /// Of the sweep that is over.
    [[nodiscard]] Found take();

  private:
    struct Page {
        std::string etag;
        std::vector<forge::PullRequest> pull_requests;
        bool more = false;
    };
    Result<void> take_page(Question const& question, net::HttpResponse const& response);
    Result<void> take_head(net::HttpResponse const& response);
    Result<void> take_required(net::HttpResponse const& response);
    void put(Question::What what, net::HttpRequest request, std::size_t page = 0);

    forge::Forge forge_;
    std::string branch_;
    std::deque<Question> left_;
    std::size_t open_ = 0;  // questions under way
    std::uint64_t run_ = 0;
    std::uint64_t runs_ = 0;
    std::vector<Page> pages_;
    std::string head_etag_;
    std::string recorded_;
    std::vector<std::string> contexts_;
    bool hidden_ = false;  // some of what is required cannot be seen
    Found found_;
};

}  // namespace cadence::worker
