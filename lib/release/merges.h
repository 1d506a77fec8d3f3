// Changes that reach `main`, and on-demand releases that are still to come back to it.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/describe/class.hpp>
#include <boost/mp11/list.hpp>

#include "base/instant.h"
#include "base/shared_map.h"
#include "release/aggregate.h"

namespace cadence::release {

inline constexpr std::size_t kMostMerges = 10'000;  // of a train, that are not in production

/// A change that reached `main`.
struct Merge {
    int number = 0;  // in order of arrival
    std::string commit;
    std::string author;
    std::string title;
    std::string branch;        // it came from, or empty
    std::string pull_request;  // its number, or empty
    std::optional<Instant> committed_at;
    Instant merged_at;
    Instant received_at;
    std::vector<std::string> against;  // codes of the reasons that had the gate shut
    std::optional<Instant> staging_at;
    std::optional<Instant> production_at;
};

/// In order of arrival, and found by their commits. Copies share them.
class Merges : private SharedList<Merge> {
  public:
    using List = SharedList<Merge>;
    using List::back;
    using List::begin;
    using List::const_iterator;
    using List::empty;
    using List::end;
    using List::front;
    using List::iterator;
    using List::rbegin;
    using List::rend;
    using List::size;
    using List::value_type;

    Merges() = default;
    Merges(std::initializer_list<Merge> merges) {
        for (auto const& merge : merges) add(merge);
    }
    /// The newest of this commit, or null.
    [[nodiscard]] Merge const* of_commit(std::string_view commit) const;
    [[nodiscard]] Merge const* of_number(int number) const;
    /// In its place; nothing if its number is there.
    void add(Merge merge);
    /// Number and commit stay as they are.
    template <class Which, class Change>
    void edit_if(Which const& which, Change const& change) {
        List::edit_if(which, [&](Merge& merge) {
            shipped_ -= merge.production_at ? 1 : 0;
            change(merge);
            shipped_ += merge.production_at ? 1 : 0;
        });
    }
    template <class Which>
    void remove_if(Which const& which) {
        for (auto const& merge : *this)
            if (which(merge)) forget(merge);
        List::remove_if(which);
    }
    /// How many of them are in production.
    [[nodiscard]] std::size_t shipped() const { return shipped_; }

    friend bool operator==(Merges const& a, Merges const& b) {
        return static_cast<List const&>(a) == static_cast<List const&>(b);
    }
    /// As of lists.
    template <class Gone, class There>
    void changes_since(Merges const& before, Gone const& gone, There const& there) const {
        List::changes_since(before, &Merge::number, gone, there);
    }

  private:
    void forget(Merge const& merge);

    SharedMap<int> numbers_;  // by commit: of the newest
    std::size_t shipped_ = 0;
};

/// Production was given an on-demand release; what ships after it must contain it, until a deployment does.
struct Unmerged {
    std::string release;
    std::string branch;
    std::string commit;
    int merge = 0;                  // the merge that brought it to main; 0: none yet
    std::string contained_in = {};  // the release whose deployment contained it; taken back with that
};

/// Another pull request that came with a merge: whoever judges that looks at all of them.
struct MergedBeside {
    std::string pull_request;
    std::string branch;
    std::vector<std::string> labels;
    std::vector<std::string> paths;
};

BOOST_DESCRIBE_STRUCT(Merge, (),
                      (number, commit, author, title, branch, pull_request, committed_at, merged_at,
                       received_at, against, staging_at, production_at))
BOOST_DESCRIBE_STRUCT(Unmerged, (), (release, branch, commit, merge, contained_in))

// Commands.

struct RecordMerge {
    std::string commit;
    std::string author;
    std::string title;
    std::string branch;
    std::string pull_request;
    std::vector<std::string> labels;
    std::optional<Instant> committed_at;
    std::optional<Instant> merged_at;     // nothing: now
    std::vector<std::string> paths = {};  // all that it touched; empty: not known
    std::vector<MergedBeside> beside = {};
    std::string replaces = {};  // the head before, where the branch was moved off it by force
};

BOOST_DESCRIBE_STRUCT(RecordMerge, (),
                      (commit, author, title, branch, pull_request, labels, paths, committed_at, merged_at))

// Events.

struct MergeRecorded {
    static constexpr std::string_view type = "merge_recorded";
    Merge merge;
};
struct MergesLeft {  // the main branch was moved off them by force
    static constexpr std::string_view type = "merges_left";
    std::string head;           // where it is now
    std::vector<Merge> merges;  // in order of arrival
};
struct BranchMerged {
    static constexpr std::string_view type = "branch_merged";
    std::string release;  // on demand, in production
    int merge = 0;
};

BOOST_DESCRIBE_STRUCT(MergeRecorded, (), (merge))
BOOST_DESCRIBE_STRUCT(MergesLeft, (), (head, merges))
BOOST_DESCRIBE_STRUCT(BranchMerged, (), (release, merge))

using MergeCommands = boost::mp11::mp_list<RecordMerge>;
using MergeEvents = boost::mp11::mp_list<MergeRecorded, MergesLeft, BranchMerged>;

[[nodiscard]] Result<Events> handle(Train const&, RecordMerge const&, Context const&);

void apply(Train&, MergeRecorded const&, Event const&);
void apply(Train&, MergesLeft const&, Event const&);
void apply(Train&, BranchMerged const&, Event const&);

}  // namespace cadence::release
