"""QR codes by the sheet: the very matrices that `qrcode` makes, many at a time.

A QR code is a linear map of its bits, so `qrcode` is asked once where every bit goes, and whole sheets are then
computed together. tests/test_labels.py proves that each matrix equals the one `qrcode` makes on its own.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np
from qrcode import constants, util
from qrcode.main import QRCode

LEVELS = {
    'M': constants.ERROR_CORRECT_M,
    'Q': constants.ERROR_CORRECT_Q,
    'H': constants.ERROR_CORRECT_H,
}
MAX_VERSION = 11  # 61 modules: a row still fits in one 64-bit number
BATCH = 500
FINDERS = ('10111010000', '00001011101')


def matrices(payloads: Sequence[str], level: str = 'Q') -> list[np.ndarray]:
    """One square of booleans (True is dark) a payload, without the quiet zone, in the smallest version that holds it.

    Raises ValueError for a payload too long for version 11.
    """
    groups: defaultdict[int, list[tuple[int, np.ndarray]]] = defaultdict(list)
    for place, payload in enumerate(payloads):
        version, words = _data_words(payload, level)
        groups[version].append((place, words))
    found: list[np.ndarray] = [np.empty(0)] * len(payloads)
    for version, group in groups.items():
        for start in range(0, len(group), BATCH):
            places, words = zip(*group[start : start + BATCH], strict=True)
            for place, matrix in zip(places, _draw(np.array(words), version, level), strict=True):
                found[place] = matrix
    return found


def _data_words(payload: str, level: str) -> tuple[int, np.ndarray]:
    """The version that fits, and the padded data bytes before error correction."""
    code = QRCode()
    code.add_data(payload)
    limits = util.BIT_LIMIT_TABLE[LEVELS[level]]
    for newest in (9, MAX_VERSION):  # the versions up to 9 write lengths in fewer bits
        bits = _Bits()
        for part in code.data_list:
            bits.put(part.mode, 4)
            bits.put(len(part), util.length_in_bits(part.mode, newest))
            part.write(bits)
        version = bisect_left(limits, bits.length, 1)
        if version <= newest:
            return version, bits.padded(limits[version] // 8)
    raise ValueError(f'too long for a label: {len(payload)} characters')


class _Bits:
    """What `qrcode` writes its data into: its own BitBuffer, but as one large number, which is ten times faster."""

    def __init__(self) -> None:
        self.number = self.length = 0

    def put(self, number: int, length: int) -> None:
        self.number = self.number << length | number
        self.length += length

    def padded(self, count: int) -> np.ndarray:
        """`count` bytes: the terminator, zeros to the next byte, then the two padding bytes in turn."""
        self.put(0, min(4, count * 8 - self.length))
        self.put(0, -self.length % 8)
        words = list(self.number.to_bytes(self.length // 8, 'big'))
        return np.array((words + [util.PAD0, util.PAD1] * count)[:count], np.uint8)


def _draw(words: np.ndarray, version: int, level: str) -> Iterator[np.ndarray]:
    """Matrices of codes of the same version: data spread, best mask chosen by the rules of the standard."""
    spread, trial, final = _plan(version, level)
    bits = np.unpackbits(words, axis=1).astype(np.float32)
    size = trial.shape[-1]
    data = ((bits @ spread) % 2).astype(np.uint8).reshape(-1, size, size)
    masks = np.argmin(_penalties(data, trial), axis=1)
    yield from (data ^ final[masks]).astype(bool)


@lru_cache(maxsize=8)
def _plan(version: int, level: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """What `qrcode` does to each data bit, and its eight empty codes as tried (format blank) and as printed."""

    def empty(mask: int, trial: bool, data: Sequence[int] = ()) -> np.ndarray:
        code = QRCode(version, LEVELS[level])
        code.data_cache = list(data)
        code.makeImpl(trial, mask)
        return np.array(code.modules, np.uint8)

    trial, final = (np.array([empty(mask, kind) for mask in range(8)]) for kind in (True, False))
    blocks = util.base.rs_blocks(version, LEVELS[level])
    total = sum(block.total_count for block in blocks)
    numbers = np.arange(total * 8)
    where = np.zeros_like(trial[0], int)  # 1 + the number of the bit that a module shows, 0 where it shows none
    for power in range(int(total * 8).bit_length()):
        probe = np.packbits((numbers + 1) >> power & 1)
        where |= (empty(0, True, probe.tolist()) ^ trial[0]).astype(int) << power

    def corrected(data: np.ndarray) -> np.ndarray:
        buffer = util.BitBuffer()
        buffer.buffer = data.tolist()
        return np.unpackbits(np.array(util.create_bytes(buffer, blocks), np.uint8))

    count = sum(block.data_count for block in blocks)
    ground = np.full(count, 0x55, np.uint8)  # not zero: `qrcode` cannot divide a block of zeros
    still = corrected(ground)
    rows = []
    for bit in range(count * 8):
        changed = ground.copy()
        changed[bit // 8] ^= 0x80 >> bit % 8
        rows.append(np.concatenate(([0], corrected(changed) ^ still))[where.ravel()])
    return np.array(rows, np.float32), trial, final


def _penalties(data: np.ndarray, masks: np.ndarray) -> np.ndarray:
    """ISO/IEC 18004 penalty points of every code under every mask; rows and columns as 64-bit numbers."""
    size = data.shape[-1]
    powers = np.uint64(1) << np.arange(size, dtype=np.uint64)
    points = np.zeros((len(data), 8), int)
    for turned in (False, True):
        squares = [np.swapaxes(squares, 1, 2) if turned else squares for squares in (data, masks)]
        plain, mask = ((square * powers).sum(axis=2, dtype=np.uint64) for square in squares)
        lines = plain[:, None] ^ mask[None]
        alike = ~(lines ^ lines >> 1) & _ones(size - 1)
        fives = alike & alike >> 1 & alike >> 2 & alike >> 3
        points += _count(fives) + 2 * _count(fives & ~(fives << 1))
        for finder in FINDERS:
            hits = np.full_like(lines, _ones(size - 10))
            for shift, dark in enumerate(finder):
                hits &= lines >> shift if dark == '1' else ~(lines >> shift)
            points += 40 * _count(hits)
        if not turned:
            points += 3 * _count(alike[..., 1:] & alike[..., :-1] & ~(lines[..., 1:] ^ lines[..., :-1]))
            dark_share = _count(lines) / size**2
            points += (np.abs(dark_share * 100 - 50) / 5).astype(int) * 10
    return points


def _ones(count: int) -> np.uint64:
    return np.uint64((1 << count) - 1)


def _count(lines: np.ndarray) -> np.ndarray:
    return np.bitwise_count(lines).sum(axis=-1, dtype=int)
