// Mail as RFC 5322 and its like have it. tests/chat/email_sink.py receives the same through a real program.
#include "base/digest.h"
#include "render_world.h"

namespace cadence::chat::testing {

namespace {

EmailChannel const kEmail{{"/usr/sbin/sendmail", "-t", "-i"},
                          "Cadence <cadence@example.org>",
                          {"team@example.org", "Ölaf Test <olaf@example.org>"}};

struct Mail {
    explicit Mail(Message const& message, EmailChannel const& channel = kEmail) {
        auto const out = Sender{}.render(channel, message);
        EXPECT_TRUE(out) << (out ? "" : out.error().detail);
        if (!out) return;
        run = std::get<net::ProcessSpec>(*out);
        auto const end = run.input.find("\n\n");
        head = run.input.substr(0, end + 1);
        body = run.input.substr(end + 2);
    }
    /// Unfolded.
    [[nodiscard]] std::vector<std::string> headers() const {
        std::vector<std::string> lines;
        for (std::size_t i = 0, end = 0; i < head.size(); i = end + 1) {
            end = head.find('\n', i);
            auto const line = head.substr(i, end - i);
            if (line.starts_with(' ') && !lines.empty())
                lines.back() += line;
            else
                lines.push_back(line);
        }
        return lines;
    }
    [[nodiscard]] std::string header(std::string const& name) const {
        for (auto const& line : headers())
            if (line.starts_with(name + ": ")) return line.substr(name.size() + 2);
        return "(none)";
    }
    net::ProcessSpec run;
    std::string head, body;
};

std::string decoded_words(std::string text) {
    std::string made;
    for (std::string_view rest{text}; !rest.empty();) {
        EXPECT_TRUE(rest.starts_with("=?UTF-8?B?")) << rest;
        auto const end = rest.find("?=");
        EXPECT_LE(end + 2, 75U) << rest;
        auto const word = from_base64(rest.substr(10, end - 10)).value_or("(not base64)");
        EXPECT_THAT(word, IsText()) << "a character is cut between two words";
        made += word;
        rest.remove_prefix(std::min(end + 3, rest.size()));
    }
    return made;
}

TEST(Email, a_message_is_handed_to_the_program_as_rfc_5322_has_it) {
    Mail const mail{freeze_message()};
    EXPECT_THAT(mail.run.argv, ElementsAre("/usr/sbin/sendmail", "-t", "-i"));
    EXPECT_EQ(mail.run.input,
              "From: \"Cadence\" <cadence@example.org>\n"
              "To: team@example.org,\n =?UTF-8?B?w5ZsYWYgVGVzdA==?= <olaf@example.org>\n"
              "Subject: Code freeze for backend-2026-01-22\n"
              "Date: Thu, 22 Jan 2026 10:00:01 +0000\n"
              "Message-ID: <dlv_3f9a@example.org>\n"
              "In-Reply-To: <release.backend=2Fbackend-2026-01-22@example.org>\n"
              "References: <release.backend=2Fbackend-2026-01-22@example.org>\n"
              "MIME-Version: 1.0\n"
              "Content-Type: text/plain; charset=utf-8\n"
              "Content-Transfer-Encoding: quoted-printable\n"
              "Auto-Submitted: auto-generated\n"
              "\n"
              "Only fixes from here on.\n\nThe go/no-go is at 15:00.\n\n"
              "- 3 merges wait\n- QA has not signed off\n\n"
              "https://releases.example.org/v1/releases/backend-2026-01-22\n\n"
              "Thu 2026-01-22 11:00 CET (10:00 UTC)\n");
}

TEST(Email, a_subject_beyond_ascii_is_encoded_in_words_of_whole_characters) {
    auto message = freeze_message();
    message.title =
        "Zwölf Boxkämpfer jagen Viktor quer über den großen Sylter Deich "
        "🥊🥊🥊🥊🥊🥊🥊🥊";
    EXPECT_EQ(decoded_words(Mail{message}.header("Subject")), message.title);
    message.title = "=?UTF-8?B?dHJpY2s=?= not what it says";
    EXPECT_EQ(decoded_words(Mail{message}.header("Subject")), message.title);
}

TEST(Email, a_long_subject_is_folded_between_words_and_in_the_end_cut) {
    auto message = freeze_message();
    message.title = "The quick brown fox jumps over the lazy dog and then again over the same dog, who minds";
    Mail const mail{message};
    EXPECT_EQ(mail.header("Subject"), message.title);
    for (std::size_t i = 0, end = 0; i < mail.head.size(); i = end + 1) {
        end = mail.head.find('\n', i);
        EXPECT_LE(end - i, 78U);
    }
    auto const subject = decoded_words(Mail{long_message()}.header("Subject"));
    EXPECT_EQ(characters(subject), 200U);
    EXPECT_THAT(subject, EndsWith("…"));
}

TEST(Email, nothing_that_people_wrote_becomes_a_header) {
    Mail const plain{freeze_message()};
    Mail const hostile{hostile_message()};
    auto const names = [](Mail const& mail) {
        std::vector<std::string> found;
        for (auto const& line : mail.headers()) found.push_back(line.substr(0, line.find(':')));
        return found;
    };
    EXPECT_EQ(names(hostile), names(plain));
    auto message = freeze_message();
    message.release = "x>\nBcc: all@example.org";
    EXPECT_EQ(names(Mail{message}), names(plain));
    EXPECT_THAT(Mail{message}.header("References"),
                "<release.backend=2Fx=3E=0ABcc=3A=20all=40example=2Eorg@example.org>");
}

TEST(Email, lines_are_short_and_ascii_whatever_the_text_is) {
    for (auto const& message : {hostile_message(), long_message()}) {
        Mail const mail{message};
        for (std::size_t i = 0, end = 0; i < mail.body.size(); i = end + 1) {
            end = mail.body.find('\n', i);
            ASSERT_NE(end, std::string::npos);
            auto const line = mail.body.substr(i, end - i);
            EXPECT_LE(line.size(), 76U);
            EXPECT_TRUE(std::ranges::all_of(line, [](char c) { return c >= ' ' && c <= '~'; })) << line;
        }
    }
}

TEST(Email, a_line_that_programs_on_the_way_would_take_for_another_is_encoded) {
    auto message = freeze_message();
    message.text = "From now on\n.\n.hidden\na=b ";
    EXPECT_THAT(Mail{message}.body, StartsWith("=46rom now on\n=2E\n=2Ehidden\na=3Db\n"));
}

TEST(Email, what_is_about_no_release_is_a_thread_of_its_own) {
    auto message = freeze_message();
    message.release.clear();
    EXPECT_EQ(Mail{message}.header("References"), "(none)");
    EXPECT_EQ(Mail{message}.header("In-Reply-To"), "(none)");
}

TEST(Email, an_address_that_is_none_is_refused) {
    for (std::string const wrong : {"", "nobody", "a@", "@b", "a@b\nBcc: c@d", "A <a@b", "A <a@b>, c@d",
                                    "a b@c", "ä@b", "a@b..c", "a@b@c"}) {
        auto channel = kEmail;
        channel.to = {wrong};
        auto const out = Sender{}.render(channel, freeze_message());
        ASSERT_FALSE(out) << wrong;
        EXPECT_EQ(out.error().problem, "channel-wrong");
        channel = kEmail;
        channel.from = wrong;
        EXPECT_FALSE(Sender{}.render(channel, freeze_message())) << wrong;
    }
    auto channel = kEmail;
    channel.to.clear();
    EXPECT_FALSE(Sender{}.render(channel, freeze_message()));
    channel = kEmail;
    channel.command.clear();
    EXPECT_FALSE(Sender{}.render(channel, freeze_message()));
}

TEST(Email, a_name_with_marks_is_quoted) {
    auto channel = kEmail;
    channel.from = "Release, \\the \"Bot\" <bot@example.org>";
    EXPECT_EQ(Mail(freeze_message(), channel).header("From"),
              R"("Release, \\the \"Bot\"" <bot@example.org>)");
}

}  // namespace

}  // namespace cadence::chat::testing
