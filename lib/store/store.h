// The record: one SQLite file, one connection, one writer (DESIGN section 13). The only SQL in the program;
// nothing outside lib/store knows which engine it is.
//
// Invariants: what `WriteTransaction::commit` returned from is on disk; rows and log change together or not
// at all; the log only grows; the ledger of firings is unique by (release, phase, attempt), and that decides
// what has fired. It does not decide anything else: it is told before and after.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "flag/flags.h"
#include "release/lifecycle.h"
#include "store/delivery.h"
#include "store/records.h"

namespace cadence::insight {
struct Facts;
}

namespace cadence::store {

struct Figures;

/// A COMMIT failed: it may or may not be on disk. The only right answer is to exit and read back; the file
/// must not be touched again, not even closed.
class CommitUnknown : public std::runtime_error {
    using std::runtime_error::runtime_error;
};
/// Nothing was written: the transaction is gone, the program goes on and may try again.
class WriteRefused : public std::runtime_error {
    using std::runtime_error::runtime_error;
};
/// The disk is full.
class StorageFull : public WriteRefused {
    using WriteRefused::WriteRefused;
};
/// The file, or its log, was removed or replaced: a write would be lost with the process.
class StorageGone : public WriteRefused {
    using WriteRefused::WriteRefused;
};
/// Pages or rows cannot be read: only a backup helps. For whoever listens to `on_damage` to throw.
class StorageDamaged : public std::runtime_error {
    using std::runtime_error::runtime_error;
};
/// The ledger says that a phase has fired already: drop what is in memory and load again.
class AlreadyFired : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

struct TrainChange;
class WriteTransaction;

class Store {
  public:
    /// `:memory:` or a file; creates and migrates it. Errors, one line that says which: unavailable
    /// `database-newer`, `database-altered`, `database-read-only`, `database-locked`, `not-a-database`,
    /// `database-missing`, `database-replaced`, `identity-unreadable`. A refused file is left
    /// untouched.
    [[nodiscard]] static Result<std::unique_ptr<Store>> open(std::filesystem::path const& file, Instant now);
    ~Store();
    /// Called with what is damaged, each time it is met, before the read or write fails. The files are left
    /// as they are from then on, and the next start looks at every page.
    void on_damage(std::function<void(std::string const&)> tell);

    // Reading.
    /// With its releases, merges and deadlines that are live.
    [[nodiscard]] std::optional<release::Train> train(std::string_view id) const;
    /// All of them, by id, at once.
    [[nodiscard]] std::vector<release::Train> trains() const;
    [[nodiscard]] std::optional<release::Release> release(std::string_view id) const;
    [[nodiscard]] std::vector<release::Release> releases(ReleaseQuery const& query) const;
    [[nodiscard]] std::vector<DeadlineRow> deadlines(DeadlineQuery const& query) const;
    [[nodiscard]] std::vector<release::Merge> merges(MergeQuery const& query) const;
    /// The newest in production of this commit.
    [[nodiscard]] std::optional<release::Merge> shipped_merge(std::string_view train,
                                                              std::string_view commit) const;
    [[nodiscard]] std::vector<release::LogLine> events(EventQuery const& query) const;
    /// The last number given out, 0 for an empty log; of one train: the last that concerned it.
    [[nodiscard]] std::int64_t revision(std::string_view train = {}) const;
    /// When the last event that concerned this train was logged.
    [[nodiscard]] std::optional<Instant> last_event_at(std::string_view train) const;
    /// What its figures are made of (insight/facts.h, without when it was first looked after).
    [[nodiscard]] insight::Facts facts(FactsQuery const& query) const;
    /// What runs and waits (store/figures.h).
    [[nodiscard]] Figures figures() const;
    /// Trains that time has something to do to at `now`, most overdue first.
    [[nodiscard]] std::vector<std::string> due_trains(Instant now, std::size_t limit) const;
    [[nodiscard]] std::optional<Instant> next_due() const;
    [[nodiscard]] std::vector<TokenRecord> tokens() const;
    [[nodiscard]] std::optional<TokenRecord> token(std::string_view id) const;
    [[nodiscard]] std::optional<StoredReply> reply_to(std::string_view caller, std::string_view key) const;
    [[nodiscard]] KeptReplies replies_since(std::string_view caller, Instant since) const;
    [[nodiscard]] std::optional<std::string> meta(
        std::string_view key) const;  // small facts of the daemon itself

    /// The one transaction. Throws CommitUnknown after a commit that failed.
    [[nodiscard]] WriteTransaction begin();
    /// Can it still write? A look at the file system and a write transaction that is rolled back.
    [[nodiscard]] Result<void> writable();
    // The outbox.
    [[nodiscard]] std::optional<Delivery> delivery(std::string_view id) const;
    [[nodiscard]] std::vector<Delivery> deliveries(DeliveryQuery const& query) const;
    /// First in their lanes and due, earliest first.
    [[nodiscard]] std::vector<Delivery> due_deliveries(Instant now, std::size_t limit,
                                                       DeliveryKinds const& kinds) const;
    /// When one of them is due next.
    [[nodiscard]] std::optional<Instant> next_delivery(DeliveryKinds const& kinds = {}) const;
    /// Recorded as being sent: after a start, those whose outcome is unknown.
    [[nodiscard]] std::vector<Delivery> interrupted_deliveries() const;

    // The inbox.
    /// Not worked on yet, in the order they came.
    [[nodiscard]] std::vector<Arrival> waiting_arrivals(std::size_t limit) const;
    /// Newest first, without headers and body.
    [[nodiscard]] std::vector<Arrival> arrivals(std::size_t limit) const;
    [[nodiscard]] std::optional<HookRecord> hook(std::string_view endpoint) const;
    [[nodiscard]] std::vector<HookRecord> hooks() const;
    /// All of them, by key.
    [[nodiscard]] std::vector<flag::Flag> flags() const;

    /// A verified copy through our own connection, that `restore` takes (store/restore.h). Errors:
    /// unavailable `backup-failed`.
    [[nodiscard]] Result<void> backup(std::filesystem::path const& to);

  private:
    friend class WriteTransaction;
    struct Impl;
    explicit Store(std::unique_ptr<Impl> impl);
    [[nodiscard]] static Result<std::unique_ptr<Store>> open_file(std::filesystem::path const& file,
                                                                  Instant now);
    /// The number of the last event. Throws WriteRefused.
    std::int64_t begin_writing();
    void begin_generation();
    void begin_first_generation();
    std::unique_ptr<Impl> impl_;
};

/// What events, which are in the log, made of a train.
struct TrainChange {
    release::Train const& before;
    release::Train const& after;
    release::Events const& events;
    std::optional<Instant> next_due;  // when time will next do something to it
    std::int64_t revision;            // of the last event
};

/// The writes of one transaction, which begins with the first. Rolled back unless committed.
class WriteTransaction {
  public:
    WriteTransaction(WriteTransaction&&) noexcept;
    ~WriteTransaction();

    /// The log lines of what happens to a train, as logged.
    std::vector<release::LogLine> append(std::string const& train, release::Events const& events);
    /// What they made of it: rows of the train and of every release, merge and deadline that differs, and the
    /// lines of the ledger. Throws AlreadyFired.
    void put(TrainChange const& train);
    void set_next_due(std::string_view train, std::optional<Instant> next_due);
    /// A line that concerns no train (tokens, clock, configuration).
    release::LogLine log(release::Actor const& actor, Instant at, std::string_view type,
                         std::string_view data_json);
    /// The same of a train, and of one of its releases or none.
    release::LogLine log_of(std::string_view train, std::string_view release, release::Actor const& actor,
                            Instant at, std::string_view type, std::string_view data_json);
    void put_token(TokenRecord const& token);
    void keep_reply(StoredReply const& reply);
    void forget_replies_before(Instant instant);
    void set_meta(std::string_view key, std::string_view value);
    void remove_meta(std::string_view key);

    /// At the tail of its lane; due at once if nothing is before it.
    void add_delivery(Delivery const& delivery);
    /// As it now stands: state, next_at, attempts, detail ... One that is over lets the next of its lane go.
    void put_delivery(Delivery const& delivery, Instant next_goes_at);
    /// Replaces what is to be sent since it was queued.
    void put_delivery_body(Delivery const& delivery);
    /// Once more, at the tail of its lane.
    void requeue_delivery(Delivery const& delivery, Instant now);
    /// The clock was set back: what was to be tried later is tried now.
    void bring_deliveries_forward(Instant now);
    /// Those delivered, dropped or expired before; dead and unknown ones stay. At most 1,000 at a time.
    void forget_deliveries_before(Instant instant);

    /// False: it has arrived before, and nothing is written. What has failed may come again.
    bool add_arrival(Arrival const& arrival);
    /// Worked on: its body goes.
    void finish_arrival(std::int64_t seq, ArrivalState state, std::string_view detail);
    void forget_arrivals_before(Instant instant);
    void put_hook(HookRecord const& hook);
    void put_flag(flag::Flag const& flag);
    void remove_flag(std::string_view key);

    /// On disk when it returns. Throws StorageFull (nothing written) or CommitUnknown.
    void commit();

  private:
    friend class Store;
    explicit WriteTransaction(Store& store);
    /// One statement; the number of rows changed. In impl.h.
    template <class... Values>
    int run(std::string const& sql, Values const&... values);
    /// Runs a change in it. Whatever goes wrong, all of it is rolled back first.
    template <class Change>
    auto change(Change const& make);
    [[nodiscard]] release::LogLine append(release::LogLine line);
    Store* store_;
    enum class State { fresh, begun, over } state_ = State::fresh;
    std::int64_t last_event_ = 0;  // in the log and in this
};

}  // namespace cadence::store
