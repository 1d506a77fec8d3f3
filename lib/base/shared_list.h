// Sequences and maps whose copies share their elements. A copy costs one pointer, however long it is. A
// change leaves all copies as they were: it costs a pointer for each element, and a copy of the element that
// is changed. For one thread only.
#pragma once

#include <algorithm>
#include <compare>
#include <cstddef>
#include <functional>
#include <initializer_list>
#include <iterator>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cadence {

template <class T>
class SharedList {
    using Items = std::vector<std::shared_ptr<T>>;

  public:
    using value_type = T;

    class Iterator {
      public:
        using value_type = T;
        using difference_type = std::ptrdiff_t;
        using reference = T const&;
        using pointer = T const*;
        using iterator_category = std::random_access_iterator_tag;

        Iterator() = default;
        explicit Iterator(std::shared_ptr<T> const* at) : at_{at} {}
        reference operator*() const { return **at_; }
        pointer operator->() const { return at_->get(); }
        reference operator[](difference_type n) const { return *at_[n]; }
        Iterator& operator++() { return *this += 1; }
        Iterator operator++(int) { return Iterator{at_++}; }
        Iterator& operator--() { return *this += -1; }
        Iterator operator--(int) { return Iterator{at_--}; }
        Iterator& operator+=(difference_type n) {
            at_ += n;
            return *this;
        }
        Iterator& operator-=(difference_type n) { return *this += -n; }
        friend Iterator operator+(Iterator a, difference_type n) { return a += n; }
        friend Iterator operator+(difference_type n, Iterator a) { return a += n; }
        friend Iterator operator-(Iterator a, difference_type n) { return a -= n; }
        friend difference_type operator-(Iterator a, Iterator b) { return a.at_ - b.at_; }
        friend bool operator==(Iterator, Iterator) = default;
        friend auto operator<=>(Iterator, Iterator) = default;

      private:
        std::shared_ptr<T> const* at_ = nullptr;
    };
    using iterator = Iterator;
    using const_iterator = Iterator;

    SharedList() = default;
    SharedList(std::initializer_list<T> values) {
        for (auto const& value : values) push_back(value);
    }

    [[nodiscard]] std::size_t size() const { return items_ ? items_->size() : 0; }
    [[nodiscard]] bool empty() const { return size() == 0; }
    [[nodiscard]] Iterator begin() const { return Iterator{items_ ? items_->data() : nullptr}; }
    [[nodiscard]] Iterator end() const { return begin() + static_cast<std::ptrdiff_t>(size()); }
    [[nodiscard]] auto rbegin() const { return std::reverse_iterator{end()}; }
    [[nodiscard]] auto rend() const { return std::reverse_iterator{begin()}; }
    [[nodiscard]] T const& operator[](std::size_t i) const { return *(*items_)[i]; }
    [[nodiscard]] T const& at(std::size_t i) const {
        if (i >= size()) throw std::out_of_range{"there is no such element"};
        return (*this)[i];
    }
    [[nodiscard]] T const& front() const { return (*this)[0]; }
    [[nodiscard]] T const& back() const { return (*this)[size() - 1]; }

    /// One element, to be changed.
    [[nodiscard]] T& edit(std::size_t i) {
        auto& item = own()[i];
        if (item.use_count() > 1) item = std::make_shared<T>(*item);
        return *item;
    }
    void push_back(T value) { own().push_back(std::make_shared<T>(std::move(value))); }
    template <class... Arguments>
    void emplace(std::size_t before, Arguments&&... arguments) {
        auto item = std::make_shared<T>(std::forward<Arguments>(arguments)...);
        auto& items = own();
        items.insert(items.begin() + static_cast<std::ptrdiff_t>(before), std::move(item));
    }
    /// Those of which it holds; it may look at the whole list meanwhile.
    template <class Which>
    void remove_if(Which const& which) {
        if (std::none_of(begin(), end(), which)) return;
        auto kept = std::make_shared<Items>();
        for (auto const& item : *items_)
            if (!which(std::as_const(*item))) kept->push_back(item);
        items_ = std::move(kept);
    }
    template <class By>
    void sort_by(By const& by) {
        std::stable_sort(own().begin(), own().end(), [&](auto const& a, auto const& b) {
            return std::invoke(by, std::as_const(*a)) < std::invoke(by, std::as_const(*b));
        });
    }
    void clear() { items_ = nullptr; }

    friend bool operator==(SharedList const& a, SharedList const& b) {
        auto const equal = [](auto const& x, auto const& y) { return &x == &y || x == y; };
        return a.items_ == b.items_ || std::equal(a.begin(), a.end(), b.begin(), b.end(), equal);
    }

  private:
    Items& own() {
        if (!items_)
            items_ = std::make_shared<Items>();
        else if (items_.use_count() > 1)
            items_ = std::make_shared<Items>(*items_);
        return *items_;
    }

    std::shared_ptr<Items> items_;  // null: empty
};

/// By text, in its order.
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
    [[nodiscard]] iterator find(std::string_view key) const {
        auto const found = lower_bound(key);
        return found != end() && found->first == key ? found : end();
    }
    [[nodiscard]] bool contains(std::string_view key) const { return find(key) != end(); }
    [[nodiscard]] T const& at(std::string_view key) const {
        auto const found = find(key);
        if (found == end()) throw std::out_of_range{"there is no " + std::string{key}};
        return found->second;
    }

    /// The one with this key, to be changed. Throws std::out_of_range.
    [[nodiscard]] T& edit(std::string_view key) {
        static_cast<void>(at(key));
        return entries_.edit(index_of(key)).second;
    }
    /// The key may be a part of the value.
    template <class Value>
    void insert_or_assign(std::string_view key, Value&& value) {
        if (contains(key))
            edit(key) = std::forward<Value>(value);
        else
            emplace(key, std::forward<Value>(value));
    }
    /// Only where there is none.
    template <class Value>
    void emplace(std::string_view key, Value&& value) {
        if (!contains(key)) entries_.emplace(index_of(key), std::string{key}, std::forward<Value>(value));
    }
    void erase(std::string_view key) {
        entries_.remove_if([&](auto const& each) { return each.first == key; });
    }
    template <class Which>
    void remove_if(Which const& which) {
        entries_.remove_if(which);
    }
    void clear() { entries_.clear(); }

    friend bool operator==(SharedMap const&, SharedMap const&) = default;

  private:
    [[nodiscard]] iterator lower_bound(std::string_view key) const {
        return std::lower_bound(begin(), end(), key, [](value_type const& each, std::string_view wanted) {
            return each.first < wanted;
        });
    }
    [[nodiscard]] std::size_t index_of(std::string_view key) const {
        return static_cast<std::size_t>(lower_bound(key) - begin());
    }

    SharedList<value_type> entries_;
};

}  // namespace cadence
