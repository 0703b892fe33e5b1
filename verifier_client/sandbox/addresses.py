"""Where the sandbox pretends to be: hosts that cannot exist (RFC 2606), so that no fictional link leads anywhere."""

from __future__ import annotations

REGISTRY = "https://sandbox.certdesk.example"
BADGES = "https://badges.sandbox.certdesk.example"
CREDLY = "https://credly.sandbox.certdesk.example"
HOSTS = frozenset({REGISTRY, BADGES, CREDLY})
ELSEWHERE = "https://elsewhere.certdesk.example/"

CERTIFICATES_PATH = "/v1/certificates/"
CREDENTIALS_PATH = "/api/v1/credentials/"
BADGES_PATH = "/public/assertions/"
BADGE_CLASSES_PATH = "/public/badges/"
CREDLY_PATH = "/v1/obi/v2/badge_assertions/"
CREDLY_CLASSES_PATH = "/v1/obi/v2/badge_classes/"

PAGE = REGISTRY + "/certificates/{id}"
BADGE_LINK = BADGES + BADGES_PATH + "{id}"
CREDLY_LINK = "https://www.credly.com/badges/{id}"
