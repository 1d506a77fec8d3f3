// Reads JSON from elsewhere, which may be made to hurt: as it comes, piece by piece, so that nobody waits for
// the end of a large one; no further than to the first useless depth, count or size; and, where it is known
// what is asked for, without keeping the rest.
//
// Strict as json/text.h says. Of what is left out only the form is checked, not that its names differ.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "json/place.h"

namespace cadence::json {

/// The members that somebody asks for, by RFC 6901 pointers; "*" is any other name, and lists have no segment
/// of their own: "/commits/id" is that of each. What has no members named is kept if it is a plain value or a
/// list of such; an object is kept without its members.
class Wanted {
  public:
    Wanted(std::initializer_list<std::string_view> pointers);

    void add(std::string_view pointer);
    /// These, too.
    [[nodiscard]] Wanted with(std::initializer_list<std::string_view> pointers) const;
    /// Null: nobody asks for it.
    [[nodiscard]] Wanted const* member(std::string_view name) const;

  private:
    explicit Wanted(std::string_view name) : name_{name} {}

    std::string name_;
    std::vector<Wanted> members_;
};

struct Bounds {
    std::size_t values = 200'000;         // in all
    std::size_t kept = 40'000;            // of them
    std::size_t items = ~std::size_t{0};  // of them plain ones in lists: more are left out
    std::size_t text = 4 * 1024 * 1024;   // bytes of all texts that are kept
    std::size_t members = 10'000;         // of an object that is kept
    std::size_t name_or_number = 4'096;   // bytes of one
    bool twice = false;                   // whether a name may come twice in an object
};
/// Of our own, which was checked when it came.
inline constexpr Bounds kUnbounded{~std::size_t{0},
                                   ~std::size_t{0},
                                   ~std::size_t{0},
                                   ~std::size_t{0},
                                   ~std::size_t{0},
                                   ~std::size_t{0},
                                   true};

struct Reading;

class Reader {
  public:
    /// Without `wanted` all is kept; it outlives the reader.
    explicit Reader(Bounds const& bounds = {}, Wanted const* wanted = nullptr);
    Reader(Reader&&) noexcept;
    Reader& operator=(Reader&&) noexcept;
    ~Reader();

    // Errors: invalid `malformed-json`, saying line and column, or `too-large`. After one nothing is read.
    Result<void> add(std::string_view piece);
    /// Once, behind the last piece.
    Result<Value> finish();

  private:
    std::unique_ptr<Reading> impl_;
};

/// All of it at once: what is bounded so takes a few milliseconds at most. The value is in memory of its own,
/// which goes as a whole.
[[nodiscard]] Result<Value> parse_foreign(std::string_view text, Wanted const* wanted = nullptr,
                                          Bounds const& bounds = {});

}  // namespace cadence::json
