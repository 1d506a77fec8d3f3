// What flags are worth to somebody, as OpenFeature's clients ask for it: the OpenFeature Remote Evaluation
// Protocol (OFREP) 0.3. Its failures are problem documents that have its members, too.
//
// The groups of whoever asks are `groups` of the context: a list of texts, or one.
#include "flag/evaluation.h"

#include "api/negotiate.h"
#include "api/problem.h"
#include "api/routes.h"
#include "base/plain_text.h"
#include "json/reader.h"

namespace cadence::api {

namespace {

using flag::Evaluation;
using flag::Flag;

constexpr std::size_t kContextBytes = 16 * 1024;

struct Failure {
    std::string_view code;  // OFREP's errorCode
    std::string slug;
    std::string detail;
    int status = 400;
};
template <class T>
using Read = tl::expected<T, Failure>;

tl::unexpected<Failure> failed(std::string_view code, std::string slug, std::string detail) {
    return tl::unexpected{Failure{code, std::move(slug), std::move(detail)}};
}

/// `key` is that of the one flag that was asked for.
Answer answer_of(Failure const& failure, Call const& call, std::optional<std::string_view> key) {
    Problem problem{.status = failure.status, .slug = failure.slug, .detail = failure.detail};
    if (key) problem.more["key"] = *key;
    problem.more["errorCode"] = failure.code;
    problem.more["errorDetails"] = failure.detail;
    return answer_of(problem, call.request.path);
}

std::string_view view_of(json::Value const& text) {
    return {text.get_string().data(), text.get_string().size()};
}

/// A context as it was sent; what is read of it are views into its document.
struct Asked {
    json::Value document;
    flag::Context who;
};

Read<void> read_groups(json::Value const& groups, flag::Context& who) {
    if (groups.is_string()) {
        who.groups.push_back(view_of(groups));
        return {};
    }
    auto const* const list = groups.if_array();
    if (list != nullptr) {
        for (auto const& each : *list)
            if (each.is_string()) who.groups.push_back(view_of(each));
        if (who.groups.size() == list->size()) return {};
    }
    return failed("INVALID_CONTEXT", "invalid-context", "groups of the context is a list of texts.");
}

Read<void> read_context(json::Value const& document, flag::Context& who) {
    auto const* const body = document.if_object();
    auto const* const given = body != nullptr ? body->if_contains("context") : nullptr;
    auto const* const context = given != nullptr ? given->if_object() : nullptr;
    if (context == nullptr)
        return failed("INVALID_CONTEXT", "invalid-context",
                      R"(Send the context as an object: {"context": {"targetingKey": "user-1"}}.)");
    auto const* const key = context->if_contains("targetingKey");
    if (key == nullptr || key->is_null() || (key->is_string() && key->get_string().empty()))
        return failed("TARGETING_KEY_MISSING", "targeting-key-missing",
                      "The context has no targetingKey: send what tells this user from all others.");
    if (!key->is_string())
        return failed("INVALID_CONTEXT", "invalid-context", "targetingKey of the context is a text.");
    who.targeting_key = view_of(*key);
    auto const* const groups = context->if_contains("groups");
    return groups == nullptr || groups->is_null() ? Read<void>{} : read_groups(*groups, who);
}

Read<Asked> asked_in(Call const& call) {
    static constexpr json::Bounds kBounds{.values = 1'000};
    static json::Wanted const kWanted{"/context/targetingKey", "/context/groups"};
    auto document = json::parse_foreign(call.request.body, &kWanted, kBounds);
    if (!document) return failed("PARSE_ERROR", document.error().problem, document.error().detail);
    Asked asked{std::move(*document), {}};
    if (auto const read = read_context(asked.document, asked.who); !read) return tl::unexpected{read.error()};
    return asked;
}

/// A flag's key needs no escape.
void add_evaluation(std::string& into, Flag const& flag, Evaluation const& evaluation) {
    into.append(R"({"key":")").append(flag.key);
    into.append(evaluation.value ? R"(","value":true)" : R"(","value":false)");
    into.append(R"(,"reason":")").append(name_of(evaluation.reason));
    into.append(R"(","variant":")").append(flag::variant_of(evaluation));
    into.append(R"(","metadata":{"stage":")").append(name_of(flag.stage)).append("\"}}");
}

Result<Answer> evaluate_flag(Call const& call) {
    auto const& key = call.path[0];
    auto const asked = asked_in(call);
    if (!asked) return answer_of(asked.error(), call, key);
    auto const* const found = call.engine.flags().find(key);
    if (found == nullptr)
        return answer_of({"FLAG_NOT_FOUND", "flag-not-found", "There is no flag " + one_line(key) + ".", 404},
                         call, key);
    Answer answer;
    add_evaluation(answer.body, *found, flag::evaluate(*found, asked->who));
    return answer;
}

Result<Answer> evaluate_flags(Call const& call) {
    auto const asked = asked_in(call);
    if (!asked) return answer_of(asked.error(), call, std::nullopt);
    constexpr std::size_t kEach = 120;
    auto const& all = call.engine.flags().all();
    Answer answer{.is_tagged = true};
    auto& body = answer.body;
    body.reserve((all.size() + 1) * kEach);
    body = R"({"flags":[)";
    for (auto const& [key, each] : all) {
        if (body.back() == '}') body += ',';
        add_evaluation(body, each, flag::evaluate(each, asked->who));
    }
    body += R"(],"metadata":{},"eventStreams":[]})";
    return answer;
}

/// Asking is reading, whatever its method.
Route asking(std::string_view pattern, std::string_view summary, ReadHandler handler) {
    return up_to(kContextBytes, {.method = net::Method::post,
                                 .pattern = pattern,
                                 .access = Access::reader,
                                 .summary = summary,
                                 .handler = handler,
                                 .right = Right::evaluate_flags});
}

}  // namespace

Routes evaluation_routes() {
    return {asking("/ofrep/v1/evaluate/flags", "What all feature flags are worth to somebody (OFREP)",
                   evaluate_flags),
            asking("/ofrep/v1/evaluate/flags/{flag}", "What a feature flag is worth to somebody (OFREP)",
                   evaluate_flag)};
}

}  // namespace cadence::api
