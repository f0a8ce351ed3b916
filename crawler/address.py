"""Which machines may be asked: public ones, and this one only where it was allowed by name."""

from __future__ import annotations

import ipaddress
import socket
from functools import lru_cache

from corpora.errors import CrawlError

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

_NAT64 = ipaddress.ip_network("64:ff9b::/32")
_COMPATIBLE = ipaddress.ip_network("::/96")


class AddressRefused(CrawlError):
    """A host's address isn't public, so it is not asked."""


def is_public(address: IPAddress) -> bool:
    """Whether an address is of the open internet.

    Addresses that carry an IPv4 address inside (mapped, compatible, 6to4, Teredo, NAT64) count as what they
    carry; `ipaddress.is_global` alone calls several of them and multicast public.
    """
    if isinstance(address, ipaddress.IPv6Address):
        if address in _NAT64 or address in _COMPATIBLE:
            return False
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo and address.teredo[1])
        if inner:
            return is_public(inner)
    return address.is_global and not address.is_multicast and not address.is_reserved


@lru_cache(maxsize=4096)
def is_loopback_name(host: str) -> bool:
    """Whether a host (with or without port) names this machine: `localhost` or a loopback address."""
    name = host.rpartition(":")[0] if ":" in host and not host.endswith("]") else host
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name.strip("[]")).is_loopback
    except ValueError:
        return False


def names_private(host: str) -> bool:
    """Whether a host (with or without port) is written as an address that isn't public; a name never is."""
    name = host.rpartition(":")[0] if ":" in host and not host.endswith("]") else host
    try:
        return not is_public(ipaddress.ip_address(name.strip("[]")))
    except ValueError:
        return False


def open_socket(host: str, port: int, timeout: float | None, allow_loopback: bool) -> socket.socket:
    """Connect to a host at an address that was checked; raises AddressRefused and OSError.

    The address that is checked is the address that is connected to, so a name server that changes its
    answer between the two gains nothing.
    """
    failure: OSError | None = None
    for family, kind, protocol, _, sockaddr in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
        address = ipaddress.ip_address(str(sockaddr[0]).partition("%")[0])
        if not (is_public(address) or (allow_loopback and address.is_loopback and is_loopback_name(host))):
            raise AddressRefused(f"{host} is at {address}, which is not a public address: not asked")
        sock = socket.socket(family, kind, protocol)
        try:
            sock.settimeout(timeout)
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            sock.connect(sockaddr)
            return sock
        except OSError as error:
            sock.close()
            failure = error
    raise failure or OSError(f"{host} has no address")
