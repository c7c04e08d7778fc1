"""A simulated phone: seals, keeps until it is answered for, sends again after a restore, forgets after thirty days."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from app.core.actors import Actor
from tests.cast import digest_of

KEEP = timedelta(days=30)

Envelope = dict[str, Any]


@dataclass
class Row:
    """One record on a phone; it stays until the server has it and its photos, and thirty days beyond."""

    envelope: Envelope
    fate: tuple[str, str] | None = None  # as the server said
    need: list[str] = field(default_factory=list)
    safe_at: datetime | None = None  # since when the server has it whole; the screen says so


@dataclass
class Phone:
    """Somebody's phone."""

    name: str
    actor: Actor
    seq: int = 0
    rows: dict[str, Row] = field(default_factory=dict)  # by digest as sealed
    photos: dict[str, bytes] = field(default_factory=dict)
    epoch: str = ''
    cursor: str = ''
    things: dict[str, Any] = field(default_factory=dict)
    tags: dict[str, Any] = field(default_factory=dict)
    repairs: dict[str, Any] = field(default_factory=dict)
    gone: list[Row] = field(default_factory=list)  # forgotten after thirty days

    @property
    def device_id(self) -> str:
        return str(self.actor.device_id)

    @property
    def waiting(self) -> list[Row]:
        return [row for row in self.rows.values() if not row.safe_at]

    def seal(self, id: str, at: datetime, kind: str, payload: dict[str, Any], /, **more: Any) -> Envelope:
        self.seq += 1
        envelope: Envelope = {
            'id': id, 'device_id': self.device_id, 'seq': self.seq, 'kind': kind, 'kv': 1, 'at': at.isoformat(),
            'payload': payload, **more,
        }  # fmt: skip
        envelope.setdefault('digest', digest_of(envelope))
        self.rows[envelope['digest'] + envelope['id']] = Row(envelope)
        return envelope

    def take_photo(self, data: bytes) -> dict[str, Any]:
        sha = hashlib.sha256(data).hexdigest()
        self.photos[sha] = data
        return {'sha256': sha, 'bytes': len(data), 'w': 4, 'h': 3, 'mime': 'image/jpeg'}

    def hear(self, epoch: str) -> None:
        """Another epoch: an older backup was put back. All that is kept is offered again."""
        if self.epoch and epoch != self.epoch:
            self.cursor = ''
            for row in self.rows.values():
                row.safe_at, row.fate = None, None
        self.epoch = epoch

    def learn(self, answer: dict[str, Any], now: datetime) -> None:
        self.hear(answer['epoch'])
        for result in answer['results']:
            row = self.rows.get(result['digest'] + result['id'])
            if row:
                row.fate = (result.get('was') or result['verdict'], result.get('code', ''))
                row.need = result['need_photos']
                row.safe_at = None if row.need else row.safe_at or now
        lost = set(answer['missing_seqs'])
        for row in self.rows.values():
            if row.envelope['seq'] in lost and row.fate and row.fate[0] != 'rejected':
                row.safe_at = None  # the server says that it never saw it

    def forget(self, now: datetime) -> None:
        """Only what has been safe for thirty days."""
        for key, row in list(self.rows.items()):
            if row.safe_at and now - row.safe_at > KEEP:
                self.gone.append(self.rows.pop(key))

    def apply(self, told: dict[str, Any]) -> None:
        """One line of what changed since the cursor."""
        kept = {'thing': self.things, 'tag': self.tags, 'repair': self.repairs}.get(told['type'])
        if kept is None:
            return
        data = told['data']
        if data is None or (data.get('state') == 'retired' and told['type'] == 'thing'):
            kept.pop(told['id'], None)
        else:
            kept[told['id']] = data
