"""Settings, read from the environment once: TAGWALK_DATA, TAGWALK_PORT and so on."""

import os
import socket
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

LANGUAGES = ('zh-CN', 'en')


@dataclass(frozen=True)
class Config:
    """Where things are and how the outside reaches them."""

    data: Path
    database_url: str
    host: str
    port: int
    public_url: str
    timezone: ZoneInfo
    language: str
    backups: Path
    backup_key: str
    backup_minutes: float
    own_https: bool  # certificates of our own; else https is whatever stands in front

    @property
    def database_host(self) -> str:
        """Where the database is, without its password, for messages."""
        parts = urlsplit(self.database_url)
        return parts.hostname or parts.path

    @property
    def is_https(self) -> bool:
        return self.public_url.startswith('https://')

    @property
    def origin(self) -> str:
        parts = urlsplit(self.public_url)
        return f'{parts.scheme}://{parts.netloc}'


NAMES = (
    'DATA',
    'DATABASE_URL',
    'HOST',
    'PORT',
    'PUBLIC_URL',
    'TIMEZONE',
    'LANGUAGE',
    'BACKUPS',
    'BACKUP_KEY',
    'BACKUP_MINUTES',
    'HTTPS',
)


def read_config() -> Config:
    """The settings in force. Raises SystemExit with one clear line when one of them cannot be used."""
    return _config(*(os.environ.get(f'TAGWALK_{name}', '').strip() for name in NAMES))


@lru_cache(maxsize=8)  # every call of a phone asks several times
def _config(
    folder: str, url: str, host: str, number: str, public_url: str, zone: str, language: str,
    backups: str, backup_key: str, minutes: str, https: str,
) -> Config:  # fmt: skip
    data = Path(folder or 'data').absolute()
    port = _port(number or '8080')
    own_https = _yes_or_no('HTTPS', https)
    scheme = 'https' if own_https else 'http'
    language = language or 'zh-CN'
    if language not in LANGUAGES:
        raise SystemExit(f'TAGWALK_LANGUAGE: {language!r} is not one of {", ".join(LANGUAGES)}')
    try:
        timezone = ZoneInfo(zone or 'Asia/Shanghai')
    except (KeyError, ValueError):
        raise SystemExit(f'TAGWALK_TIMEZONE: unknown time zone {zone!r}') from None
    return Config(
        data=data,
        database_url=_database_url(url or f'sqlite://{data}/tagwalk.sqlite3'),
        host=host or '0.0.0.0',
        port=port,
        public_url=_public_url(public_url or f'{scheme}://{_lan_address()}:{port}', secure=own_https),
        timezone=timezone,
        language=language,
        backups=Path(backups or data / 'backups').absolute(),
        backup_key=_backup_key(backup_key),
        backup_minutes=_minutes(minutes or '60'),
        own_https=own_https,
    )


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise SystemExit(f'TAGWALK_PORT: {text!r} is not a port from 1 to 65535')
    return int(text)


def _backup_key(text: str) -> str:
    if text and not _is_public_key(text):
        raise SystemExit(
            'TAGWALK_BACKUP_KEY is no public key: it begins with age1; `tagwalk backup-key FILE` makes one'
        )
    return text


def _is_public_key(text: str) -> bool:
    """Whether backups can be sealed with it: a letter that was copied wrongly shows now and not at the first backup."""
    from pyrage import RecipientError, x25519

    try:
        x25519.Recipient.from_str(text)
    except RecipientError:
        return False
    return True


def _minutes(text: str) -> float:
    try:
        minutes = float(text)
    except ValueError:
        minutes = -1
    if not 0 <= minutes < 10_000:
        raise SystemExit(f'TAGWALK_BACKUP_MINUTES: {text!r} is not a number of minutes; 0 makes no backups')
    return minutes


def _database_url(text: str) -> str:
    if not text.startswith(('sqlite://', 'postgres://', 'postgresql://')):
        raise SystemExit('TAGWALK_DATABASE_URL does not begin with sqlite:// or postgres://')
    return text.replace('postgresql://', 'postgres://', 1)


def _public_url(text: str, *, secure: bool) -> str:
    """With certificates of our own it is https whatever was written: labels that say http are sent on."""
    parts = urlsplit(text)
    if parts.scheme not in ('http', 'https') or not parts.netloc:
        raise SystemExit(f'TAGWALK_PUBLIC_URL: {text!r} does not look like https://tags.school.example')
    return parts._replace(scheme='https').geturl().rstrip('/') if secure else text.rstrip('/')


def _yes_or_no(name: str, text: str) -> bool:
    if text.lower() not in ('', '0', '1', 'no', 'yes', 'false', 'true'):
        raise SystemExit(f'TAGWALK_{name}: {text!r} is neither 1 nor 0')
    return text.lower() in ('1', 'yes', 'true')


def _lan_address() -> str:
    """This machine's address on the school's network; nothing is sent to find it out."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(('192.0.2.1', 9))
            return str(probe.getsockname()[0])
        except OSError:
            return '127.0.0.1'
