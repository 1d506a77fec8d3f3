#!/usr/bin/env python3
"""What `cmake --install` puts where, once and again: an edited configuration stays, the prefix does not wander."""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

from promises import keep

SOURCE = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(os.environ["CADENCE_BIN_DIR"]).parent
SHIPPED = (SOURCE / "conf/cadenced.toml").read_text()


def run(*words, **environment):
    done = subprocess.run(words, capture_output=True, text=True, check=False, env={**os.environ, **environment})
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def prefix_of(build):
    script = (build / "cmake_install.cmake").read_text()
    return re.search('^ *set\\(CMAKE_INSTALL_PREFIX "(.*)"\\)', script, re.M)[1]


def an_edited_configuration_is_never_written_over():
    with tempfile.TemporaryDirectory() as root:
        there = pathlib.Path(root + ("/etc" if prefix_of(BUILD) == "/usr" else prefix_of(BUILD) + "/etc"),
                             "cadenced/cadenced.toml")
        beside = there.with_suffix(".toml.new")
        said = run("cmake", "--install", BUILD, DESTDIR=root)
        assert there.read_text() == SHIPPED and there.stat().st_mode & 0o777 == 0o644 and str(there) in said, said
        said = run("cmake", "--install", BUILD, DESTDIR=root)
        assert "Kept:" not in said and not beside.exists(), said
        mine = SHIPPED.replace('id = "anna"', 'id = "amelie"')
        there.write_text(mine)
        for _ in range(2):
            said = run("cmake", "--install", BUILD, DESTDIR=root)
            assert there.read_text() == mine and beside.read_text() == SHIPPED
            assert f"Kept: {there}" in said and "cadenced.toml.new" in said, said


def the_unit_starts_what_is_installed():
    with tempfile.TemporaryDirectory() as root:
        run("cmake", "--install", BUILD, DESTDIR=root)
        prefix = prefix_of(BUILD)
        unit = pathlib.Path(root + prefix, "lib/systemd/system/cadenced.service").read_text()
        command = re.search("^ExecStart=(.*)$", unit, re.M)[1].split()
        assert command[0] == f"{prefix}/sbin/cadenced" and command[1] == "--config", command
        assert pathlib.Path(root + command[0]).is_file() and pathlib.Path(root + command[2]).is_file()


def a_tree_that_is_configured_again_keeps_its_prefix():
    with tempfile.TemporaryDirectory() as folder:
        build = pathlib.Path(folder, "build")
        configure = ["cmake", "-G", "Ninja", "-S", SOURCE, "-B", build]
        for _ in range(2):
            run(*configure)
            assert prefix_of(build) == "/usr"
        run(*configure, "-DCMAKE_INSTALL_PREFIX=/opt/cadenced")
        assert prefix_of(build) == "/opt/cadenced"
        run(*configure)
        assert prefix_of(build) == "/opt/cadenced"


if __name__ == "__main__":
    sys.exit(keep(an_edited_configuration_is_never_written_over,
                  the_unit_starts_what_is_installed,
                  a_tree_that_is_configured_again_keeps_its_prefix))
