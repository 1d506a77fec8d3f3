#include "artifact/section_words.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string>

#include "artifact/markdown.h"
#include "artifact/plain.h"
#include "base/text.h"

namespace cadence::artifact {

namespace {

using Phrases = std::span<std::string_view const>;

struct Titles {
    SectionKind kind;
    std::string_view proper;
    std::string_view all;  // with "|" between them
};
constexpr auto kEnglish = std::to_array<Titles>({
    {SectionKind::added, "Added", "added|features|feature|feat|new features|new|additions|add"},
    {SectionKind::changed, "Changed",
     "changed|changes|change|improvements|improved|enhancements|enhancement|updated|updates|major changes|"
     "minor changes"},
    {SectionKind::deprecated, "Deprecated", "deprecated|deprecations|deprecate"},
    {SectionKind::removed, "Removed", "removed|remove|removals|removed features|deleted|deletions"},
    {SectionKind::fixed, "Fixed",
     "fixed|patch changes|bug fixes|bug fix|bugfix|fix|bugfixes|bugs fixed|fixes|hotfixes|hotfix|"
     "fixed issues|fixed bugs|resolved issues"},
    {SectionKind::security, "Security", "security|security fixes"},
    // Kinds of their own elsewhere; a patch, as what they do is as it was.
    {SectionKind::fixed, {}, "performance|performance improvements|perf|reverts|reverted|revert"},
});
/// In German, French, Spanish, Portuguese, Italian, Dutch, Danish, Norwegian, Swedish, Polish, Czech,
/// Russian, Ukrainian, Turkish, Chinese, Japanese and Korean: each is its own proper one.
constexpr auto kElsewhere = std::to_array<Titles>({
    {SectionKind::added,
     {},
     "Hinzugefügt|Neu|Ajouté|Ajouts|Añadido|Agregado|Adicionado|Aggiunto|Toegevoegd|Tilføjet|Lagt til|"
     "Tillagt|Dodane|Dodano|Přidáno|Добавлено|Додано|Eklendi|新增|新增功能|追加|추가"},
    {SectionKind::changed,
     {},
     "Geändert|Modifié|Changé|Cambiado|Modificado|Alterado|Modificato|Gewijzigd|Ændret|Endret|Ändrat|"
     "Zmienione|Zmieniono|Změněno|Изменено|Змінено|Değişti|变更|變更|改进|変更|변경"},
    {SectionKind::deprecated,
     {},
     "Veraltet|Obsolète|Déprécié|Obsoleto|Depreciado|Deprecato|Verouderd|Udfaset|Avviklet|Zdezaprobowane|"
     "Zastaralé|Устарело|Застаріло|废弃|弃用|棄用|非推奨"},
    {SectionKind::removed,
     {},
     "Entfernt|Supprimé|Retiré|Eliminado|Removido|Rimosso|Verwijderd|Fjernet|Borttaget|Usunięte|Usunięto|"
     "Odstraněno|Удалено|Видалено|Kaldırıldı|移除|删除|削除|제거"},
    {SectionKind::fixed,
     {},
     "Behoben|Corrigé|Corregido|Arreglado|Corrigido|Corretto|Opgelost|Rettet|Fikset|Fixat|Naprawione|"
     "Naprawiono|Opraveno|Исправлено|Виправлено|Виправлення|Düzeltildi|修复|修復|修正|수정"},
    {SectionKind::security,
     {},
     "Sicherheit|Sécurité|Seguridad|Segurança|Sicurezza|Beveiliging|Sikkerhed|Sikkerhet|Säkerhet|"
     "Bezpieczeństwo|Bezpečnost|Безопасность|Безпека|Güvenlik|安全|安全性|セキュリティ|보안"},
});

/// Wherever they stand in a title; "non-breaking changes" is looked for first.
constexpr auto kBreaking = std::to_array<std::string_view>(
    {"breaking change", "breaking api change", "breaking behavio", "incompatible change",
     "backward incompatib", "backwards incompatib", "bc break", "compatibility break", "api break",
     // in other languages
     "inkompatible änderung", "changements incompatibles", "changements cassants", "rupture de compat",
     "cambios incompatibles", "cambios que rompen", "quebra compat", "quebra de compat", "quebram compat",
     "mudanças incompat", "alterações incompat", "modifiche incompatibili", "niekompatybiln", "несовместимые",
     "破坏性", "不兼容", "破壊的", "互換性のない", "호환되지 않는"});
constexpr auto kNotBreaking = std::to_array<std::string_view>(
    {"non breaking", "nonbreaking", "not breaking", "no breaking", "without breaking"});
/// The whole of a part of a title.
constexpr auto kBreakingParts =
    std::to_array<std::string_view>({"major changes", "major", "breaks", "incompatibilities"});
constexpr auto kForDevelopers = std::to_array<std::string_view>(
    {"internal", "internals", "internal changes", "under the hood",
     // of conventional commits
     "chore", "chores", "miscellaneous chores", "miscellaneous tasks", "maintenance", "ci", "ci/cd",
     "continuous integration", "build", "build system", "tests", "test", "testing", "refactor", "refactoring",
     "code refactoring", "styles", "styling", "style",
     // people
     "contributors", "new contributors", "thanks"});
/// Where a part of a title ends, besides a dash between blanks.
constexpr auto kParts =
    std::to_array<std::string_view>({" - ", " / ", "/", ":", "(", ")", "[", "]", "|", "–", "—"});
constexpr auto kAnd = std::to_array<std::string_view>({" and ", " & ", ", ", " + "});

/// The first part of a title, and what is left of it.
std::string_view take_part(std::string_view& title, Phrases separators) {
    std::size_t end = title.size();
    std::size_t width = 0;
    for (auto const mark : separators) {
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

bool contains_any(std::string const& text, Phrases phrases) {
    return std::ranges::any_of(
        phrases, [&](std::string_view phrase) { return text.find(phrase) != std::string::npos; });
}

/// The one of the titles that it is, whatever its case.
std::string_view among(std::string_view titles, std::string_view title) {
    while (!titles.empty())
        if (auto const each = take_until(titles, '|'); equals_ignoring_case(each, title)) return each;
    return {};
}

std::optional<KindName> exactly(std::string_view title) {
    for (auto const& each : kEnglish)
        if (!among(each.all, title).empty()) return KindName{each.proper, each.kind};
    for (auto const& each : kElsewhere)
        if (auto const proper = among(each.all, title); !proper.empty()) return KindName{proper, each.kind};
    return std::nullopt;
}

std::optional<KindName> weightier(std::optional<KindName> const& a, std::optional<KindName> const& b) {
    if (!a || !b) return a ? a : b;
    return bump_of(b->kind) > bump_of(a->kind) ? b : a;
}

/// "Removals and deprecations": the weightiest, if each is a kind.
std::optional<KindName> all_of(std::string_view title) {
    if (auto const whole = exactly(title)) return whole;
    std::optional<KindName> weightiest;
    while (!title.empty()) {
        auto const named = exactly(take_part(title, kAnd));
        if (!named) return std::nullopt;
        weightiest = weightier(weightiest, named);
    }
    return weightiest;
}

}  // namespace

Bump bump_of(SectionKind kind) {
    if (kind == SectionKind::removed) return Bump::major;
    return kind == SectionKind::fixed || kind == SectionKind::security ? Bump::patch : Bump::minor;
}

std::optional<KindName> kind_named(std::string_view title) {
    if (auto const whole = all_of(trimmed(title))) return whole;
    std::optional<KindName> weightiest;
    while (!title.empty()) {
        auto const part = take_part(title, kParts);
        if (part.empty()) continue;
        auto const named = all_of(part);
        if (!named && !weightiest) return std::nullopt;
        weightiest = weightier(weightiest, named);
    }
    return weightiest;
}

SectionKind kind_labelled(std::string_view entry) {
    auto const plain = in_plain_words(first_line(entry));
    auto label = trimmed(plain);
    bool const emphasized = label.starts_with('*');
    label = trimmed_left(label, "[* ");
    auto const end = label.find_first_of(emphasized ? ":]*" : ":]");
    if (end == std::string_view::npos) return SectionKind::other;
    label = trimmed(label.substr(0, end));
    label = label.substr(0, label.find('('));  // "fix(api)"
    auto const known = exactly(label);
    return known ? known->kind : SectionKind::other;
}

bool names_breaking(std::string_view title) {
    std::string lower{title};
    std::ranges::transform(lower, lower.begin(),
                           [](char c) { return c == '-' || c == '_' ? ' ' : to_lower(c); });
    if (contains_any(lower, kNotBreaking)) return false;
    if (contains_any(lower, kBreaking)) return true;
    for (auto const& separators : {Phrases{kParts}, Phrases{kAnd}}) {
        for (auto rest = title; !rest.empty();) {
            auto const part = take_part(rest, separators);
            auto const word = part.substr(0, part.find(' '));
            if (equals_ignoring_case(word, "breaking") || is_one_of(part, kBreakingParts)) return true;
        }
    }
    return false;
}

bool is_for_developers(std::string_view title) {
    return is_one_of(title, kForDevelopers);
}

}  // namespace cadence::artifact
