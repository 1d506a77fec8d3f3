#include "cadencectl/session.h"

#include <array>
#include <fstream>
#include <istream>
#include <ostream>

#include <fmt/format.h>

namespace cadence::ctl {

namespace {

ErrorCode code_of(int status) {
    using enum ErrorCode;
    static constexpr std::array kCodes{
        std::pair{400, invalid},     std::pair{401, unauthenticated}, std::pair{403, forbidden},
        std::pair{404, not_found},   std::pair{409, conflict},        std::pair{412, outdated},
        std::pair{413, invalid},     std::pair{415, invalid},         std::pair{422, unprocessable},
        std::pair{503, unavailable}, std::pair{507, storage_full}};
    for (auto const& [known, code] : kCodes)
        if (known == status) return code;
    return ErrorCode::internal;
}

std::optional<Json> parsed(std::string const& body) {
    boost::json::error_code failed;
    auto value = boost::json::parse(body, failed);
    if (failed) return std::nullopt;
    return value;
}

/// The lists of the next page behind those of the pages before; all else is as the next page says.
void append(Json& joined, Json const& page) {
    if (!joined.is_object() || !page.is_object()) return;
    for (auto const& [name, value] : page.get_object()) {
        auto& mine = joined.get_object()[name];
        if (mine.is_array() && value.is_array())
            mine.get_array().insert(mine.get_array().end(), value.get_array().begin(),
                                    value.get_array().end());
        else
            mine = value;
    }
}

/// The mistakes of a configuration, one a line.
std::string mistakes(Json const& problem) {
    std::string lines;
    for (auto const& mistake : items(problem, "errors")) {
        auto const line = number(mistake, "line").value_or(0);
        auto const key = text(mistake, "key");
        auto const file = text(mistake, "file");
        lines += "\n  " + file;
        if (line > 0) lines += fmt::format("{}line {}", file.empty() ? "" : " ", line);
        if (line > 0 || !file.empty()) lines += ": ";
        if (!key.empty()) lines += key + ": ";
        lines += text(mistake, "detail");
    }
    return lines;
}

}  // namespace

Result<Json> Session::ask(Request const& request) {
    auto answer = client_.send(request);
    if (!answer) return tl::unexpected{std::move(answer.error())};
    last_body_ = answer->body;
    take_time(*answer);
    auto const is_json = answer->type.find("json") != std::string::npos;
    if (answer->status < 200 || answer->status > 299) {
        if (json() && is_json) write(last_body_.ends_with('\n') ? last_body_ : last_body_ + "\n");
        return tl::unexpected{problem(*answer)};
    }
    auto document = parsed(answer->body);
    if (!document)
        return refuse(ErrorCode::internal, "not-cadenced",
                      fmt::format("{} does not answer in JSON, so it is not cadenced. Is the address right?",
                                  client_.url()));
    return std::move(*document);
}

Result<Json> Session::ask_all(Request const& request, Enough const& enough) {
    auto joined = ask(request);
    if (!joined) return joined;
    auto many = false;
    for (auto cursor = text(*joined, "next_cursor"); !cursor.empty() && !(enough && enough(*joined));
         cursor = text(*joined, "next_cursor")) {
        auto next = request;
        std::erase_if(next.query, [](auto const& each) { return each.first == "cursor"; });
        next.query.emplace_back("cursor", cursor);
        auto page = ask(next);
        if (!page) return page;
        append(*joined, *page);
        many = true;
    }
    if (many) last_body_ = boost::json::serialize(*joined);
    return joined;
}

Error Session::problem(Answer const& answer) const {
    auto const document = parsed(answer.body);
    if (!document || text(*document, "title").empty())
        return {ErrorCode::internal,
                answer.status >= 502 && answer.status <= 504 ? "not-reachable" : "not-cadenced",
                fmt::format("{} answers {}, but not like cadenced. Is the address right?", client_.url(),
                            answer.status),
                "",
                {}};
    auto const type = text(*document, "type");
    Error error{code_of(answer.status),
                type.substr(type.rfind('/') + 1),
                text(*document, "detail"),
                text(*document, "field"),
                {}};
    if (error.detail.empty()) error.detail = text(*document, "title");
    error.detail += mistakes(*document);
    for (auto const& alternative : items(*document, "alternatives"))
        error.alternatives.push_back(text(alternative));
    if (error.problem == "token-missing") error.detail = "this needs a token.\n" + settings_.without_token;
    auto const sent = error.code == ErrorCode::unauthenticated && error.problem != "token-missing";
    if (sent && !settings_.of_token.empty()) error.detail += "\n" + settings_.of_token;
    return error;
}

Result<std::string> Session::read(std::string const& file, std::size_t most) const {
    std::ifstream opened;
    if (file != "-") opened.open(file, std::ios::binary);
    auto& stream = file == "-" ? surroundings_.in : opened;
    std::string text(most + 1, '\0');
    if (stream) stream.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (stream.bad() || (!stream && !stream.eof()))
        return refuse(ErrorCode::invalid, "not-readable", file + " cannot be read.");
    text.resize(static_cast<std::size_t>(stream.gcount()));
    if (text.size() > most)
        return refuse(ErrorCode::invalid, "too-large",
                      fmt::format("{} is larger than {} KiB.", file, most >> 10U));
    return text;
}

bool Session::write(std::string_view text) {
    surroundings_.out << text << std::flush;
    return surroundings_.out.good();
}

bool Session::write(Json const& document, std::string_view text) {
    return json() ? write(boost::json::serialize(document) + "\n") : write(text);
}

bool Session::wrote_json() {
    if (!json()) return false;
    write(last_body_.ends_with('\n') ? last_body_ : last_body_ + "\n");
    return true;
}

void Session::note(std::string_view text) {
    surroundings_.err << "cadencectl: " << text << '\n' << std::flush;
}

void Session::take_time(Answer const& answer) {
    answered_ = true;
    if (answer.date) ahead_ = *answer.date - surroundings_.clock.now();
}

Instant Session::now() {
    if (!answered_)
        if (auto const answer = client_.send({.path = "/health"})) take_time(*answer);
    return surroundings_.clock.now() + ahead_.value_or(Duration{0});
}

Exit Session::complain(Error const& error) {
    surroundings_.err << "cadencectl: " << said(error, typed_) << '\n';
    for (auto const& line : ways_out(error, typed_)) surroundings_.err << "  " << line << '\n';
    surroundings_.err << std::flush;
    if (error.problem == "not-reachable") return Exit::unreachable;
    return error.code == ErrorCode::invalid ? Exit::usage : Exit::refused;
}

}  // namespace cadence::ctl
