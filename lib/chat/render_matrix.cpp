// The client API of Matrix: a notice, as text and as HTML, put under the delivery's id, so that sending it
// again makes no second one.
#include "base/encoding.h"
#include "chat/render.h"
#include "json/text.h"

namespace cadence::chat {

namespace {

// An event may have 65536 bytes.
constexpr std::size_t kMatrixTitle = 2000;
constexpr std::size_t kMostInPlain = 16000;
constexpr std::size_t kMostInHtml = 32000;

std::string plain(Told const& told) {
    auto text = fitted(told.title, {kMatrixTitle, json_bytes, as_it_is});
    auto const body = body_of(told, {kMostInPlain, json_bytes, as_it_is, "- "});
    if (!body.empty()) text += "\n\n" + body;
    if (!told.link.empty()) text += "\n\n" + told.link;
    return text;
}

std::string html(Told const& told) {
    auto text = "<strong>" + fitted(told.title, {kMatrixTitle, json_bytes, for_html}) + "</strong>";
    auto const parts = parts_of(told, {kMostInHtml, json_bytes, for_html, "<li>", "</li>", ""});
    if (!parts.text.empty()) text += "<p>" + parts.text + "</p>";
    if (!parts.points.empty()) text += "<ul>" + parts.points + "</ul>";
    if (!told.link.empty()) text += "<p><a href=\"" + for_html(told.link) + "\">Details</a></p>";
    return text;
}

}  // namespace

Result<Outgoing> written(MatrixChannel const& channel, Letter const& letter) {
    auto const server = server_of(letter, channel.server);
    if (!server) return tl::unexpected{server.error()};
    auto const bearer = bearer_of(letter, channel.token_from);
    if (!bearer) return tl::unexpected{bearer.error()};
    json::Value const content{{"msgtype", "m.notice"},
                              {"body", plain(letter.told)},
                              {"format", "org.matrix.custom.html"},
                              {"formatted_body", html(letter.told)},
                              {"m.mentions", boost::json::object{}}};
    return net::HttpRequest{
        .method = net::Method::put,
        .url = *server + "/_matrix/client/v3/rooms/" + percent_encode(channel.room) +
               "/send/m.room.message/" + percent_encode(letter.sending.id),
        .headers = {{"Content-Type", "application/json"}, {"Authorization", *bearer}},
        .body = json::dump(content),
    };
}

}  // namespace cadence::chat
