// A tag is looked for before it is made and again after the push, whatever git said of it, so that doing it
// twice does it once, and what is published stays. The clone is a cache: one that is of no use is made anew,
// once.
#include <chrono>
#include <filesystem>
#include <system_error>

#include "artifact/version.h"
#include "base/digest.h"
#include "base/text.h"
#include "job/action_task.h"
#include "job/check_text.h"
#include "job/git_remote.h"
#include "job/program.h"

namespace cadence::job {

namespace {

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
        auto const line = listing.substr(0, listing.find('\n'));
        listing.remove_prefix(std::min(line.size() + 1, listing.size()));
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

class GitTagTask final : public ActionTask {
  public:
    using ActionTask::ActionTask;

    void begin() override;

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
    void begin_anew(ActionResult if_new);

    void git(std::vector<std::string> words, Next next, std::string input = {});
    void git_in_clone(std::vector<std::string> words, Next next, std::string input = {});
    void run_step(net::ProcessSpec program, Next next);

    [[nodiscard]] GitTagAction const& what() const { return std::get<GitTagAction>(call().action.what); }
    [[nodiscard]] ActionOrder const& order() const { return call().order; }
    [[nodiscard]] std::string published_on(std::string const& commit) const {
        return tag_ + " is published on " + commit.substr(0, kShownCommit);
    }

    std::string tag_;
    std::string clone_;
    std::string message_;
    std::map<std::string, std::string> environment_;
    bool is_new_ = false;
    std::string push_failed_;  // why
    bool push_refused_ = false;
    bool is_pushed_ = false;  // so says git: the remote is asked
};

void GitTagTask::begin() {
    if (call().purpose == Purpose::follow) return finish(unanswered(true));
    if (order().version.empty() || order().commit.empty())
        return finish(What::failed, "The release has no candidate: a tag needs its version and its commit.");
    if (!is_commit(order().commit))
        return finish(What::failed, "\"" + order().commit + "\" is not a commit that git accepts.");
    if (auto const version = artifact::parse_tag(order().version); !version)
        return finish(What::failed, "No tag is created: " + version.error().detail);
    auto const ready = prepare();
    if (!ready) return finish(never_sent(ready.error()));
    look();
}

Result<void> GitTagTask::prepare() {
    tag_ = artifact::tag_of(order().version);
    keep_out_of_words(password_in(what().remote));
    auto message = fill(what().message, call().words, FillFor::text);
    if (!message && call().purpose == Purpose::carry) return tl::unexpected{message.error()};
    message_ = message.value_or("");
    if (message_.find_first_not_of(" \t\r\n") == message_.npos) message_ = tag_;

    auto const& options = tools().options;
    std::error_code error;
    std::filesystem::create_directories(options.clones, error);
    if (error)
        return refuse(ErrorCode::unavailable, "no-clones",
                      "The directory " + options.clones + " cannot be created: " + error.message() + ".");
    auto const name = to_hex(sha256(call().action.name + "\n" + what().remote)).substr(0, kNameDigits);
    clone_ = std::filesystem::absolute(options.clones) / (order().train + "-" + name + ".git");
    GitAccess access{.remote = what().remote,
                     .known_hosts = std::filesystem::absolute(options.clones) / "known_hosts",
                     .proxy = options.client.proxy,
                     .ca_file = options.client.ca_file};
    if (!what().key_from.empty()) {
        auto const key = tools().secrets.key_file(what().key_from);
        if (!key) return tl::unexpected{key.error()};
        access.key_file = *key;
    }
    if (!what().token_from.empty()) {
        auto token = secret(what().token_from);
        if (!token) return tl::unexpected{token.error()};
        access.token = *std::move(token);
    }
    environment_ = git_environment_of(access);
    return {};
}

void GitTagTask::run_step(net::ProcessSpec program, Next next) {
    program.environment = environment_;
    program.directory = "/";
    program.timeout = kOneStep;
    program.errors = net::Stderr::apart;
    run(std::move(program), [this, next = std::move(next)](Result<net::ProcessResult> const& ran) {
        if (!ran) return finish(What::failed, ran.error().detail);
        next(*ran);
    });
}

void GitTagTask::git(std::vector<std::string> words, Next next, std::string input) {
    words.insert(words.begin(), "git");
    run_step({.argv = std::move(words), .input = std::move(input)}, std::move(next));
}

void GitTagTask::git_in_clone(std::vector<std::string> words, Next next, std::string input) {
    words.insert(words.begin(), {"-C", clone_});
    git(std::move(words), std::move(next), std::move(input));
}

void GitTagTask::look() {
    auto const ref = "refs/tags/" + tag_;
    git({"ls-remote", "--", what().remote, ref, ref + "^{}"}, [this](net::ProcessResult const& ran) {
        if (!ran.succeeded())
            return finish(What::again, "The remote cannot be asked for its tags: " + why(ran));
        auto const commit = commit_of(tag_, ran.output);
        if (commit.empty()) return on_absent();
        on_published(commit);
    });
}

void GitTagTask::on_published(std::string const& commit) {
    std::string wanted = order().commit;
    for (auto& c : wanted) c = to_lower(c);
    if (commit.starts_with(wanted))
        return finish(What::done, published_on(commit) + (is_pushed_ ? "" : " already"));
    finish(What::failed, tag_ + " is already published on " + commit.substr(0, kShownCommit) + ", not on " +
                             wanted.substr(0, kShownCommit) + "; a published tag is never moved");
}

void GitTagTask::on_absent() {
    if (is_pushed_)
        return finish(What::again, "git has pushed " + tag_ + ", and the remote does not have it");
    if (push_refused_) return finish(What::failed, "The remote refuses " + tag_ + ": " + push_failed_);
    if (!push_failed_.empty()) return finish(What::again, tag_ + " cannot be pushed: " + push_failed_);
    if (call().purpose == Purpose::recover) return finish(What::again, tag_ + " is not published");
    make_clone();
}

void GitTagTask::make_clone() {
    std::error_code ignored;
    is_new_ = !std::filesystem::exists(clone_, ignored);
    git({"init", "--quiet", "--bare", "--template=", clone_}, [this](net::ProcessResult const& ran) {
        if (ran.succeeded()) return fetch();
        begin_anew(
            {.what = What::again, .detail = "The clone " + clone_ + " cannot be created: " + why(ran)});
    });
}

void GitTagTask::fetch() {
    git_in_clone({"fetch", "--quiet", "--no-tags", "--prune", "--no-write-fetch-head", "--", what().remote,
                  "+refs/heads/*:refs/remotes/origin/*", "+refs/tags/*:refs/published/*"},
                 [this](net::ProcessResult const& ran) {
                     if (ran.succeeded()) return resolve();
                     ActionResult failed{.what = What::again, .detail = "Cannot fetch: " + why(ran)};
                     if (ran.timed_out) return finish(std::move(failed));
                     begin_anew(std::move(failed));
                 });
}

void GitTagTask::resolve() {
    git_in_clone({"rev-parse", "--verify", "--quiet", order().commit + "^{commit}"},
                 [this](net::ProcessResult const& ran) {
                     if (ran.succeeded()) return make_tag(std::string{last_line(ran.output)});
                     ActionResult unknown{.what = What::failed,
                                          .detail = "No branch or tag of the remote has the commit " +
                                                    order().commit + ": push it, or correct the candidate"};
                     if (ran.errors.empty()) return finish(std::move(unknown));
                     unknown.detail += " (" + why(ran) + ")";
                     begin_anew(std::move(unknown));
                 });
}

void GitTagTask::make_tag(std::string const& commit) {
    auto const now = std::chrono::floor<std::chrono::seconds>(tools().clock.now());
    environment_["GIT_COMMITTER_NAME"] = what().name;
    environment_["GIT_COMMITTER_EMAIL"] = what().email;
    environment_["GIT_COMMITTER_DATE"] = "@" + std::to_string(now.time_since_epoch().count()) + " +0000";
    git_in_clone(
        {"tag", "--annotate", "--force", "--cleanup=whitespace", "--file=-", tag_, commit},
        [this](net::ProcessResult const& ran) {
            if (ran.succeeded()) return push();
            begin_anew({.what = What::failed, .detail = "git makes no tag " + tag_ + ": " + why(ran)});
        },
        message_ + "\n");
}

void GitTagTask::push() {
    auto const ref = "refs/tags/" + tag_;
    git_in_clone({"push", "--porcelain", "--", what().remote, ref + ":" + ref},
                 [this](net::ProcessResult const& ran) {
                     is_pushed_ = ran.succeeded();
                     auto const refusal = is_pushed_ ? std::string{} : refusal_in(ran.output);
                     push_refused_ = !refusal.empty();
                     if (!is_pushed_) push_failed_ = push_refused_ ? refusal : why(ran);
                     look();
                 });
}

void GitTagTask::begin_anew(ActionResult if_new) {
    if (is_new_) return finish(std::move(if_new));
    run_step({.argv = {"rm", "-rf", "--", clone_}}, [this](net::ProcessResult const& ran) {
        if (!ran.succeeded())
            return finish(What::failed,
                          "The clone " + clone_ + " is broken and cannot be removed: " + why(ran));
        make_clone();
    });
}

}  // namespace

Task git_tag_task(ActionTools const& tools, ActionCall call, ActionTask::Finish finish) {
    return std::make_unique<GitTagTask>(tools, std::move(call), std::move(finish));
}

}  // namespace cadence::job
