#!/usr/bin/env python3
"""Starts that must not be: each ends with its exit status and a message that says what to do, and touches nothing."""
import contextlib
import hashlib
import os
import signal
import socket
import sqlite3
import subprocess
import sys

from harness import SLOT, Daemon, config, program
from promises import keep

DATABASE, SECOND_START, CONFIG, LISTEN = 69, 75, 78, 71


def picture(folder):
    """Every file below the folder with its bytes, as one comparable thing."""
    files = sorted(each for each in folder.rglob("*") if each.is_file())
    return {str(each.relative_to(folder)): hashlib.sha256(each.read_bytes()).hexdigest() for each in files}


@contextlib.contextmanager
def stopped():
    """A daemon that has run and was stopped: there is a database."""
    with Daemon() as daemon:
        assert daemon.start() and daemon.stop() == 0
        daemon.folder.joinpath("log").unlink()
        yield daemon


def assert_refused(daemon, status, *words, wrapper=()):
    before = picture(daemon.state)
    assert not daemon.start(wrapper), "it started"
    said = daemon.said()
    assert (found := daemon.wait()) == status, f"exit status {found}, not {status}: {said}"
    for word in words:
        assert str(word) in said, f"it does not say {word!r}: {said}"
    after = picture(daemon.state)
    assert after == before, f"it touched the state: {before} {after}"
    daemon.folder.joinpath("log").unlink()


def change(daemon, *statements):
    with contextlib.closing(sqlite3.connect(daemon.database)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def a_second_start_is_refused_and_the_first_goes_on():
    with Daemon() as first, Daemon(state=first.state) as second:
        assert first.start()
        url, token = first.url, first.token("operator")
        second.start()
        said = second.said()
        assert second.wait() == SECOND_START, said
        assert f"another cadenced (pid {first.process.pid}) has" in said and "stop it first" in said, said
        assert (first.url, first.token("operator")) == (url, token)
        first.post(f"/v1/releases/backend-{SLOT}/candidate", {"version": "1.0.0"})
        assert first.stop() == 0


def a_second_daemon_in_a_runtime_directory_is_refused_and_the_first_keeps_its_token():
    with Daemon() as first, Daemon() as second:
        assert first.start()
        token = (first.runtime / "operator.token").read_text()
        second.runtime = first.runtime
        assert not second.start()
        said = second.said()
        assert second.wait() == SECOND_START, said
        assert f"another cadenced uses the runtime directory {first.runtime}; give" in said, said
        assert (first.runtime / "operator.token").read_text() == token
        first.post(f"/v1/releases/backend-{SLOT}/candidate", {"version": "1.0.0"})
        first.stop(signal.SIGKILL)
        assert second.start(), "the lock dies with its holder"


def a_newer_database_is_refused():
    with stopped() as daemon:
        change(daemon, "PRAGMA user_version = 99")
        assert_refused(daemon, DATABASE, "database is at version 99", "install the newer one, or restore a backup")


def an_altered_database_is_refused():
    with stopped() as daemon:
        change(daemon, "CREATE TABLE extra (x)")
        assert_refused(daemon, DATABASE, "its schema was changed by another program", "restore a backup")
    with stopped() as daemon:
        change(daemon, "UPDATE schema_migrations SET checksum = 'other'")
        assert_refused(daemon, DATABASE, "was applied with a different text", "restore a backup")


def a_foreign_file_is_refused():
    with Daemon() as daemon:
        daemon.state.mkdir()
        change(daemon, "CREATE TABLE birds (name)")
        assert_refused(daemon, DATABASE, "is an SQLite database, but not one of cadenced")
        daemon.database.write_text("Dear diary, " * 100)
        assert_refused(daemon, DATABASE, "is not a database of cadenced")
        daemon.database.unlink()
        daemon.database.mkdir()
        assert_refused(daemon, DATABASE, "is not a file")


def a_torn_database_is_refused():
    with stopped() as daemon:
        os.truncate(daemon.database, 4096)
        assert_refused(daemon, DATABASE, "restore a backup")


def a_database_that_cannot_be_written_is_refused():
    bare = ["setpriv", "--inh-caps=-dac_override", "--bounding-set=-dac_override"] if os.geteuid() == 0 else []
    with stopped() as daemon:
        daemon.database.chmod(0o400)
        probe = subprocess.run([*bare, "test", "-w", daemon.database], check=False)
        if probe.returncode != 1:
            return "this user may write whatever the mode says"
        assert_refused(daemon, DATABASE, "cannot be written", "check its owner, its mode and its mount", wrapper=bare)
        daemon.database.chmod(0o600)
        daemon.state.chmod(0o500)
        assert_refused(daemon, DATABASE, "cannot be written", wrapper=bare)
        daemon.state.chmod(0o700)
        assert daemon.start() and daemon.stop() == 0


def a_wrong_configuration_is_refused_with_all_that_is_wrong():
    wrong = config().replace('"Thursday"', '"Thorsday"').replace('roles = ["tech-lead"]', 'rolls = ["tech-lead"]')
    with Daemon(wrong) as daemon:
        assert_refused(daemon, CONFIG,
                       'line 5: unknown key "rolls" in [[people]]; did you mean "roles"?',
                       'line 15: weekday "Thorsday" is not a day of the week', "2 problems in")
        assert not daemon.state.exists() and not daemon.runtime.exists()
        checked = subprocess.run([program("cadenced"), "check-config", "--config", daemon.config],
                                 capture_output=True, text=True, check=False)
        assert checked.returncode == CONFIG and "2 problems in" in checked.stderr, checked
        daemon.config.unlink()
        assert_refused(daemon, CONFIG, str(daemon.config))


def an_occupied_port_is_refused():
    with socket.create_server(("127.0.0.1", 0)) as other, stopped() as daemon:
        port = other.getsockname()[1]
        arguments = [*daemon.arguments()[:-1], f"127.0.0.1:{port}"]
        before = picture(daemon.state)
        assert not daemon.start(arguments=arguments)
        said = daemon.said()
        assert daemon.wait() == LISTEN and f"127.0.0.1:{port}" in said and "in use" in said, said
        assert picture(daemon.state) == before and not list(daemon.runtime.glob("*"))


def wrong_usage_is_refused():
    for words in ["--listen"], ["fly"], ["simulate"], ["simulate", "--from", "soon"]:
        done = subprocess.run([program("cadenced"), *words], capture_output=True, text=True, check=False)
        assert done.returncode == 2 and done.stderr and not done.stdout, done


if __name__ == "__main__":
    sys.exit(keep(a_second_start_is_refused_and_the_first_goes_on,
                  a_second_daemon_in_a_runtime_directory_is_refused_and_the_first_keeps_its_token,
                  a_newer_database_is_refused,
                  an_altered_database_is_refused,
                  a_foreign_file_is_refused,
                  a_torn_database_is_refused,
                  a_database_that_cannot_be_written_is_refused,
                  a_wrong_configuration_is_refused_with_all_that_is_wrong,
                  an_occupied_port_is_refused,
                  wrong_usage_is_refused))
