"""A file that waits for its sender's word is read once, and never given to anybody else."""

import pytest

from bots.conversation.kept_files import HELD_SECONDS, KeptFiles
from bots.conversation.model.file_listing import FileListing, UnreadableFile
from bots.conversation.model.intents import Asker

pytestmark = pytest.mark.anyio
ADA, BOB = Asker("slack", "T1", "U1"), Asker("slack", "T1", "U2")


class Reader:
    """Reads what it is told to, and counts."""

    def __init__(self, found=None):
        self.found = found
        self.read_names = []

    async def read(self, data, name, _options=None):
        self.read_names.append(name)
        return self.found or FileListing((), (data.decode(),))


@pytest.fixture
def reader():
    return Reader()


@pytest.fixture
def kept(reader):
    return KeptFiles(reader, lambda: 0.0)


async def test_who_says_yes_to_a_preview_does_not_wait_for_the_cells_again(kept, reader):
    file = kept.find(ADA, kept.put(ADA, b"a", "a.csv"))

    assert [FileListing((), ("a",))] * 2 == [await kept.read(file), await kept.read(file)]
    assert ["a.csv"] == reader.read_names


async def test_what_was_read_before_it_was_kept_is_not_read_again(kept, reader):
    listing = FileListing((), ("as it was read",))
    file = kept.find(ADA, kept.put(ADA, b"a", "a.csv", listing=listing))

    assert (listing, []) == (await kept.read(file), reader.read_names)


async def test_another_file_of_the_same_name_and_bytes_is_read_for_itself(kept, reader):
    files = [kept.find(each, kept.put(each, b"a", "a.csv")) for each in (ADA, BOB, ADA)]
    for file in files:
        await kept.read(file)

    assert 3 == len(reader.read_names)


async def test_a_file_that_is_dropped_takes_its_cells_along(kept):
    key = kept.put(ADA, b"a", "a.csv")
    file = kept.find(ADA, key)
    await kept.read(file)
    kept.drop(ADA, key)

    assert (None, None) == (kept.find(ADA, key), kept._last)


async def test_what_could_not_be_read_is_tried_anew():
    reader = Reader(UnreadableFile("busy"))
    kept = KeptFiles(reader, lambda: 0.0)
    file = kept.find(ADA, kept.put(ADA, b"a", "a.csv"))
    for _ in range(2):
        await kept.read(file)

    assert 2 == len(reader.read_names)


async def test_nobody_else_finds_it_and_nobody_finds_it_later(reader):
    moments = [0.0]
    kept = KeptFiles(reader, lambda: moments[0])
    key = kept.put(ADA, b"a", "a.csv")
    of_bob = kept.find(BOB, key)
    moments[0] = HELD_SECONDS

    assert (None, None) == (of_bob, kept.find(ADA, key))
