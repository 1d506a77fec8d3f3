"""A promise is a function named as what it says. It fails, or gives nothing, or why it could not be tried."""
import difflib
import os
import pathlib
import sys
import time
import traceback


def keep(*promises):
    """Runs the promises whose names contain one of the arguments, or all; says which are kept."""
    chosen = [each for each in promises if not sys.argv[1:] or any(word in each.__name__ for word in sys.argv[1:])]
    broken = 0
    for promise in chosen:
        began = time.monotonic()
        try:
            verdict = "skipped: " + why if (why := promise()) else "kept"
        except Exception:
            traceback.print_exc()
            verdict, broken = "BROKEN", broken + 1
        print(f"{verdict:8} {promise.__name__.replace('_', ' ')} ({time.monotonic() - began:.2f} s)", flush=True)
    return 1 if broken or not chosen else 0


def compare(text, golden):
    """Against a golden file beside this one, or, with CADENCE_REGENERATE set, into it."""
    file = pathlib.Path(__file__).with_name(golden)
    if os.environ.get("CADENCE_REGENERATE"):
        file.write_text(text)
    wanted = file.read_text()
    lines = difflib.unified_diff(wanted.splitlines(), text.splitlines(), golden, "now", lineterm="")
    assert text == wanted, "\n".join(["it is not as it was; CADENCE_REGENERATE=1 takes it as it is", *lines])
