// A message of RFC 5322 for a program that takes it as sendmail does. The delivery's id is its Message-ID,
// and all about one release refers to one id, so that mail programs show them together.
#include <algorithm>
#include <array>

#include <date/date.h>

#include "base/encoding.h"
#include "base/plain_text.h"
#include "base/text.h"
#include "chat/judge.h"
#include "chat/mail.h"
#include "chat/render.h"

namespace cadence::chat {

namespace {

constexpr std::size_t kMostQuoted = 200;
/// By sysexits.h, as msmtp uses it: no host, a 4xx of the server, an error of the system, a greeting refused.
constexpr std::array kOfTheMoment{68, 69, 71, 73, 74, 75, 76};

constexpr std::size_t kMostInSubject = 200;
constexpr std::size_t kEmailBody = 100000;

std::string text_of(RenderContext const& context) {
    auto text = body_of(context.plain, {kEmailBody, bytes, as_it_is, "- "});
    auto const local_time = one_line(context.message.local_time);
    for (auto const* line : {&context.plain.link, &local_time})
        if (!line->empty()) text += (text.empty() ? "" : "\n\n") + *line;
    return text + "\n";
}

Result<std::string> recipients_of(EmailChannel const& channel, RenderContext const& context) {
    std::vector<std::string> written;
    for (auto const& to : channel.to) {
        auto box = mailbox(to);
        if (!box)
            return channel_wrong(context.channel, "one of its addresses in to is not an ASCII address.");
        written.push_back(std::move(box->written));
    }
    if (written.empty()) return channel_wrong(context.channel, "it has no address in to.");
    return listed(written, ",\n ");
}

/// A line a header.
std::string headers_of(RenderContext const& context, Mailbox const& from, std::string const& to) {
    auto const& message = context.message;
    auto const seconds = std::chrono::floor<std::chrono::seconds>(context.attempt.now);
    auto const id_of = [&](std::string_view what, std::string_view word) {
        return "<" + std::string{what} + id_word(word) + "@" + from.domain + ">";
    };
    auto text = "From: " + from.written + "\nTo: " + to;
    text += "\nSubject: " + header_text(fitted(context.plain.title, {kMostInSubject, utf16_units, as_it_is}));
    text += "\nDate: " + date::format("%a, %d %b %Y %T +0000", seconds);
    text += "\nMessage-ID: " + id_of("", context.attempt.id);
    if (!message.release.empty()) {
        auto const thread = id_of("release.", message.train + "/" + message.release);
        text += "\nIn-Reply-To: " + thread + "\nReferences: " + thread;
    }
    return text +
           "\nMIME-Version: 1.0"
           "\nContent-Type: text/plain; charset=utf-8"
           "\nContent-Transfer-Encoding: quoted-printable"
           "\nAuto-Submitted: auto-generated\n";
}

}  // namespace

Result<Outgoing> render_for(EmailChannel const& channel, RenderContext const& context) {
    if (channel.command.empty()) return channel_wrong(context.channel, "it names no program in command.");
    auto const from = mailbox(channel.from);
    if (!from) return channel_wrong(context.channel, "its from is not an ASCII address.");
    auto const to = recipients_of(channel, context);
    if (!to) return tl::unexpected{to.error()};
    return net::ProcessSpec{
        .argv = channel.command,
        .environment = {{"PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"},
                        {"LANG", "C.UTF-8"}},
        .input = headers_of(context, *from, *to) + "\n" + quoted_printable(text_of(context)),
        .timeout = std::chrono::minutes{1}};
}

net::Receipt judged(EmailChannel const& /*channel*/, net::HttpResponse const& response, Instant now) {
    return net::receipt_of(response, now);
}

net::Receipt judged(EmailChannel const& /*channel*/, net::ProcessResult const& ran) {
    auto receipt = net::receipt_of(ran);
    if (!ran.exit_status || ran.timed_out) return receipt;
    if (std::ranges::find(kOfTheMoment, *ran.exit_status) != kOfTheMoment.end())
        receipt.arrival = net::Arrival::later;
    // The last line says that it failed, the lines before it why.
    auto const words = one_line(utf8_within(ran.output, kMostQuoted));
    if (auto const said = trimmed_right(words); receipt.arrival != net::Arrival::taken && !said.empty())
        receipt.detail = "exit status " + std::to_string(*ran.exit_status) + ": " + std::string{said};
    return receipt;
}

}  // namespace cadence::chat
