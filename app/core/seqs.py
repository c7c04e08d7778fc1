"""Sequence numbers: every phone counts what it records, so that a number that never arrived shows a loss."""

from uuid import UUID

from app.core import db
from models import Device

MOST = 500  # missing numbers named in one answer
FARTHEST = 100_000  # past the end of the run; what claims to be further is not believed

# A device, and the highest of its numbers that has arrived: past the end of the run when there is a gap between.
REACH = """
    SELECT device.*, (
        SELECT COALESCE(MAX(seq), 0) FROM (
            SELECT MAX(seq) AS seq FROM record WHERE device_id = device.id
            UNION ALL SELECT MAX(seq) FROM refusal WHERE device_id = device.id
        ) AS arrived
    ) AS reach FROM device WHERE id = ?
"""
ADVANCE = 'UPDATE device SET seen_to = ? WHERE id = ?'
BEYOND = """
    SELECT seq FROM record WHERE device_id = ? AND seq > ?
    UNION ALL SELECT seq FROM refusal WHERE device_id = ? AND seq > ?
"""


async def seen_to(device: Device, have: set[int], reach: int) -> int:
    """Where a device's gapless run ends with the numbers of this batch, and with those that waited past a gap."""
    seen = _end_of_run(device.seen_to, have)
    if device.seen_to < seen < reach:
        seen = _end_of_run(seen, await _beyond(device.id, seen))
    return seen


async def missing_seqs(device_id: UUID, high: int) -> list[int]:
    """The sequence numbers up to `high` that a device has given out and the server has not seen; 500 at most."""
    for device in await db.rows(REACH, db.text_of(device_id)):
        seen = device['seen_to']
        if max(high, device['reach']) <= seen:
            return []
        have = await _beyond(device_id, seen)
        top = min(max([high, *have]), seen + FARTHEST)
        gaps = (seq for seq in range(seen + 1, top + 1) if seq not in have)
        return [seq for seq, _ in zip(gaps, range(MOST), strict=False)]
    return []


async def highest_seq(device_id: UUID) -> int:
    """The highest number that a device is known to have given out; 0 for a new one."""
    return max((max(row['reach'], row['seen_to']) for row in await db.rows(REACH, str(device_id))), default=0)


def _end_of_run(seen: int, have: set[int]) -> int:
    while seen + 1 in have:
        seen += 1
    return seen


async def _beyond(device_id: UUID, seq: int) -> set[int]:
    """The numbers past this one that have arrived."""
    return {row['seq'] for row in await db.rows(BEYOND, str(device_id), seq, str(device_id), seq)}
