#include "api/slash.h"

#include <algorithm>

#include "api/problem.h"
#include "api/text.h"
#include "base/plain_text.h"
#include "base/text.h"
#include "chat/narrate.h"
#include "config/endpoint.h"

namespace cadence::api {

namespace {

constexpr std::size_t kDatesShown = 3;

chat::Platform platform_of(forge::Source source) {
    return source == forge::Source::mattermost ? chat::Platform::mattermost : chat::Platform::slack;
}

std::string_view known_by(chat::Platform platform) {
    return platform == chat::Platform::slack ? "slack_id" : "mattermost_id";
}

config::Person const* person_known(config::Config const& config, std::string_view as, std::string const& id) {
    auto const found = std::ranges::find_if(config.people, [&](auto const& person) {
        auto const known = person.known_as.find(std::string{as});
        return known != person.known_as.end() && known->second == id;
    });
    return found == config.people.end() ? nullptr : &*found;
}

tl::unexpected<Error> refuse_in_words(std::string detail) {
    return refuse(ErrorCode::not_found, {}, std::move(detail));
}

Answer answer_in(chat::Platform platform, std::string text, bool to_all = false) {
    return {.body = chat::slash_answer(platform, {std::move(text), to_all})};
}

/// The effect of a command, a sentence for each line of the log. Deadlines are `status`'s to tell, in the
/// train's zone.
std::string done_in_words(engine::Outcome const& outcome) {
    std::string text;
    for (auto const& line : outcome.lines)
        if (!line.type.starts_with("deadline_")) text += chat::narrate(line) + "\n";
    return text.empty() ? "Nothing to change: it is that way already." : text;
}

std::string whoever_is_unknown(chat::Platform platform, std::string const& id) {
    return "I do not know you yet. Ask whoever keeps the configuration of cadenced to add " +
           std::string{known_by(platform)} + " = \"" + one_line(id) + "\" to your entry in [[people]].";
}

}  // namespace

std::vector<std::string> Slash::trains() const {
    std::vector<std::string> ids;
    for (auto const& train : engine_.config().trains) ids.push_back(train.id);
    return ids;
}

void Slash::answer(config::HookConfig const& hook, net::Request const& request, std::string_view digest,
                   std::shared_ptr<net::Exchange> exchange) {
    auto const platform = platform_of(hook.source);
    auto form = chat::read_slash(platform, request.body);
    if (!form) return exchange->reply(reply_of(problem_of(form.error()), request.path));
    auto const help = chat::slash_help(form->command, trains());
    auto asked = this->asked(hook, std::move(*form));
    if (!asked) {
        auto const unclear = asked.error().problem == "not-a-command";
        auto const text = asked.error().detail + (unclear ? "\n" + help : "");
        return exchange->reply(reply_of(answer_in(platform, text)));
    }
    asked->key = forge::delivery_key(hook.source, request.headers, {}, digest);
    if (chat::changes_something(asked->command.word)) return carry_out(*asked, std::move(exchange));
    auto text = asked->command.word == chat::Word::help ? Result<std::string>{help} : told(*asked);
    exchange->reply(reply_of(answer_in(platform, text ? *text : text.error().detail)));
}

Result<Slash::Asked> Slash::asked(config::HookConfig const& hook, chat::SlashForm form) const {
    Asked asked;
    asked.platform = platform_of(hook.source);
    asked.endpoint = config::endpoint_of(hook);
    asked.form = std::move(form);
    auto command = chat::parse_slash(asked.form.text, trains());
    if (!command) return tl::unexpected{command.error()};
    asked.command = std::move(*command);
    auto const& config = engine_.config();
    asked.person = person_known(config, known_by(asked.platform), asked.form.user_id);
    auto const open = config.server.reads == config::Reads::open;
    auto const may_ask = open && !chat::changes_something(asked.command.word);
    if (asked.command.word == chat::Word::help) return asked;
    if (asked.person == nullptr && !may_ask)
        return refuse_in_words(whoever_is_unknown(asked.platform, asked.form.user_id));
    if (auto found = find_train(asked, hook.train); !found) return tl::unexpected{found.error()};
    return asked;
}

/// The one that is named, else the hook's, else the only one.
Result<void> Slash::find_train(Asked& asked, std::string const& usual) const {
    auto const& config = engine_.config();
    asked.train = config.train(asked.command.train.empty() ? usual : asked.command.train);
    if (asked.train == nullptr && config.trains.size() == 1) asked.train = &config.trains.front();
    if (asked.train != nullptr) return {};
    return refuse_in_words("Name the train first: " + listed(trains()) + ".");
}

Result<std::string> Slash::told(Asked const& asked) const {
    auto const& train = *asked.train;
    if (asked.command.word == chat::Word::next)
        return upcoming_text(dates_ahead(engine_, {&train}, {.count = kDatesShown, .cancelled = true}));
    if (asked.command.word == chat::Word::status) return status_text(engine_, {&train});
    return train.name + "\n" + gates_text(engine_, train);
}

/// Chat cannot name one, so the answer shows what can.
Result<std::string> Slash::meant(Asked const& asked, release::Intent intent) const {
    if (!asked.command.release.empty()) return asked.command.release;
    std::vector<release::Ruled> const only{{engine_.train(asked.train->id), asked.train->policy}};
    auto id = release::meant_release(only, {intent});
    if (id) return id;
    auto text = asked.train->name + ": " + id.error().detail;
    for (auto const& choice : id.error().alternatives)
        text += "\ncadencectl " + std::string{name_of(asked.command.word)} + " --release " + choice;
    return refuse_in_words(std::move(text));
}

Result<release::Command> Slash::end_of_freeze(Asked const& asked) const {
    auto const& freezes = engine_.train(asked.train->id).freezes;
    auto id = asked.command.freeze;
    if (id.empty() && freezes.empty())
        return refuse_in_words("Nothing is frozen on " + asked.train->name + ".");
    if (id.empty() && freezes.size() > 1) {
        std::vector<std::string> ids;
        ids.reserve(freezes.size());
        for (auto const& each : freezes) ids.push_back(each.id);
        return refuse_in_words("There are several freezes; say which: " + listed(ids) + ".");
    }
    if (id.empty()) id = freezes.front().id;
    return release::EndFreeze{std::move(id), asked.command.reason};
}

Result<release::Command> Slash::command_of(Asked const& asked) const {
    auto const& command = asked.command;
    if (command.word == chat::Word::vote)
        return meant(asked, release::Intent::vote).map([&](std::string id) -> release::Command {
            return release::CastVote{std::move(id), command.vote, command.reason};
        });
    if (command.word == chat::Word::approve)
        return meant(asked, release::Intent::approve).map([](std::string id) -> release::Command {
            return release::Approve{std::move(id)};
        });
    if (command.word == chat::Word::unfreeze) return end_of_freeze(asked);
    auto const until = command.lasts ? std::optional{engine_.clock().now() + *command.lasts} : std::nullopt;
    return release::AddFreeze{
        {release::Action::merge, release::Action::deploy}, std::nullopt, until, command.reason};
}

void Slash::carry_out(Asked const& asked, std::shared_ptr<net::Exchange> exchange) {
    Once once{.caller = "hook " + asked.endpoint, .key = asked.key, .can_be_made_again = false};
    if (auto const stored = kept_.find(once))
        return exchange->reply(reply_of(Answer{.content_type = stored->content_type, .body = stored->body}));
    auto const platform = asked.platform;
    if (kept_.is_running(once))
        return exchange->reply(reply_of(answer_in(platform, "This is already being done.")));
    if (kept_.full_for(once))
        return exchange->reply(reply_of(
            answer_in(platform,
                      "Nothing was done: more commands came this way within a day than can be remembered. "
                      "Wait, or use cadencectl.")));
    auto command = command_of(asked);
    if (!command) return exchange->reply(reply_of(answer_in(platform, command.error().detail)));
    auto const& person = *asked.person;
    engine::Identity const who{person.id, person.name, once.caller, {}, false, {}};
    kept_.submit(
        {.actor = engine_.identities().actor(who, asked.train->id),
         .work = engine::TrainCommand{asked.train->id, std::move(*command)}},
        std::move(once),
        [platform](engine::Outcome const& outcome) {
            return answer_in(platform, done_in_words(outcome), true);
        },
        [platform, exchange = std::move(exchange)](Result<Answer> const& answer) {
            exchange->reply(
                reply_of(answer ? *answer : answer_in(platform, problem_of(answer.error()).detail)));
        });
}

}  // namespace cadence::api
