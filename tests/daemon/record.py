"""What the database of a stopped daemon must say, whatever happened to the daemon."""
import collections
import contextlib
import json
import sqlite3

SECOND = 1_000_000

# DESIGN 5, without what needs a rollback.
LEGAL = {
    "planned": {"frozen", "go", "no_go", "held", "deploying", "monitoring", "cancelled"},
    "frozen": {"planned", "go", "no_go", "held", "deploying", "monitoring", "cancelled"},
    "go": {"planned", "frozen", "no_go", "held", "deploying", "monitoring", "overdue", "cancelled"},
    "no_go": {"planned", "frozen", "go", "held", "deploying", "monitoring", "overdue", "cancelled"},
    "held": {"planned", "deploying", "monitoring", "overdue", "cancelled"},
    "deploying": {"planned", "go", "monitoring", "overdue", "cancelled"},
    "overdue": {"planned", "deploying", "monitoring", "cancelled"},
    "monitoring": {"released"},
    "released": set(),
    "cancelled": set(),
}


def violations(database, answered, tokens):
    """`answered`: event types, with a detail or without, that were answered 2xx; each must be there once."""
    uri = f"file:{database}?mode=ro&immutable=1"
    with contextlib.closing(sqlite3.connect(uri, uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        rows = lambda sql: connection.execute(sql).fetchall()
        events = [{**dict(row), "data": json.loads(row["data"])} for row in rows("SELECT * FROM events ORDER BY rowid")]
        found = [f"integrity_check: {row[0]}" for row in rows("PRAGMA integrity_check") if row[0] != "ok"]
        found += [f"foreign_key_check: {tuple(row)}" for row in rows("PRAGMA foreign_key_check")]
        found += [f"{database}-wal was left behind"] if database.with_name(database.name + "-wal").exists() else []
        found += log_order(events)
        found += phases(events, rows("SELECT * FROM firings"), rows("SELECT id, body FROM releases"))
        found += states(events, {row["id"]: row["state"] for row in rows("SELECT id, state FROM releases")})
        found += acknowledged(events, answered)
        known = {row["id"] for row in rows("SELECT id FROM tokens")}
        return found + [f"token {token} was handed out and is not known" for token in tokens if token not in known]


def log_order(events):
    seqs = [event["seq"] for event in events]
    if seqs != list(range(1, len(seqs) + 1)):
        yield f"the log is not 1, 2, 3 ...: {seqs}"


def phases(events, firings, releases):
    """Each (release, phase, attempt) once in the ledger and once, as final, in the log; none early; none left."""
    ledger = {(row["release"], row["phase"], row["attempt"]): row for row in firings}
    if len(ledger) != len(firings):
        yield "the ledger has a phase twice"
    told = collections.defaultdict(list)
    for event in events:
        if event["type"] == "phase_fired":
            data = event["data"]
            told[data["release"], data["phase"], data["attempt"]].append(data["status"])
            key = data["release"], data["phase"], data["attempt"]
            if key in ledger and data["status"] != "skipped" and event["at"] < ledger[key]["due_at"]:
                yield f"{key} {data['status']} {(ledger[key]['due_at'] - event['at']) / SECOND} s early"
    for key in ledger.keys() | told.keys():
        status = ledger[key]["status"] if key in ledger else None
        allowed = [[status]] + ([["held", status]] if status in ("late", "missed", "skipped") else [])
        if told[key] not in allowed:
            yield f"{key}: ledger {status}, log {told[key]}"
        if status == "held":
            yield f"{key} is held for ever"
    for name, body in releases:
        for firing in json.loads(body)["firings"]:
            key = name, firing["phase"]["name"], firing["attempt"]
            if key not in ledger or ledger[key]["status"] != firing["status"]:
                yield f"{key}: the release says {firing['status']}, the ledger {key in ledger and ledger[key]['status']}"


def states(events, rows):
    state = dict.fromkeys(rows, "planned")
    for event in events:
        if event["type"] != "state_changed":
            continue
        name, before, after = (event["data"][key] for key in ("release", "from", "to"))
        if state[name] != before or after not in LEGAL[before]:
            yield f"event {event['seq']}: {name} from {before} (was {state[name]}) to {after}"
        state[name] = after
    for name in rows:
        if state[name] != rows[name]:
            yield f"{name}: the log ends in {state[name]}, the row says {rows[name]}"


def acknowledged(events, answered):
    there = collections.Counter()
    for event in events:
        data = event["data"]
        detail = data.get("person") or (data.get("status") if event["type"] == "deployment_reported" else None)
        there[f"{event['type']} {detail}" if detail else event["type"]] += 1
    for what in answered:
        if there[what] != 1:
            yield f"{what} was answered 2xx and is {there[what]} times in the log"
