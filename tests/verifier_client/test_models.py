"""The words of the contract: stored, exported and given to other systems, so they never change."""

import pytest

from verifier_client import Agreement, Outcome, Standing, Unavailable


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (Outcome, {"found", "not_found", "check_by_hand", "could_not_check"}),
        (Standing, {"active", "expired", "revoked", "suspended", "not_yet_valid"}),
        (Agreement, {"agrees", "partly", "differs", "cannot_tell"}),
    ],
)
def test_each_word_is_the_one_that_others_rely_on(kind, words):
    assert words <= {str(each) for each in kind}


def test_an_error_says_what_happened_also_where_only_its_text_is_read():
    error = Unavailable("The registry did not answer.", registry="Example Institute")

    assert ("The registry did not answer.", error.what) == (str(error), str(error))
