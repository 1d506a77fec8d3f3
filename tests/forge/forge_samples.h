// What the services publish as examples of their answers: GitHub's from its REST description, GitLab's from
// its API documentation, links and what nobody reads here left out.
#pragma once

#include <string_view>

namespace cadence::forge::samples {

inline constexpr std::string_view kPulls =
    R"json([{"id": 1, "number": 1347, "state": "open", "locked": true, "title": "Amazing new feature",
"user": {"login": "octocat", "id": 1, "gravatar_id": "", "type": "User", "site_admin": false},
"body": "Please pull these awesome changes in!", "labels": [{"id": 208045946, "name": "bug",
"description": "Something isn't working", "color": "f29513", "default": true}],
"active_lock_reason": "too heated", "created_at": "2011-01-26T19:01:12Z",
"updated_at": "2011-01-26T19:01:12Z", "closed_at": "2011-01-26T19:01:12Z",
"merged_at": "2011-01-26T19:01:12Z",
"merge_commit_sha": "e5bd3914e2e596debea16f433f57875b5b90bcd6",
"head": {"label": "octocat:new-topic", "ref": "new-topic",
"sha": "6dcb09b5b57875f334f61aebed695e2e4193db5e", "user": {"login": "octocat", "id": 1,
"gravatar_id": "", "type": "User", "site_admin": false}}, "base": {"label": "octocat:master",
"ref": "master", "sha": "6dcb09b5b57875f334f61aebed695e2e4193db5e", "user": {"login": "octocat",
"id": 1, "gravatar_id": "", "type": "User", "site_admin": false}}, "author_association": "OWNER",
"auto_merge": null, "draft": false}])json";

inline constexpr std::string_view kCombinedStatus =
    R"json({"state": "success", "statuses": [{"id": 1, "state": "success",
"description": "Build has completed successfully",
"target_url": "https://ci.example.com/1000/output", "context": "continuous-integration/jenkins",
"created_at": "2012-07-20T01:19:13Z", "updated_at": "2012-07-20T01:19:13Z"}, {"id": 2,
"state": "success", "description": "Testing has completed successfully",
"target_url": "https://ci.example.com/2000/output", "context": "security/brakeman",
"created_at": "2012-08-20T01:19:13Z", "updated_at": "2012-08-20T01:19:13Z"}],
"sha": "6dcb09b5b57875f334f61aebed695e2e4193db5e", "total_count": 2})json";

inline constexpr std::string_view kCheckRuns =
    R"json({"total_count": 1, "check_runs": [{"id": 4, "head_sha": "ce587453ced02b1526dfb4cb910479d431683101",
"external_id": "", "status": "completed", "conclusion": "neutral",
"started_at": "2018-05-04T01:14:52Z", "completed_at": "2018-05-04T01:14:52Z",
"name": "mighty_readme"}]})json";

inline constexpr std::string_view kBranch =
    R"json({"name": "main", "commit": {"sha": "7fd1a60b01f91b314f59955a4e4d4e80d8edf11d",
"commit": {"author": {"name": "The Octocat", "email": "octocat@nowhere.com",
"date": "2012-03-06T23:06:50Z"}, "committer": {"name": "The Octocat",
"email": "octocat@nowhere.com", "date": "2012-03-06T23:06:50Z"},
"message": "Merge pull request #6 from Spaceghost/patch-1\n\nNew line at end of file.",
"comment_count": 77}, "author": {"login": "octocat", "id": 583231, "gravatar_id": "",
"type": "User", "site_admin": false}, "committer": {"login": "octocat", "id": 583231,
"gravatar_id": "", "type": "User", "site_admin": false}}, "protected": false,
"protection": {"enabled": false, "required_status_checks": {"enforcement_level": "off",
"contexts": [], "checks": []}}})json";

inline constexpr std::string_view kRules =
    R"json([{"type": "commit_message_pattern", "ruleset_source_type": "Repository",
"ruleset_source": "monalisa/my-repo", "ruleset_id": 42, "parameters": {"operator": "starts_with",
"pattern": "issue"}}, {"type": "commit_author_email_pattern",
"ruleset_source_type": "Organization", "ruleset_source": "my-org", "ruleset_id": 73,
"parameters": {"operator": "contains", "pattern": "github"}}])json";

inline constexpr std::string_view kAlerts =
    R"json([{"number": 2, "state": "dismissed", "dependency": {"package": {"ecosystem": "pip",
"name": "django"}, "manifest_path": "path/to/requirements.txt", "scope": "runtime",
"relationship": "direct"}, "security_advisory": {"ghsa_id": "GHSA-rf4j-j272-fj86",
"cve_id": "CVE-2018-6188",
"severity": "high"},
"security_vulnerability": {"package": {"ecosystem": "pip", "name": "django"}, "severity": "high",
"vulnerable_version_range": ">= 2.0.0, < 2.0.2", "first_patched_version": {"identifier": "2.0.2"}},
"created_at": "2022-06-15T07:43:03Z", "updated_at": "2022-08-23T14:29:47Z",
"dismissed_at": "2022-08-23T14:29:47Z", "dismissed_reason": "tolerable_risk",
"fixed_at": null},
{"number": 1, "state": "open", "dependency": {"package": {"ecosystem": "pip", "name": "ansible"},
"manifest_path": "path/to/requirements.txt", "scope": "runtime", "relationship": "direct"},
"security_advisory": {"ghsa_id": "GHSA-8f4m-hccc-8qph", "cve_id": "CVE-2021-20191",
"severity": "medium"},
"security_vulnerability": {"package": {"ecosystem": "pip", "name": "ansible"},
"severity": "medium", "vulnerable_version_range": "< 2.8.19",
"first_patched_version": {"identifier": "2.8.19"}}, "created_at": "2022-06-14T15:21:52Z",
"updated_at": "2022-06-14T15:21:52Z", "dismissed_at": null, "dismissed_reason": null,
"dismissed_comment": null, "fixed_at": null}])json";

inline constexpr std::string_view kMergeRequests = R"json([
{"id": 1, "iid": 1, "project_id": 3, "title": "test1", "description": "fixed login page css paddings",
"state": "merged", "merged_at": "2018-09-07T11:16:17.520Z", "target_branch": "main", "source_branch": "test1",
"author": {"id": 1, "name": "Administrator", "username": "admin"}, "labels": ["Community contribution", "Manage"],
"draft": false, "sha": "8888888888888888888888888888888888888888", "merge_commit_sha": null,
"squash_commit_sha": null}])json";

inline constexpr std::string_view kGitlabStatuses = R"json([
{"status": "pending", "created_at": "2016-01-19T08:40:25.934Z", "started_at": null, "name": "bundler:audit",
"allow_failure": true, "description": null, "sha": "18f3e63d05582537db6d183d9d557be09e1f90c8",
"target_url": "https://gitlab.example.com/janedoe/gitlab-foss/builds/91", "finished_at": null, "id": 91, "ref": "main"},
{"started_at": null, "name": "test", "allow_failure": false, "status": "pending",
"created_at": "2016-01-19T08:40:25.832Z", "target_url": "https://gitlab.example.com/janedoe/gitlab-foss/builds/90",
"id": 90, "finished_at": null, "ref": "main", "sha": "18f3e63d05582537db6d183d9d557be09e1f90c8",
"description": null}])json";

inline constexpr std::string_view kGitlabBranch = R"json({"name": "main", "merged": false, "protected": true,
"default": true, "commit": {"id": "7b5c3cc8be40ee161ae89a06bba6229da1032a0c", "short_id": "7b5c3cc",
"created_at": "2012-06-28T03:44:20-07:00", "title": "add projects API", "message": "add projects API",
"author_name": "John Smith", "author_email": "john@example.com", "authored_date": "2012-06-27T05:51:39-07:00",
"committed_date": "2012-06-28T03:44:20-07:00"}})json";

inline constexpr std::string_view kFindings = R"json([{"id": null, "report_type": "dependency_scanning",
"name": "Authentication bypass via incorrect DOM traversal and canonicalization in saml2-js", "severity": "unknown",
"identifiers": [{"external_type": "gemnasium", "external_id": "9952e574-7b5b-46fa-a270-aeb694198a98"},
{"external_type": "cve", "external_id": "CVE-2017-11429", "name": "CVE-2017-11429"}],
"dismissal_feedback": null, "issue_feedback": null, "merge_request_feedback": null,
"location": {"file": "yarn.lock", "dependency": {"package": {"name": "saml2-js"}, "version": "1.5.0"}}}])json";

inline constexpr std::string_view kPullFiles = R"json([{"sha": "bbcd538c8e72b8c175046e27cc8f907076331401",
"filename": "file1.txt", "status": "added", "additions": 103, "deletions": 21, "changes": 124,
"patch": "@@ -132,7 +132,7 @@ module Test @@ -1000,7 +1000,7 @@ module Test"}])json";

inline constexpr std::string_view kMergeRequestDiffs = R"json([{"old_path": "README", "new_path": "README",
"a_mode": "100644", "b_mode": "100644", "diff": "@@ -1 +1 @@ -Title +README", "collapsed": false,
"too_large": false, "new_file": false, "renamed_file": false, "deleted_file": false, "generated_file": false},
{"old_path": "VERSION", "new_path": "VERSION", "a_mode": "100644", "b_mode": "100644",
"diff": "@@ -1.9.7 +1.9.8 @@", "collapsed": false, "too_large": false, "new_file": false,
"renamed_file": false, "deleted_file": false, "generated_file": false}])json";

}  // namespace cadence::forge::samples
