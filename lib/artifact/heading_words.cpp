#include "artifact/heading_words.h"

#include <algorithm>
#include <array>
#include <span>

#include "base/text.h"

namespace cadence::artifact {

namespace {

using Phrases = std::span<std::string_view const>;

constexpr auto kToCome = std::to_array<std::string_view>(
    {"unreleased", "un-released", "not released yet", "not yet released", "not released",
     "yet to be released", "to be released", "coming soon", "upcoming release", "upcoming version",
     "upcoming changes", "upcoming", "forthcoming", "in development", "under development", "in progress",
     "work in progress", "wip", "tbd", "tba", "to be determined", "to be announced", "pending release",
     "vnext", "next release", "next version", "snapshot", "since last release", "since the last release",
     "changes since last release", "changes since the last release", "changes in next version",
     "changes in the next version", "development version", "working version", "pending changes",
     "future release", "future version", "never released", "soon", "no date", "not yet", "planned for",
     "scheduled for", "expected on", "due on",
     // German, French
     "unveröffentlicht", "noch nicht veröffentlicht", "nicht veröffentlicht", "in Arbeit", "in Entwicklung",
     "non publié", "non publiée", "non publiés", "non-publié", "non publie", "à venir", "À venir",
     "prochaine version",
     // Spanish, Portuguese, Italian
     "no publicado", "sin publicar", "no lanzado", "sin lanzar", "por publicar", "próxima versión",
     "próximamente", "não publicado", "não lançado", "nao publicado", "próxima versão", "non rilasciato",
     "non pubblicato", "prossima versione", "in sviluppo",
     // Dutch, Danish, Norwegian, Swedish, Finnish
     "nog niet uitgebracht", "niet uitgebracht", "onuitgebracht", "ongepubliceerd", "ikke udgivet",
     "ikke utgitt", "ej utgiven", "ej släppt", "osläppt", "outgiven", "opublicerat", "julkaisematon",
     // Polish, Czech, Slovak, Slovene, Croatian, Romanian, Hungarian
     "niewydane", "nieopublikowane", "nevydáno", "nepublikováno", "nezveřejněno", "nevydané", "neobjavljeno",
     "neizdano", "nelansat", "kiadatlan",
     // Russian, Ukrainian, Turkish, Indonesian
     "Не выпущено", "Неопубликовано", "Не опубликовано", "Невыпущенное", "Не випущено", "Неопубліковано",
     "yayımlanmadı", "yayınlanmadı", "yayınlanmamış", "belum dirilis",
     // Chinese, Japanese, Korean
     "未发布", "待发布", "即将发布", "未發布", "未發佈", "未發行", "未リリース", "미출시", "미배포"});

/// Branches, and other words for what lies ahead; each may be the name of something else.
constexpr auto kPerhapsToCome = std::to_array<std::string_view>(
    {"master", "main", "head", "trunk", "develop", "development", "dev", "devel", "tip", "next", "future",
     "pending", "planned", "draft", "expected", "scheduled", "due", "current", "edge", "canary", "nightly",
     // of several words
     "git master", "git main", "in git", "current master", "current main", "master branch", "main branch",
     "develop branch",
     // Russian, Ukrainian
     "Новое", "Нове"});

/// The phrase whose words stand at `at`: how many words it has; 0: it does not stand there.
std::size_t phrase_at(std::vector<std::string> const& words, std::size_t at, std::string_view phrase) {
    if (words[at].empty() || to_lower(words[at].front()) != to_lower(phrase.front())) return 0;
    std::size_t count = 0;
    for (; !phrase.empty(); ++count) {
        auto const word = phrase.substr(0, phrase.find(' '));
        phrase.remove_prefix(std::min(word.size() + 1, phrase.size()));
        if (at + count >= words.size()) return 0;
        std::string_view said = words[at + count];
        bool const both = count == 0 && said.size() > word.size() && said[word.size()] == '/';
        if (both) said = said.substr(0, word.size());  // "Unreleased/Belum Dirilis"
        if (!equals_ignoring_case(said, word)) return 0;
    }
    return count;
}

std::size_t longest_at(std::vector<std::string> const& words, std::size_t at, Phrases phrases) {
    std::size_t longest = 0;
    for (auto const phrase : phrases) longest = std::max(longest, phrase_at(words, at, phrase));
    return longest;
}

/// "Changes since 1.2.0".
std::size_t since_version_at(std::vector<std::string> const& words, std::size_t at) {
    for (std::string_view const since : {"changes since", "since"})
        if (auto const count = phrase_at(words, at, since); count > 0 && at + count < words.size())
            if (parse_tag(words[at + count])) return count + 1;
    return 0;
}

/// "x.y.z" or "vX.X.X".
bool is_version_to_come(std::string_view word) {
    if (word.starts_with('v') || word.starts_with('V')) word.remove_prefix(1);
    auto const dots = std::ranges::count(word, '.');
    if (dots < 1 || static_cast<std::size_t>(dots) * 2 + 1 != word.size()) return false;
    for (std::size_t i = 0; i < word.size(); ++i) {
        bool const right =
            i % 2 == 1 ? word[i] == '.' : std::string_view{"xyzn?#"}.find(to_lower(word[i])) != word.npos;
        if (!right) return false;
    }
    return true;
}

}  // namespace

ToCome to_come(std::vector<std::string> const& words, std::size_t at) {
    if (at >= words.size()) return {};
    if (auto const sure = std::max(longest_at(words, at, kToCome), since_version_at(words, at)); sure > 0)
        return {sure, true};
    if (is_version_to_come(words[at])) return {1, true};
    return {longest_at(words, at, kPerhapsToCome), false};
}

bool is_date_to_come(std::string_view word) {
    std::size_t parts = 1;
    std::size_t length = 0;
    char letter = '\0';
    bool open = false;
    for (char const c : word) {
        if (c == '-' || c == '/' || c == '.') {
            if (length < 2) return false;
            ++parts;
            length = 0;
            letter = '\0';
            continue;
        }
        ++length;
        if (is_digit(c)) continue;
        bool const same = letter == '\0' || to_lower(c) == letter;
        if (!same || std::string_view{"xymdatj?#_"}.find(to_lower(c)) == std::string_view::npos) return false;
        letter = to_lower(c);
        open = true;
    }
    return open && parts == 3 && length >= 2 && word.size() <= 10;
}

bool is_development(Version const& version) {
    constexpr auto kNames = std::to_array<std::string_view>({"dev", "snapshot", "unreleased", "next", "wip"});
    return version.is_pre_release() && is_one_of(version.pre.back(), kNames);
}

bool is_development(std::string_view version) {
    version = without_v(version);
    if (version.find_first_not_of("0123456789.xXdev-") != std::string_view::npos || version.empty() ||
        !is_digit(version.front()))
        return false;
    auto const last = version.substr(version.find_last_of(".-") + 1);
    bool const of_r = std::ranges::count(version, '.') == 3 && last.size() == 4 && last.front() == '9';
    return of_r || equals_ignoring_case(last, "x") || last.starts_with("dev");
}

}  // namespace cadence::artifact
