// A tag is looked for before it is made and again after the push, whatever git said of it, so that doing it
// twice does it once, and what is published stays. The clone is a cache: one that is of no use is made anew,
// once.
#include <chrono>
#include <filesystem>
#include <system_error>

#include "artifact/version.h"
#include "base/digest.h"
#include "base/text.h"
#include "job/git_remote.h"
#include "job/program.h"
#include "job/task.h"
#include "job/words.h"

namespace cadence::job {

namespace {

using Step = ActionRun::Step;
using What = DeliveryResult::What;

constexpr Duration kOneStep = std::chrono::minutes{5};
constexpr std::size_t kShownCommit = 7;
constexpr std::size_t kNameDigits = 12;

std::string why(net::ProcessResult const& ran) {
    if (ran.timed_out) return "git took too long";
    auto const line = last_line(ran.errors);
    return line.empty() ? "git failed without a message" : std::string{line};
}

/// The commit that ls-remote says the tag is on, or nothing: an annotated one is listed twice.
std::string commit_of(std::string const& tag, std::string_view listing) {
    auto const name = "refs/tags/" + tag;
    std::string commit;
    while (!listing.empty()) {
        auto const line = take_until(listing, '\n');
        auto const tab = line.find('\t');
        if (tab == line.npos) continue;
        auto const ref = line.substr(tab + 1);
        bool const peeled = ref == name + "^{}";
        if (peeled || (ref == name && commit.empty())) commit = line.substr(0, tab);
    }
    return commit;
}

/// "[remote rejected] (pre-receive hook declined)", or nothing.
std::string refusal_in(std::string_view porcelain) {
    auto const at = porcelain.find("[remote rejected]");
    if (at == porcelain.npos) return {};
    return std::string{porcelain.substr(at, porcelain.find('\n', at) - at)};
}

class GitTagRun {
  public:
    explicit GitTagRun(ActionTask& task)
        : task_{task}, what_{std::get<GitTagAction>(task.call().action.what)}, order_{task.call().order} {}

    void begin();

  private:
    using Next = std::function<void(net::ProcessResult const&)>;

    Result<void> prepare();
    void look();
    void on_published(std::string const& commit);
    void on_absent();
    void make_clone();
    void fetch();
    void resolve();
    void make_tag(std::string const& commit);
    void push();
    /// The clone may be broken: what failed in it is tried once more in a new one.
    void begin_anew(DeliveryResult if_new);

    void git(std::vector<std::string> words, Next next, std::string input = {});
    void git_in_clone(std::vector<std::string> words, Next next, std::string input = {});
    void run_step(net::ProcessSpec program, Next next);

    [[nodiscard]] std::string published_on(std::string const& commit) const {
        return tag_ + " is published on " + commit.substr(0, kShownCommit);
    }

    ActionTask& task_;
    GitTagAction const& what_;
    ActionOrder const& order_;
    std::string tag_;
    std::string clone_;
    std::string message_;
    std::map<std::string, std::string> environment_;
    bool is_new_ = false;
    std::string push_failed_;  // why
    bool push_refused_ = false;
    bool is_pushed_ = false;  // so says git: the remote is asked
};

void GitTagRun::begin() {
    if (task_.call().step == Step::follow) return task_.finish(unanswered(true));
    if (order_.version.empty() || order_.commit.empty())
        return task_.finish(What::failed,
                            "The release has no candidate: a tag needs its version and its commit.");
    if (!is_commit(order_.commit))
        return task_.finish(What::failed, "\"" + order_.commit + "\" is not a commit that git accepts.");
    if (auto const version = artifact::parse_tag(order_.version); !version)
        return task_.finish(What::failed, "No tag is created: " + version.error().detail);
    auto const ready = prepare();
    if (!ready) return task_.finish(never_sent(ready.error()));
    look();
}

Result<void> GitTagRun::prepare() {
    tag_ = artifact::tag_of(order_.version);
    task_.keep_out_of_words(password_in(what_.remote));
    auto message = fill(what_.message, words_of(task_.call()), FillFor::text);
    if (!message && task_.call().step == Step::carry) return error_of(message);
    message_ = message.value_or("");
    if (trimmed(message_).empty()) message_ = tag_;

    auto const& tools = task_.tools();
    std::error_code error;
    std::filesystem::create_directories(tools.clones, error);
    if (error)
        return refuse(ErrorCode::unavailable, "no-clones",
                      "The directory " + tools.clones + " cannot be created: " + error.message() + ".");
    auto const name = to_hex(sha256(task_.call().action.name + "\n" + what_.remote)).substr(0, kNameDigits);
    clone_ = std::filesystem::absolute(tools.clones) / (order_.train + "-" + name + ".git");
    GitAccess access{.remote = what_.remote,
                     .known_hosts = std::filesystem::absolute(tools.clones) / "known_hosts",
                     .proxy = tools.proxy,
                     .ca_file = tools.ca_file};
    if (!what_.key_from.empty()) {
        auto const key = tools.secrets->key_file(what_.key_from);
        if (!key) return error_of(key);
        access.key_file = *key;
    }
    if (!what_.token_from.empty()) {
        auto token = task_.secret(what_.token_from);
        if (!token) return error_of(token);
        access.token = *std::move(token);
    }
    environment_ = git_environment_of(access);
    return {};
}

void GitTagRun::run_step(net::ProcessSpec program, Next next) {
    program.environment = environment_;
    program.directory = "/";
    program.errors = net::Stderr::apart;
    auto judge = [this, next = std::move(next)](Result<net::ProcessResult> const& ran) {
        ran ? next(*ran) : task_.finish(What::failed, ran.error().detail);
    };
    task_.run(std::move(program), std::move(judge), kOneStep);
}

void GitTagRun::git(std::vector<std::string> words, Next next, std::string input) {
    words.insert(words.begin(), "git");
    run_step({.argv = std::move(words), .input = std::move(input)}, std::move(next));
}

void GitTagRun::git_in_clone(std::vector<std::string> words, Next next, std::string input) {
    words.insert(words.begin(), {"-C", clone_});
    git(std::move(words), std::move(next), std::move(input));
}

void GitTagRun::look() {
    auto const ref = "refs/tags/" + tag_;
    git({"ls-remote", "--", what_.remote, ref, ref + "^{}"}, [this](net::ProcessResult const& ran) {
        if (!ran.succeeded())
            return task_.finish(What::again, "The remote cannot be asked for its tags: " + why(ran));
        auto const commit = commit_of(tag_, ran.output);
        if (commit.empty()) return on_absent();
        on_published(commit);
    });
}

void GitTagRun::on_published(std::string const& commit) {
    auto const wanted = lower(order_.commit);
    if (commit.starts_with(wanted))
        return task_.finish(What::done, published_on(commit) + (is_pushed_ ? "" : " already"));
    task_.finish(What::failed, tag_ + " is already published on " + commit.substr(0, kShownCommit) +
                                   ", not on " + wanted.substr(0, kShownCommit) +
                                   "; a published tag is never moved");
}

void GitTagRun::on_absent() {
    if (is_pushed_)
        return task_.finish(What::again, "git has pushed " + tag_ + ", and the remote does not have it");
    if (push_refused_) return task_.finish(What::failed, "The remote refuses " + tag_ + ": " + push_failed_);
    if (!push_failed_.empty()) return task_.finish(What::again, tag_ + " cannot be pushed: " + push_failed_);
    if (task_.call().step == Step::recover) return task_.finish(What::again, tag_ + " is not published");
    make_clone();
}

void GitTagRun::make_clone() {
    std::error_code ignored;
    is_new_ = !std::filesystem::exists(clone_, ignored);
    git({"init", "--quiet", "--bare", "--template=", clone_}, [this](net::ProcessResult const& ran) {
        if (ran.succeeded()) return fetch();
        begin_anew(
            {.what = What::again, .detail = "The clone " + clone_ + " cannot be created: " + why(ran)});
    });
}

void GitTagRun::fetch() {
    git_in_clone({"fetch", "--quiet", "--no-tags", "--prune", "--no-write-fetch-head", "--", what_.remote,
                  "+refs/heads/*:refs/remotes/origin/*", "+refs/tags/*:refs/published/*"},
                 [this](net::ProcessResult const& ran) {
                     if (ran.succeeded()) return resolve();
                     DeliveryResult failed{.what = What::again, .detail = "Cannot fetch: " + why(ran)};
                     if (ran.timed_out) return task_.finish(std::move(failed));
                     begin_anew(std::move(failed));
                 });
}

void GitTagRun::resolve() {
    git_in_clone({"rev-parse", "--verify", "--quiet", order_.commit + "^{commit}"},
                 [this](net::ProcessResult const& ran) {
                     if (ran.succeeded()) return make_tag(std::string{last_line(ran.output)});
                     DeliveryResult unknown{.what = What::failed,
                                            .detail = "No branch or tag of the remote has the commit " +
                                                      order_.commit + ": push it, or correct the candidate"};
                     if (ran.errors.empty()) return task_.finish(std::move(unknown));
                     unknown.detail += " (" + why(ran) + ")";
                     begin_anew(std::move(unknown));
                 });
}

void GitTagRun::make_tag(std::string const& commit) {
    auto const now = std::chrono::floor<std::chrono::seconds>(task_.tools().clock.now());
    environment_["GIT_COMMITTER_NAME"] = what_.name;
    environment_["GIT_COMMITTER_EMAIL"] = what_.email;
    environment_["GIT_COMMITTER_DATE"] = "@" + std::to_string(now.time_since_epoch().count()) + " +0000";
    git_in_clone(
        {"tag", "--annotate", "--force", "--cleanup=whitespace", "--file=-", tag_, commit},
        [this](net::ProcessResult const& ran) {
            if (ran.succeeded()) return push();
            begin_anew({.what = What::failed, .detail = "git makes no tag " + tag_ + ": " + why(ran)});
        },
        message_ + "\n");
}

void GitTagRun::push() {
    auto const ref = "refs/tags/" + tag_;
    git_in_clone({"push", "--porcelain", "--", what_.remote, ref + ":" + ref},
                 [this](net::ProcessResult const& ran) {
                     is_pushed_ = ran.succeeded();
                     auto const refusal = is_pushed_ ? std::string{} : refusal_in(ran.output);
                     push_refused_ = !refusal.empty();
                     if (!is_pushed_) push_failed_ = push_refused_ ? refusal : why(ran);
                     look();
                 });
}

void GitTagRun::begin_anew(DeliveryResult if_new) {
    if (is_new_) return task_.finish(std::move(if_new));
    run_step({.argv = {"rm", "-rf", "--", clone_}}, [this](net::ProcessResult const& ran) {
        if (!ran.succeeded())
            return task_.finish(What::failed,
                                "The clone " + clone_ + " is broken and cannot be removed: " + why(ran));
        make_clone();
    });
}

}  // namespace

void begin(ActionTask& task, GitTagAction const&) {
    task.keep(std::make_shared<GitTagRun>(task)).begin();
}

}  // namespace cadence::job
