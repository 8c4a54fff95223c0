"""The network that an address belongs to: who has one address has its neighbours, too."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

IPV4_BITS, IPV6_BITS = 24, 56
"""What one customer of a provider has, or little more."""


def network_of(address: str) -> str:
    """Such as 203.0.113.0/24. Addresses of the machine itself stand for themselves, and so does what is none."""
    try:
        found: IPv4Address | IPv6Address = ip_address(address)
    except ValueError:
        return address
    if isinstance(found, IPv6Address) and found.ipv4_mapped is not None:
        found = found.ipv4_mapped
    if found.is_loopback:
        return str(found)
    return str(ip_network((found, IPV4_BITS if found.version == 4 else IPV6_BITS), strict=False))
