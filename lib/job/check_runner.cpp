#include "job/check_runner.h"

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include <boost/asio/post.hpp>

#include "job/check_forge.h"
#include "job/check_judge.h"
#include "job/check_prometheus.h"
#include "job/check_request.h"
#include "net/process.h"

namespace cadence::job {

namespace {

constexpr std::size_t kMostPages = 20;  // of what a forge reports

}  // namespace

struct CheckRunner::Impl : std::enable_shared_from_this<Impl> {
    Impl(boost::asio::io_context& loop_in, Options options_in)
        : loop(loop_in), options(std::move(options_in)), client(loop, options.client) {}

    struct Job {
        Check check;
        CheckSubject subject;
        CheckRunner::Done done;
        // What is under way; letting go of it ends it.
        net::RequestHandle asking = {};
        std::unique_ptr<net::Child> child = {};
        // Of a query with a baseline, after the first answer
        std::vector<Sample> samples = {};
        Duration took{0};
        // Of a commit's statuses: what is left to be asked, and what was answered.
        std::vector<net::HttpRequest> left = {};
        forge::CommitChecks reported = {};
        std::size_t told = 0;  // of the question that is asked
        std::size_t pages = 0;
    };

    using Id = std::uint64_t;

    void run(Job job) {
        if (running.size() >= options.max_at_once && waiting.size() >= options.max_waiting) {
            auto finding = failed("too many checks are waiting (" + std::to_string(waiting.size()) +
                                  "): ask again later");
            return tell_later([done = std::move(job.done), finding = std::move(finding)] { done(finding); });
        }
        waiting.push_back(std::move(job));
        start_next();
    }

    void start_next() {
        while (!waiting.empty() && running.size() < options.max_at_once) {
            auto const id = ++last;
            auto& job = running.emplace(id, std::move(waiting.front())).first->second;
            waiting.pop_front();
            std::visit([&](auto const& what) { begin(id, job, what); }, job.check.what);
        }
    }

    void begin(Id id, Job& job, HttpCheck const& check) {
        ask(id, job, request_of(check, job.subject), [this, id, &check](net::HttpResponse const& response) {
            finish(id, judge_http(check, response));
        });
    }

    void begin(Id id, Job& job, CommandCheck const& check) {
        run(id, job, request_of(check, job.subject),
            [this, id](net::ProcessResult const& ran) { finish(id, judge_command(ran)); });
    }

    void begin(Id id, Job& job, ChangelogCheck const& check) {
        run(id, job, request_of(check, job.subject), [this, id, &job, &check](net::ProcessResult const& ran) {
            finish(id, judge_changelog(check, job.subject, ran));
        });
    }

    void begin(Id id, Job& job, PreviousTagCheck const& check) {
        run(id, job, request_of(check, job.subject), [this, id, &job](net::ProcessResult const& ran) {
            finish(id, judge_tags(job.subject.version, ran));
        });
    }

    void begin(Id id, Job& job, PrometheusCheck const& check) {
        query(id, job, check, job.subject.now, [this, id, &job, &check](std::vector<Sample> samples) {
            if (!check.baseline_offset) return finish(id, judge_samples(check, job.subject, samples, {}));
            job.samples = std::move(samples);
            query(id, job, check, job.subject.now - *check.baseline_offset,
                  [this, id, &job, &check](std::vector<Sample> const& baseline) {
                      finish(id, judge_samples(check, job.subject, job.samples, baseline));
                  });
        });
    }

    void begin(Id id, Job& job, CommitStatusCheck const& check) {
        auto asks = token_for(job).and_then(
            [&](std::string const& token) { return requests_of(check, job.subject, token); });
        if (!asks) return end_later(id, asks.error());
        job.left = *std::move(asks);
        ask_next(id, job, check);
    }

    void ask_next(Id id, Job& job, CommitStatusCheck const& check) {
        if (job.left.empty()) return finish(id, judge_commit_checks(job.reported));
        if (++job.pages > kMostPages)
            return finish(id, failed("more is reported for this commit than can be read"));
        auto asked = std::move(job.left.back());
        job.left.pop_back();
        auto request = asked;
        ask(id, job, std::move(request), [this, id, &job, &check, asked](net::HttpResponse const& response) {
            auto const checks = forge::read_commit_checks(*job.subject.forge, response, check.ignore);
            if (!checks) return finish(id, failed(checks.error().detail));
            forge::add(job.reported, *checks);
            job.told += checks->told;
            auto const more = forge::has_next_page(response);
            if (!more && checks->total > job.told)
                return finish(id, pending("the forge tells of " + std::to_string(job.told) + " checks of " +
                                          std::to_string(checks->total)));
            if (!more) job.told = 0;
            if (more) job.left.push_back(forge::next_page(asked));
            ask_next(id, job, check);
        });
    }

    void begin(Id id, Job& job, SecurityAlertsCheck const& check) {
        ask(id, job, token_for(job).and_then([&](std::string const& token) {
            return request_of(check, job.subject, token);
        }),
            [this, id, &job, &check](net::HttpResponse const& response) {
                finish(id, judge_alerts(check, job.subject, response));
            });
    }

    Result<std::string> token_for(Job const& job) const {
        if (!job.subject.forge || !options.secret) return std::string{};
        return options.secret(job.subject.forge->token_from);
    }

    void query(Id id, Job& job, PrometheusCheck const& check, Instant at,
               std::function<void(std::vector<Sample>)> next) {
        ask(id, job, request_of(check, job.subject, at),
            [this, id, next = std::move(next)](net::HttpResponse const& response) {
                auto samples = read_samples(response);
                if (!samples) return finish(id, failed(samples.error().detail));
                next(*std::move(samples));
            });
    }

    void ask(Id id, Job& job, Result<net::HttpRequest> request,
             std::function<void(net::HttpResponse const&)> judge) {
        if (!request) return end_later(id, request.error());
        request->timeout = job.check.timeout - job.took;
        job.asking =
            client.ask(*std::move(request),
                       [this, id, &job, judge = std::move(judge)](Result<net::HttpResponse> response) {
                           if (!response && response.error().problem.starts_with("http-timeout"))
                               job.took = job.check.timeout;
                           if (!response) return finish(id, failed(response.error().detail));
                           job.took += response->took;
                           judge(*response);
                       });
    }

    void run(Id id, Job& job, Result<net::ProcessSpec> request,
             std::function<void(net::ProcessResult const&)> judge) {
        if (!request) return end_later(id, request.error());
        request->timeout = job.check.timeout;
        auto done = [this, id, &job, judge = std::move(judge)](Result<net::ProcessResult> const& ran) {
            if (!ran) return finish(id, failed(ran.error().detail));
            job.took = ran->took;
            judge(*ran);
        };
        job.child = std::make_unique<net::Child>(loop, *std::move(request), std::move(done));
    }

    void end_later(Id id, Error const& error) {
        tell_later([this, id, finding = finding_of(error)] { finish(id, finding); });
    }

    void tell_later(std::function<void()> tell) {
        boost::asio::post(loop, [weak = weak_from_this(), tell = std::move(tell)] {
            if (auto const self = weak.lock()) tell();
        });
    }

    /// The owner may let the runner die in `done`: it is called last.
    void finish(Id id, Finding finding) {
        auto const self = shared_from_this();
        auto const job = running.extract(id);
        finding.took = job.mapped().took;
        start_next();
        job.mapped().done(std::move(finding));
    }

    boost::asio::io_context& loop;
    Options options;
    net::Client client;
    std::deque<Job> waiting;
    std::map<Id, Job> running;
    Id last = 0;
};

CheckRunner::CheckRunner(boost::asio::io_context& loop, Options options)
    : impl_(std::make_shared<Impl>(loop, std::move(options))) {}

CheckRunner::~CheckRunner() = default;

void CheckRunner::run(Check check, CheckSubject subject, Done done) {
    impl_->run({std::move(check), std::move(subject), std::move(done)});
}

std::size_t CheckRunner::running() const {
    return impl_->running.size();
}

std::size_t CheckRunner::waiting() const {
    return impl_->waiting.size();
}

}  // namespace cadence::job
