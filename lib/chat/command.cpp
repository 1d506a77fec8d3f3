#include "chat/command.h"

#include <algorithm>

#include "base/encoding.h"
#include "base/nearest.h"
#include "base/pasted.h"
#include "base/plain_text.h"
#include "base/text.h"
#include "net/target.h"

namespace cadence::chat {

namespace {

constexpr std::size_t kLongestForm = 16384;
constexpr std::size_t kLongestText = 4000;
constexpr Duration kLongestFreeze = std::chrono::hours{24 * 366};

/// The text of a slash command, word by word from the left.
class SlashTokens {
  public:
    SlashTokens(std::string_view text, std::vector<std::string> const& trains) : trains_{&trains} {
        for (auto const part : split(text, ' '))
            if (!part.empty()) tokens_.emplace_back(part);
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

tl::unexpected<Error> no_form() {
    return refuse(ErrorCode::invalid, "malformed-form",
                  "This is not a slash command: the form needs user_id, command and text.");
}

tl::unexpected<Error> no_command(std::string detail) {
    return refuse(ErrorCode::invalid, "not-a-command", std::move(detail));
}

/// Slack escapes these three, and nothing else.
std::string without_entities(std::string_view text) {
    static constexpr std::array<std::pair<std::string_view, char>, 3> kEntities{
        {{"&lt;", '<'}, {"&gt;", '>'}, {"&amp;", '&'}}};
    std::string plain;
    for (auto rest = text; !rest.empty();) {
        auto const entity =
            std::ranges::find_if(kEntities, [&](auto const& each) { return rest.starts_with(each.first); });
        plain += entity == kEntities.end() ? rest.front() : entity->second;
        rest.remove_prefix(entity == kEntities.end() ? 1 : entity->first.size());
    }
    return plain;
}

/// "vote go" in quotes, as a manual writes it.
std::string without_quotes(std::string text) {
    for (auto const* marks : {"\"\"", "''", "``", "\u201C\u201D"}) {
        std::string_view const open{marks, std::string_view{marks}.size() / 2};
        std::string_view const close{marks + open.size()};
        if (text.size() > open.size() + close.size() && text.starts_with(open) && text.ends_with(close))
            return text.substr(open.size(), text.size() - open.size() - close.size());
    }
    return text;
}

Result<SlashCommand> parse_vote(SlashTokens tokens, SlashCommand command) {
    auto const said = tokens.take();
    if (said == "go") {
        command.vote = release::Choice::go;
    } else if (said == "no-go" || said == "no_go" || said == "nogo" || (said == "no" && tokens.take("go"))) {
        command.vote = release::Choice::no_go;
    } else {
        return no_command("Say how you vote: vote go, or vote no-go and why.");
    }
    tokens.take_release(command.train, command.release);
    tokens.take_train_if_last(command.train);
    command.reason = tokens.rest();
    return command;
}

/// "the database moves for 2h": how long is the end of it, if it is a duration.
Result<SlashCommand> parse_freeze(SlashTokens tokens, SlashCommand command) {
    static constexpr std::string_view kFor = " for ";
    command.reason = tokens.rest();
    if (auto const at = command.reason.rfind(kFor); at != std::string::npos) {
        auto const lasts = parse_duration(pasted_word(command.reason.substr(at + kFor.size())));
        if (lasts && (*lasts <= Duration{0} || *lasts > kLongestFreeze))
            return no_command(
                "Give a freeze a length above zero and of at most a year: freeze the database "
                "moves for 2h.");
        if (lasts) {
            command.lasts = *lasts;
            command.reason.resize(at);
        }
    }
    auto const bare = command.reason.starts_with("for ") && parse_duration(command.reason.substr(4));
    if (command.reason.empty() || bare)
        return no_command("Say why, for everybody it stops: freeze the database moves for 2h.");
    return command;
}

Result<SlashCommand> parse_unfreeze(SlashTokens tokens, SlashCommand command) {
    if (tokens.peek().starts_with("freeze-")) command.freeze = tokens.take();
    tokens.take_train_if_last(command.train);
    command.reason = tokens.rest();
    return command;
}

Result<SlashCommand> parse_bare(SlashTokens tokens, SlashCommand command) {
    if (command.word == Word::approve) tokens.take_release(command.train, command.release);
    tokens.take_train_if_last(command.train);
    if (tokens.rest().empty()) return command;
    auto const name = std::string{name_of(command.word)};
    if (command.word == Word::help) return command;
    return no_command(name + " takes only the name of a train; \"" + tokens.rest() + "\" is not one.");
}

Result<SlashCommand> parse_rest(SlashTokens const& tokens, SlashCommand command) {
    auto const parse = command.word == Word::vote       ? parse_vote
                       : command.word == Word::freeze   ? parse_freeze
                       : command.word == Word::unfreeze ? parse_unfreeze
                                                        : parse_bare;
    return parse(tokens, std::move(command));
}

}  // namespace

Result<SlashForm> read_slash(Platform platform, std::string_view body) {
    if (body.size() > kLongestForm) return no_form();
    auto const form = net::parse_target("/?" + std::string{body});
    if (!form) return no_form();
    SlashForm slash;
    for (auto const& [name, value] : form->query) {
        if (line_that_is_no_text(value) != 0) return no_form();
        if (name == "user_id") slash.user_id = value;
        if (name == "command") slash.command = value;
        if (name == "text") slash.text = value;
    }
    if (slash.user_id.empty() || !slash.command.starts_with('/') || slash.text.size() > kLongestText)
        return no_form();
    if (platform == Platform::slack) slash.text = without_entities(slash.text);
    slash.text = one_line(std::move(slash.text));
    return slash;
}

Result<SlashCommand> parse_slash(std::string_view text, std::vector<std::string> const& trains) {
    SlashTokens tokens{without_quotes(one_line(pasted(text))), trains};
    SlashCommand command;
    tokens.take_train(command.train);
    auto const said = tokens.take();
    if (said.empty()) {
        if (!command.train.empty()) command.word = Word::status;
        return command;
    }
    auto const word = name_meant<Word>(said);
    if (!word) {
        auto const& names = Names<Word>::values;
        auto const meant = nearest(said, {names.begin(), names.end()});
        return no_command("I do not know \"" + said + "\"" +
                          (meant.empty() ? "." : "; did you mean " + meant + "?"));
    }
    command.word = *word;
    return parse_rest(tokens, std::move(command));
}

bool changes_something(Word word) {
    return word == Word::vote || word == Word::approve || word == Word::freeze || word == Word::unfreeze;
}

std::string slash_help(std::string_view command, std::vector<std::string> const& trains) {
    static constexpr std::array<std::string_view, 8> kLines{
        "next: show the dates ahead",
        "status: show how things stand",
        "why: ask whether you may merge, deploy or flip a flag now, and why not",
        "vote go|no-go [RELEASE] [reason]: cast your vote, on the current release if none is named",
        "approve [RELEASE]: approve the hotfix or expedited release that is waiting for it",
        "freeze REASON [for 2h]: stop merges and deployments",
        "unfreeze [ID]: end a freeze",
        "help: show this list"};
    std::string text;
    for (auto const line : kLines) text.append(command).append(" ").append(line).append("\n");
    if (trains.size() > 1)
        text.append("A train's name may come first: ").append(listed(trains)).append(".\n");
    return text;
}

}  // namespace cadence::chat
