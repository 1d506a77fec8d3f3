// Coolify is told once to deploy. All else is asking: what it has begun is followed by its deployments' ids,
// and where its answer was lost it is asked what it has begun since. So nothing is deployed twice.
#include <algorithm>

#include "base/encoding.h"
#include "base/text.h"
#include "job/coolify.h"
#include "job/task.h"
#include "json/text.h"
#include "net/client.h"
#include "net/receipt.h"

namespace cadence::job {

namespace {

using coolify::Deployment;
using Step = ActionRun::Step;
using What = DeliveryResult::What;
using Answer = Result<net::HttpResponse>;

constexpr Duration kOneRequest = std::chrono::seconds{30};
constexpr Duration kBetweenLooks = std::chrono::seconds{15};
constexpr Duration kLateArrival = std::chrono::seconds{30};  // of a request that was given up
constexpr Duration kClocksDiffer = std::chrono::seconds{30};
constexpr Duration kMissingForGood = std::chrono::minutes{5};
constexpr std::size_t kMaxAnswer = 4 * 1024 * 1024;  // deployments come with their logs
constexpr int kNotFound = 404;

bool is_passing(net::HttpResponse const& response) {
    return net::receipt_of(response, {}).arrival == net::Arrival::later && response.status >= 400;
}

class CoolifyRun {
  public:
    explicit CoolifyRun(ActionTask& task)
        : task_{task}, coolify_{std::get<CoolifyAction>(task.call().action.what)} {}

    void begin();

  private:
    void deploy();
    void on_deploy(Answer const& response);
    void on_nothing_to_follow();
    void on_refusal(net::HttpResponse const& response);
    void look_later(std::string const& detail, bool refused, std::optional<Duration> wait = {});

    void follow_part(std::size_t index);
    void on_missing(std::size_t index);
    void find_running(std::size_t index);
    void find_last(std::size_t index);
    void conclude();

    void look(std::size_t index);
    void look_by_tag();
    bool on_history(std::string const& uuid, std::vector<Deployment> const& history);
    void on_looked_everywhere();

    void keep_following(std::string detail, std::optional<Duration> wait = kBetweenLooks);
    void get(std::string const& path, std::function<void(net::HttpResponse const&)> next);
    void get_list(std::string const& path, std::function<void(std::vector<Deployment> const&)> next);
    [[nodiscard]] net::HttpRequest request(std::string const& path) const;

    [[nodiscard]] std::string server() const {
        auto server = coolify_.server;
        while (server.ends_with('/')) server.pop_back();
        return server;
    }

    ActionTask& task_;
    CoolifyAction const& coolify_;
    std::string token_;
    Instant began_;
    coolify::Reference reference_;
    std::vector<Deployment> found_;
    std::vector<std::string> absent_;
};

void CoolifyRun::begin() {
    auto const step = task_.call().step;
    began_ = task_.tools().clock.now();
    if (step == Step::recover) reference_.looking_since = task_.call().attempted_at;
    if (step == Step::follow) {
        auto reference = coolify::read_reference(task_.call().reference);
        if (!reference) return task_.finish(What::unknown, "What was begun there is unknown: check Coolify.");
        reference_ = *std::move(reference);
    }
    auto token = task_.secret(coolify_.token_from);
    if (!token && step == Step::carry) return task_.finish(never_sent(token.error()));
    if (!token) return keep_following(token.error().detail);
    token_ = *std::move(token);
    if (step == Step::carry) return deploy();
    if (!reference_.looking_since) return follow_part(0);
    if (coolify_.uuids.empty()) return look_by_tag();
    look(0);
}

net::HttpRequest CoolifyRun::request(std::string const& path) const {
    return {.url = server() + "/api/v1" + path,
            .headers = {{"Authorization", "Bearer " + token_}, {"Accept", "application/json"}},
            .max_body = kMaxAnswer};
}

void CoolifyRun::deploy() {
    boost::json::object body;
    if (coolify_.uuids.empty())
        body["tag"] = coolify_.tag;
    else
        body["uuid"] = listed(coolify_.uuids, ",");
    body["force"] = coolify_.force;
    auto post = request("/deploy");
    post.method = net::Method::post;
    post.headers.emplace_back("Content-Type", "application/json");
    post.body = json::dump(body);
    task_.send(
        std::move(post), [this](Answer const& response) { on_deploy(response); }, kOneRequest);
}

void CoolifyRun::on_deploy(Answer const& response) {
    if (!response && net::nothing_was_sent(response.error()))
        return task_.finish(never_sent(response.error()));
    if (!response) return look_later(response.error().detail, false);
    if (response->status < 200 || response->status >= 300) return on_refusal(*response);
    auto started = coolify::read_started(response->body, coolify_.uuids);
    if (!started) return look_later(started.error().detail, false);
    reference_.parts = std::move(started->parts);
    reference_.not_begun = std::move(started->not_begun);
    reference_.untold = std::move(started->untold);
    reference_.asked_at = began_;
    if (reference_.parts.empty()) return on_nothing_to_follow();
    keep_following("Coolify: " + started->said, std::chrono::seconds{5});
}

void CoolifyRun::on_nothing_to_follow() {
    if (!reference_.not_begun.empty())
        return task_.finish(What::failed, "Coolify deploys nothing: " + listed(reference_.not_begun));
    task_.finish(What::unknown, "Coolify does not report how it ends (" + listed(reference_.untold) +
                                    "): check there, then retry or drop it");
}

/// Its queue may be full after some of many: only one resource is refused for certain.
void CoolifyRun::on_refusal(net::HttpResponse const& response) {
    auto const receipt = net::receipt_of(response, task_.tools().clock.now());
    auto words = coolify::refusal_of(response);
    if (response.status >= 500) return look_later(words, false);
    if (!is_passing(response)) return task_.finish(What::failed, std::move(words));
    if (coolify_.uuids.size() != 1) return look_later(words, true, receipt.wait);
    task_.finish({.what = What::again, .detail = std::move(words), .wait = receipt.wait});
}

void CoolifyRun::look_later(std::string const& detail, bool refused, std::optional<Duration> wait) {
    reference_.looking_since = began_;
    reference_.refused = refused;
    keep_following("Coolify will be asked what it has begun: " + detail, wait ? wait : kBetweenLooks);
}

void CoolifyRun::keep_following(std::string detail, std::optional<Duration> wait) {
    task_.finish({.what = What::following,
                  .detail = std::move(detail),
                  .reference = coolify::to_text(reference_),
                  .wait = wait});
}

/// `next` gets a success or what is not found; what passes is followed on, and who may not ask cannot know.
void CoolifyRun::get(std::string const& path, std::function<void(net::HttpResponse const&)> next) {
    auto judge = [this, next = std::move(next)](Answer const& response) {
        if (!response) return keep_following(response.error().detail);
        if (is_passing(*response))
            return keep_following(
                coolify::refusal_of(*response),
                net::receipt_of(*response, task_.tools().clock.now()).wait.value_or(kBetweenLooks));
        bool const known =
            (response->status >= 200 && response->status < 300) || response->status == kNotFound;
        if (!known)
            return task_.finish({.what = What::unknown,
                                 .detail = "It cannot be followed: check Coolify, then retry or drop it. " +
                                           coolify::refusal_of(*response),
                                 .reference = coolify::to_text(reference_)});
        next(*response);
    };
    task_.send(request(path), std::move(judge), kOneRequest);
}

void CoolifyRun::get_list(std::string const& path, std::function<void(std::vector<Deployment> const&)> next) {
    get(path, [this, next = std::move(next)](net::HttpResponse const& response) {
        if (response.status == kNotFound)
            return task_.finish(What::unknown,
                                "Coolify cannot say what it has begun: check there, then retry or drop it. " +
                                    coolify::refusal_of(response));
        auto const list = coolify::read_deployments(response.body);
        if (!list) return keep_following(list.error().detail);
        next(*list);
    });
}

void CoolifyRun::follow_part(std::size_t index) {
    if (index == reference_.parts.size()) return conclude();
    get("/deployments/" + percent_encode(reference_.parts[index].deployment),
        [this, index](net::HttpResponse const& response) {
            if (response.status == kNotFound) return on_missing(index);
            auto deployment = coolify::read_deployment(response.body);
            if (!deployment) return keep_following(deployment.error().detail);
            if (deployment->uuid != reference_.parts[index].deployment)
                return keep_following("Coolify's answer is about another deployment");
            if (auto const why = coolify::mismatch_of(*deployment, reference_.parts[index]); !why.empty())
                return task_.finish(What::unknown, "Coolify's deployment " + deployment->uuid +
                                                       " is not the one that was begun, as " + why +
                                                       ": check there, then retry or drop it");
            found_.push_back(*std::move(deployment));
            follow_part(index + 1);
        });
}

void CoolifyRun::on_missing(std::size_t index) {
    auto const& part = reference_.parts[index];
    if (part.skipped) return find_running(index);
    if (!reference_.missing_since) reference_.missing_since = began_;
    auto const detail = "Coolify does not know its deployment " + part.deployment;
    if (began_ - *reference_.missing_since >= kMissingForGood)
        return task_.finish(What::unknown, detail + " any more: check there, then retry or drop it");
    keep_following(detail);
}

/// It was queued already, by somebody else: that one is followed instead.
void CoolifyRun::find_running(std::size_t index) {
    get_list("/deployments", [this, index](std::vector<Deployment> const& running) {
        auto& part = reference_.parts[index];
        auto const same = std::ranges::find_if(running, [&](Deployment const& deployment) {
            return deployment.is_ours_to_look_at && deployment.resource == part.resource;
        });
        if (same == running.end()) return find_last(index);
        part = {part.resource, same->uuid, false};
        found_.push_back(*same);
        follow_part(index + 1);
    });
}

void CoolifyRun::find_last(std::size_t index) {
    auto const& resource = reference_.parts[index].resource;
    auto const path = "/deployments/applications/" + percent_encode(resource) + "?skip=0&take=10";
    get_list(path, [this, index](std::vector<Deployment> history) {
        auto& part = reference_.parts[index];
        std::erase_if(history, [](Deployment const& deployment) { return !deployment.is_ours_to_look_at; });
        auto const last = std::ranges::max_element(history, {}, &Deployment::created_at);
        auto const why =
            "Coolify did not deploy " + part.resource + ", as if this commit were queued already, ";
        if (last == history.end()) return task_.finish(What::failed, why + "but has no deployment of it");
        if (!coolify::may_be_of(*last, task_.call().order.commit))
            return task_.finish(What::failed, why + "but its last deployment is of commit " + last->commit);
        bool const since = reference_.asked_at && last->created_at &&
                           *last->created_at >= *reference_.asked_at - kClocksDiffer;
        if (!since || last->commit.empty())
            return task_.finish(
                What::unknown,
                why + "and its last deployment, " + last->uuid +
                    ", may be an older one or of another commit: check there, then retry or drop it");
        part = {part.resource, last->uuid, false};
        found_.push_back(*last);
        follow_part(index + 1);
    });
}

void CoolifyRun::conclude() {
    reference_.missing_since.reset();
    auto result =
        coolify::with_the_rest(coolify::judge(found_, task_.call().order.commit, server()), reference_);
    if (result.what == What::following) result.reference = coolify::to_text(reference_);
    task_.finish(std::move(result));
}

/// The deployment begun for each application since the request.
void CoolifyRun::look(std::size_t index) {
    if (index == coolify_.uuids.size()) return on_looked_everywhere();
    auto const& uuid = coolify_.uuids[index];
    get_list("/deployments/applications/" + percent_encode(uuid) + "?skip=0&take=20",
             [this, index, &uuid](std::vector<Deployment> const& history) {
                 if (on_history(uuid, history)) look(index + 1);
             });
}

/// False: nobody can tell, and the task is over.
bool CoolifyRun::on_history(std::string const& uuid, std::vector<Deployment> const& history) {
    auto const since = *reference_.looking_since - kClocksDiffer;
    auto const [ours, other] = coolify::begun_since(history, since, task_.call().order.commit);
    if (ours) {
        reference_.parts.push_back({uuid, ours->uuid, false});
        found_.push_back(*ours);
    } else if (other) {
        task_.finish(What::unknown,
                     "Coolify has begun deployment " + other->uuid + " of " + uuid +
                         " since, perhaps for somebody else: check there, then retry or drop it");
        return false;
    } else {
        absent_.push_back(uuid);
    }
    return true;
}

void CoolifyRun::on_looked_everywhere() {
    if (absent_.empty()) {
        reference_.looking_since.reset();
        return conclude();
    }
    if (!found_.empty())
        return task_.finish(What::unknown, "Coolify has begun only some of it, and not " + listed(absent_) +
                                               ": deploy the rest there, then drop it");
    bool const may_still_come = !reference_.refused && began_ - *reference_.looking_since < kLateArrival;
    if (may_still_come) return keep_following("Coolify has begun nothing yet");
    task_.finish(What::again, "Coolify has begun nothing");
}

/// Which applications have the tag is not to be asked, only what runs.
void CoolifyRun::look_by_tag() {
    auto const unclear =
        "Coolify cannot be asked what it began for a tag: check there, then retry or drop it";
    if (!reference_.refused) return task_.finish(What::unknown, unclear);
    get_list("/deployments", [this, unclear](std::vector<Deployment> const& running) {
        auto const since = *reference_.looking_since - kClocksDiffer;
        bool const any = std::ranges::any_of(running, [&](Deployment const& deployment) {
            return deployment.created_at.value_or(since) >= since;
        });
        if (any) return task_.finish(What::unknown, unclear);
        task_.finish(What::again, "Coolify has begun nothing");
    });
}

}  // namespace

void begin(ActionTask& task, CoolifyAction const&) {
    task.keep(std::make_shared<CoolifyRun>(task)).begin();
}

}  // namespace cadence::job
