// A vector whose copies share its elements until one of them is changed: for what is written once and copied
// often. A copy costs one pointer; whoever asks for a way to change it gets elements of its own first. For
// one thread only.
#pragma once

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <memory>
#include <utility>
#include <vector>

namespace cadence {

template <class T>
class SharedVector {
    using Vector = std::vector<T>;

  public:
    using value_type = T;
    using iterator = typename Vector::iterator;
    using const_iterator = typename Vector::const_iterator;

    SharedVector() = default;
    // As a vector would be made, or of one.
    // NOLINTNEXTLINE(google-explicit-constructor)
    SharedVector(Vector items) : items_{std::make_shared<Vector>(std::move(items))} {}
    SharedVector(std::initializer_list<T> items) : SharedVector{Vector{items}} {}

    [[nodiscard]] bool empty() const { return all().empty(); }
    [[nodiscard]] std::size_t size() const { return all().size(); }
    [[nodiscard]] const_iterator begin() const { return all().begin(); }
    [[nodiscard]] const_iterator end() const { return all().end(); }
    [[nodiscard]] T const& operator[](std::size_t at) const { return all()[at]; }
    [[nodiscard]] T const& front() const { return all().front(); }
    [[nodiscard]] T const& back() const { return all().back(); }

    [[nodiscard]] iterator begin() { return own().begin(); }
    [[nodiscard]] iterator end() { return own().end(); }
    [[nodiscard]] T& operator[](std::size_t at) { return own()[at]; }
    [[nodiscard]] T& front() { return own().front(); }
    [[nodiscard]] T& back() { return own().back(); }
    void push_back(T item) { own().push_back(std::move(item)); }
    void pop_back() { own().pop_back(); }
    void clear() { items_.reset(); }
    iterator insert(const_iterator before, T item) {
        auto const at = before - std::as_const(*this).begin();
        return own().insert(own().begin() + at, std::move(item));
    }
    iterator erase(const_iterator first, const_iterator last) {
        auto const from = first - std::as_const(*this).begin();
        auto const to = last - std::as_const(*this).begin();
        return own().erase(own().begin() + from, own().begin() + to);
    }
    iterator erase(const_iterator at) { return erase(at, at + 1); }

    /// One copy of the elements is enough for both, if they are equal.
    void share_with(SharedVector const& other) {
        if (*this == other) items_ = other.items_;
    }
    friend bool operator==(SharedVector const& a, SharedVector const& b) {
        return a.items_ == b.items_ || a.all() == b.all();
    }

  private:
    [[nodiscard]] Vector const& all() const {
        static Vector const none;
        return items_ ? *items_ : none;
    }
    [[nodiscard]] Vector& own() {
        if (!items_ || items_.use_count() > 1) items_ = std::make_shared<Vector>(all());
        return *items_;
    }

    std::shared_ptr<Vector> items_;
};

}  // namespace cadence
