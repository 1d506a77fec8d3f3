// Sequences whose copies share their elements. A copy costs one pointer, however long it is; a change leaves
// all copies as they were and costs a copy of the element, of its block of pointers and of the list of
// blocks. For one thread only.
#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <initializer_list>
#include <iterator>
#include <memory>
#include <utility>
#include <vector>

namespace cadence {

template <class T>
class SharedList {
    using Block = std::vector<std::shared_ptr<T>>;  // not empty
    using Blocks = std::vector<std::shared_ptr<Block>>;
    static constexpr std::size_t kBlock = 64;

  public:
    using value_type = T;

    class Iterator {
      public:
        using value_type = T;
        using difference_type = std::ptrdiff_t;
        using reference = T const&;
        using pointer = T const*;
        using iterator_category = std::bidirectional_iterator_tag;

        Iterator() = default;
        reference operator*() const { return *(**block_)[at_]; }
        pointer operator->() const { return (**block_)[at_].get(); }
        Iterator& operator++() {
            if (++at_ == (*block_)->size()) skip_block();
            return *this;
        }
        Iterator operator++(int) {
            auto const before = *this;
            ++*this;
            return before;
        }
        Iterator& operator--() {
            if (at_ == 0) at_ = (*--block_)->size();
            --at_;
            return *this;
        }
        Iterator operator--(int) {
            auto const before = *this;
            --*this;
            return before;
        }
        friend bool operator==(Iterator, Iterator) = default;

      private:
        friend class SharedList;
        explicit Iterator(std::shared_ptr<Block> const* block, std::size_t at = 0) : block_{block}, at_{at} {}
        [[nodiscard]] bool shares_block(Iterator other) const {
            return at_ == 0 && other.at_ == 0 && *block_ == *other.block_;
        }
        void skip_block() {
            ++block_;
            at_ = 0;
        }

        std::shared_ptr<Block> const* block_ = nullptr;
        std::size_t at_ = 0;  // in it
    };
    using iterator = Iterator;
    using const_iterator = Iterator;

    SharedList() = default;
    SharedList(std::initializer_list<T> values) {
        for (auto const& value : values) push_back(value);
    }

    [[nodiscard]] std::size_t size() const { return size_; }
    [[nodiscard]] bool empty() const { return size_ == 0; }
    [[nodiscard]] Iterator begin() const { return Iterator{blocks_ ? blocks_->data() : nullptr}; }
    [[nodiscard]] Iterator end() const {
        return Iterator{blocks_ ? blocks_->data() + blocks_->size() : nullptr};
    }
    [[nodiscard]] auto rbegin() const { return std::reverse_iterator{end()}; }
    [[nodiscard]] auto rend() const { return std::reverse_iterator{begin()}; }
    [[nodiscard]] T const& front() const { return *begin(); }
    [[nodiscard]] T const& back() const { return *std::prev(end()); }
    /// The first that is not less; the list is in this order.
    template <class Value, class By>
    [[nodiscard]] Iterator lower_bound(Value const& value, By const& by) const {
        if (empty()) return end();
        auto const less = [&](auto const& item) { return std::invoke(by, std::as_const(*item)) < value; };
        auto const block = std::partition_point(blocks_->begin(), blocks_->end(),
                                                [&](auto const& each) { return less(each->back()); });
        if (block == blocks_->end()) return end();
        auto const item = std::partition_point((*block)->begin(), (*block)->end(), less);
        return Iterator{&*block, static_cast<std::size_t>(item - (*block)->begin())};
    }

    /// One element, to be changed.
    [[nodiscard]] T& edit(Iterator which) {
        auto& item = own_block(index_of(which))[which.at_];
        if (item.use_count() > 1) item = std::make_shared<T>(*item);
        return *item;
    }
    /// Those of which it holds.
    template <class Which, class Change>
    void edit_if(Which const& which, Change const& change) {
        for (std::size_t i = 0; blocks_ && i < blocks_->size(); ++i) {
            for (std::size_t at = 0; at < (*blocks_)[i]->size(); ++at)
                if (which(std::as_const(*(*(*blocks_)[i])[at])))
                    change(edit(Iterator{blocks_->data() + i, at}));
        }
    }
    void push_back(T value) { insert(end(), std::move(value)); }
    template <class... Arguments>
    void insert(Iterator before, Arguments&&... arguments) {
        auto item = std::make_shared<T>(std::forward<Arguments>(arguments)...);
        auto const last = before == end();
        auto const i = index_of(before);
        auto& blocks = own();
        if (last && (blocks.empty() || blocks.back()->size() == kBlock)) {
            blocks.push_back(std::make_shared<Block>(Block{std::move(item)}));
        } else if (last) {
            own_block(blocks.size() - 1).push_back(std::move(item));
        } else {
            auto& block = own_block(i);
            block.insert(block.begin() + static_cast<std::ptrdiff_t>(before.at_), std::move(item));
            if (block.size() > kBlock) split(i);
        }
        ++size_;
    }
    void erase(Iterator which) {
        auto const i = index_of(which);
        auto& block = own_block(i);
        block.erase(block.begin() + static_cast<std::ptrdiff_t>(which.at_));
        if (block.empty()) own().erase(own().begin() + static_cast<std::ptrdiff_t>(i));
        --size_;
    }
    /// Those of which it holds; it may look at the whole list meanwhile.
    template <class Which>
    void remove_if(Which const& which) {
        if (std::none_of(begin(), end(), which)) return;
        SharedList kept;
        for (auto const& block : *blocks_) {
            auto const goes = [&](auto const& item) { return which(std::as_const(*item)); };
            if (std::none_of(block->begin(), block->end(), goes)) {
                kept.own().push_back(block);
                kept.size_ += block->size();
                continue;
            }
            Block rest;
            std::remove_copy_if(block->begin(), block->end(), std::back_inserter(rest), goes);
            kept.size_ += rest.size();
            if (!rest.empty()) kept.own().push_back(std::make_shared<Block>(std::move(rest)));
        }
        *this = std::move(kept);
    }
    void clear() { *this = {}; }

    friend bool operator==(SharedList const& a, SharedList const& b) {
        auto const equal = [](auto const& x, auto const& y) { return &x == &y || x == y; };
        return a.blocks_ == b.blocks_ || std::equal(a.begin(), a.end(), b.begin(), b.end(), equal);
    }

    /// Goes through both, which are in this order, past what they share. `gone` is called with what only
    /// `before` has, `there` with what was (or null) and what is.
    template <class By, class Gone, class There>
    void changes_since(SharedList const& before, By const& by, Gone const& gone, There const& there) const {
        auto was = before.begin();
        auto is = begin();
        while (was != before.end() && is != end()) {
            if (was.shares_block(is)) {
                was.skip_block();
                is.skip_block();
            } else if (&*was == &*is) {
                ++was;
                ++is;
            } else if (std::invoke(by, *was) < std::invoke(by, *is)) {
                gone(*was++);
            } else if (std::invoke(by, *is) < std::invoke(by, *was)) {
                there(static_cast<T const*>(nullptr), *is++);
            } else {
                there(&*was++, *is++);
            }
        }
        for (; was != before.end(); ++was) gone(*was);
        for (; is != end(); ++is) there(static_cast<T const*>(nullptr), *is);
    }

  private:
    [[nodiscard]] std::size_t index_of(Iterator at) const {
        return blocks_ ? static_cast<std::size_t>(at.block_ - blocks_->data()) : 0;
    }
    Blocks& own() {
        if (!blocks_)
            blocks_ = std::make_shared<Blocks>();
        else if (blocks_.use_count() > 1)
            blocks_ = std::make_shared<Blocks>(*blocks_);
        return *blocks_;
    }
    Block& own_block(std::size_t i) {
        auto& block = own()[i];
        if (block.use_count() > 1) block = std::make_shared<Block>(*block);
        return *block;
    }
    void split(std::size_t i) {
        auto& block = *own()[i];
        auto const half = block.begin() + static_cast<std::ptrdiff_t>(block.size() / 2);
        auto rest = std::make_shared<Block>(half, block.end());
        block.erase(half, block.end());
        own().insert(own().begin() + static_cast<std::ptrdiff_t>(i) + 1, std::move(rest));
    }

    std::shared_ptr<Blocks> blocks_;  // null or not: empty
    std::size_t size_ = 0;
};

}  // namespace cadence
