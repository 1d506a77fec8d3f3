// A search by what is asked for: only those conditions are made, so that each has its index.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "store/connection.h"

namespace cadence::store {

class Search {
  public:
    explicit Search(std::string head) : sql_{std::move(head)} {}

    /// `{}` stands for the parameters, numbered on.
    template <class... Values>
    Search& where(std::string_view condition, Values const&... values) {
        sql_ += std::exchange(first_, false) ? " WHERE " : " AND ";
        std::vector<std::string> numbers;
        (numbers.push_back(parameter(values)), ...);
        sql_ += fmt::format(fmt::runtime(condition), listed(numbers));
        return *this;
    }
    /// Unless the value is empty.
    Search& equals(std::string_view column, std::string const& value) {
        return value.empty() ? *this : where(fmt::format("{} = {{}}", column), value);
    }
    template <class Value>
    Search& equals(std::string_view column, std::optional<Value> const& value) {
        return given(fmt::format("{} = {{}}", column), value);
    }
    template <class Value>
    Search& given(std::string_view condition, std::optional<Value> const& value) {
        return value ? where(condition, *value) : *this;
    }
    Search& among(std::string_view column, std::vector<std::string> const& values) {
        if (values.empty()) return *this;
        std::vector<std::string> numbers;
        numbers.reserve(values.size());
        for (auto const& value : values) numbers.push_back(parameter(value));
        return where(fmt::format("{} IN ({})", column, listed(numbers)));
    }

    template <class Read>
    auto all(Connection& connection, std::string_view order, std::size_t limit, Read const& read) {
        auto const number = parameter(limit);
        auto rows = connection.query(fmt::format("{} ORDER BY {} LIMIT {}", sql_, order, number));
        for (auto const& bind : binds_) bind(rows);
        return rows.all(read);
    }

  private:
    template <class Value>
    std::string parameter(Value const& value) {
        binds_.push_back([value](Query& query) { query.bind(value); });
        return fmt::format("${}", binds_.size());
    }

    std::string sql_;
    bool first_ = true;
    std::vector<std::function<void(Query&)>> binds_;
};

}  // namespace cadence::store
