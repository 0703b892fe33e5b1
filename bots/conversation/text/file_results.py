"""The sentences about files whose certificates are verified: why one is not read, and what was found in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

EMPTY = "The file is empty: nothing to read in it."
UNPACKS = "The file unpacks to far more than its size, as a damaged or hostile one does: it was not read. Save it anew."
LOCKED = "The file is protected with a password: remove the protection, then send it again."
MACROS = "The file holds macros, which I do not open: save it as XLSX or DOCX without macros, or as PDF."
ENTITIES = "The file declares entities of its own, as no Office program does: it was not read. Save it anew."
OLD_OFFICE = "This is a file of an old Office format: save it as XLSX, DOCX, CSV or PDF."
ARCHIVE = "This is an archive: unpack it, and send the files that are in it."
OTHER = "I read CSV, XLSX, ODS, PDF, DOCX, mails, plain text and badges, and this is none of them: save it as one."
BROKEN = "The file is damaged, or not what it seems: open and save it anew, or send it as PDF or plain text."
NO_LIMITS = (
    "I read no file here: this system cannot limit what reading one may cost. Send me the IDs as text, and tell the "
    "people who run Certdesk here."
)
MEMORY = "The file needs more memory than I give to a file: send a smaller one, or its text."
CRASHED = (
    "The file could not be read: the program that reads files ended without an answer. Send it again; if that does not "
    "help, send its text."
)
SLOW = "The file took too long to read, so I stopped: send a smaller one, or its text."
BUSY = "I am reading other files just now: send it again in a minute."
NO_IDS = "There is no certificate ID in the file."
IS_A_PATTERN = "“{}” is a pattern, not an ID"
MOST_PATTERNS = 3
NAME_SAYS = {
    **{name: name.upper() for name in ("csv", "xlsx", "xls", "ods", "pdf", "docx")},
    "text": "plain text",
    "mail": "a mail",
    "picture": "a picture",
}


def too_big(most: int) -> str:
    """Say how large a file may be."""
    return f"The file has more than {most // 1_000_000} MB, which is the most I read: divide it, or send its text."


def too_many_pages(most: int) -> str:
    """Say how many pages a file may have."""
    return f"The file has more than {most} pages, which is the most I read: send the pages that matter."


def too_many_ids(most: int) -> str:
    """Say how many certificates a file may list."""
    return f"The file lists more than {most:,} certificates, which is the most I verify at once: divide it."


def not_as_named(claimed: str, found: str) -> str:
    """Say that a file's name and its content disagree, and which of the two was believed."""
    return f"The file's name says {NAME_SAYS[claimed]}, but it is {NAME_SAYS[found]}: it was read as that."


def blank_pages(count: int) -> str:
    """Say what could not be read."""
    which = "One page holds" if count == 1 else f"{count} pages hold"
    return f"{which} no text (a picture or a scan), which I cannot read."


def no_ids_but_codes(count: int) -> str:
    """Say that QR codes were found and read, and are none that can be judged."""
    which = "A QR code was found, and it holds" if count == 1 else f"{count} QR codes were found, and they hold"
    return f"{NO_IDS} {which} neither an ID nor a badge that I can judge."


def patterns(written: Sequence[str]) -> str:
    """Name the patterns of IDs that are not used."""
    named = "; ".join(IS_A_PATTERN.format(each) for each in written[:MOST_PATTERNS])
    more = f"; and {len(written) - MOST_PATTERNS:,} more" if len(written) > MOST_PATTERNS else ""
    return f"Not used: {named}{more}."


def place(counted: str, number: int, within: str) -> str:
    """Say where in the file an ID stands; nothing if the format does not tell."""
    where = f"{counted} {number}" if counted and number else ""
    return f"{where} of {within}" if where and within else where


IN_THE_FILE = "In the file"


def stopped(done: int, total: int) -> str:
    """Say that a run ended early, and what it leaves open."""
    if total == 1:
        return "Stopped: the certificate was not asked about." if not done else "Stopped: the certificate was verified."
    return f"Stopped: {done:,} of {total:,} certificates were verified, the others were not asked about."


THE_FILE = "the file"
FACTS = (
    ("Files", "send me a CSV, XLSX, ODS, PDF, DOCX, mail or text file in our own chat: I verify what it lists"),
    ("Badges", "send me the badge (PNG, SVG, JSON) in our own chat, with the name beside it"),
)
VERIFY_FILE, VERIFY_FILE_AGAIN, CHOOSE_FILE = "Verify a file", "Verify another file", "The file"
FILE_HINT = (
    "A table, PDF, DOCX, mail, text or badge (PNG, SVG, JSON), up to 10 MB each; read in memory; nobody but you sees "
    "what I say of it."
)
NO_FILE = "Choose a file."
STOP, VERIFY_THESE, SHOW_ROSTER = "Stop", "Verify certificates in this file", "Show what importing it does"
EXPORT = "Results as CSV"
EXPORT_OFFER = "The results can be had as a file, in the same order, for 15 minutes."
EXPORT_ELSEWHERE = (
    "I cannot send files here. In a terminal, certdesk verify --file FILE --csv RESULTS gives the same results as a "
    "file."
)
MAY_NOT_SEND_FILES = (
    "I may not send files here: an administrator can grant the app the optional scope files:write. Without it, "
    "certdesk verify --file FILE --csv RESULTS gives the same results in a terminal."
)
EXPORT_IN_OWN_CHAT = "I hand over files in our own chat only: press “Results as CSV” there."
EXPORT_DECLINED = "The results were not sent."
EXPORTED_TO_DRIVE = "The results are in your OneDrive."
NO_ROOM = "The place for the results is none that I write to, so nothing was sent."
NOT_PUT = "The results could not be put into your OneDrive just now: press “Results as CSV” again."
EXPORTED = "The results are in your direct messages, in the file's order."
RESULTS_FOLLOW = "As a file:"
GOES_ON = "The answer is in our direct messages."
FILE_GONE = "I have that file no longer: files are held in memory, for 15 minutes. Send it again."
STOPPING = "Stopping: the answer will hold what was verified so far."
STOP_PASSED_ON = "Stopping, if that file is still being verified: the answer will hold what was verified so far."
WHICH_NEXT = "Next: choose; nothing is kept before you press Import."
READING_FILE = "Reading the file…"


def under_way(done: int, total: int) -> str:
    """Say how far a file is."""
    return f"Verifying the file's certificates: {done:,} of {total:,} so far."


def which(name: str, count: int) -> str:
    """Ask what is wanted of a table."""
    many, them = ("one certificate", "it") if count == 1 else (f"{count:,} certificates", "them")
    return f"{name} lists {many}: shall I verify {them} now, or watch {them} from now on?"


def results_of(name: str) -> str:
    """Name the file that holds the results of another."""
    return f"{name.rpartition('.')[0] or name} results.csv"
