"""
The door: a file's bytes to the certificates that it lists, or a sentence that says why not.

The bytes go by pipe to a child process which has the parsers; it is killed when it takes too long or says too much,
it gets no environment, and of what it says only the shape of IDs, names and numbers is believed.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import signal
import sys
from typing import TYPE_CHECKING, Any

from bots.conversation.grammar.verify_question import placeholders_in
from bots.conversation.model.file_listing import FileListing, ListedBadge, ListedCertificate, UnreadableFile
from bots.conversation.text import file_results as phrases
from bots.conversation.text.badges import NO_BADGE_IN_PICTURE
from bots.files.file_limits import LONGEST_NAME, MOST_IDS, MOST_PAGES
from bots.files.file_types import FileType, type_by_name
from bots.files.refusal_codes import RefusalCode
from bots.files.tables.table_listing import table_listing
from bots.files.tables.table_records import options_as_json, reading_of
from verifier_client import CertificateId, UnknownIdentifier, link_advice

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from bots.conversation.model.table_options import TableOptions

log = logging.getLogger(__name__)

MOST_BYTES = 10_000_000
MAX_OUTPUT_BYTES = 4_000_000  # bytes that a child may answer: 10,000 rows of a roster are half of it
SECONDS = 10.0
AT_ONCE = 2
CHILD = (sys.executable, "-I", "-m", "bots.files.worker_process")
SENTENCES = {
    RefusalCode.EMPTY: phrases.EMPTY,
    RefusalCode.TOO_BIG: phrases.too_big(MOST_BYTES),
    RefusalCode.UNPACKS: phrases.UNPACKS,
    RefusalCode.PAGES: phrases.too_many_pages(MOST_PAGES),
    RefusalCode.IDS: phrases.too_many_ids(MOST_IDS),
    RefusalCode.LOCKED: phrases.LOCKED,
    RefusalCode.MACROS: phrases.MACROS,
    RefusalCode.ENTITIES: phrases.ENTITIES,
    RefusalCode.OLD_OFFICE: phrases.OLD_OFFICE,
    RefusalCode.ARCHIVE: phrases.ARCHIVE,
    RefusalCode.OTHER: phrases.OTHER,
    RefusalCode.TABLE: phrases.BROKEN,
    RefusalCode.BROKEN: phrases.BROKEN,
    RefusalCode.MEMORY: phrases.MEMORY,
    RefusalCode.CRASHED: phrases.CRASHED,
    RefusalCode.SLOW: phrases.SLOW,
    RefusalCode.BUSY: phrases.BUSY,
    RefusalCode.NO_LIMITS: phrases.NO_LIMITS,
}


class FileReader:
    """Reads files, a few at once; the rest wait, and are told so rather than kept."""

    def __init__(
        self,
        badge_hosts: Collection[str] = (),
        *,
        seconds: float = SECONDS,
        at_once: int = AT_ONCE,
        child: Sequence[str] = CHILD,
    ) -> None:
        """
        Read files in child processes.

        Args:
            badge_hosts: hosts whose links count as badges.
            seconds: how long a file may wait for its turn, and then take.
            at_once: how many children run at once.
            child: the command of a child.
        """
        self._badge_hosts = badge_hosts
        self._seconds = seconds
        self._turns = asyncio.Semaphore(at_once)
        self._child = child

    async def read(self, data: bytes, name: str, options: TableOptions | None = None) -> FileListing | UnreadableFile:
        """
        Return what the file lists; never raises for anything that is in it.

        Args:
            data: the file.
            name: what it is called.
            options: what the sender of a table says of it.
        """
        if len(data) > MOST_BYTES:
            return _refusal(RefusalCode.TOO_BIG)
        try:
            async with asyncio.timeout(self._seconds):
                await self._turns.acquire()
        except TimeoutError:
            return _refusal(RefusalCode.BUSY)
        try:
            async with asyncio.timeout(self._seconds):
                output, code = await self._ask(data, name, options)
        except TimeoutError:
            return _refusal(RefusalCode.SLOW)
        finally:
            self._turns.release()
        return _parsed(output, name, self._badge_hosts) if output else _refusal(_death(code))

    async def _ask(self, data: bytes, name: str, options: TableOptions | None) -> tuple[bytes, int]:
        """Return a child's output for a file, and how it ended; however this ends, the child has ended too."""
        heading = {
            "name": name,
            "badge_hosts": sorted(self._badge_hosts),
            "options": options_as_json(options),
        }
        child = await asyncio.create_subprocess_exec(
            *self._child,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env=None if sys.platform == "win32" else {},
        )
        if child.stdin is None or child.stdout is None:
            raise RuntimeError("a process that was started with pipes has none")
        try:
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                child.stdin.write(json.dumps(heading).encode() + b"\n" + data)
                await child.stdin.drain()
            child.stdin.close()
            output = bytearray()
            while more := await child.stdout.read(1 << 16):
                output += more
                if len(output) > MAX_OUTPUT_BYTES:
                    break
            else:
                await child.wait()
            return bytes(output), child.returncode or 0
        finally:
            if child.returncode is None:  # one that has ended already is not ours to signal
                with contextlib.suppress(ProcessLookupError):
                    child.kill()
                await child.wait()


def _death(code: int) -> RefusalCode:
    """
    Return why a child ended without a word, and log how; nothing of the file is logged.

    A system that is short of memory kills; who uses up the time of its processor is told so by a signal of its own.

    Args:
        code: the exit code, or a signal's number as a negative one.
    """
    names = {-each.value: each.name for each in signal.Signals}
    log.warning("a reader of files ended without an answer: %s", names.get(code, f"exit code {code}"))
    return _DEATHS.get(names.get(code, ""), RefusalCode.CRASHED)


_DEATHS = {"SIGKILL": RefusalCode.MEMORY, "SIGXCPU": RefusalCode.SLOW}


def _parsed(output: bytes, name: str, badge_hosts: Collection[str]) -> FileListing | UnreadableFile:
    """Believe what has the right shape; a child that died before its last line read nothing."""
    try:
        *raw, last = output[:MAX_OUTPUT_BYTES].splitlines()
        end = json.loads(last)
        if "refused" in end:
            return _refusal(RefusalCode(end["refused"]), str(end.get("detail", "")))
        table = None
        if "table" in end:  # line by line: a roster has ten thousand
            unclear = bool(end["table"]["unclear_days"])
            table = reading_of(map(json.loads, raw), unclear_days=unclear, badge_hosts=badge_hosts)
        lines = [] if table is not None else [json.loads(line) for line in raw]
        badges = tuple(_badge(line) for line in lines if "badge" in line)
        items = tuple(_listed(line, badge_hosts) for line in lines if "where" in line and "id" in line)[:MOST_IDS]
        kind, blank, links = FileType(end["kind"]), int(end["blank"]), [str(each) for each in end.get("links", ())]
        codes = int(end.get("other_codes", 0))
    except (ValueError, KeyError, TypeError, AttributeError, UnknownIdentifier):
        return _refusal(RefusalCode.BROKEN)
    advice = dict.fromkeys(filter(None, (link_advice(each, badge_hosts=badge_hosts) for each in links)))
    patterns = placeholders_in([each.certificate for each in items])
    items = tuple(each for each in items if each.certificate.text not in patterns)
    said = (phrases.patterns(tuple(dict.fromkeys(patterns))),) if patterns else ()
    notes = (*_notes(kind, blank, name), *advice, *said)
    if table is not None:
        return table_listing(table, notes)
    if items or badges:
        return FileListing(items, notes, badges)
    if codes:
        return UnreadableFile(" ".join((phrases.no_ids_but_codes(codes), *notes)))
    return UnreadableFile(" ".join((NO_BADGE_IN_PICTURE if kind is FileType.PICTURE else phrases.NO_IDS, *notes)))


def _badge(line: Any) -> ListedBadge:
    counted, number, within = line["where"]
    return ListedBadge(str(line["badge"]).encode(), phrases.place(str(counted), int(number), str(within)))


def _listed(line: Any, badge_hosts: Collection[str]) -> ListedCertificate:
    counted, number, within = line["where"]
    certificate = CertificateId.parse(line["id"], badge_hosts=badge_hosts)
    holder = str(line["name"])[:LONGEST_NAME] or None
    return ListedCertificate(certificate, holder, phrases.place(str(counted), int(number), str(within)[:LONGEST_NAME]))


def _notes(kind: FileType, blank: int, name: str) -> list[str]:
    claimed = type_by_name(name)
    alike = {kind, claimed} <= {FileType.CSV, FileType.TEXT} or kind is FileType.MAIL
    notes = [phrases.not_as_named(claimed, kind)] if claimed is not None and claimed is not kind and not alike else []
    return notes + ([phrases.blank_pages(blank)] if blank else [])


def _refusal(code: RefusalCode, detail: str = "") -> UnreadableFile:
    if code is RefusalCode.TABLE and detail:
        return UnreadableFile(" ".join(detail.split())[:300])
    return UnreadableFile(SENTENCES[code])
