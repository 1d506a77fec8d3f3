#!/usr/bin/env python3
"""How long a good channel waits for others that are slow, broken or have dead names: seconds from an announcement
to its arrival, of several in a row. The names need root: they are asked of a server on port 53 of the loopback."""
import http.server
import os
import pathlib
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "daemon"))
from harness import Daemon, config  # noqa: E402

CHANNEL = """
[[channels]]
name = "{name}"
kind = "webhook"
url = "{url}"
secrets_from = ["{secret}"]
topics = ["freeze"]
"""
PATIENCE = 400


def hanging():
    """The port of one that takes every connection, on all of 127.0.0.0/8, and says nothing."""
    listener = socket.create_server(("0.0.0.0", 0), backlog=1024)
    kept = []

    def accept():
        while True:
            kept.append(listener.accept())

    threading.Thread(target=accept, daemon=True).start()
    return listener.getsockname()[1]


class Receiver:
    """Answers /good at once, /hang never, anything else with 500."""

    def __init__(self):
        self.arrived = arrived = threading.Semaphore(0)

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                self.rfile.read(int(self.headers["Content-Length"]))
                if self.path == "/hang":
                    time.sleep(60)
                self.send_response(204 if self.path == "/good" else 500)
                self.end_headers()
                if self.path == "/good":
                    arrived.release()

            def log_message(self, *_):
                pass

        class Server(http.server.ThreadingHTTPServer):
            request_queue_size = 1024

        server = Server(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.port = server.server_address[1]


def memory(daemon):
    status = pathlib.Path(f"/proc/{daemon.process.pid}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


def measure(what, others, good, rounds, apart):
    """`others` come first, then the good one."""
    receiver = good if isinstance(good, Receiver) else good[0]
    url = f"http://127.0.0.1:{receiver.port}/good" if isinstance(good, Receiver) else good[1]
    with Daemon("unused") as daemon:
        secret = daemon.folder / "secret"
        secret.write_text("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n")
        named = [*((f"other-{i}", each) for i, each in enumerate(others)), ("zz-good", url)]
        daemon.config.write_text(config() + "".join(
            CHANNEL.format(name=name, url=each, secret=secret) for name, each in named))
        assert daemon.start()
        daemon.token("anna")
        delays, rss = [], memory(daemon)
        for number in range(rounds):
            began = time.monotonic()
            daemon.post("/v1/trains/backend/freezes", {"actions": ["flag"], "reason": f"number {number}"})
            came = receiver.arrived.acquire(timeout=PATIENCE)
            delays.append(f"{time.monotonic() - began:.2f} s" if came else f"none in {PATIENCE} s")
            time.sleep(apart)
        print(f"{what}: {', '.join(delays)}; memory {rss:.1f} to {memory(daemon):.1f} MB", flush=True)


def name_server(known):
    """Answers names in `known` with 127.0.0.1; of all others it never hears."""
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server.bind(("127.0.0.1", 53))

    def serve():
        while True:
            query, peer = server.recvfrom(512)
            labels, at = [], 12
            while query[at]:
                labels.append(query[at + 1:at + 1 + query[at]].decode().lower())
                at += 1 + query[at]
            if ".".join(labels) not in known:
                continue
            is_a = query[at + 1:at + 3] == b"\0\1"
            answer = b"\xc0\x0c\0\1\0\1\0\0\0\x3c\0\4\x7f\0\0\1" if is_a else b""
            server.sendto(query[:2] + b"\x81\x80\0\1" + struct.pack(">H", is_a) + b"\0\0\0\0" + query[12:at + 5] + answer,
                          peer)

    threading.Thread(target=serve, daemon=True).start()


def dead_names():
    if len(sys.argv) < 3:  # once more, with a resolv.conf of our own
        with tempfile.NamedTemporaryFile("w", suffix=".conf") as conf:
            conf.write("nameserver 127.0.0.1\n")
            conf.flush()
            os.chmod(conf.name, 0o644)
            script = f'mount --bind {conf.name} "$(realpath /etc/resolv.conf)" && exec python3 {__file__} names inside'
            return subprocess.run(["unshare", "--mount", "bash", "-c", script], check=False).returncode
    name_server({"good.example.org"})
    good = Receiver()
    dead = [f"http://dead-{i}.example.org/" for i in range(8)]
    measure("8 dead names", dead, (good, f"http://good.example.org:{good.port}/good"), 3, 1)
    return 0


def main():
    wanted = sys.argv[1:2] or ["hosts", "host", "failing", "stuck", "names"]
    good, port = Receiver(), hanging()
    if "hosts" in wanted:
        measure("280 hanging hosts", [f"http://127.0.{i // 200 + 1}.{i % 200 + 1}:{port}/" for i in range(280)], good, 3, 1)
    if "host" in wanted:
        measure("280 hanging at one other host", [f"http://127.0.0.1:{port}/{i}" for i in range(280)], good, 3, 1)
    base = f"http://127.0.0.1:{good.port}"
    if "failing" in wanted:
        measure("6 failing at its host", [f"{base}/fails-{i}" for i in range(6)], good, 6, 8)
    if "stuck" in wanted:
        measure("6 hanging at its host", [f"{base}/hang"] * 6, good, 6, 8)
    return dead_names() if "names" in wanted else 0


if __name__ == "__main__":
    sys.exit(main())
