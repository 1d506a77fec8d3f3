// A folder that goes away, and the releases and events that the store's tests are about.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "store/store.h"

namespace cadence::store {

class Folder {
  public:
    explicit Folder(std::filesystem::path const& within = std::filesystem::temp_directory_path());
    Folder(Folder const&) = delete;
    Folder& operator=(Folder const&) = delete;
    ~Folder();

    [[nodiscard]] std::filesystem::path file(std::string const& name = "cadenced.db") const {
        return path_ / name;
    }
    /// Every file in it, with its bytes.
    [[nodiscard]] std::map<std::string, std::string> contents() const;

  private:
    std::filesystem::path path_;
};

[[nodiscard]] std::string bytes_of(std::filesystem::path const& file);
void write_bytes(std::filesystem::path const& file, std::string const& bytes);

[[nodiscard]] Instant at(std::string_view text);
inline Instant const kStart = at("2026-01-22T10:00:00Z");

[[nodiscard]] std::unique_ptr<Store> opened(std::filesystem::path const& file);
/// How opening it is refused.
[[nodiscard]] Error refusal_of(std::filesystem::path const& file);

/// A train with one release a week, `count` of them, from 2026-01-22.
[[nodiscard]] release::Train train_with(std::string const& id, int count);
[[nodiscard]] release::Event event_at(Instant at, release::EventBody body);
[[nodiscard]] release::Event fired(std::string const& release, release::FiringStatus status,
                                   std::string const& phase = "code_freeze");

/// What happened, and what it made of the train.
std::vector<release::LogLine> put(WriteTransaction& transaction, release::Train const& before,
                                  release::Train const& after, release::Events const& events,
                                  std::optional<Instant> next_due);
/// A transaction of one such.
std::vector<release::LogLine> commit(Store& store, release::Train const& before, release::Train const& after,
                                     release::Events const& events, std::optional<Instant> next_due = {});

/// SQL from outside, on a store that nobody has open.
void run_sql(std::filesystem::path const& file, std::string const& sql);
[[nodiscard]] std::string ask_sql(std::filesystem::path const& file, std::string const& sql);

}  // namespace cadence::store
