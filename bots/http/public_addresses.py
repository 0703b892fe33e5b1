"""Which addresses are on the public Internet: the check of where an address leads that somebody configured."""

from __future__ import annotations

import ipaddress

# Addresses in which another one is wrapped, so that a gateway may lead to a private one (RFC 6052, RFC 3056, RFC 4380).
_WRAPPERS = tuple(map(ipaddress.ip_network, ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")))


def is_address(host: str) -> bool:
    """Say whether a host is written as an address, in brackets or not."""
    return _read(host) is not None


def is_public(host: str) -> bool:
    """Say whether an address is of the public Internet, stands for one machine, and wraps no other address."""
    found = _read(host)
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped is not None:
        found = found.ipv4_mapped
    if found is None or not found.is_global or found.is_multicast:
        return False
    return not any(found in each for each in _WRAPPERS if each.version == found.version)


def _read(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host.strip("[]").partition("%")[0])
    except ValueError:
        return None
