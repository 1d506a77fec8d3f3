#include "job/task.h"
#include "job/words.h"

namespace cadence::job {

namespace {

Finding judge(HttpCheck const& check, net::HttpResponse const& response) {
    auto const saw = "HTTP " + std::to_string(response.status) + " in " + describe_took(response.took);
    if (response.status != check.status) {
        auto const to = response.header("location");
        return failed(saw + (to.empty() ? "" : " to " + std::string{to}) + ", expected " +
                      std::to_string(check.status));
    }
    if (response.body.find(check.body_contains) == response.body.npos)
        return failed(
            saw + ", without \"" + check.body_contains + "\" in " +
            (response.body_cut ? "the first " + std::to_string(response.body.size()) + " bytes of " : "") +
            "its body");
    if (check.slower_than_fails && response.took > *check.slower_than_fails)
        return failed(saw + ", expected within " + describe_duration(*check.slower_than_fails));
    return passed(saw);
}

}  // namespace

void begin(CheckTask& task, HttpCheck const& check) {
    auto request = fill(check.url, words_of(task.subject()), FillFor::url).map([](std::string url) {
        return net::HttpRequest{.url = std::move(url)};
    });
    task.ask(std::move(request),
             [&task, &check](net::HttpResponse const& response) { task.finish(judge(check, response)); });
}

}  // namespace cadence::job
