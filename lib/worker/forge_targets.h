// The commits of one train that carry our status, and the external checks that want an answer: what each
// should say, what it says, and so what is to be read or posted next. Level-triggered: every change of the
// gate or of a pull request only changes what is wanted. Keeps nothing over a restart: what has been posted
// is read from the forge before anything is.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "forge/forge.h"
#include "release/gates.h"
#include "worker/forge_files.h"
#include "worker/forge_queue.h"
#include "worker/forge_sweep.h"

namespace cadence::worker {

struct ForgeTarget {
    forge::PullRequest pull_request;  // of a merge group only its head
    bool is_check = false;            // an external check's answer, else a status
    std::uint64_t rank = 0;           // the last changed is the highest
    forge::Status wanted;
    std::optional<forge::Status> posted = {};
    bool known = false;  // what is posted has been read
    bool busy = false;
    ForgeRetry retry = {};
};

/// What shuts before what opens, then the last changed.
[[nodiscard]] bool goes_before(ForgeTarget const& a, ForgeTarget const& b);

class ForgeTargets {
  public:
    using Says = std::function<forge::Status(release::Subject const&)>;

    explicit ForgeTargets(forge::Forge forge, std::string branch)
        : forge_{std::move(forge)}, branch_{std::move(branch)}, files_{forge_} {}

    /// A notice about one pull request; one that is older than what is known is ignored.
    void heard(forge::PullRequest const& pull_request, std::uint64_t rank);
    /// A merge queue's commit; forgotten with it, or after some hours. It passes if all that is in it does.
    void heard(forge::MergeGroup const& group, std::uint64_t rank, Instant now);
    /// An external check has been asked again for this pull request.
    void ask_again(std::string const& number);
    /// What a sweep has found; what is older than what was heard, or was heard of since rank `since`, does
    /// not count. They get the ranks up to `rank`.
    void swept(ForgeSweep::Found const& found, std::uint64_t since, std::uint64_t rank);
    /// Decides anew what is wanted. `by_path`: whom it shuts out may be let through for the files that are
    /// touched, so that these are wanted too.
    void settle(Says const& says, bool by_path, Instant now);

    [[nodiscard]] ForgeFiles& files() { return files_; }
    [[nodiscard]] ForgeFiles const& files() const { return files_; }
    [[nodiscard]] ForgeQueue& queue() { return queue_; }
    [[nodiscard]] ForgeQueue const& queue() const { return queue_; }
    [[nodiscard]] ForgeTarget* to_read(Instant now) { return most_urgent(now, &ForgeTargets::lacks_reading); }
    [[nodiscard]] ForgeTarget* to_post(Instant now) { return most_urgent(now, &ForgeTargets::lacks_posting); }
    /// The one that an answer is about, if it still is what it was.
    [[nodiscard]] ForgeTarget* find(ForgeTarget const& asked);
    /// When something is to be read or posted that may not be yet.
    [[nodiscard]] std::optional<Instant> read_from() const { return earliest(&ForgeTargets::lacks_reading); }
    [[nodiscard]] std::optional<Instant> post_from() const { return earliest(&ForgeTargets::lacks_posting); }

    [[nodiscard]] std::optional<forge::PullRequest> pull_request(std::string const& number) const;
    [[nodiscard]] std::size_t open() const { return open_.size(); }
    [[nodiscard]] std::vector<ForgeTarget const*> all() const;
    [[nodiscard]] bool is_settled(ForgeTarget const& target) const;

  private:
    struct Open {
        forge::PullRequest pull_request;
        std::uint64_t rank = 0;
        bool doubtful = false;  // the last sweep did not show it
    };
    struct Group {
        std::uint64_t rank = 0;
        Instant since;
        std::string number;  // of the last pull request in it, or empty
    };
    void close(Open gone);
    [[nodiscard]] forge::Status judge(std::string const& number, std::string const& head,
                                      Says const& says) const;
    [[nodiscard]] forge::Status judge(std::string const& head, Group const& group, Says const& says);
    void settle_groups(std::map<std::string, ForgeTarget>& into, Says const& says);
    void want_files(std::vector<forge::PullRequest> const& shut_out);
    static void want(std::map<std::string, ForgeTarget>& into, ForgeTarget const& target);
    using Lacks = bool (ForgeTargets::*)(ForgeTarget const&) const;
    [[nodiscard]] bool lacks_reading(ForgeTarget const& target) const {
        return !target.busy && !target.known;
    }
    [[nodiscard]] bool lacks_posting(ForgeTarget const& target) const {
        return !target.busy && target.known && !is_settled(target);
    }
    [[nodiscard]] ForgeTarget* most_urgent(Instant now, Lacks lacks);
    [[nodiscard]] std::optional<Instant> earliest(Lacks lacks) const;

    forge::Forge forge_;
    std::string branch_;
    std::map<std::string, Open> open_;     // by number
    std::map<std::string, Group> groups_;  // by commit
    std::vector<Open> closed_;             // the last ones
    std::map<std::string, ForgeTarget> targets_;
    ForgeFiles files_;
    ForgeQueue queue_;
};

}  // namespace cadence::worker
