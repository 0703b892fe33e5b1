"""What was offered as a certificate and cannot be read is reported as written."""

from __future__ import annotations

import pytest

from bots.conversation import named_ids


@pytest.mark.parametrize(
    "written",
    [
        *(
            "AIDA20261234",
            "AIDA-2026-1",
            "AIDA_2026_5017",
            "CPAP-2O26-4417",
            "AIPA-CAIP-2026-8K2M4",
            "CAIP123456-2026-03",
        ),
        *(
            "CAIP-2026-0001",
            "PMI-8841-2207",
            "21-CTFL-00331-PL",
            "AIDA-2026-1234-5678",
            "https://www.credly.com/badges/7be1-22",
        ),
        "3f1c9a52-7d84-4b6e-9e0f-51c2a7d8b360",
    ],
)
def test_near_misses_are_reported_as_written(written):
    assert named_ids(f"please verify ({written}), thanks").unread == (written,)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "2026-02-11",
            "12-Mar-2026",
            "+44 7700 900123",
            "REQ-10442",
            "INC0012345",
            "0151 496 0000",
            "ISO-27001",
            "GPT-4",
        ),
        *("https://www.example.org/jobs/12345", "room B7", "Q3-2026", "10:30-11:45", "v2.10.3"),
    ],
)
def test_dates_numbers_and_tickets_are_not_reported(text):
    assert named_ids(f"AIDA-2026-1234 {text}").unread == ()
