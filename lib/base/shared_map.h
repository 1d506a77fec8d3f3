// A map by text, in its order, whose copies share their elements as those of a SharedList do.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include "base/shared_list.h"

namespace cadence {

template <class T>
class SharedMap {
  public:
    using value_type = std::pair<std::string const, T>;
    using iterator = typename SharedList<value_type>::Iterator;
    using const_iterator = iterator;
    using key_type = std::string;
    using mapped_type = T;

    [[nodiscard]] std::size_t size() const { return entries_.size(); }
    [[nodiscard]] bool empty() const { return entries_.empty(); }
    [[nodiscard]] iterator begin() const { return entries_.begin(); }
    [[nodiscard]] iterator end() const { return entries_.end(); }
    [[nodiscard]] iterator lower_bound(std::string_view key) const {
        return entries_.lower_bound(key, &value_type::first);
    }
    [[nodiscard]] iterator find(std::string_view key) const {
        auto const found = lower_bound(key);
        return found != end() && found->first == key ? found : end();
    }
    [[nodiscard]] bool contains(std::string_view key) const { return find(key) != end(); }
    [[nodiscard]] T const& at(std::string_view key) const { return there(key)->second; }

    /// The one with this key, to be changed. Throws std::out_of_range.
    [[nodiscard]] T& edit(std::string_view key) { return entries_.edit(there(key)).second; }
    /// The key may be a part of the value.
    template <class Value>
    void insert_or_assign(std::string_view key, Value&& value) {
        if (auto const found = find(key); found != end())
            entries_.edit(found).second = std::forward<Value>(value);
        else
            emplace(key, std::forward<Value>(value));
    }
    /// Only where there is none.
    template <class Value>
    void emplace(std::string_view key, Value&& value) {
        auto const before = lower_bound(key);
        if (before == end() || before->first != key)
            entries_.insert(before, std::string{key}, std::forward<Value>(value));
    }
    void erase(std::string_view key) {
        if (auto const found = find(key); found != end()) entries_.erase(found);
    }
    template <class Which>
    void remove_if(Which const& which) {
        entries_.remove_if(which);
    }
    void clear() { entries_.clear(); }

    friend bool operator==(SharedMap const&, SharedMap const&) = default;
    /// As of lists.
    template <class Gone, class There>
    void changes_since(SharedMap const& before, Gone const& gone, There const& there) const {
        entries_.changes_since(before.entries_, &value_type::first, gone, there);
    }

  private:
    [[nodiscard]] iterator there(std::string_view key) const {
        auto const found = find(key);
        if (found == end()) throw std::out_of_range{"there is no " + std::string{key}};
        return found;
    }

    SharedList<value_type> entries_;
};

}  // namespace cadence
