from tests.bots.storage.conftest import database, emptied, server, time, upgraded, url  # noqa: F401 - fixtures, by names
