"""A certificate authority of the school's own, made once, and certificates for this machine that renew themselves."""

import ipaddress
import os
import socket
import ssl
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import ifaddr
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from app.core.clock import now

AUTHORITY_DAYS = 3650
LEAF_DAYS = 396  # phones take no certificate of more than 397 (Apple, «About upcoming limits on trusted certificates»)
RENEW_DAYS = 30  # before the end
SLOW_CLOCKS = timedelta(days=1)  # a phone whose clock is behind takes a new certificate too
PRIVATE = (
    '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', '169.254.0.0/16', '127.0.0.0/8',
    'fc00::/7', 'fe80::/10', '::1/128',
)  # fmt: skip
LOCAL = ('localhost', 'local', 'lan', 'home.arpa', 'internal')

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True)
class Names:
    """What this machine is called on the network."""

    hosts: frozenset[str]
    addresses: frozenset[Address]


@dataclass
class Certificates:
    """The folder they are kept in, and the context that answers with the newest one."""

    folder: Path
    context: ssl.SSLContext = field(default_factory=lambda: ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER))

    def open(self, names: Names) -> None:
        """Make what is missing and answer with it."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.context.minimum_version = ssl.TLSVersion.TLSv1_2
        if not self._file('authority.pem').exists():
            self._make_authority(names)
        if not self._is_good(names):
            self._make_leaf(names)
        self._load()

    def renew(self, names: Names) -> bool:
        """Whether a new certificate was needed: the old one ends soon, or the machine has got another address."""
        if self._is_good(names):
            return False
        self._make_leaf(names)
        self._load()  # for every connection from now on; those that are open go on
        return True

    @property
    def authority(self) -> x509.Certificate:
        return x509.load_pem_x509_certificate(self._file('authority.pem').read_bytes())

    @property
    def leaf(self) -> x509.Certificate:
        return x509.load_pem_x509_certificate(self._file('server.pem').read_bytes())

    def _file(self, name: str) -> Path:
        return self.folder / name

    def _load(self) -> None:
        self.context.load_cert_chain(self._file('server.pem'), self._file('server.key'))

    def _is_good(self, names: Names) -> bool:
        if not self._file('server.pem').exists():
            return False
        leaf = self.leaf
        ends_soon = leaf.not_valid_after_utc - now() < timedelta(days=RENEW_DAYS)
        ours = leaf.issuer == self.authority.subject
        return ours and not ends_soon and covered(names, self.authority) <= set(leaf_names(leaf))

    def _make_authority(self, names: Names) -> None:
        key = ec.generate_private_key(ec.SECP256R1())
        called = f'Tagwalk {socket.gethostname()[:30]} {now():%Y-%m-%d}'
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, called)])
        usage = x509.KeyUsage(
            digital_signature=False, content_commitment=False, key_encipherment=False, data_encipherment=False,
            key_agreement=False, key_cert_sign=True, crl_sign=True, encipher_only=False, decipher_only=False,
        )  # fmt: skip
        made = (
            _builder(subject, subject, key, AUTHORITY_DAYS)
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .add_extension(usage, critical=True)
            .add_extension(x509.NameConstraints(_permitted(names), None), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
            .sign(key, hashes.SHA256())
        )
        _keep_key(self._file('authority.key'), key)
        _keep(self._file('authority.pem'), made.public_bytes(serialization.Encoding.PEM), 0o644)

    def _make_leaf(self, names: Names) -> None:
        key, authority = ec.generate_private_key(ec.SECP256R1()), self.authority
        signer = serialization.load_pem_private_key(self._file('authority.key').read_bytes(), None)
        assert isinstance(signer, ec.EllipticCurvePrivateKey)
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, 'Tagwalk')])
        made = (
            _builder(subject, authority.subject, key, LEAF_DAYS)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
            .add_extension(x509.SubjectAlternativeName(_general(covered(names, authority))), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()),
                critical=False,
            )
            .sign(signer, hashes.SHA256())
        )
        _keep_key(self._file('server.key'), key)
        _keep(self._file('server.pem'), made.public_bytes(serialization.Encoding.PEM), 0o644)


def own_names(public_url: str) -> Names:
    """The names and addresses at which phones may reach this machine now."""
    called = socket.gethostname().partition('.')[0].lower()
    hosts = {'localhost', called, f'{called}.local'} - {''}
    found = {str(ip.ip[0] if ip.is_IPv6 else ip.ip) for card in ifaddr.get_adapters() for ip in card.ips}
    public = (urlsplit(public_url).hostname or '').lower()
    try:
        found.add(str(ipaddress.ip_address(public)))
    except ValueError:
        hosts |= {public} - {''}
    addresses = frozenset(ipaddress.ip_address(text) for text in found)
    return Names(frozenset(hosts), addresses)


def covered(names: Names, authority: x509.Certificate) -> set[str]:
    """Those names that the authority may speak for; it is bound to the school's own network."""
    permitted = authority.extensions.get_extension_for_class(x509.NameConstraints).value.permitted_subtrees or []
    networks = [ipaddress.ip_network(each.value) for each in permitted if isinstance(each, x509.IPAddress)]
    domains = [each.value for each in permitted if isinstance(each, x509.DNSName)]
    hosts = {host for host in names.hosts if any(host == one or host.endswith(f'.{one}') for one in domains)}
    return hosts | {str(each) for each in names.addresses if any(each in network for network in networks)}


def leaf_names(leaf: x509.Certificate) -> list[str]:
    found = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return [str(each.value) for each in found]


def fingerprint(certificate: x509.Certificate) -> str:
    """SHA-256 as phones and browsers show it: pairs in capitals."""
    return certificate.fingerprint(hashes.SHA256()).hex(':').upper()


def _permitted(names: Names) -> list[x509.GeneralName]:
    """Private networks, this machine's names, and the network of an address of its own that is a public one."""
    networks = [ipaddress.ip_network(each) for each in PRIVATE]
    for address in names.addresses:
        if not any(address in network for network in networks):
            networks.append(ipaddress.ip_network(f'{address}/{16 if address.version == 4 else 48}', strict=False))
    domains = sorted({*LOCAL, *names.hosts})
    return [*(x509.DNSName(each) for each in domains), *(x509.IPAddress(each) for each in networks)]


def _general(names: Iterable[str]) -> list[x509.GeneralName]:
    general: list[x509.GeneralName] = []
    for name in sorted(names):
        try:
            general.append(x509.IPAddress(ipaddress.ip_address(name)))
        except ValueError:
            general.append(x509.DNSName(name))
    return general


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, days: int
) -> x509.CertificateBuilder:
    begin: datetime = now() - SLOW_CLOCKS
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begin)
        .not_valid_after(begin + timedelta(days=days))
    )


def _keep_key(path: Path, key: ec.EllipticCurvePrivateKey) -> None:
    plain = serialization.NoEncryption()
    _keep(path, key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain), 0o600)


def _keep(path: Path, content: bytes, mode: int) -> None:
    """A file is there whole or not at all."""
    new = path.with_suffix('.new')
    new.unlink(missing_ok=True)
    with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), 'wb') as file:
        file.write(content)
        os.fsync(file.fileno())
    new.rename(path)
