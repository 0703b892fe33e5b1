"""A process that runs long has its database upgraded by a child, and hears why that failed."""

import pytest

from bots.storage.db.url import DatabaseError
from bots.storage.maintenance.revision import is_current
from bots.storage.maintenance.upgrade import upgrade
from bots.storage.maintenance.upgrade_process import upgrade_in_a_process

pytestmark = pytest.mark.anyio


@pytest.mark.system
async def test_a_new_file_gets_its_tables(tmp_path):
    url = f"sqlite:///{tmp_path}/certdesk.db"
    await upgrade_in_a_process(url)

    assert is_current(url)


@pytest.mark.system
async def test_an_old_file_gets_what_it_lacks(tmp_path):
    url = f"sqlite:///{tmp_path}/certdesk.db"
    upgrade(url, to="0012")
    await upgrade_in_a_process(url)

    assert is_current(url)


@pytest.mark.system
async def test_what_cannot_be_opened_is_a_sentence_without_the_password():
    with pytest.raises(DatabaseError, match=r"127\.0\.0\.1:1/certdesk cannot be used") as told:
        await upgrade_in_a_process("postgresql://certdesk:made-up@127.0.0.1:1/certdesk")

    assert "made-up" not in str(told.value)
