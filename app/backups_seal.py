"""Sealing backups with age: whoever takes one away cannot read it without the key that is kept elsewhere."""

from pathlib import Path

import pyrage

from app.core.errors import BadInput

MARK = b'age-encryption.org/'


def _recipient(key: str) -> pyrage.x25519.Recipient:
    try:
        return pyrage.x25519.Recipient.from_str(key.strip())
    except pyrage.RecipientError:
        raise BadInput('bad_backup_key', key=key[:12]) from None


def seal(file: Path, sealed: Path, key: str) -> Path:
    pyrage.encrypt_file(str(file), str(sealed), [_recipient(key)])
    return sealed


def is_sealed(file: Path) -> bool:
    with file.open('rb') as opened:
        return opened.read(len(MARK)) == MARK


def unseal(file: Path, opened: Path, key_file: Path | None) -> Path:
    """Raises BadInput without the right key."""
    if not key_file:
        raise BadInput('backup_sealed', file=str(file))
    try:
        lines = [line.strip() for line in key_file.read_text().splitlines()]
        keys = [pyrage.x25519.Identity.from_str(line) for line in lines if line.startswith('AGE-SECRET-KEY-')]
        pyrage.decrypt_file(str(file), str(opened), keys)
    except (pyrage.DecryptError, pyrage.IdentityError, UnicodeDecodeError):
        raise BadInput('wrong_backup_key', file=str(key_file)) from None
    return opened


def new_key() -> tuple[str, str]:
    """A key pair: the public one for TAGWALK_BACKUP_KEY, and the secret one for a safe."""
    identity = pyrage.x25519.Identity.generate()
    return str(identity.to_public()), str(identity)
