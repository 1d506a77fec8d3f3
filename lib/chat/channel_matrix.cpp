// The client API of Matrix: a notice, as text and as HTML, put under the delivery's id, so that sending it
// again makes no second one.
#include "base/encoding.h"
#include "chat/judge.h"
#include "chat/render.h"
#include "json/lenient.h"
#include "json/text.h"

namespace cadence::chat {

namespace {

// An event may have 65536 bytes.
constexpr std::size_t kMatrixTitle = 2000;
constexpr std::size_t kMostInPlain = 16000;
constexpr std::size_t kMostInHtml = 32000;

std::string matrix_text(PlainMessage const& plain) {
    auto text = fitted(plain.title, {kMatrixTitle, json_bytes, as_it_is});
    auto const body = body_of(plain, {kMostInPlain, json_bytes, as_it_is, "- "});
    if (!body.empty()) text += "\n\n" + body;
    if (!plain.link.empty()) text += "\n\n" + plain.link;
    return text;
}

std::string matrix_html(PlainMessage const& plain) {
    auto text = "<strong>" + fitted(plain.title, {kMatrixTitle, json_bytes, for_html}) + "</strong>";
    auto const parts = parts_of(plain, {kMostInHtml, json_bytes, for_html, "<li>", "</li>", ""});
    if (!parts.text.empty()) text += "<p>" + parts.text + "</p>";
    if (!parts.points.empty()) text += "<ul>" + parts.points + "</ul>";
    if (!plain.link.empty()) text += "<p><a href=\"" + for_html(plain.link) + "\">Details</a></p>";
    return text;
}

}  // namespace

Result<Outgoing> render_for(MatrixChannel const& channel, RenderContext const& context) {
    auto const server = server_of(context, channel.server);
    if (!server) return tl::unexpected{server.error()};
    auto const bearer = bearer_of(context, channel.token_from);
    if (!bearer) return tl::unexpected{bearer.error()};
    json::Value const content{{"msgtype", "m.notice"},
                              {"body", matrix_text(context.plain)},
                              {"format", "org.matrix.custom.html"},
                              {"formatted_body", matrix_html(context.plain)},
                              {"m.mentions", boost::json::object{}}};
    return net::HttpRequest{
        .method = net::Method::put,
        .url = *server + "/_matrix/client/v3/rooms/" + percent_encode(channel.room) +
               "/send/m.room.message/" + percent_encode(context.attempt.id),
        .headers = {{"Content-Type", "application/json"}, {"Authorization", *bearer}},
        .body = json::dump(content),
    };
}

net::Receipt judged(MatrixChannel const& /*channel*/, net::HttpResponse const& response, Instant now) {
    auto receipt = made_or_not(response, "Matrix", "event_id", now);
    auto const answer = answer_in(response);
    auto const code = json::text_in(answer, "errcode");
    if (code == "M_LIMIT_EXCEEDED") receipt.arrival = net::Arrival::later;
    if (receipt.arrival == net::Arrival::later)
        wait_at_least(receipt, number_at(answer, "retry_after_ms") / 1000);
    return receipt;
}

}  // namespace cadence::chat
