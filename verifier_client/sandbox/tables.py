"""The registries that lead to the sandbox, in the shape of the registries' TOML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier_client.sandbox.addresses import (
    BADGE_CLASSES_PATH,
    BADGES,
    CREDLY,
    CREDLY_CLASSES_PATH,
    PAGE,
    REGISTRY,
)
from verifier_client.sandbox.register import register

if TYPE_CHECKING:
    from collections.abc import Mapping

BADGE_ISSUERS = frozenset({"ARTiBA"})


def sandbox_tables(origin: str | None = None, *, key_env: str | None = None) -> Mapping[str, Mapping[str, object]]:
    """
    Return the configuration table of each of the sandbox's registries.

    Args:
        origin: Address of a sandbox that is served, such as ``http://127.0.0.1:8081``; None for the embedded one.
        key_env: Name of the environment variable that has the served sandbox's key.
    """
    key = {"key_env": key_env} if key_env else {}
    registry = {"base_url": origin or REGISTRY, "page": PAGE, **key}
    badges, credly = origin or BADGES, origin or CREDLY
    return {
        "pai": {"kind": "json", "preset": "pai", **registry},
        "aipa": {"preset": "aipa", **registry},
        "pecb": {"preset": "pai", **_PECB, **registry},
        "pecb_by_hand": {"preset": "pecb", "ids": []},
        "artiba": {"preset": "artiba"},
        "certnexus": {"preset": "certnexus"},
        "credly": {
            "preset": "credly",
            "base_url": credly,
            "page": f"{REGISTRY}/badges?link={{id}}",
            "classes": _classes(credly + CREDLY_CLASSES_PATH, at_badge_host=False),
        },
        "badges": {
            "preset": "badgr",
            "title": "Sandbox badge host",
            "base_url": badges,
            "classes": _classes(badges + BADGE_CLASSES_PATH, at_badge_host=True),
        },
        "badge_files": {"kind": "badges", "title": "Sandbox badge issuers", "issuers": [_ISSUER]},
    }


# The secret of this key was thrown away when it had signed badge.json: nobody can make another badge of this issuer.
_ISSUER: Mapping[str, object] = {
    "id": "did:key:z6MkgUm57vZSmigtCTbYr2W36RYEsAJ3TzoAvVERnYysnpyP",
    "title": "Production AI Institute",
    "achievements": {
        "https://badges.sandbox.example/achievements/aida": {
            "code": "AIDA",
            "title": "AI Deployment Associate",
            "issuer": "Production AI Institute",
        }
    },
}
_PECB: Mapping[str, object] = {
    "kind": "json",
    "title": "PECB",
    "ids": ["pecb"],
    "otherwise": "pecb_by_hand",
    "explanations": [],
    "validity_years": {"CAIP": 3, "CAIM": 3},  # https://support.pecb.com, three years; docs/facts.md section 2
    "codes": {
        "CAIP": "Certified Artificial Intelligence Professional",
        "CAIM": "Certified Artificial Intelligence Manager",
    },
}


def _classes(root: str, *, at_badge_host: bool) -> Mapping[str, Mapping[str, str]]:
    """Return the allow-list: address of the badge class to what it stands for."""
    return {
        root + course.slug: {"code": kind.code, "title": kind.title, "issuer": kind.issuer}
        for course in register().courses.values()
        if course.listed and ((kind := course.certification).issuer in BADGE_ISSUERS) is at_badge_host
    }
