"""``certdesk receipt`` and ``certdesk audit check``, from the key to the exit code."""

import subprocess

import pytest
from click.testing import CliRunner

from bots.cli.app import main
from bots.conversation.text import receipts as phrases
from bots.security.signed_receipts import armoured
from tests.bots.cli.test_app import CERTDESK
from tests.bots.security.test_signed_receipts import GOLDEN, ONE, SEED, SIGNER, THREE, TWO
from tests.bots.storage.databases import fresh


def run(*arguments, **settings):
    env = {"CERTDESK_REGISTRIES": None} | {f"CERTDESK_{name}": value for name, value in settings.items()}
    return CliRunner(env=env).invoke(main, [*map(str, arguments)], prog_name="certdesk")


@pytest.mark.system
def test_a_real_process_without_settings_or_network_says_what_a_receipt_states():
    command = [CERTDESK, "receipt", "check", GOLDEN, "--key", SIGNER.fingerprint]
    done = subprocess.run(command, capture_output=True, check=False, env={"CERTDESK_REGISTRIES": "/nowhere"})
    said = done.stdout.decode()

    assert (0, b"") == (done.returncode, done.stderr)
    assert all(each in said for each in ("AIDA-2026-1234 for “Žoë Müller”", "active", "agrees", SIGNER.fingerprint))


def test_each_way_in_which_a_receipt_fails_has_its_sentence_and_exit_code(tmp_path):
    written = {
        "whole": (ONE.line, 0, phrases.COMPARE_KEYS),
        "wrapped": (armoured(ONE.line), 0, phrases.COMPARE_KEYS),
        "changed": (ONE.line.replace('"active"', '"revoked"'), 1, phrases.CHANGED),
        "cut": (ONE.line[:300], 3, phrases.CUT_OFF),
        "letter": ("Dear Sir or Madam", 3, phrases.NOT_A_RECEIPT),
        "chained": (f"{ONE.line}\n{TWO.line}\n{THREE.line}\n", 0, phrases.chain_holds(1, 3)),
        "gap": (f"{ONE.line}\n{THREE.line}", 5, phrases.chain_broken(3, 1)),
    }
    for name, (content, code, sentence) in written.items():
        path = tmp_path / name
        path.write_text(content, encoding="utf-8")
        result = run("receipt", "check", path)

        assert (code, True) == (result.exit_code, sentence in result.output), (name, result.output)
    old = run("receipt", "check", tmp_path / "whole", "--key", "SHA256:new")
    both = run("receipt", "check", tmp_path / "wrapped", tmp_path / "gap")

    assert (4, True) == (old.exit_code, phrases.other_key(SIGNER.fingerprint, "SHA256:new") in old.output)
    assert 5 == both.exit_code


def test_receipts_are_given_checked_and_the_audit_holds(tmp_path):
    here = {"DATABASE_URL": fresh(tmp_path), "RECEIPT_KEY": SEED}
    given = run("receipt", "issue", "CPAP-2026-6660", "Jane", "Doe", **here)
    (tmp_path / "a").write_text(given.stdout, encoding="utf-8")
    empty = run("audit", "check", **here)
    assert (0, True) == (empty.exit_code, phrases.AUDIT_EMPTY in empty.output)
    assert phrases.AUDIT_HOLDS not in empty.output
    run("audit", "export", "--since", "2026-01-01", **here)
    audit = run("audit", "check", **here)

    assert 0 == given.exit_code
    assert phrases.SANDBOX in run("receipt", "check", tmp_path / "a").output
    assert (0, True) == (audit.exit_code, phrases.AUDIT_HOLDS in audit.output)
    assert phrases.HEAD_UNKNOWN in run("audit", "check", "--head", "abc", **here).output


def test_without_a_key_it_says_what_to_set_and_how_to_make_one():
    made = run("receipt", "key")

    assert phrases.NO_KEY in run("receipt", "issue", "AIDA-2026-1234").output
    assert "CERTDESK_RECEIPT_KEY is no key" in run("receipt", "key", "--public", RECEIPT_KEY="nonsense").output
    assert made.stderr == run("receipt", "key", "--public", RECEIPT_KEY=made.stdout.strip()).stdout
