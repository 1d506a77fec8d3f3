#!/usr/bin/env python3
"""A record that is taken away or damaged under a running daemon: nothing is acknowledged that would be lost, what
can still be read is read, and whoever looks is told what to do."""
import contextlib
import sqlite3
import struct
import sys

from harness import SLOT, Daemon, Refused
from promises import keep

DATABASE = 69
ISSUES = f"/v1/releases/backend-{SLOT}/issues"


def refusal_of(action):
    try:
        action()
    except Refused as refused:
        return refused
    raise AssertionError("it was not refused")


def leftmost(file, root, size):
    """The first leaf below the root page of a table: the file format's interior page."""
    file.seek((root - 1) * size)
    page = file.read(size)
    assert page[0] == 5, "the table fills more than one page"
    cell, = struct.unpack(">H", page[12:14])
    return struct.unpack(">I", page[cell:cell + 4])[0]


def what_is_written_into_a_removed_database_is_refused():
    with Daemon() as daemon:
        assert daemon.start()
        daemon.post(ISSUES, {"text": "kept"})
        kept = daemon.folder / "kept"
        daemon.database.rename(kept)
        for _ in range(3):
            refused = refusal_of(lambda: daemon.post(ISSUES, {"text": "lost"}))
            assert refused.status == 503 and refused.problem["type"].endswith("database-removed"), refused
            assert "was removed or replaced" in refused.problem["detail"], refused
        assert [each["text"] for each in daemon.release(f"backend-{SLOT}")["issues"]] == ["kept"]
        ready = refusal_of(lambda: daemon.get("/health/ready"))
        assert ready.status == 503 and "was removed or replaced" in ready.problem["detail"], ready
        assert daemon.said().count("nothing can be recorded") == 1, daemon.said()
        kept.rename(daemon.database)
        daemon.post(ISSUES, {"text": "after"})
        assert daemon.stop() == 0 and daemon.start()
        assert [each["text"] for each in daemon.release(f"backend-{SLOT}")["issues"]] == ["kept", "after"]
        assert daemon.stop() == 0


def a_damaged_database_ends_the_daemon_and_no_start_trusts_it():
    with Daemon() as daemon:
        assert daemon.start()
        for number in range(100):
            daemon.post(ISSUES, {"text": f"{number}" + "x" * 500})
        assert daemon.stop() == 0
        with contextlib.closing(sqlite3.connect(daemon.database)) as database:
            (size,), = database.execute("PRAGMA page_size")
            (page,), = database.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'events'")
            database.execute("PRAGMA journal_mode=DELETE")
        with daemon.database.open("r+b") as file:
            file.seek((leftmost(file, page, size) - 1) * size)
            file.write(b"\xa5" * size)
        assert daemon.start(), "a start reads what it needs, not every page"
        with contextlib.suppress(Exception):
            daemon.get("/v1/events")
        assert daemon.wait() == DATABASE, daemon.said()
        assert f"{daemon.database} is damaged: " in daemon.said() and "restore a backup" in daemon.said()
        assert not daemon.start() and daemon.wait() == DATABASE
        assert "is damaged: " in daemon.said().splitlines()[-1], daemon.said()


if __name__ == "__main__":
    sys.exit(keep(what_is_written_into_a_removed_database_is_refused,
                  a_damaged_database_ends_the_daemon_and_no_start_trusts_it))
