// One request on its way through its handler, and the shapes that handlers give back. A handler parses, calls
// one function of the engine and renders; it never touches a connection.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/engine.h"
#include "net/http.h"
#include "net/run_loop.h"
#include "worker/forge_standing.h"

namespace cadence::api {

class Traffic;

enum class Form { json, text, markdown, html, css, script, openmetrics };

struct Answer {
    int status = 200;
    std::string content_type = "application/json";
    net::Headers headers = {};
    std::string body = {};
    std::string scope = {};  // the one train it depends on; empty: on all
    bool is_tagged = false;  // a POST that is asked again with If-None-Match, as OFREP does
};

/// Requests to an endpoint that were refused: not signed correctly, or too large. Since the start.
struct HookRefusals {
    std::int64_t count = 0;
    Instant last;
    std::string why;
};

/// What is told of and is not the engine's.
struct Sources {
    /// Reads the configuration anew; nothing: there is no file.
    std::function<config::LoadedConfig()> read_config = {};
    /// A text as if it were that file.
    std::function<config::LoadedConfig(std::string_view)> parse_config = [](std::string_view toml) {
        return config::parse_config(toml);
    };
    /// By endpoint.
    std::function<std::map<std::string, HookRefusals>()> read_refusals = {};
    std::function<net::LoopFigures()> read_loop = [] { return net::LoopFigures{}; };
    std::function<std::vector<worker::ForgeStanding>()> read_forges = [] {
        return std::vector<worker::ForgeStanding>{};
    };
    Traffic const* traffic = nullptr;  // or nobody counts
};

struct Call {
    net::Request const& request;
    engine::Engine& engine;
    Sources const& sources;
    std::vector<std::string> path = {};  // what stood for the {parameters}, in order
    std::optional<engine::Identity> caller = {};
    Form form = Form::json;

    /// A query parameter's value as it was meant (base/pasted.h), or nothing.
    [[nodiscard]] std::optional<std::string> query(std::string_view name) const;
    /// All values of one that may be repeated.
    [[nodiscard]] std::vector<std::string> queries(std::string_view name) const;
    /// Between 1 and `most`. Errors: invalid `wrong-parameter`.
    [[nodiscard]] Result<std::size_t> count(std::string_view name, std::size_t fallback,
                                            std::size_t most) const;
    /// An instant, or a day for its first instant (UTC). Errors: invalid `wrong-parameter`.
    [[nodiscard]] Result<std::optional<Instant>> moment(std::string_view name) const;
    /// A configured train named by `train`, or nothing. Errors: not_found `train-not-found`.
    [[nodiscard]] Result<config::TrainConfig const*> train() const;
    /// Its id, or nothing.
    [[nodiscard]] Result<std::string> train_id() const;
    /// The one that comes first in the path. Errors: not_found `train-not-found`.
    [[nodiscard]] Result<config::TrainConfig const*> train_in_path() const;
    /// The caller, with their roles on a train.
    [[nodiscard]] release::Actor actor(std::string_view train = {}) const;
    [[nodiscard]] bool is_head() const { return request.method == net::Method::head; }
};

/// A parameter that is not what it should be. Errors: invalid `wrong-parameter`, with its name as the field.
[[nodiscard]] tl::unexpected<Error> wrong_parameter(std::string_view name, std::string_view detail);
/// The same for a value that is none of `known`: with the one that was probably meant, and all of
/// them, those first that are most like it.
[[nodiscard]] tl::unexpected<Error> unknown_parameter_value(std::string_view name, std::string_view value,
                                                            std::vector<std::string_view> const& known);
/// One of the names of an enumeration, or nothing. Errors: invalid `wrong-parameter` with the names.
template <class Enum>
[[nodiscard]] Result<std::optional<Enum>> name_in(Call const& call, std::string_view parameter) {
    auto const text = call.query(parameter);
    if (!text) return std::nullopt;
    if (auto const value = name_meant<Enum>(*text)) return value;
    return unknown_parameter_value(parameter, *text,
                                   {Names<Enum>::values.begin(), Names<Enum>::values.end()});
}
/// Errors: not_found `train-not-found`.
[[nodiscard]] Result<config::TrainConfig const*> train_named(config::Config const& config,
                                                             std::string_view id);
/// The only one. Errors: invalid `train-needed` with all of them, and what `several` says.
[[nodiscard]] Result<config::TrainConfig const*> only_train(config::Config const& config, std::string field,
                                                            std::string several);

/// Takes one value after the other; the first that is wrong is the answer, whatever came of the rest.
class Taking {
  public:
    template <class T>
    [[nodiscard]] T operator()(Result<T> read) {
        if (read) return std::move(*read);
        if (!wrong_) wrong_ = std::move(read.error());
        return T{};
    }
    void operator()(Result<void> read) {
        if (!read && !wrong_) wrong_ = std::move(read.error());
    }
    [[nodiscard]] std::optional<Error> const& wrong() const { return wrong_; }
    template <class T>
    [[nodiscard]] Result<T> done(T made) const {
        if (wrong_) return tl::unexpected{*wrong_};
        return made;
    }

  private:
    std::optional<Error> wrong_;
};

/// Something to do, and how to tell what came of it. `render` may outlive the configuration it was made
/// under: it holds copies.
struct Change {
    engine::Work work = {};
    std::function<Answer(engine::Outcome const&)> render = {};
    std::optional<Answer> at_once = {};  // there is nothing to do after all
};

struct Following {
    store::EventQuery query;
    Duration wait{0};
    bool stream = false;
    std::optional<engine::Identity> caller = {};
};

using ReadHandler = Result<Answer> (*)(Call const&);
using ChangeHandler = Result<Change> (*)(Call const&);
struct HookHandler {};     // what is sent to it is api/arrivals.h's
struct PreviewHandler {};  // what would come of another request (api/preview.h)
struct FollowHandler {
    Result<Following> (*parse)(Call const&);
    ReadHandler page;
};

}  // namespace cadence::api
