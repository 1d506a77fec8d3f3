#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/git_name.h"
#include "forge/hook_world.h"

namespace cadence::forge {
namespace {

using json::Value;

void collect(Value& value, std::vector<Value*>& all) {
    all.push_back(&value);
    if (auto* const object = value.if_object())
        for (auto& member : *object) collect(member.value(), all);
    if (auto* const array = value.if_array())
        for (auto& item : *array) collect(item, all);
}

Value any_value() {
    auto const long_text = std::string(1'000'000, 'x');
    auto const texts = {std::string{},
                        std::string{"x"},
                        std::string{"0"},
                        std::string{"refs/heads/a..b"},
                        std::string{"refs/heads/"},
                        std::string{"refs/tags/v1"},
                        std::string(40, '0'),
                        std::string(40, 'a'),
                        std::string{"a\nb\0c", 5},
                        std::string{"ünï🚂"},
                        std::string{"9999-99-99T99:99:99Z"},
                        std::string{"closed"},
                        std::string{"merged"}};
    switch (*rc::gen::inRange(0, 8)) {
        case 0:
            return Value(nullptr);
        case 1:
            return Value(*rc::gen::arbitrary<bool>());
        case 2:
            return Value(*rc::gen::arbitrary<std::int64_t>());
        case 3:
            return Value(1e300);
        case 4:
            return Value(boost::json::array{nullptr, 1, "x", boost::json::object{}});
        case 5:
            return Value(boost::json::object{{"id", boost::json::array{}}, {"ref", 7}});
        case 6:
            return Value(long_text);
        default:
            return Value(*rc::gen::elementOf(std::vector<std::string>{texts}));
    }
}

/// One or more nodes of the document are lost, or become something else.
void damage(Value& document) {
    for (auto left = *rc::gen::inRange(1, 4); left > 0; --left) {
        std::vector<Value*> nodes;
        collect(document, nodes);
        auto& node = *nodes[*rc::gen::inRange<std::size_t>(0, nodes.size())];
        auto* const object = node.if_object();
        if (object != nullptr && !object->empty() && *rc::gen::arbitrary<bool>())
            object->erase(object->begin() + *rc::gen::inRange<std::size_t>(0, object->size()));
        else
            node = any_value();
    }
}

bool is_id_or_empty(std::string const& id) {
    return id.empty() || is_object_id(id);
}

bool is_brief(std::string const& text) {
    return text.size() <= 500 && text.find('\n') == std::string::npos && text.find('\0') == std::string::npos;
}

// What everybody behind the readers may rely on.
struct IsSound {
    bool operator()(Pushed const& it) const {
        return is_ref_name(it.branch) && is_id_or_empty(it.before) && is_id_or_empty(it.commit) &&
               !it.repository.empty() && is_brief(it.repository) && is_brief(it.author) && is_brief(it.title);
    }
    bool operator()(Tagged const& it) const {
        return is_ref_name(it.tag) && is_id_or_empty(it.commit) && !it.repository.empty() &&
               (!it.gone || it.commit.empty());
    }
    bool operator()(PullRequestChanged const& it) const {
        auto const& read = it.pull_request;
        return is_object_id(read.head) && is_ref_name(read.base) && !read.number.empty() &&
               is_brief(read.title) && is_brief(it.action) && is_id_or_empty(read.merge_commit) &&
               (read.merged || read.merge_commit.empty());
    }
    bool operator()(MergeGroup const& it) const { return is_object_id(it.head) && is_ref_name(it.base); }
    bool operator()(Deployed const& it) const {
        return !it.environment.empty() && is_brief(it.environment) && is_brief(it.detail) &&
               is_brief(it.reference);
    }
    bool operator()(MergeTold const& it) const { return it.commit.size() >= 7 && it.commit.size() <= 64; }
    bool operator()(Ignored const& it) const { return !it.what.empty() && is_brief(it.what); }
};

void take(Source source, std::string_view event, std::string body) {
    auto const delivery = delivered(source, event, std::move(body));
    RC_ASSERT(!delivery_key(source, delivery.arriving()).empty());
    auto const facts = read(source, delivery.arriving());
    if (!facts) {
        RC_ASSERT(facts.error().problem == "malformed-hook");
        RC_ASSERT(facts.error().detail.size() < 1000);
        return;
    }
    for (auto const& fact : *facts) RC_ASSERT(std::visit(IsSound{}, fact));
}

RC_GTEST_PROP(HookHostile, a_damaged_payload_is_a_sound_fact_or_a_refusal, ()) {
    auto const sample = *rc::gen::elementOf(kSamples);
    auto document = json::parse(payload(std::string{sample.name})).value();
    damage(document);
    take(sample.source, sample.event, json::dump(document));
}

RC_GTEST_PROP(HookHostile, a_payload_that_breaks_off_is_refused, ()) {
    auto const sample = *rc::gen::elementOf(kSamples);
    auto const whole = payload(std::string{sample.name});
    auto const end = whole.rfind('}');
    auto const cut = whole.substr(0, *rc::gen::inRange<std::size_t>(0, end));
    auto const delivery = delivered(sample.source, sample.event, cut);
    RC_ASSERT(!read(sample.source, delivery.arriving()));
}

RC_GTEST_PROP(HookHostile, any_event_may_come_with_any_payload, ()) {
    auto const one = *rc::gen::elementOf(kSamples);
    auto const other = *rc::gen::elementOf(kSamples);
    take(one.source, one.event, payload(std::string{other.name}));
}

TEST(HookHostile, what_is_no_json_object_is_refused_in_few_words) {
    auto const nested = std::string(10'000, '[') + std::string(10'000, ']');
    auto const deep = R"({"ref":)" + nested + "}";
    auto const twice = "{\"" + std::string(100'000, 'k') + "\":1,\"" + std::string(100'000, 'k') + "\":2}";
    for (auto const& sample : kSamples)
        for (auto const& body : {std::string{}, std::string{"[]"}, std::string{"null"}, std::string{"\"x\""},
                                 std::string{"{\"ref\":\"\xff\xfe\"}"}, std::string{"\xef\xbb\xbf{}"}, nested,
                                 deep, twice, std::string(1'000'000, ' '), std::string("\0", 1)}) {
            auto const why = refused(sample.source, sample.event, body);
            EXPECT_TRUE(why.starts_with("The body is ")) << why;
            EXPECT_LT(why.size(), 600U);
        }
}

TEST(HookHostile, long_texts_are_cut_between_characters) {
    std::string title;
    for (int i = 0; i < 300; ++i) title += "ü";
    auto const body =
        changed(payload("github_pull_request_opened"), "/pull_request/title", "\"x" + title + "\"");
    auto const read = told<PullRequestChanged>(Source::github, "pull_request", body).pull_request;
    EXPECT_EQ(read.title.size(), 499U);
    EXPECT_TRUE(json::parse("\"" + read.title + "\""));
}

TEST(HookHostile, commands_are_not_read_as_facts) {
    for (auto const source : {Source::slack, Source::mattermost}) {
        Delivery const delivery{{}, "{}"};
        EXPECT_FALSE(read(source, delivery.arriving()));
    }
}

TEST(HookHostile, only_gitlab_gives_up_a_hook_that_refuses) {
    EXPECT_TRUE(disables_on_refusal(Source::gitlab));
    for (auto const source : {Source::github, Source::gitea, Source::coolify, Source::generic, Source::slack})
        EXPECT_FALSE(disables_on_refusal(source));
}

}  // namespace
}  // namespace cadence::forge
