#include <algorithm>

#include "base/encoding.h"
#include "cadencectl/subcommand.h"

namespace cadence::ctl {

namespace {

std::string path_of(std::string_view pattern, Given const& given) {
    std::string path;
    for (auto open = pattern.find('{'); open != std::string_view::npos; open = pattern.find('{')) {
        auto const close = pattern.find('}', open);
        auto const name = pattern.substr(open + 1, close - open - 1);
        path += pattern.substr(0, open);
        path += percent_encode(name == "release" ? given.subject.release
                               : name == "train" ? given.subject.train
                                                 : given.arguments[name]);
        pattern.remove_prefix(close + 1);
    }
    return path.append(pattern);
}

/// As its kind is posted: a switch as true, several as an array, one of some names as the daemon spells it.
Json posted(Argument const& argument, Arguments const& arguments) {
    auto const key = argument.key();
    if (argument.is_switch()) return true;
    if (argument.times != Times::once) {
        auto const all = arguments.all(key);
        return boost::json::array(all.begin(), all.end());
    }
    if (argument.value == "SCORE") return std::stod(arguments[key]);
    return Json(argument.one_of.empty() ? arguments[key] : underscored(arguments[key]));
}

}  // namespace

Result<Request> make_request(Subcommand const& row, Given const& given) {
    auto const& [method, path, fields, more] = row.request;
    Request request{.method = method, .path = path_of(path, given)};
    for (auto const& [name, member] : fields) {
        if (!given.arguments.has(name)) continue;
        if (has_body(method))
            request.body[member] =
                posted(*std::ranges::find(row.arguments, name, &Argument::key), given.arguments);
        else
            for (auto const& value : given.arguments.all(name)) request.query.emplace_back(member, value);
    }
    if (more != nullptr)
        if (auto added = more(given, request); !added) return tl::unexpected{std::move(added.error())};
    if (!given.subject.release.empty() && !given.subject.train.empty())
        request.query.emplace_back("train", given.subject.train);
    return request;
}

Query query_of(Arguments const& arguments, std::initializer_list<char const*> names) {
    Query query;
    for (auto const* name : names)
        if (arguments.has(name)) query.emplace_back(name, arguments[name]);
    return query;
}

tl::unexpected<Error> wrong_usage(std::string detail) {
    return refuse(ErrorCode::invalid, "wrong-usage", std::move(detail));
}

}  // namespace cadence::ctl
