// Rolling back, verifying it, and letting deployments go on after it.
#include "api/change.h"
#include "api/parts.h"
#include "api/routes.h"
#include "base/pasted.h"

namespace cadence::api {

namespace {

void clean_rollback(release::StartRollback& rollback) {
    rollback.to_version = pasted_word(rollback.to_version);
    for (auto& commit : rollback.commits) commit = pasted_commit(commit);
    rollback.branch = pasted_branch(rollback.branch);
}

Result<Change> start_rollback(Call const& call) {
    return about_release(
        call, body_of<release::StartRollback>(call, {"option", "to_version", "commits", "branch", "force"},
                                              clean_rollback));
}

Result<Change> verify_rollback(Call const& call) {
    return about_release(call, body_of<release::VerifyRollback>(call, {"note", "runs"}));
}

Result<Change> clear_rollback(Call const& call) {
    return about_train(call, body_of<release::ClearRollback>(call, {"reason"}));
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
