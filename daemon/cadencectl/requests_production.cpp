// What was deployed and merged, how it is taken back, and what was learnt.
#include "cadencectl/request_parts.h"
#include "cadencectl/requests.h"

namespace cadence::ctl::requests {

namespace {

/// A text, a link or both.
Result<Request> record(std::string path, Arguments const& arguments) {
    auto object = body(arguments, {"text", "link"});
    if (object.empty())
        return wrong_usage("say what was learnt with --text, or where it stands with --link.");
    if (arguments.has("replace")) object["replace"] = true;
    return post(std::move(path), object);
}

}  // namespace

Result<Request> deployed(Arguments const& arguments, Subject const& subject) {
    auto object = body(arguments, {"environment", "status", "version", "commit", "at", "source"});
    if (!object.contains("environment")) object["environment"] = "production";
    auto const named = object.contains("version") || object.contains("commit") || !subject.release.empty();
    auto const ends = arguments.has("status");  // what is running, whatever that is
    if (!named && !ends && object["environment"] == "production")
        return wrong_usage("say what was deployed: --version, --commit, or --release for its candidate.");
    if (!object.contains("status")) object["status"] = "succeeded";
    if (arguments.has("baseline")) object["baseline"] = true;
    return post((subject.release.empty() ? of_train(subject) : of_release(subject)) + "/deployments", object);
}

Result<Request> merged(Arguments const& arguments, Subject const& subject) {
    auto object = body(arguments, {"author", "title", "branch", "pull-request", "committed-at", "merged-at"});
    object["commit"] = arguments["sha"];
    put_all(object, "labels", arguments.all("label"));
    put_all(object, "paths", arguments.all("path"));
    return post(of_train(subject, "/merges"), object);
}

Result<Request> merges(Arguments const& arguments, Subject const& subject) {
    return get(of_train(subject, "/merges"), arguments, {"limit", "cursor"});
}

Result<Request> rollback(Arguments const& arguments, Subject const& subject) {
    auto const reverts = arguments.has("revert") || arguments.has("branch");
    if (reverts && arguments.has("to"))
        return wrong_usage(
            "--to goes back to a version, --revert and --branch revert commits: give one of both.");
    auto object = body(arguments, {"severity", "branch", "reason"});
    object["option"] = reverts ? "revert" : "previous_version";
    if (arguments.has("to")) object["to_version"] = arguments["to"];
    put_all(object, "commits", arguments.all("revert"));
    if (arguments.has("force")) object["force"] = true;
    return post(of_release(subject, "/rollback"), object);
}

Result<Request> rollback_verify(Arguments const& arguments, Subject const& subject) {
    auto object = body(arguments, {"note", "runs"});
    for (auto const* fact : {"health", "smoke", "resolved"}) object[fact] = arguments.has(fact);
    return post(of_release(subject, "/rollback/verify"), object);
}

Result<Request> rollback_clear(Arguments const& arguments, Subject const& subject) {
    return post(of_train(subject, "/clear"), body(arguments, {"reason"}));
}

Result<Request> retro(Arguments const& arguments, Subject const& subject) {
    return record(of_release(subject, "/retrospective"), arguments);
}

Result<Request> review(Arguments const& arguments, Subject const&) {
    return record("/v1/reviews/" + segment(arguments["id"]), arguments);
}

}  // namespace cadence::ctl::requests
