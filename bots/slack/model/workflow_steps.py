"""The step “Verify a certificate” for Slack's workflows: what goes in and what comes out, as the manifest says it."""

from __future__ import annotations

from typing import Any

VERIFY_STEP = "verify_certificate_step"
CERTIFICATE, HOLDER, DAY, ON_BEHALF_OF = "certificate", "holder", "day", "on_behalf_of"
TEXT, PERSON = "string", "slack#/types/user_id"


def _parameter(name: str, title: str, description: str, *, kind: str = TEXT, required: bool = False) -> dict[str, Any]:
    return {"type": kind, "name": name, "title": title, "description": description, "is_required": required}


INPUTS = {
    CERTIFICATE: _parameter(CERTIFICATE, "Certificate ID", "One ID, like AIDA-2026-1234", required=True),
    HOLDER: _parameter(HOLDER, "Holder's name", "Compared with the registry's; leave empty to compare none"),
    DAY: _parameter(DAY, "On the day", "Like 2026-11-30; leave empty for today"),
    ON_BEHALF_OF: _parameter(ON_BEHALF_OF, "For whom", "Who asks: it stands in the audit, and counts", kind=PERSON),
}
OUTPUTS = {
    name: _parameter(name, title, description, required=True)
    for name, title, description in (
        ("outcome", "Outcome", "found, not_found, check_by_hand or could_not_check"),
        ("standing", "Standing", "active, expired, revoked, suspended or not_yet_valid; empty where none is known"),
        ("name_agreement", "Name", "agrees, partly, differs or cannot_tell; empty where none was compared"),
        ("link", "Link", "The registry's page, where there is one"),
        ("line", "In one line", "What is the case, as Certdesk says it"),
    )
}
"""Every output is always given, empty where there is nothing: a workflow that waits for one would stop."""
FUNCTIONS = {
    VERIFY_STEP: {
        "title": "Verify a certificate",
        "description": "Asks the issuer's registry whether a certificate is real, whose it is, and whether it stands",
        "input_parameters": INPUTS,
        "output_parameters": OUTPUTS,
    }
}
