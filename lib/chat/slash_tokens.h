// The text of a slash command, word by word from the left. For chat/command.cpp.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"
#include "base/pasted.h"
#include "base/text.h"

namespace cadence::chat {

class SlashTokens {
  public:
    SlashTokens(std::string_view text, std::vector<std::string> const& trains) : trains_{&trains} {
        for (std::size_t at = 0; (at = text.find_first_not_of(' ', at)) != std::string_view::npos;) {
            auto const end = std::min(text.find(' ', at), text.size());
            tokens_.emplace_back(text.substr(at, end - at));
            at = end;
        }
    }

    /// As it was meant, in lower case; empty: there is none.
    [[nodiscard]] std::string peek() const {
        return lower(pasted_word(next_ < tokens_.size() ? tokens_[next_] : std::string{}));
    }
    std::string take() {
        auto word = peek();
        if (next_ < tokens_.size()) ++next_;
        return word;
    }
    /// Takes the next one if it is this.
    bool take(std::string_view word) {
        if (peek() != word) return false;
        ++next_;
        return true;
    }
    /// Takes the next one if it is the name of a train.
    bool take_train(std::string& train) {
        auto const found = std::ranges::find(*trains_, peek());
        if (found == trains_->end()) return false;
        train = *found;
        ++next_;
        return true;
    }
    /// Takes the next one if it is the id of a release, which begins with its train's.
    void take_release(std::string& train, std::string& release) {
        auto const word = peek();
        for (auto const& each : *trains_) {
            auto const slug = word.starts_with(each + "-") ? word.substr(each.size() + 1) : std::string{};
            auto const is_id = parse_date(slug) || slug.starts_with("hotfix-") ||
                               slug.starts_with("expedited-") || slug.starts_with("unplanned-");
            if (!is_id) continue;
            train = each;
            release = word;
            ++next_;
            return;
        }
    }
    /// The same if nothing comes after it.
    void take_train_if_last(std::string& train) {
        if (next_ + 1 == tokens_.size()) take_train(train);
    }
    /// What is left, as it was written but for its spaces.
    [[nodiscard]] std::string rest() const {
        return listed({tokens_.begin() + static_cast<std::ptrdiff_t>(next_), tokens_.end()}, " ");
    }

  private:
    std::vector<std::string> const* trains_;
    std::vector<std::string> tokens_;
    std::size_t next_ = 0;
};

}  // namespace cadence::chat
