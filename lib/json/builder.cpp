#include "json/builder.h"

#include <charconv>

#include <fmt/format.h>

namespace cadence::json {

bool Builder::stop(std::string why, error_code& refused) {
    too_large_ = std::move(why);
    refused = boost::json::error::exception;
    return false;
}

/// Counts a value that begins; false: it is left out, or one too many.
bool Builder::keeps(error_code& refused, bool plain) {
    if (++values_ > bounds_.values)
        return stop(fmt::format("it has more than {} values", bounds_.values), refused);
    if (skipped_ > 0) return false;
    if (skips_next_) return skips_next_ = false;
    if (plain && list_is_full()) return false;
    if (plain && !open_.empty() && open_.back().list) ++items_;
    if (++kept_ > bounds_.kept)
        return stop(fmt::format("it has more than {} values of interest", bounds_.kept), refused);
    if (!open_.empty()) ++open_.back().kept;
    return true;
}

bool Builder::begin(error_code& refused, bool list) {
    auto const next_is_skipped = skips_next_;
    if (keeps(refused, false)) {
        open_.push_back({wanted_, list});
        return true;
    }
    if (refused) return false;
    if (skipped_ > 0 || next_is_skipped) ++skipped_;
    return true;
}

/// False: of what is left out.
bool Builder::end() {
    if (skipped_ == 0) return true;
    --skipped_;
    return false;
}

bool Builder::on_object_end(std::size_t, error_code&) {
    if (!end()) return true;
    auto const members = open_.back().kept;
    open_.pop_back();
    if (!open_.empty()) wanted_ = open_.back().wanted;
    stack_.push_object(members);
    return true;
}

bool Builder::on_array_end(std::size_t, error_code&) {
    if (!end()) return true;
    auto const items = open_.back().kept;
    open_.pop_back();
    if (!open_.empty()) wanted_ = open_.back().wanted;
    stack_.push_array(items);
    return true;
}

bool Builder::on_key_part(string_view part, std::size_t so_far, error_code& refused) {
    if (so_far > bounds_.name_or_number)
        return stop(fmt::format("a name in it is longer than {} bytes", bounds_.name_or_number), refused);
    if (skipped_ == 0) key_.append(part.data(), part.size());
    return true;
}

bool Builder::on_key(string_view part, std::size_t size, error_code& refused) {
    if (!on_key_part(part, size, refused)) return false;
    if (skipped_ > 0) return true;
    if (bounds_.twice && open_.back().wanted == nullptr) {
        stack_.push_key(key_);
        key_.clear();
        return true;
    }
    auto& object = open_.back();
    if (object.names.size() == bounds_.members)
        return stop(fmt::format("an object in it has more than {} members", bounds_.members), refused);
    auto const [name, added] = object.names.insert(key_);
    if (!added) {
        repeated_ = key_;
        refused = boost::json::error::exception;
        return false;
    }
    key_.clear();
    wanted_ = object.wanted == nullptr ? nullptr : object.wanted->member(*name);
    skips_next_ = object.wanted != nullptr && wanted_ == nullptr;
    if (skips_next_) return true;
    stack_.push_key({name->data(), name->size()});
    return count_text(name->size(), refused);
}

bool Builder::count_text(std::size_t bytes, error_code& refused) {
    text_ += bytes;
    if (text_ <= bounds_.text) return true;
    return stop(fmt::format("its texts of interest have more than {} bytes", bounds_.text), refused);
}

bool Builder::on_string_part(string_view part, std::size_t, error_code& refused) {
    if (skips()) return true;
    if (!count_text(part.size(), refused)) return false;
    stack_.push_chars(part);
    return true;
}

bool Builder::on_string(string_view part, std::size_t, error_code& refused) {
    if (!keeps(refused)) return !refused;
    if (!count_text(part.size(), refused)) return false;
    stack_.push_string(part);
    return true;
}

bool Builder::on_number_part(string_view part, error_code& refused) {
    digits_.append(part.data(), part.size());
    if (digits_.size() <= bounds_.name_or_number) return true;
    return stop(fmt::format("a number in it has more than {} digits", bounds_.name_or_number), refused);
}

/// Boost's number may be a last digit away from the nearest; what was written must be read back.
bool Builder::on_double(double near, string_view part, error_code& refused) {
    if (!on_number_part(part, refused)) return false;
    double exact = 0;
    auto const read = std::from_chars(digits_.data(), digits_.data() + digits_.size(), exact);
    digits_.clear();
    if (keeps(refused)) stack_.push_double(read.ec == std::errc{} ? exact : near);
    return !refused;
}

}  // namespace cadence::json
