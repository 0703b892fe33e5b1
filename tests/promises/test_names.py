"""The house's language: retired words name no file and no class, rooms stay small, base names are not used twice."""

import ast
import re
from collections import Counter
from pathlib import Path

from tests.promises.source_files import nodes

ROOT = Path(__file__).parents[2]
FILES = sorted(path for package in ("bots", "verifier_client", "role_guide") for path in (ROOT / package).rglob("*.py"))
RETIRED = {
    "house", "shelf", "shelves", "swift", "shelter", "deed", "deeds", "errand", "errands", "letter", "abouts",
    "telling", "told", "heard", "voice", "whence", "stir", "keeping", "belonging", "dropped", "later", "lines",
    "visits", "places", "exchange", "discreet", "granting", "patient", "stage", "furnishing", "sealing", "flights",
    "keepers", "wire",
    "gate", "weighing", "promises", "apart",
}  # fmt: skip
ORDINARY = {"letter", "lines", "places", "dropped", "later", "apart"}  # retired as names of ours, ordinary in a text
RETIRED_NAMES = {  # retired as whole names of functions, parameters, fields and constants
    "again", "deed", "did", "first_time", "mine", "seal", "sealed", "shelf", "stirred", "tellings", "theirs", "trouble",
    "troubles", "unsealed", "visit",
}  # fmt: skip
FIELD_TERMS = {  # a retired word inside a term of the field
    ("did", "verifier_client/badges/proofs/controllers.py"): "a decentralised identifier",
    ("STILL_TOLD", "bots/conversation/text/watches.py"): "what the sentence says",
}
SHARED = {  # twins, layers and topics that mean the same thing under the same name
    "sharing.py", "admin_offers.py",
    "__init__.py", "about.py", "answers_json.py", "app.py", "assistants.py", "card_tables.py", "cards.py", "clock.py",
    "container.py", "dates.py", "digest_cards.py", "door.py", "elements.py", "erasure.py", "files.py", "guide.py",
    "handler.py", "hosts.py", "inbox.py", "invitations.py", "item_lists.py", "ledger.py", "live_messages.py",
    "manifest.py", "message_text.py", "offers.py", "organisation.py", "organisation_settings.py", "parser.py",
    "ports.py", "preferences.py", "pressed_messages.py", "privacy.py", "profiles.py", "receipts.py", "replies.py",
    "requests.py", "rosters.py", "round_store.py", "rounds.py", "sdk.py", "sender.py", "server.py", "service.py",
    "successors.py", "surface.py", "uploads.py", "watch_actions.py", "watch_marks.py", "watches.py",
    "webhook.py", "workspaces.py",
}  # fmt: skip


def words(name):
    return {each.lower() for each in re.findall(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+", name)}


def names_in(node):
    """Give the names that a node gives to what others use: itself, its parameters, fields and constants."""
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            return [node.name, *(each.arg for each in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs))]
        case ast.ClassDef() | ast.Module():
            assigned = (each.targets if isinstance(each, ast.Assign) else [each.target] for each in _assignments(node))
            return [each.id for targets in assigned for each in targets if isinstance(each, ast.Name)]
        case ast.Attribute(ctx=ast.Store()):
            return [node.attr]
        case _:
            return []


def _assignments(node):
    return [each for each in node.body if isinstance(each, ast.Assign | ast.AnnAssign)]


def test_retired_words_name_no_file():
    named = {path.relative_to(ROOT).as_posix(): words(path.stem) & RETIRED for path in FILES}

    assert {} == {name: found for name, found in named.items() if found}


def test_retired_words_name_no_class():
    named = {
        f"{path.relative_to(ROOT)}:{node.name}": words(node.name) & RETIRED
        for path in FILES
        for node in nodes(path)
        if isinstance(node, ast.ClassDef)
    }

    assert {} == {name: found for name, found in named.items() if found}


def retired_names():
    """Return the retired names in use, with their files, but for the terms of the field."""
    found = {
        (name, path.relative_to(ROOT).as_posix())
        for path in FILES
        if "migrations" not in path.parts
        for node in nodes(path)
        for name in names_in(node)
        if words(name) & (RETIRED - ORDINARY) or name.strip("_").lower() in RETIRED_NAMES
    }
    return found - set(FIELD_TERMS)


def test_retired_words_name_no_function_parameter_field_or_constant():
    assert set() == retired_names()


def test_few_files_lie_loose_and_no_folder_is_crowded():
    loose = [path.name for path in (ROOT / "bots").glob("*.py")]
    crowded = Counter(path.parent.relative_to(ROOT).as_posix() for path in FILES if "migrations" not in path.parts)

    assert len(loose) <= 3, loose
    assert {} == {folder: count for folder, count in crowded.items() if count > 20}


def test_a_base_name_is_used_twice_only_where_it_means_the_same():
    names = Counter(path.name for path in FILES if path.parts[len(ROOT.parts)] == "bots")

    assert set() == {name for name, count in names.items() if count > 1} - SHARED
