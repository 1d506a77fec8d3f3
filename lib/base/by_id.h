// A vector that finds its elements by their `id`, however many there are. Ids stay as they were put in.
#pragma once

#include <cstddef>
#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace cadence {

template <class T>
class ById {
    using Vector = std::vector<T>;

  public:
    using value_type = T;
    using iterator = typename Vector::iterator;
    using const_iterator = typename Vector::const_iterator;

    ById() = default;
    // As a vector would be made, or of one.
    // NOLINTNEXTLINE(google-explicit-constructor)
    ById(Vector items) {
        reserve(items.size());
        for (auto& each : items) push_back(std::move(each));
    }
    ById(std::initializer_list<T> items) : ById{Vector{items}} {}

    void reserve(std::size_t size) {
        items_.reserve(size);
        places_.reserve(size);
    }
    void push_back(T item) {
        places_.try_emplace(item.id, items_.size());
        items_.push_back(std::move(item));
    }
    /// Null: there is none.
    [[nodiscard]] T const* find(std::string_view id) const {
        auto const found = places_.find(id);
        return found == places_.end() ? nullptr : &items_[found->second];
    }

    [[nodiscard]] bool empty() const { return items_.empty(); }
    [[nodiscard]] std::size_t size() const { return items_.size(); }
    [[nodiscard]] T const& operator[](std::size_t at) const { return items_[at]; }
    [[nodiscard]] T& operator[](std::size_t at) { return items_[at]; }
    [[nodiscard]] T const& at(std::size_t at) const { return items_.at(at); }
    [[nodiscard]] T const& front() const { return items_.front(); }
    [[nodiscard]] T& front() { return items_.front(); }
    [[nodiscard]] T const& back() const { return items_.back(); }
    [[nodiscard]] const_iterator begin() const { return items_.begin(); }
    [[nodiscard]] const_iterator end() const { return items_.end(); }
    [[nodiscard]] iterator begin() { return items_.begin(); }
    [[nodiscard]] iterator end() { return items_.end(); }

    friend bool operator==(ById const& a, ById const& b) { return a.items_ == b.items_; }

  private:
    struct Hash : std::hash<std::string_view> {
        using is_transparent = void;
    };

    Vector items_;
    std::unordered_map<std::string, std::size_t, Hash, std::equal_to<>> places_;
};

}  // namespace cadence
