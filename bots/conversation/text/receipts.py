"""The sentences about what else is done with an answer: a receipt of it, or sending it to another system."""

from __future__ import annotations

import re

LONGEST_FILE_NAME = 60  # characters of the certificate in a file's name
_UNSAFE = re.compile(r"[^A-Za-z0-9.-]+")

NOT_OFFERED = "Receipts are not signed here: ask the people who run Certdesk to turn them on."
RECEIPT = "Receipt"
FACTS = (("Receipts", "receipt AIDA-2026-1234 Jane Doe: a signed record of the answer"),)
NEEDS_ID = "Write the certificate's ID, and the name if one was asked about: receipt AIDA-2026-1234 Jane Doe"
ALL_OF_IT = "To keep, from the first line to the last:"
HOW_TO_KEEP = "Next: put it into a file; certdesk receipt check FILE says whether it was changed."
ONE_AT_A_TIME = "A receipt is for one certificate: ask for each alone."
NO_KEY = "CERTDESK_RECEIPT_KEY is not set: set it to a key that `certdesk receipt key` makes, then ask again."
NOT_A_RECEIPT = 'This is not a receipt: a receipt\'s file begins with {"public_key" or BEGIN CERTDESK RECEIPT.'
CUT_OFF = "The receipt is cut off: its end is missing. Ask for the whole file; nothing in this one can be relied on."
CHANGED = "The receipt was changed after it was signed: nothing in it can be relied on. Ask for the original."
NEWER = "The receipt was made by a newer Certdesk: check it with that one."
COMPARE_KEYS = "Compare this with the fingerprint that its maker gives you, or check again with --key."
EXPECTED_KEY = "It is the key that you expect."
SANDBOX = "SANDBOX: this states what a made-up register said of made-up people."


def headline(number: int) -> str:
    """Name a receipt."""
    return f"Receipt number {number}"


def file_name(number: int, certificate: str) -> str:
    """Name a receipt's file, in characters that every system takes."""
    about = _UNSAFE.sub("-", certificate).strip("-.")[-LONGEST_FILE_NAME:].strip("-.")
    return f"receipt-{number}-{about}.txt" if about else f"receipt-{number}.txt"


def in_file(name: str) -> str:
    """Say that the receipt is a file, and how it is checked."""
    return f"Next: keep the file {name}; certdesk receipt check {name} says whether it was changed."


def states(certificate: str, name: str | None, on: str | None) -> str:
    """Say what was asked."""
    about = f"{certificate} for “{name}”" if name else certificate
    return f"{about}, on {on}" if on else about


def holds(number: int, at: str) -> str:
    """Say that the signature is right."""
    return f"Receipt number {number}, issued at {at}: its signature holds, nothing in it was changed."


def other_key(found: str, expected: str) -> str:
    """Say that the signature is right and the key is not the one that was expected."""
    return (
        f"The signature holds, but by another key than you expect: {found} instead of {expected}. It may be an older "
        "key of the same maker: ask them before you rely on it."
    )


def chain_broken(number: int, before: int) -> str:
    """Say that two receipts do not follow each other."""
    return (
        f"Receipt number {number} does not follow number {before}: one between them is missing, or they are of "
        "different chains."
    )


def chain_holds(first: int, last: int) -> str:
    """Say that several receipts follow each other."""
    return f"The chain from number {first} to number {last} holds: none is missing, none was put in."


def chain_open(number: int, previous: str) -> str:
    """Say what a receipt alone cannot show."""
    if number == 1:
        return "It is the first of its chain."
    return f"The one before it, number {number - 1}, has the hash {previous}: check both together to check the chain."


AUDIT_EMPTY = (
    "No line is chained: that is right where nobody asked anything yet. If there were lines, they are gone: compare "
    "with a head that was noted earlier, with --head."
)
AUDIT_HOLDS = "The chain holds: no line was changed, and none is missing."
HEAD_UNKNOWN = (
    "The chain holds in itself, but the head that you noted is not in it: lines were cut off its end, or all of it was "
    "written anew."
)
AUDIT_FAULTS = {
    "changed": "Line {} of the chain was changed after it was written.",
    "missing": "Line {} of the chain is missing: it was deleted past the rules.",
    "outside": "The line with the number {} in the table was written past the chain.",
}


def audit_counts(lines: int, removed: int, before: int) -> str:
    """Say what the audit holds."""
    more = f", {removed:,} taken out by retention or on request" if removed else ""
    return f"{lines:,} lines{more}{f', {before:,} from before there was a chain' if before else ''}."


NOT_SENT_ELSEWHERE = "Answers are not sent to another system from here: ask the people who run Certdesk."
SENT_WITH_NAMES = "It goes with the holder's name and the one that you asked about."


def send_to(name: str) -> str:
    """Label the button that sends a verdict to another system."""
    return f"Send to {name}"


def sent_elsewhere(certificate: str, name: str) -> str:
    """Say that a verdict is on its way."""
    return f"{certificate} goes to {name}; should it be down, it comes once it is back."
