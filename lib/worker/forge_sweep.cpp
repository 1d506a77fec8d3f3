#include "worker/forge_sweep.h"

#include <algorithm>

namespace cadence::worker {

namespace {

constexpr std::size_t kMostPages = 20;
constexpr int kNotModified = 304;

}  // namespace

void ForgeSweep::put(Question::What what, net::HttpRequest request, std::size_t page) {
    left_.push_back({what, page, run_, std::move(request)});
}

void ForgeSweep::begin(std::string const& token, Wants const& wants) {
    abandon();
    run_ = ++runs_;
    found_ = {};
    contexts_.clear();
    hidden_ = false;
    found_.asked_required = wants.required;
    if (wants.pull_requests) {
        auto const etag = pages_.empty() ? "" : pages_.front().etag;
        put(Question::What::pulls,
            forge::unless_same(forge::ask_open_pull_requests(forge_, token, branch_), etag));
    }
    put(Question::What::head, forge::unless_same(forge::ask_branch_head(forge_, token, branch_), head_etag_));
    recorded_ = wants.recorded;
    found_.recorded = recorded_;
    if (recorded_.empty())
        found_.ahead = false;
    else
        put(Question::What::ahead, forge::ask_ahead(forge_, token, branch_, recorded_));
    if (!wants.required) return;
    for (auto& request : forge::ask_required(forge_, token, branch_))
        put(Question::What::required, std::move(request));
}

void ForgeSweep::abandon() {
    if (found_.head) forget_head();  // nobody has been told
    left_.clear();
    open_ = 0;
    run_ = 0;
}

ForgeSweep::Question ForgeSweep::next() {
    auto question = std::move(left_.front());
    left_.pop_front();
    ++open_;
    return question;
}

Result<bool> ForgeSweep::answered(Question const& question, net::HttpResponse const& response) {
    --open_;
    Result<void> taken;
    switch (question.what) {
        case Question::What::pulls:
            taken = take_page(question, response);
            break;
        case Question::What::head:
            taken = take_head(response);
            break;
        case Question::What::ahead:
            found_.ahead = forge::read_ahead(forge_, response, recorded_);
            found_.lacks = forge::read_lacks(forge_, response, recorded_);
            break;
        case Question::What::required:
            taken = take_required(response);
            break;
    }
    if (!taken) return error_of(taken);
    return open_ == 0 && left_.empty();
}

Result<void> ForgeSweep::take_page(Question const& question, net::HttpResponse const& response) {
    auto const known = question.page < pages_.size();
    if (!known) pages_.resize(question.page + 1);
    auto& page = pages_[question.page];
    if (response.status != kNotModified || !known) {
        auto read = forge::read_pull_requests(forge_, response);
        if (!read) return error_of(read);
        page = {std::string{response.header("etag")}, *std::move(read), forge::has_next_page(response)};
    }
    auto const next = question.page + 1;
    if (!page.more || next >= kMostPages) {
        pages_.resize(next);
        return {};
    }
    auto const etag = next < pages_.size() ? pages_[next].etag : "";
    put(question.what, forge::unless_same(forge::next_page(question.request), etag), next);
    return {};
}

Result<void> ForgeSweep::take_head(net::HttpResponse const& response) {
    if (response.status == kNotModified) return {};
    auto head = forge::read_branch_head(forge_, response);
    if (!head) return error_of(head);
    head_etag_ = response.header("etag");
    found_.head = *std::move(head);
    return {};
}

Result<void> ForgeSweep::take_required(net::HttpResponse const& response) {
    auto const contexts = forge::read_required(forge_, response);
    if (!contexts) return error_of(contexts);
    if (*contexts) contexts_.insert(contexts_.end(), (*contexts)->begin(), (*contexts)->end());
    hidden_ = hidden_ || !*contexts;
    return {};
}

ForgeSweep::Found ForgeSweep::take() {
    for (auto const& page : pages_) {
        for (auto const& each : page.pull_requests) {
            auto const same = [&](auto const& other) { return other.number == each.number; };
            if (each.base != branch_ || !each.open) continue;
            if (std::ranges::none_of(found_.pull_requests, same)) found_.pull_requests.push_back(each);
        }
    }
    if (pages_.size() > 1) found_.unseen = pages_.back().more ? ForgeUnseen::unknown : ForgeUnseen::doubtful;
    if (found_.asked_required) {
        auto const required = forge::is_required(forge_, contexts_);
        if (required || !hidden_) found_.required = required;
    }
    run_ = 0;
    return std::exchange(found_, {});
}

}  // namespace cadence::worker
