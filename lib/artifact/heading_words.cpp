#include "artifact/heading_words.h"

#include <algorithm>
#include <array>
#include <span>

#include <fmt/format.h>

#include "artifact/inline.h"
#include "artifact/markdown.h"
#include "base/text.h"

namespace cadence::artifact {

namespace {

using Words = std::span<std::string_view const>;

constexpr auto kToCome = std::to_array<std::string_view>(
    {"unreleased", "un-released", "not released yet", "not yet released", "not released",
     "yet to be released", "to be released", "coming soon", "upcoming release", "upcoming version",
     "upcoming changes", "upcoming", "forthcoming", "in development", "under development", "in progress",
     "work in progress", "wip", "tbd", "tba", "to be determined", "to be announced", "pending release",
     "vnext", "next release", "next version", "snapshot", "since last release", "since the last release",
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
     "pending", "planned", "draft", "master branch", "main branch", "Новое", "Нове"});

constexpr auto kKinds =
    std::to_array<KindName>({{"added", "Added", SectionKind::added},
                             {"changed", "Changed", SectionKind::changed},
                             {"deprecated", "Deprecated", SectionKind::deprecated},
                             {"removed", "Removed", SectionKind::removed},
                             {"fixed", "Fixed", SectionKind::fixed},
                             {"security", "Security", SectionKind::security},
                             {"features", "Added", SectionKind::added},
                             {"feature", "Added", SectionKind::added},
                             {"feat", "Added", SectionKind::added},
                             {"new features", "Added", SectionKind::added},
                             {"new", "Added", SectionKind::added},
                             {"additions", "Added", SectionKind::added},
                             {"changes", "Changed", SectionKind::changed},
                             {"change", "Changed", SectionKind::changed},
                             {"improvements", "Changed", SectionKind::changed},
                             {"improved", "Changed", SectionKind::changed},
                             {"enhancements", "Changed", SectionKind::changed},
                             {"enhancement", "Changed", SectionKind::changed},
                             {"updated", "Changed", SectionKind::changed},
                             {"updates", "Changed", SectionKind::changed},
                             {"major changes", "Changed", SectionKind::changed},
                             {"minor changes", "Changed", SectionKind::changed},
                             {"patch changes", "Fixed", SectionKind::fixed},
                             {"bug fixes", "Fixed", SectionKind::fixed},
                             {"bug fix", "Fixed", SectionKind::fixed},
                             {"bugfix", "Fixed", SectionKind::fixed},
                             {"fix", "Fixed", SectionKind::fixed},
                             {"bugfixes", "Fixed", SectionKind::fixed},
                             {"bugs fixed", "Fixed", SectionKind::fixed},
                             {"fixes", "Fixed", SectionKind::fixed},
                             {"security fixes", "Security", SectionKind::security},
                             {"deprecations", "Deprecated", SectionKind::deprecated},
                             {"add", "Added", SectionKind::added},
                             {"deprecate", "Deprecated", SectionKind::deprecated},
                             {"remove", "Removed", SectionKind::removed},
                             {"removals", "Removed", SectionKind::removed},
                             {"removed features", "Removed", SectionKind::removed},
                             {"deprecations and removals", "Removed", SectionKind::removed},
                             // German
                             {"hinzugefügt", "Hinzugefügt", SectionKind::added},
                             {"neu", "Neu", SectionKind::added},
                             {"geändert", "Geändert", SectionKind::changed},
                             {"veraltet", "Veraltet", SectionKind::deprecated},
                             {"entfernt", "Entfernt", SectionKind::removed},
                             {"behoben", "Behoben", SectionKind::fixed},
                             {"sicherheit", "Sicherheit", SectionKind::security},
                             // French
                             {"ajouté", "Ajouté", SectionKind::added},
                             {"ajouts", "Ajouts", SectionKind::added},
                             {"modifié", "Modifié", SectionKind::changed},
                             {"changé", "Changé", SectionKind::changed},
                             {"obsolète", "Obsolète", SectionKind::deprecated},
                             {"déprécié", "Déprécié", SectionKind::deprecated},
                             {"supprimé", "Supprimé", SectionKind::removed},
                             {"retiré", "Retiré", SectionKind::removed},
                             {"corrigé", "Corrigé", SectionKind::fixed},
                             {"sécurité", "Sécurité", SectionKind::security},
                             // Spanish
                             {"añadido", "Añadido", SectionKind::added},
                             {"agregado", "Agregado", SectionKind::added},
                             {"cambiado", "Cambiado", SectionKind::changed},
                             {"obsoleto", "Obsoleto", SectionKind::deprecated},
                             {"eliminado", "Eliminado", SectionKind::removed},
                             {"corregido", "Corregido", SectionKind::fixed},
                             {"arreglado", "Arreglado", SectionKind::fixed},
                             {"seguridad", "Seguridad", SectionKind::security},
                             // Portuguese
                             {"adicionado", "Adicionado", SectionKind::added},
                             {"modificado", "Modificado", SectionKind::changed},
                             {"alterado", "Alterado", SectionKind::changed},
                             {"depreciado", "Depreciado", SectionKind::deprecated},
                             {"removido", "Removido", SectionKind::removed},
                             {"corrigido", "Corrigido", SectionKind::fixed},
                             {"segurança", "Segurança", SectionKind::security},
                             // Italian
                             {"aggiunto", "Aggiunto", SectionKind::added},
                             {"modificato", "Modificato", SectionKind::changed},
                             {"deprecato", "Deprecato", SectionKind::deprecated},
                             {"rimosso", "Rimosso", SectionKind::removed},
                             {"corretto", "Corretto", SectionKind::fixed},
                             {"sicurezza", "Sicurezza", SectionKind::security},
                             // Dutch
                             {"toegevoegd", "Toegevoegd", SectionKind::added},
                             {"gewijzigd", "Gewijzigd", SectionKind::changed},
                             {"verouderd", "Verouderd", SectionKind::deprecated},
                             {"verwijderd", "Verwijderd", SectionKind::removed},
                             {"opgelost", "Opgelost", SectionKind::fixed},
                             {"beveiliging", "Beveiliging", SectionKind::security},
                             // Danish, Norwegian, Swedish
                             {"tilføjet", "Tilføjet", SectionKind::added},
                             {"Ændret", "Ændret", SectionKind::changed},
                             {"udfaset", "Udfaset", SectionKind::deprecated},
                             {"fjernet", "Fjernet", SectionKind::removed},
                             {"rettet", "Rettet", SectionKind::fixed},
                             {"sikkerhed", "Sikkerhed", SectionKind::security},
                             {"lagt til", "Lagt til", SectionKind::added},
                             {"endret", "Endret", SectionKind::changed},
                             {"avviklet", "Avviklet", SectionKind::deprecated},
                             {"fikset", "Fikset", SectionKind::fixed},
                             {"sikkerhet", "Sikkerhet", SectionKind::security},
                             {"tillagt", "Tillagt", SectionKind::added},
                             {"Ändrat", "Ändrat", SectionKind::changed},
                             {"borttaget", "Borttaget", SectionKind::removed},
                             {"fixat", "Fixat", SectionKind::fixed},
                             {"säkerhet", "Säkerhet", SectionKind::security},
                             // Polish, Czech
                             {"dodane", "Dodane", SectionKind::added},
                             {"dodano", "Dodano", SectionKind::added},
                             {"zmienione", "Zmienione", SectionKind::changed},
                             {"zmieniono", "Zmieniono", SectionKind::changed},
                             {"zdezaprobowane", "Zdezaprobowane", SectionKind::deprecated},
                             {"usunięte", "Usunięte", SectionKind::removed},
                             {"usunięto", "Usunięto", SectionKind::removed},
                             {"naprawione", "Naprawione", SectionKind::fixed},
                             {"naprawiono", "Naprawiono", SectionKind::fixed},
                             {"bezpieczeństwo", "Bezpieczeństwo", SectionKind::security},
                             {"přidáno", "Přidáno", SectionKind::added},
                             {"změněno", "Změněno", SectionKind::changed},
                             {"zastaralé", "Zastaralé", SectionKind::deprecated},
                             {"odstraněno", "Odstraněno", SectionKind::removed},
                             {"opraveno", "Opraveno", SectionKind::fixed},
                             {"bezpečnost", "Bezpečnost", SectionKind::security},
                             // Russian, Ukrainian, Turkish
                             {"Добавлено", "Добавлено", SectionKind::added},
                             {"Изменено", "Изменено", SectionKind::changed},
                             {"Устарело", "Устарело", SectionKind::deprecated},
                             {"Удалено", "Удалено", SectionKind::removed},
                             {"Исправлено", "Исправлено", SectionKind::fixed},
                             {"Безопасность", "Безопасность", SectionKind::security},
                             {"Додано", "Додано", SectionKind::added},
                             {"Змінено", "Змінено", SectionKind::changed},
                             {"Застаріло", "Застаріло", SectionKind::deprecated},
                             {"Видалено", "Видалено", SectionKind::removed},
                             {"Виправлено", "Виправлено", SectionKind::fixed},
                             {"Виправлення", "Виправлення", SectionKind::fixed},
                             {"Безпека", "Безпека", SectionKind::security},
                             {"eklendi", "Eklendi", SectionKind::added},
                             {"değişti", "Değişti", SectionKind::changed},
                             {"kaldırıldı", "Kaldırıldı", SectionKind::removed},
                             {"düzeltildi", "Düzeltildi", SectionKind::fixed},
                             {"güvenlik", "Güvenlik", SectionKind::security},
                             // Chinese, Japanese, Korean
                             {"新增", "新增", SectionKind::added},
                             {"新增功能", "新增功能", SectionKind::added},
                             {"变更", "变更", SectionKind::changed},
                             {"變更", "變更", SectionKind::changed},
                             {"改进", "改进", SectionKind::changed},
                             {"废弃", "废弃", SectionKind::deprecated},
                             {"弃用", "弃用", SectionKind::deprecated},
                             {"棄用", "棄用", SectionKind::deprecated},
                             {"移除", "移除", SectionKind::removed},
                             {"删除", "删除", SectionKind::removed},
                             {"修复", "修复", SectionKind::fixed},
                             {"修復", "修復", SectionKind::fixed},
                             {"修正", "修正", SectionKind::fixed},
                             {"安全", "安全", SectionKind::security},
                             {"安全性", "安全性", SectionKind::security},
                             {"追加", "追加", SectionKind::added},
                             {"変更", "変更", SectionKind::changed},
                             {"非推奨", "非推奨", SectionKind::deprecated},
                             {"削除", "削除", SectionKind::removed},
                             {"セキュリティ", "セキュリティ", SectionKind::security},
                             {"추가", "추가", SectionKind::added},
                             {"변경", "변경", SectionKind::changed},
                             {"제거", "제거", SectionKind::removed},
                             {"수정", "수정", SectionKind::fixed},
                             {"보안", "보안", SectionKind::security}});

/// Wherever they stand in a title; "non-breaking changes" is looked for first.
constexpr auto kBreaking = std::to_array<std::string_view>(
    {"breaking change", "breaking api change", "breaking behavio", "incompatible change",
     "backward incompatib", "backwards incompatib", "backward-incompatib", "backwards-incompatib", "bc break",
     "bc-break", "compatibility break", "api break",
     // in other languages
     "inkompatible änderung", "changements incompatibles", "changements cassants", "rupture de compat",
     "cambios incompatibles", "cambios que rompen", "quebra compat", "quebra de compat", "quebram compat",
     "mudanças incompat", "alterações incompat", "modifiche incompatibili", "niekompatybiln", "несовместимые",
     "破坏性", "不兼容", "破壊的", "互換性のない", "호환되지 않는"});
constexpr auto kNotBreaking = std::to_array<std::string_view>(
    {"non-breaking", "non breaking", "nonbreaking", "not breaking", "no breaking", "without breaking"});
/// Where a part of a title ends, besides a dash between blanks.
constexpr auto kParts =
    std::to_array<std::string_view>({" - ", " / ", "/", ":", "(", ")", "[", "]", "|", "–", "—"});

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

std::size_t longest_at(std::vector<std::string> const& words, std::size_t at, Words phrases) {
    std::size_t longest = 0;
    for (auto const phrase : phrases) longest = std::max(longest, phrase_at(words, at, phrase));
    return longest;
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

/// The first part of a title, and what is left of it.
std::string_view take_part(std::string_view& title) {
    std::size_t end = title.size();
    std::size_t width = 0;
    for (auto const mark : kParts) {
        auto const at = title.find(mark);
        if (at < end) {
            end = at;
            width = mark.size();
        }
    }
    auto const part = title.substr(0, end);
    title.remove_prefix(std::min(end + width, title.size()));
    return trimmed(part);
}

bool contains_any(std::string const& text, Words phrases) {
    return std::ranges::any_of(
        phrases, [&](std::string_view phrase) { return text.find(phrase) != std::string::npos; });
}

KindName const* exactly(std::string_view title) {
    auto const known = std::ranges::find_if(
        kKinds, [title](KindName const& each) { return equals_ignoring_case(each.written, title); });
    return known == kKinds.end() ? nullptr : &*known;
}

}  // namespace

ToCome to_come(std::vector<std::string> const& words, std::size_t at) {
    if (at >= words.size()) return {};
    if (auto const sure = longest_at(words, at, kToCome); sure > 0) return {sure, true};
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
    return version.is_pre_release() && (equals_ignoring_case(version.pre.back(), "dev") ||
                                        equals_ignoring_case(version.pre.back(), "snapshot"));
}

KindName const* kind_named(std::string_view title) {
    if (auto const* const whole = exactly(trimmed(title))) return whole;
    while (!title.empty()) {
        auto const part = take_part(title);
        if (!part.empty()) return exactly(part);
    }
    return nullptr;
}

SectionKind kind_labelled(std::string_view entry) {
    entry = entry.substr(0, entry.find('\n'));
    auto const end = entry.find_first_of(":]", 1);
    if (end == std::string_view::npos) return SectionKind::other;
    auto label = entry.substr(0, end);
    label.remove_prefix(std::min(label.find_first_not_of("[*_ "), label.size()));
    label = label.substr(0, label.find_last_not_of("*_ ") + 1);
    label = label.substr(0, label.find('('));  // "fix(api)"
    auto const* const known = exactly(label);
    return known == nullptr ? SectionKind::other : known->kind;
}

bool names_breaking(std::string_view title) {
    std::string lower{title};
    std::ranges::transform(lower, lower.begin(), to_lower);
    if (contains_any(lower, kNotBreaking)) return false;
    if (contains_any(lower, kBreaking)) return true;
    while (!title.empty()) {
        auto const part = take_part(title);
        auto const word = part.substr(0, part.find(' '));
        if (equals_ignoring_case(word, "breaking") || equals_ignoring_case(part, "major changes") ||
            equals_ignoring_case(part, "major"))
            return true;
    }
    return false;
}

}  // namespace cadence::artifact
