#!/usr/bin/env python3
"""A record that is taken away or damaged under a running daemon: nothing is acknowledged that would be lost, what
can still be read is read, and whoever looks is told what to do."""
import contextlib
import os
import shutil
import signal
import sqlite3
import struct
import subprocess
import sys

from harness import SLOT, Daemon, Refused, program
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


def texts(daemon):
    return [each["text"] for each in daemon.release(f"backend-{SLOT}")["issues"]]


@contextlib.contextmanager
def killed():
    """A daemon killed with a log that was not written back, and a copy of its database of before."""
    with Daemon() as daemon:
        assert daemon.start()
        daemon.post(ISSUES, {"text": "old"})
        assert daemon.stop() == 0
        backup = daemon.folder / "backup.db"
        shutil.copy(daemon.database, backup)
        assert daemon.start()
        daemon.post(ISSUES, {"text": "new"})
        daemon.stop(signal.SIGKILL)
        assert (daemon.state / "cadenced.db-wal").stat().st_size > 0
        yield daemon, backup


def assert_refused(daemon, words):
    assert not daemon.start() and daemon.wait() == DATABASE, daemon.said()
    said = daemon.said().splitlines()[-1]
    assert words in said and "cadenced restore" in said and str(daemon.database) in said, said


def restore(daemon, backup):
    return subprocess.run([program("cadenced"), "--state-dir", daemon.state, "restore", backup], text=True,
                          capture_output=True, check=False)


def assert_restored(daemon, backup):
    done = restore(daemon, backup)
    assert done.returncode == 0 and f"{backup} is restored: its last event is " in done.stdout, done
    kept, = (line.split(" kept as ")[1] for line in done.stdout.splitlines() if " kept as " in line)
    assert (daemon.state / (kept + "-wal")).exists(), "its log was kept with it"
    assert daemon.start() and texts(daemon) == ["old"]
    daemon.post(ISSUES, {"text": "newer"})
    refused = restore(daemon, backup)
    assert refused.returncode == 75 and "stop it first" in refused.stderr, refused
    assert daemon.stop() == 0 and daemon.start() and texts(daemon) == ["old", "newer"]
    assert daemon.stop() == 0


def a_backup_copied_over_a_killed_database_is_refused_under_its_log_until_it_is_restored():
    with killed() as (daemon, backup):
        shutil.copy(backup, daemon.database)
        assert_refused(daemon, "is not the database that was in use here last")
        assert_restored(daemon, backup)


def a_database_that_is_gone_empty_or_cut_is_no_new_installation():
    with killed() as (daemon, backup):
        assert daemon.start() and daemon.stop() == 0
        for words, damage in [("is missing or empty", daemon.database.unlink),
                              ("is missing or empty", daemon.database.touch),
                              ("malformed", lambda: os.truncate(shutil.copy(backup, daemon.database), 40960))]:
            damage()
            assert_refused(daemon, words)
        done = restore(daemon, backup)
        assert done.returncode == 0 and "it lacks at least " in done.stdout, done
        assert daemon.start() and texts(daemon) == ["old"] and daemon.stop() == 0


if __name__ == "__main__":
    sys.exit(keep(what_is_written_into_a_removed_database_is_refused,
                  a_damaged_database_ends_the_daemon_and_no_start_trusts_it,
                  a_backup_copied_over_a_killed_database_is_refused_under_its_log_until_it_is_restored,
                  a_database_that_is_gone_empty_or_cut_is_no_new_installation))
