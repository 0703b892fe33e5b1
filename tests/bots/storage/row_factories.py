"""One row for each table, by the revision that made the table what it is."""

from datetime import UTC, date, datetime

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
DAY = date(2027, 1, 31)
HERE = {"surface": "slack", "tenant": "T1"}

WATCHED = {
    "rosters": {
        **HERE, "id": 1, "owner": "U1", "name": "r.csv", "digest": "d",
        "rows_new": 1, "rows_changed": 0, "rows_wrong": 0, "imported_at": NOW,
    },
    "audit": {**HERE, "id": 1, "at": NOW, "person": "U1", "deed": "verify"},
    "conversation_references": {**HERE, "conversation": "C1", "kept": 1},
    "seen": {"key": "k", "until": 1.5},
}  # fmt: skip

UNTIL_0003 = WATCHED | {
    "certificates": {
        "id": 1, "kind": "pai", "text": "AIDA-2026-1234", "expires_on": DAY, "seen_status": "valid",
        "verified_at": NOW,
    },
    "watches": {
        **HERE, "id": 1, "owner": "U1", "certificate_id": 1, "manager": "Ada", "roster_id": 1, "added_at": NOW,
    },
    "managers": {**HERE, "name": "Ada", "person": "U2", "linked_by": "U1", "linked_at": NOW},
    "preferences": {**HERE, "person": "U1", "opted_out": False, "changed_at": NOW},
    "deliveries": {
        **HERE, "key": "dig:1", "person": "a:U1", "local_date": DAY, "severity": "digest", "not_before": NOW,
        "repeated": False, "created_at": NOW, "changed_at": NOW,
    },
    "notices": {
        "id": 1, "key": "expiring:1:2027-01-31:30", "watch_id": 1, "kind": "expiring", "about_on": DAY,
        "threshold": 30, "delivery_key": "dig:1", "created_at": NOW,
    },
}  # fmt: skip

UNTIL_0004 = {name: row for name, row in UNTIL_0003.items() if name != "managers"} | {
    "certificates": {
        "id": 1, "kind": "pai", "text": "AIDA-2026-1234", "expires_on": DAY, "status": "valid", "since": NOW,
        "read_at": NOW, "next_read_on": DAY,
    },
    "watches": {
        **HERE, "id": 1, "owner": "U1", "certificate_id": 1, "manager": "Ada", "reader": "slack:T1:U2",
        "linked": "slack:T1:U2", "snooze_until": DAY, "snooze_end": DAY, "roster_id": 1, "added_at": NOW,
    },
    "links": {"owner": "slack:T1:U1", "kind": "manager", "name": "Ada", "who": "slack:T1:U2", "linked_at": NOW},
    "invites": {"code_hash": "h", "owner": "slack:T1:U1", "kind": "manager", "about": "Ada", "until": NOW},
    "team_rules": {"owner": "slack:T1:U1", "team": "B", "days": "[30]"},
    "promises": {"id": 1, "asker": "slack:T1:U1", "certificate_id": 1, "until": NOW},
    "installations": {**HERE, "token": b"encrypted", "installed_at": NOW},
    "rounds": {"kind": "daily", "worker": "w1", "began_at": NOW},
    "workers": {"worker": "w1", "beat_at": NOW},
}  # fmt: skip

UNTIL_0005 = UNTIL_0004 | {
    "preferences": {"who": "slack:T1:U1", "opens": "07:30", "opted_out": True, "changed_at": NOW},
    "deliveries": {
        "key": "dig:1", "what": "digest", "recipient": "slack:T1:a:U1", "local_date": DAY, "state": "dropped",
        "not_before": NOW, "created_at": NOW, "changed_at": NOW,
    },
    "notices": {
        "id": 1, "key": "expiring:1:2027-01-31:30", "watch_id": 1, "kind": "expiring", "about_on": DAY, "step": 30,
        "told_at": NOW,
    },
    "tellings": {"notice_id": 1, "delivery_key": "dig:1"},
    "audit_door": {"why": "for this test only"},
}  # fmt: skip

UNTIL_0006 = UNTIL_0005 | {
    "audit_removed": {"place": 1, "digest": "d", "link": "l"},
    "receipts": {"number": 1, "digest": "d", "key": "k", "issued_at": NOW},
}

UNTIL_0007 = UNTIL_0006 | {
    "inbox": {"name": "w1-1", "worker": "w1", "kind": "slack command", "body": "{}", "received": 1.5}
}

UNTIL_0008 = UNTIL_0007 | {
    "installations": {
        **HERE, "token": b"sealed", "installed_at": NOW, "expires_at": NOW, "lease_until": NOW, "removed_at": NOW,
    },
    "install_states": {"state_hash": "s", "browser_hash": "b", "until": NOW},
}  # fmt: skip

UNTIL_0009 = UNTIL_0008 | {
    "tenant_settings": {**HERE, "name": "sharing", "value": "no", "changed_at": NOW},
    "presented": {**HERE, "certificate": "AIDA-2026-1234", "name_hash": "k:h", "seen_at": NOW},
}

UNTIL_0010 = UNTIL_0009 | {"entered_ends": {**HERE, "certificate_id": 1, "expires_on": DAY, "entered_at": NOW}}

UNTIL_0012 = UNTIL_0010 | {
    "watch_marks": {"watch_id": 1, "kind": "offered", "done_by": "slack:T1:U1", "done_at": NOW, "who": "slack:T1:U2"},
    "profiles": {"who": "slack:T1:U1", "name": "Ada", "time_zone": "Europe/Berlin", "seen_at": NOW},
}

UNTIL_0013 = UNTIL_0012 | {"preferences": {**UNTIL_0012["preferences"], "paused_until": DAY}}

UNTIL_0015 = UNTIL_0013 | {
    "given_answers": {"key": "slack:T1:D1:1.5", "who": "slack:T1:U1", "messages": '[["D1", "2.5"]]', "until": 1.5}
}

UNTIL_0016 = UNTIL_0015 | {
    "access_tokens": {"number": 1, "digest": "d", "who": "slack:T1:U1", "made_at": NOW, "until": NOW}
}

UNTIL_0017 = UNTIL_0016 | {"profiles": {**UNTIL_0012["profiles"], "language": "de"}}

AT = {
    "0001": UNTIL_0003, "0002": UNTIL_0003, "0003": UNTIL_0003, "0004": UNTIL_0004, "0005": UNTIL_0005,
    "0006": UNTIL_0006, "0007": UNTIL_0007, "0008": UNTIL_0008, "0009": UNTIL_0009,
    "0010": UNTIL_0010, "0011": UNTIL_0010, "0012": UNTIL_0012, "0013": UNTIL_0013,
    "0014": UNTIL_0013, "0015": UNTIL_0015, "0016": UNTIL_0016, "0017": UNTIL_0017,
}  # fmt: skip
