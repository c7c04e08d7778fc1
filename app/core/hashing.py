"""Hashing what people know: argon2id, two at once at most, and no password that everybody tries."""

import asyncio
import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from zxcvbn import zxcvbn

from app.core.errors import BadInput

LENGTHS = (12, 200)
LEAST = 8  # powers of ten: a password that is found within so many guesses is known
READ = 72  # characters that are looked at
# What is tried first at schools in China, besides the list of passwords that were stolen elsewhere.
COMMON = (
    'tagwalk', 'mashangxun', 'xuexiao', 'xiaoxue', 'zhongxue', 'youeryuan', 'school', 'guanliyuan', 'admin', 'houqin',
    'mima', 'woaini', '5201314', '1314520', '520', '1314', 'zhangwei', 'wangwei', 'wangfang', 'liwei', 'laoshi',
)  # fmt: skip

_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
_hashing = asyncio.Semaphore(2)
nobody = _hasher.hash(secrets.token_hex(16))


async def hashed(secret: str) -> str:
    async with _hashing:
        return await asyncio.to_thread(_hasher.hash, secret)


async def is_right(hash: str, secret: str) -> bool:
    async with _hashing:
        try:
            return await asyncio.to_thread(_hasher.verify, hash, secret[: LENGTHS[1]])
        except (VerificationError, InvalidHashError):
            return False


def is_outdated(hash: str) -> bool:
    """Whether a hash was made with other measures than today's."""
    return _hasher.check_needs_rehash(hash)


async def hash_password(password: str, *about: str) -> str:
    """Raises BadInput for a password that is too short, too long or easily guessed.

    `about` are names of the person and the school, which are tried first. The measure is zxcvbn's number of guesses,
    with its lists of 30,000 stolen passwords, names, words and keyboard walks.
    """
    shortest, longest = LENGTHS
    if not shortest <= len(password) <= longest:
        raise BadInput('password_length', shortest=shortest, longest=longest)
    if await asyncio.to_thread(is_known, password, about):
        raise BadInput('password_known')
    return await hashed(password)


def is_known(password: str, about: tuple[str, ...] = ()) -> bool:
    found = zxcvbn(password[:READ].lower(), user_inputs=[*COMMON, *(text.lower() for text in about if text)])
    return float(found['guesses_log10']) < LEAST
