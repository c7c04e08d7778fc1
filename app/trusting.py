"""How phones come to trust this server: the authority as files they can install, and keeping its certificates fresh."""

import asyncio
import logging
import plistlib
from functools import cache
from uuid import NAMESPACE_URL, uuid5

from cryptography.hazmat.primitives.serialization import Encoding

from app.certificates import Certificates, fingerprint, own_names
from app.core.config import read_config

logger = logging.getLogger('tagwalk.trusting')

EVERY = 60  # seconds between two looks at the machine's addresses
CRT = 'application/x-x509-ca-cert'
PROFILE = 'application/x-apple-aspen-config'


@cache
def certificates() -> Certificates:
    """This machine's, made when there are none."""
    config = read_config()
    made = Certificates(config.data / 'tls')
    made.open(own_names(config.public_url))
    return made


async def go() -> None:
    """For as long as the server runs; without certificates of our own there is nothing to do."""
    while read_config().own_https:
        await asyncio.sleep(EVERY)
        try:
            if certificates().renew(own_names(read_config().public_url)):
                logger.warning('a new certificate, for %s', read_config().public_url)
        except Exception:
            logger.exception('the certificate was not renewed')


def authority_file() -> bytes:
    """What Android, Windows and macOS install."""
    return certificates().authority.public_bytes(Encoding.DER)


def profile() -> bytes:
    """What an iPhone installs: the authority inside of a configuration profile (Apple, «Device management profile»)."""
    authority = certificates().authority
    called = str(authority.subject.rdns[0].rfc4514_string()).removeprefix('CN=')
    unique = uuid5(NAMESPACE_URL, fingerprint(authority))
    root = {
        'PayloadType': 'com.apple.security.root',
        'PayloadIdentifier': f'tagwalk.{unique}.root',
        'PayloadUUID': str(uuid5(unique, 'root')).upper(),
        'PayloadVersion': 1,
        'PayloadDisplayName': called,
        'PayloadCertificateFileName': 'tagwalk-ca.cer',
        'PayloadContent': authority_file(),
    }
    whole = {
        'PayloadType': 'Configuration',
        'PayloadIdentifier': f'tagwalk.{unique}',
        'PayloadUUID': str(unique).upper(),
        'PayloadVersion': 1,
        'PayloadDisplayName': called,
        'PayloadDescription': '让这部手机信任学校的码上巡服务器 · Lets this phone trust the school’s Tagwalk server',
        'PayloadContent': [root],
    }
    return plistlib.dumps(whole)
