#include <algorithm>
#include <memory>

#include <unicode/translit.h>
#include <unicode/unistr.h>

#include "base/pasted.h"
#include "base/text.h"

namespace cadence {

namespace {

// German before the rest: ü is ue there, and u where nobody knows better.
constexpr auto kRules = "NFC; de-ASCII; Any-Latin; Latin-ASCII; Lower";

bool is_ascii(char c) {
    return static_cast<unsigned char>(c) < 0x80;
}

}  // namespace

std::string latinised(std::string_view text) {
    if (std::ranges::all_of(text, is_ascii)) return lower(text);
    auto failed = U_ZERO_ERROR;
    std::unique_ptr<icu::Transliterator> const rules{
        icu::Transliterator::createInstance(kRules, UTRANS_FORWARD, failed)};
    if (rules == nullptr || U_FAILURE(failed) != 0) return lower(text);
    auto all = icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())});
    rules->transliterate(all);
    std::string said;
    all.toUTF8String(said);
    return said;
}

}  // namespace cadence
