"""A credential of another shape is refused with a sentence that names what is wrong; the shape itself is read whole."""

from datetime import UTC, datetime

import pytest

from tests.verifier_client.badges.issuing import OB3, V1, V2
from verifier_client.badges.credential import credential_facts, is_credential, is_url, plain
from verifier_client.badges.errors import Unreadable
from verifier_client.badges.models import Recipient, Standard

ISSUER = "https://issuer.example/1"
DIGEST = {"digestSRI": "sha384-AbC+/="}
RELATED = {"id": "https://issuer.example/handbook", **DIGEST}


def credential(**changes):
    document = {
        "@context": [V2, OB3],
        "id": "urn:uuid:1",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": ISSUER, "type": ["Profile"], "name": "Guild"},
        "validFrom": "2026-01-01T00:00:00Z",
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "name": "Jane Doe",
            "achievement": {"id": "https://issuer.example/a", "type": ["Achievement"], "name": "Tester"},
        },
        **changes,
    }
    return {key: value for key, value in document.items() if value is not None}


def test_a_credential_is_read_whole():
    facts = credential_facts(credential(validUntil="2027-01-01T00:00:00Z"))

    assert (Standard.OPEN_BADGES_3, "urn:uuid:1", ISSUER) == (facts.standard, facts.id, facts.issuer)
    assert ("https://issuer.example/a", "Tester", "Jane Doe", ()) == (
        facts.achievement, facts.title, facts.holder, facts.recipients
    )  # fmt: skip
    assert (datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)) == (facts.valid_from, facts.valid_until)


def test_of_two_vocabularies_for_dates_the_narrowest_period_counts():
    dates = {"issuanceDate": "2026-02-01T00:00:00Z", "expirationDate": "2026-12-01T00:00:00Z"}
    facts = credential_facts(credential(**dates, validUntil="2027-01-01T00:00:00Z"))

    assert (datetime(2026, 2, 1, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC)) == (
        facts.valid_from,
        facts.valid_until,
    )


def test_a_credential_of_a_moment_is_one():
    assert credential_facts(credential(validUntil="2026-01-01T00:00:00Z")).valid_until


@pytest.mark.parametrize("key", ["id", "validFrom"])
def test_what_need_not_be_there_may_be_missing(key):
    facts = credential_facts(credential(**{key: None}))

    assert ("" if key == "id" else None) == (facts.id if key == "id" else facts.valid_from)


@pytest.mark.parametrize(
    "changes",
    [
        {"issuer": ISSUER},
        {"name": "A badge", "description": {"@value": "Of 2026", "@language": "en", "@direction": "ltr"}},
        {"name": [{"@value": "A badge", "@language": "en"}, {"@value": "Ein Abzeichen", "@language": "de"}]},
        {"evidence": []},
        {"evidence": {"type": "Evidence"}},
        {"credentialSchema": {"id": "https://issuer.example/schema", "type": "1EdTechJsonSchemaValidator2019"}},
        {"relatedResource": RELATED},
        {"relatedResource": [RELATED, {"id": "urn:2", "digestMultibase": "zAbc_-="}]},
    ],
)
def test_what_a_credential_may_also_hold_is_taken(changes):
    assert ISSUER == credential_facts(credential(**changes)).issuer


VOCABULARY = "The credential does not begin with the vocabulary of credentials."
ADDRESS = "An identifier in the credential is no address."
NOBODY = "The credential does not say who issued it."
NO_SUBJECT = "The credential says nothing about its subject."
NOT_ONE = "The credential does not say that it is one."
UNRELATED = "The credential's relatedResource has no address of its own."
UNSIGNED = "The credential's relatedResource has no digest."


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"@context": None}, VOCABULARY),
        ({"@context": [OB3, V2]}, VOCABULARY),
        ({"@context": [V2, "no address"]}, "The credential names a vocabulary that has no address."),
        ({"@context": [V2, 7]}, "The credential names a vocabulary that has no address."),
        ({"@context": V1, "type": "OpenBadgeCredential"}, NOT_ONE),
        ({"@context": V1, "type": ["VerifiableCredential", ""]}, NOT_ONE),
        ({"@context": V1, "type": ["VerifiableCredential", "two words"]}, NOT_ONE),
        ({"@context": V1, "type": ["VerifiableCredential", 7]}, NOT_ONE),
        ({"id": "7"}, ADDRESS),
        ({"id": ["urn:uuid:1"]}, ADDRESS),
        ({"issuer": None}, NOBODY),
        ({"issuer": {"name": "Guild"}}, NOBODY),
        ({"issuer": "Guild"}, NOBODY),
        ({"credentialSubject": None}, "The credential is about nobody."),
        ({"credentialSubject": []}, "The credential is about nobody."),
        ({"credentialSubject": {}}, NO_SUBJECT),
        ({"credentialSubject": [{"name": "Jane Doe"}, "Jane Doe"]}, NO_SUBJECT),
        ({"credentialSubject": {"id": "jane"}}, ADDRESS),
        ({"evidence": "seen"}, "The credential's evidence is no object."),
        ({"evidence": [{"type": "Evidence"}, {}]}, "The credential's evidence does not say of which type it is."),
        ({"termsOfUse": {"type": "a b"}}, "The credential's termsOfUse does not say of which type it is."),
        ({"refreshService": {"type": ["Refresh"], "id": "x"}}, ADDRESS),
        ({"credentialStatus": {"id": "urn:1"}}, "The credential's credentialStatus does not say of which type it is."),
        ({"credentialSchema": {"type": "JsonSchema"}}, "The credential's credentialSchema has no address."),
        ({"proof": {"proofValue": "z"}}, "The credential's proof does not say of which type it is."),
        ({"relatedResource": "urn:1"}, UNRELATED),
        ({"relatedResource": DIGEST}, UNRELATED),
        ({"relatedResource": [RELATED, RELATED]}, UNRELATED),
        ({"relatedResource": {"id": "urn:1"}}, UNSIGNED),
        ({"relatedResource": {"id": "urn:1", "digestSRI": "md5-AbC="}}, UNSIGNED),
        ({"relatedResource": {**RELATED, "digestMultibase": ""}}, UNSIGNED),
        ({"name": 7}, "The credential's name is no text."),
        ({"name": ["A badge", {"@language": "en"}]}, "The credential's name is no text."),
        ({"description": {"@value": "Of 2026", "@type": "xsd:string"}}, "The credential's description is no text."),
        ({"issuer": {"id": ISSUER, "name": {}}}, "The credential's name is no text."),
        ({"validFrom": "yesterday"}, "The credential's validFrom is no date."),
        ({"expirationDate": 7}, "The credential's expirationDate is no date."),
        ({"validUntil": "2025-12-31T23:59:59Z"}, "The credential ends before it begins."),
    ],
)
def test_a_credential_of_another_shape_is_refused_in_a_sentence(changes, sentence):
    with pytest.raises(Unreadable) as refused:
        credential_facts(credential(**changes))

    assert sentence == str(refused.value)


def test_a_credential_says_that_it_is_one_and_only_an_open_badge_is_one():
    assert is_credential({"type": "VerifiableCredential"})
    assert not is_credential({"type": ["OpenBadgeCredential"]})
    bare = credential_facts(credential(**{"@context": V1, "type": "VerifiableCredential"}))

    assert Standard.CREDENTIAL is bare.standard


def test_of_several_subjects_none_is_the_holder_and_no_achievement_is_theirs():
    facts = credential_facts(credential(credentialSubject=[{"name": "Jane Doe"}, {"name": "John Roe"}], name="Both"))

    assert ("", "", "Both") == (facts.holder, facts.achievement, facts.title)


def test_the_holder_may_be_named_by_an_identifier_in_plain_text_only():
    shown = {"identityHash": "Jane Doe", "identityType": "name", "hashed": False}
    hashed = {"identityHash": "sha256$1", "identityType": "name", "hashed": True, "salt": "s"}
    address = {"identityHash": "jane@doe.example", "identityType": "emailAddress"}
    facts = credential_facts(credential(credentialSubject={"identifier": [hashed, address, shown, {"salt": "s"}]}))

    assert "Jane Doe" == facts.holder
    assert (
        Recipient(kind="name", value="sha256$1", hashed=True, salt="s"),
        Recipient(kind="emailAddress", value="jane@doe.example", hashed=False, salt=""),
        Recipient(kind="name", value="Jane Doe", hashed=False, salt=""),
    ) == facts.recipients
    assert "" == credential_facts(credential(credentialSubject={"identifier": [hashed, address]})).holder


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (" Tester ", "Tester"),
        (["One", "Two"], "One"),
        ({"@value": "One"}, "One"),
        ([{"@value": "One"}, "Two"], "One"),
        ("x" * 401, "x" * 400),
        (7, ""),
        ([], ""),
        ({}, ""),
        (None, ""),
    ],
)
def test_a_text_is_the_first_of_several_and_cut_at_400_characters(value, text):
    assert text == plain(value)


@pytest.mark.parametrize(
    ("value", "is_one"),
    [
        ("urn:1", True),
        ("did:web:x", True),
        ("x", False),
        ("a b:c", False),
        ("urn:a b", False),
        (":x", False),
        (7, False),
    ],
)
def test_an_identifier_is_an_address_with_a_scheme(value, is_one):
    assert is_one is is_url(value)
