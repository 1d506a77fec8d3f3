// Rolling back, verifying it, and letting deployments go on after it.
#include "api/rollbacks.h"

#include "api/change.h"
#include "api/deployments.h"
#include "api/routes.h"
#include "base/pasted.h"

namespace cadence::api {

namespace {

struct RollbackBody {
    release::Severity severity = release::Severity::p0;
    release::RollbackOption option = release::RollbackOption::previous_version;
    std::string to_version;
    std::vector<std::string> commits;
    std::string branch;
    std::string reason;
    bool force = false;
    static constexpr std::array<std::string_view, 5> kMayBeAbsent{"option", "to_version", "commits", "branch",
                                                                  "force"};
};
struct VerifyBody {
    bool health = false;
    bool smoke = false;
    bool resolved = false;
    std::string note;
    std::string runs;
    static constexpr std::array<std::string_view, 2> kMayBeAbsent{"note", "runs"};
};
BOOST_DESCRIBE_STRUCT(RollbackBody, (), (severity, option, to_version, commits, branch, reason, force))
BOOST_DESCRIBE_STRUCT(VerifyBody, (), (health, smoke, resolved, note, runs))

Result<Change> start_rollback(Call const& call) {
    return from_body<RollbackBody>(call, [](RollbackBody body) {
        for (auto& commit : body.commits) commit = pasted_commit(commit);
        return release::StartRollback{.release = {},
                                      .severity = body.severity,
                                      .option = body.option,
                                      .to_version = pasted_word(body.to_version),
                                      .commits = std::move(body.commits),
                                      .branch = pasted_branch(body.branch),
                                      .reason = std::move(body.reason),
                                      .force = body.force};
    });
}

Result<Change> verify_rollback(Call const& call) {
    return from_body<VerifyBody>(call, [](VerifyBody body) {
        return release::VerifyRollback{.release = {},
                                       .health = body.health,
                                       .smoke = body.smoke,
                                       .resolved = body.resolved,
                                       .note = std::move(body.note),
                                       .runs = std::move(body.runs)};
    });
}

Result<Change> clear_rollback(Call const& call) {
    return from_train_body<RemarkBody>(
        call, [](RemarkBody body) { return release::ClearRollback{std::move(body.reason)}; });
}

}  // namespace

void put_rollback(Object& into, release::Rollback const& rollback) {
    put_members(into, rollback, {"leaves", "restored", "by_word", "note"});
    if (rollback.restored) {
        put_running(object_in(into, "restored"), *rollback.restored);
        put(into, "by_word", rollback.by_word);
    }
    put_known(into, "note", rollback.note);
}

Routes rollbacks_routes() {
    return {
        post("/v1/releases/{id}/rollback", "Roll a release back", start_rollback, Right::roll_back,
             Intent::roll_back),
        post("/v1/releases/{id}/rollback/verify", "Verify a rollback", verify_rollback,
             Right::verify_rollback, Intent::verify_rollback),
        post("/v1/trains/{train}/clear", "Clear a rollback so that deployments go on", clear_rollback,
             Right::clear_rollback),
    };
}

}  // namespace cadence::api
