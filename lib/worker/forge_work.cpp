// The merge gate's questions and what their answers change.
#include <algorithm>
#include <array>

#include "worker/forge_gate.h"

namespace cadence::worker {

namespace {

constexpr Duration kSelfTestEvery = std::chrono::hours{24};
constexpr Duration kAfterConflict = std::chrono::seconds{5};  // before the next try

/// It concerns this commit, not the repository.
bool is_about_one(net::HttpResponse const& response) {
    static constexpr std::array kStatuses{400, 404, 409, 422};
    return std::ranges::find(kStatuses, response.status) != kStatuses.end();
}

}  // namespace

bool ForgeGate::begin_sweep(ForgeWatch& watch) {
    auto const token = token_of(watch, watch.reads);
    if (!token) return false;
    watch.swept_from = rank_;
    watch.sweep.begin(*token, {.pull_requests = watch.gates(),
                               .recorded = watch.unseen_merge(options_.engine.train(watch.train)),
                               .required = watch.gates() && now() >= watch.next_self_test});
    return true;
}

void ForgeGate::take_sweep(ForgeWatch& watch, ForgeSweep::Question const& question, Answer const& answer) {
    if (!watch.sweep.is_of(question)) return;
    if (answer.limited) return watch.sweep.abandon();
    auto const last = answer.response.and_then(
        [&](net::HttpResponse const& response) { return watch.sweep.answered(question, response); });
    if (!last) {
        watch.sweep.abandon();
        return failed(watch, watch.reads, last.error().detail);
    }
    if (*last) end_sweep(watch);
}

void ForgeGate::end_sweep(ForgeWatch& watch) {
    auto const found = watch.sweep.take();
    succeeded(watch, watch.reads);
    watch.next_sweep = now() + watch.sweeps_every();
    watch.last_sweep = now();
    if (watch.gates()) {
        rank_ += found.pull_requests.size();
        watch.targets.swept(found, watch.swept_from, rank_);
        judge_cut_off(watch, found);
        watch.settled.reset();
    }
    if (found.asked_required) judge_required(watch, found.required);
    take_head(watch, found);
}

void ForgeGate::judge_cut_off(ForgeWatch& watch, ForgeSweep::Found const& found) {
    auto const was = std::exchange(watch.cut_off, found.unseen == ForgeUnseen::unknown);
    if (!watch.cut_off || was) return;
    options_.report(watch.name() + ": there are more open pull requests than the " +
                    std::to_string(found.pull_requests.size()) +
                    " that are watched; those changed longest ago are not");
}

void ForgeGate::judge_required(ForgeWatch& watch, std::optional<bool> required) {
    watch.next_self_test = now() + (required == true ? kSelfTestEvery : watch.sweeps_every());
    auto const was = std::exchange(watch.required, required);
    if (required == false && was != required) options_.report(watch.name() + ": " + watch.advice());
}

void ForgeGate::take_head(ForgeWatch& watch, ForgeSweep::Found const& found) {
    if (watch.head.empty() && !found.ahead) return watch.sweep.forget_head();  // it is looked at again
    auto const& train = options_.engine.train(watch.train);
    if (auto back = watch.moved_back(found, train, now())) record_head(watch, *std::move(back));
    if (found.head) {
        if (auto const odd = watch.odd_head(found, train); !odd.empty()) options_.report(odd);
        if (auto merge = watch.missed_merge(found, train, now())) record_head(watch, *std::move(merge));
        watch.head = found.head->commit;
    }
    watch.last_head_at = now();
}

void ForgeGate::record_head(ForgeWatch const& watch, release::RecordMerge merge) {
    engine::Request request{engine::reporter("forge sweep"),
                            engine::TrainCommand{watch.train, std::move(merge)}};
    request.done = [this, id = watch.id, name = watch.name(), before = watch.head](auto const& outcome) {
        if (outcome) return;
        options_.report(name + ": a missed merge is not recorded: " + outcome.error().detail);
        for (auto& [train_id, each] : watches_) {
            if (each.id == id) each.forget_head(before);
        }
    };
    options_.engine.submit(std::move(request));
}

bool ForgeGate::read_target(ForgeWatch& watch, ForgeTarget& target) {
    auto const token = token_of(watch, watch.reads);
    if (!token) return false;
    auto const& forge = watch.forge;
    auto request = target.is_check ? forge::ask_check_answer(forge, *token, target.pull_request)
                                   : forge::ask_statuses(forge, *token, target.pull_request.head);
    target.busy = true;
    ask(watch, Way::read, std::move(request),
        [this, asked = target](ForgeWatch& of, Answer const& answer) { take_target(of, asked, answer); });
    return true;
}

void ForgeGate::take_target(ForgeWatch& watch, ForgeTarget const& asked, Answer const& answer) {
    auto* const target = watch.targets.find(asked);
    if (target != nullptr) target->busy = false;
    if (answer.limited) return;
    if (!answer.response) return failed(watch, watch.reads, answer.response.error().detail);
    auto read = asked.is_check
                    ? forge::read_check_answer(watch.forge, *answer.response).map([](auto const& state) {
                          return state ? std::optional{forge::Status{.state = *state}} : std::nullopt;
                      })
                    : forge::read_status(watch.forge, *answer.response);
    auto const alone = is_about_one(*answer.response);
    if (!read && !alone) return failed(watch, watch.reads, read.error().detail);
    succeeded(watch, watch.reads);
    if (target == nullptr) return;
    if (!read) return failed(watch, target->retry, read.error().detail);
    if (asked.is_check && !*read)
        return failed(watch, target->retry,
                      "merge request " + asked.pull_request.number + " has no external status check " +
                          watch.forge.external_check + "; is external_check right?");
    target->posted = *std::move(read);
    target->known = true;
    if (watch.targets.is_settled(*target)) target->retry.succeeded();  // else posting it may fail again
}

bool ForgeGate::read_files(ForgeWatch& watch) {
    auto const due = watch.targets.files().read_from();
    if (!due || now() < *due) return false;
    auto const token = token_of(watch, watch.reads);
    if (!token) return false;
    auto question = watch.targets.files().next(now());
    if (!question) return false;
    auto request = forge::ask_changed_files(watch.forge, *token, question->number, question->page);
    ask(watch, Way::read, std::move(request),
        [this, question = *std::move(question)](ForgeWatch& of, Answer const& answer) {
            take_files(of, question, answer);
        });
    return true;
}

/// Files that cannot be read leave one pull request shut out, and none of the others.
void ForgeGate::take_files(ForgeWatch& watch, ForgeFiles::Question const& question, Answer const& answer) {
    auto& files = watch.targets.files();
    files.over(question);
    if (answer.limited) return;
    if (!answer.response) return failed(watch, watch.reads, answer.response.error().detail);
    auto const found = forge::read_changed_files(watch.forge, *answer.response);
    constexpr int kFirstRefusal = 400;
    auto const alone = answer.response->status < kFirstRefusal || is_about_one(*answer.response);
    if (!found && !alone) return failed(watch, watch.reads, found.error().detail);
    succeeded(watch, watch.reads);
    auto* const retry = files.retry_of(question);
    if (retry == nullptr) return;
    auto const whose = "files of pull request " + question.number + ": ";
    if (!found) return failed(watch, *retry, whose + found.error().detail);
    // A forge that still compares the commits tells of no files at first.
    if (found->files == 0 && question.page == 1) return failed(watch, *retry, whose + "none are listed yet");
    if (files.answered(question, *found, forge::has_next_page(*answer.response))) watch.settled.reset();
}

bool ForgeGate::read_queue(ForgeWatch& watch) {
    auto& queue = watch.targets.queue();
    auto const due = queue.read_from();
    if (!due || now() < *due) return false;
    auto const token = token_of(watch, watch.reads);
    if (!token) return false;
    auto request = forge::ask_merge_queue(watch.forge, *token, watch.branch);
    if (!request) {
        failed(watch, queue.retry(), "there is a merge group, but this forge has no merge queue to ask");
        return false;
    }
    queue.begin();
    ask(watch, Way::read, *std::move(request),
        [this](ForgeWatch& of, Answer const& answer) { take_queue(of, answer); });
    return true;
}

/// A queue that cannot be read leaves its groups shut out, and none of the pull requests.
void ForgeGate::take_queue(ForgeWatch& watch, Answer const& answer) {
    auto& queue = watch.targets.queue();
    queue.over();
    if (answer.limited) return;
    if (!answer.response) return failed(watch, watch.reads, answer.response.error().detail);
    auto const found = forge::read_merge_queue(watch.forge, *answer.response);
    if (!found) return failed(watch, queue.retry(), found.error().detail);
    auto const was = queue.retry().why;
    if (queue.answered(*found, now())) watch.settled.reset();
    if (auto const& why = queue.retry().why; !why.empty() && why != was)
        options_.report(watch.name() + ": " + why);
}

void ForgeGate::post_target(ForgeWatch& watch, ForgeTarget& target, std::string const& token) {
    auto const& pull_request = target.pull_request;
    auto request = target.is_check
                       ? forge::ask_answer_check(watch.forge, token, pull_request, target.wanted)
                       : forge::ask_post_status(watch.forge, token,
                                                {pull_request.head, pull_request.branch, target.wanted});
    target.busy = true;
    ask(watch, Way::write, std::move(request),
        [this, asked = target](ForgeWatch& of, Answer const& answer) { take_posted(of, asked, answer); });
}

void ForgeGate::take_posted(ForgeWatch& watch, ForgeTarget const& asked, Answer const& answer) {
    auto* const target = watch.targets.find(asked);
    if (target != nullptr) target->busy = false;
    if (answer.limited) return;
    if (!answer.response) {
        if (target != nullptr) target->known = false;  // it may have arrived
        failed(watch, watch.writes, answer.response.error().detail);
        return tell_if_let_through(watch, watch.writes, answer.response.error().detail);
    }
    auto const taken = asked.is_check ? forge::read_check_answered(watch.forge, *answer.response)
                                      : forge::read_posted(watch.forge, asked.wanted, *answer.response);
    if (!taken && target != nullptr) target->known = false;  // GitLab may refuse it for being there already
    auto const of_words = !taken && !asked.is_check && forge::may_be_of_words(*answer.response);
    if (of_words && target != nullptr && watch.refuse_words(asked.wanted, taken.error().detail)) {
        watch.settled.reset();
        return;
    }
    if (!taken && !is_about_one(*answer.response)) {
        failed(watch, watch.writes, taken.error().detail);
        return tell_if_let_through(watch, watch.writes, taken.error().detail);
    }
    succeeded(watch, watch.writes);
    if (taken && !asked.is_check) tell_of_words(watch, asked.wanted);
    if (target == nullptr) return;
    if (taken) {
        target->retry.succeeded();
        target->posted = asked.wanted;
        watch.told_shut_out = watch.told_shut_out && watch.lets_through();
        return;
    }
    constexpr int kNotHead = 409;
    if (answer.response->status == kNotHead)
        watch.next_sweep = std::min(watch.next_sweep, now() + kAfterConflict);
    failed(watch, target->retry, taken.error().detail);
    tell_if_let_through(watch, target->retry, taken.error().detail);
}

/// The state is what counts: it got there without the words that were refused, and people are told.
void ForgeGate::tell_of_words(ForgeWatch& watch, forge::Status const& posted) {
    for (auto const& refused : watch.take_words(posted))
        tell_people(watch, refused.why + " This wording was refused; plain words were posted instead: " +
                               refused.words);
}

/// Once, when it has been tried several times that people be kept from merging.
void ForgeGate::tell_if_let_through(ForgeWatch& watch, ForgeRetry const& retry, std::string const& why) {
    constexpr int kTries = 3;
    if (retry.failures < kTries || !watch.lets_through() || std::exchange(watch.told_shut_out, true)) return;
    tell_people(watch, why + " The gate is shut, and pull requests may show that it is open.");
}

void ForgeGate::tell_people(ForgeWatch const& watch, std::string text) {
    options_.engine.submit({engine::reporter("merge gate"),
                            engine::TellOfForge{watch.train, watch.forge.repository, std::move(text)}});
}

}  // namespace cadence::worker
