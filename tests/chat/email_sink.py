#!/usr/bin/env python3
"""email_sink.py SAMPLES: hands the mail that the program SAMPLES renders to msmtp, which sends it over SMTP to a sink
here, and reads what has arrived as any mail program would. A sink that refuses shows how msmtp says so."""
import datetime
import email
import email.policy
import shutil
import socket
import subprocess
import sys
import threading

SAMPLES = sys.argv[1]


class Sink(threading.Thread):
    """An SMTP server for one mail. `replies` answers a command, or "." at the end of the data, in another way."""

    def __init__(self, **replies):
        super().__init__(daemon=True)
        self.replies = replies
        self.sender, self.recipients, self.data = None, [], b""
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.start()

    def run(self):
        self.listener.settimeout(30)
        connection = self.listener.accept()[0]
        with connection, connection.makefile("rwb") as stream:
            def say(reply):
                stream.write(reply.encode() + b"\r\n")
                stream.flush()

            say(self.replies.get("hello", "220 sink"))
            for line in stream:
                verb, _, rest = line.decode().strip().partition(" ")
                reply = self.replies.get(verb, "250 ok")
                if verb == "MAIL":
                    self.sender = rest
                elif verb == "RCPT" and reply.startswith("2"):
                    self.recipients.append(rest)
                elif verb == "DATA" and "DATA" not in self.replies:
                    say("354 go on")
                    for text in stream:
                        if text == b".\r\n":
                            break
                        self.data += text[1:] if text.startswith(b".") else text
                    reply = self.replies.get("end", "250 ok")
                say(reply)
                if verb == "QUIT":
                    break


def msmtp(port, mail):
    command = ["msmtp", "-C", "/dev/null", "--host=127.0.0.1", f"--port={port}", "--auth=off", "--tls=off",
               "--timeout=20", "--read-envelope-from", "-t", "-i"]
    return subprocess.run(command, input=mail, capture_output=True, check=False, timeout=60)


def check(what, found, expected):
    if found != expected:
        sys.exit(f"{what}\n  is        {found!r}\n  should be {expected!r}")


def check_arrival(mail):
    sink = Sink()
    done = msmtp(sink.port, mail)
    check("msmtp", (done.returncode, done.stderr), (0, b""))
    sink.join(30)
    check("the sender", sink.sender.split()[0], "FROM:<cadence@example.org>")
    check("the recipients", [r.split()[0] for r in sink.recipients], ["TO:<team@example.org>", "TO:<olaf@example.org>"])
    check("the longest line", max(len(line) for line in sink.data.split(b"\r\n")) <= 998, True)
    check("only ASCII", sink.data.isascii(), True)

    got = email.message_from_bytes(sink.data, policy=email.policy.default)
    check("defects", got.defects, [])
    check("the subject", got["subject"],
          'GO for größe-2026-01-22: "all green" 🥊, with a subject that is long enough to be folded')
    check("from", [(a.display_name, a.addr_spec) for a in got["from"].addresses], [("Cadencé", "cadence@example.org")])
    check("to", [(a.display_name, a.addr_spec) for a in got["to"].addresses],
          [("", "team@example.org"), ("Ölaf Test", "olaf@example.org")])
    check("the date", got["date"].datetime, datetime.datetime(2026, 1, 22, 10, 0, tzinfo=datetime.timezone.utc))
    check("the id", got["message-id"], "<dlv_3f9a@example.org>")
    check("the thread", got["references"], got["in-reply-to"])
    check("the type", (got.get_content_type(), got.get_content_charset()), ("text/plain", "utf-8"))
    check("not to be answered", got["auto-submitted"], "auto-generated")
    check("the text", got.get_content().replace("\r\n", "\n"),
          "Everybody has voted.\n\nFrom now on nothing but the window is waited for.\n.\nDone = 100 %\n\n"
          "- 3 of 3 votes\n- zwölf Boxkämpfer\n\n"
          "https://releases.example.org/v1/releases/backend-2026-01-22\n\nThu 2026-01-22 11:00 CET (10:00 UTC)\n")


def check_refusals(mail):
    """The exit statuses that lib/chat/channel_email.cpp tells apart."""
    for replies, expected in [({"hello": "421 busy"}, 76), ({"MAIL": "451 later"}, 69), ({"RCPT": "451 greylisted"}, 69),
                              ({"end": "452 full"}, 69), ({"RCPT": "550 nobody there"}, 65), ({"MAIL": "550 no"}, 65)]:
        check(f"msmtp after {replies}", msmtp(Sink(**replies).port, mail).returncode, expected)
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    check("msmtp without a server", msmtp(port, mail).returncode, 75)


def main():
    if not shutil.which("msmtp"):
        print("msmtp is not installed (.ci/install test).")
        return 77
    mail = subprocess.run([SAMPLES, "email", "2026-01-22T10:00:00Z"], capture_output=True, check=True).stdout
    check_arrival(mail)
    check_refusals(mail)
    print("The mail has arrived as it was meant.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
