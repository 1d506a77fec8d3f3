#!/usr/bin/env python3
"""What receivers that do their worst do to the daemon: latency of GET /v1/status and memory, before and while one
channel for each way is sent to. Ratios of the same run; needs a release build."""
import http.client
import pathlib
import socket
import sys
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "daemon"))
from harness import Daemon, config  # noqa: E402

SECONDS = 8
CHANNEL = """
[[channels]]
name = "{name}"
kind = "webhook"
url = "{url}"
secrets_from = ["{secret}"]
topics = ["freeze"]
"""


def drip(connection):
    for byte in b"HTTP/1.1 200 OK\r\nX: " + b"a" * 10_000:
        connection.sendall(bytes([byte]))
        time.sleep(0.5)


def forever(connection, chunk):
    while True:
        connection.sendall(chunk)


WAYS = {
    "hangs": lambda c: time.sleep(60),
    "resets": lambda c: c.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0"),
    "closes": lambda c: None,
    "drips": drip,
    "long-reason": lambda c: c.sendall(b"HTTP/1.1 200 " + b"A" * 1_000_000 + b"\r\n\r\n"),
    "endless-header": lambda c: (c.sendall(b"HTTP/1.1 200 OK\r\nX: "), forever(c, b"a" * 65536)),
    "many-headers": lambda c: (c.sendall(b"HTTP/1.1 200 OK\r\n"), forever(c, b"X: y\r\n" * 1000)),
    "endless-100": lambda c: forever(c, b"HTTP/1.1 100 Continue\r\n\r\n"),
    "gigabyte": lambda c: (c.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n"), forever(c, b"b" * 65536)),
    "no-length": lambda c: (c.sendall(b"HTTP/1.1 200 OK\r\n\r\n"), forever(c, b"b" * 65536)),
    "negative-chunk": lambda c: (c.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-2\r\n"),
                                 forever(c, b"b" * 65536)),
    "endless-chunks": lambda c: (c.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"),
                                 forever(c, b"10\r\n" + b"b" * 16 + b"\r\n")),
    "length-overflow": lambda c: c.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n"),
    "nul-in-header": lambda c: c.sendall(b"HTTP/1.1 200 OK\r\nX: \0\r\n\r\n"),
    "redirects": lambda c: c.sendall(b"HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/\r\nContent-Length: 0\r\n\r\n"),
    "not-http": lambda c: c.sendall(b"220 mail.example.org ESMTP\r\n"),
}


def receiver(way):
    listener = socket.create_server(("127.0.0.1", 0))

    def serve(connection):
        with connection:
            try:
                connection.recv(65536)
                way(connection)
            except OSError:
                pass

    def accept():
        while True:
            connection, _ = listener.accept()
            threading.Thread(target=serve, args=(connection,), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    return f"http://127.0.0.1:{listener.getsockname()[1]}/hook"


def memory(daemon):
    status = pathlib.Path(f"/proc/{daemon.process.pid}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


def measure(daemon, meanwhile=None):
    """Latencies in ms of one keep-alive client."""
    port = int(daemon.url.rsplit(":", 1)[1])
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    found, end = [], time.monotonic() + SECONDS
    while (began := time.monotonic()) < end:
        connection.request("GET", "/v1/status")
        connection.getresponse().read()
        found.append((time.monotonic() - began) * 1e3)
        if meanwhile and len(found) % 500 == 0:
            meanwhile(len(found))
        time.sleep(0.001)
    return sorted(found)


def at(found, share):
    return found[min(len(found) - 1, int(len(found) * share))]


def main():
    with Daemon("unused") as daemon:
        secret = daemon.folder / "secret"
        secret.write_text("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n")
        daemon.config.write_text(config() + "".join(
            CHANNEL.format(name=name, url=receiver(way), secret=secret) for name, way in WAYS.items()))
        assert daemon.start()
        daemon.token("anna")
        before, rss = measure(daemon), memory(daemon)

        def freeze(number):
            daemon.post("/v1/trains/backend/freezes", {"actions": ["flag"], "reason": f"number {number}"})

        freeze(0)
        during = measure(daemon, freeze)
        print(f"{len(WAYS)} hostile receivers, {len(before)} and {len(during)} questions, one client")
        for name, share in ("p50", 0.5), ("p99", 0.99), ("p99.9", 0.999), ("worst", 1.0):
            a, b = at(before, share), at(during, share)
            print(f"{name:6} {a:8.2f} ms before, {b:8.2f} ms during, ratio {b / a:.2f}")
        print(f"memory {rss:.1f} MB before, {memory(daemon):.1f} MB during")
        for each in daemon.get("/v1/deliveries?limit=200")["items"][-len(WAYS):]:
            print(f"  {each['lane']:26} {each['state']:9} {each.get('detail', '')[:90]}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
