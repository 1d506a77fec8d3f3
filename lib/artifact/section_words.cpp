#include "artifact/section_words.h"

#include <algorithm>
#include <array>
#include <span>
#include <string>

#include "artifact/inline.h"
#include "artifact/markdown.h"
#include "artifact/nothing.h"
#include "artifact/plain.h"
#include "base/text.h"

namespace cadence::artifact {

namespace {

using Phrases = std::span<std::string_view const>;

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
                             {"deleted", "Removed", SectionKind::removed},
                             {"deletions", "Removed", SectionKind::removed},
                             {"hotfixes", "Fixed", SectionKind::fixed},
                             {"hotfix", "Fixed", SectionKind::fixed},
                             {"fixed issues", "Fixed", SectionKind::fixed},
                             {"fixed bugs", "Fixed", SectionKind::fixed},
                             {"resolved issues", "Fixed", SectionKind::fixed},
                             // Kinds of their own elsewhere; a patch, as what they do is as it was.
                             {"performance", {}, SectionKind::fixed},
                             {"performance improvements", {}, SectionKind::fixed},
                             {"perf", {}, SectionKind::fixed},
                             {"reverts", {}, SectionKind::fixed},
                             {"reverted", {}, SectionKind::fixed},
                             {"revert", {}, SectionKind::fixed},
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
constexpr auto kForDevelopers = std::to_array<std::string_view>({"internal",
                                                                 "internals",
                                                                 "internal changes",
                                                                 "under the hood",
                                                                 "chore",
                                                                 "chores",
                                                                 "miscellaneous chores",
                                                                 "miscellaneous tasks",
                                                                 "maintenance",
                                                                 "ci",
                                                                 "ci/cd",
                                                                 "continuous integration",
                                                                 "build",
                                                                 "build system",
                                                                 "tests",
                                                                 "test",
                                                                 "testing",
                                                                 "refactor",
                                                                 "refactoring",
                                                                 "code refactoring",
                                                                 "styles",
                                                                 "styling",
                                                                 "style",
                                                                 "contributors",
                                                                 "new contributors",
                                                                 "thanks"});
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

KindName const* exactly(std::string_view title) {
    auto const known = std::ranges::find_if(
        kKinds, [title](KindName const& each) { return equals_ignoring_case(each.written, title); });
    return known == kKinds.end() ? nullptr : &*known;
}

KindName const* weightier(KindName const* a, KindName const* b) {
    if (a == nullptr || b == nullptr) return a == nullptr ? b : a;
    return bump_of(b->kind) > bump_of(a->kind) ? b : a;
}

/// "Removals and deprecations": the weightiest, if each is a kind.
KindName const* all_of(std::string_view title) {
    if (auto const* const whole = exactly(title)) return whole;
    KindName const* weightiest = nullptr;
    while (!title.empty()) {
        auto const* const named = exactly(take_part(title, kAnd));
        if (named == nullptr) return nullptr;
        weightiest = weightier(weightiest, named);
    }
    return weightiest;
}

}  // namespace

Bump bump_of(SectionKind kind) {
    switch (kind) {
        case SectionKind::removed:
            return Bump::major;
        case SectionKind::fixed:
        case SectionKind::security:
            return Bump::patch;
        case SectionKind::added:
        case SectionKind::changed:
        case SectionKind::deprecated:
        case SectionKind::other:
            return Bump::minor;
    }
    return Bump::minor;
}

KindName const* kind_named(std::string_view title) {
    if (auto const* const whole = all_of(trimmed(title))) return whole;
    KindName const* weightiest = nullptr;
    while (!title.empty()) {
        auto const part = take_part(title, kParts);
        if (part.empty()) continue;
        auto const* const named = all_of(part);
        if (named == nullptr && weightiest == nullptr) return nullptr;
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
    auto const* const known = exactly(label);
    return known == nullptr ? SectionKind::other : known->kind;
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
            auto const is = [](std::string_view text) {
                return [text](std::string_view known) { return equals_ignoring_case(known, text); };
            };
            if (equals_ignoring_case(word, "breaking") || std::ranges::any_of(kBreakingParts, is(part)))
                return true;
        }
    }
    return false;
}

bool is_for_developers(std::string_view title) {
    return std::ranges::any_of(kForDevelopers,
                               [title](auto known) { return equals_ignoring_case(known, title); });
}

}  // namespace cadence::artifact
