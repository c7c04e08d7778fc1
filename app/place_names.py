"""The places a school knows, however they are spelled: by name, by alias, by the way to them."""

import difflib
import re
from collections import Counter
from collections.abc import Collection, Mapping
from functools import cached_property

from app.cells import place_key
from app.foreign import SEPARATOR, path_of

LIKE_ENOUGH = 0.75
TELLING = re.compile('[0-9一二三四五六七八九十大中小东西南北上下左右前后甲乙丙]')  # of two rooms, which is which
NO_PLACE = re.compile(
    r'详?见.+|不详|不明|不清|未知|未定|待定|待查|待核实?|无|暂无|各班|各处|多处|[老旧原]校区|原.+班|[?？-]+|n/a|none|unknown|various'
)


class PlaceNames:
    """Looks up what people write. A place is told by its name, or by its path where two places share the name.

    `paths`: the way to every place, `明德楼 / 一(1)班教室`; `aliases`: other spelling → name or path. Without any path,
    the places of a sheet are taken as they stand, but for words that name none.
    """

    def __init__(self, paths: Collection[str] = (), aliases: Mapping[str, str] | None = None) -> None:
        self.is_open = not paths
        names = Counter(place_key(path.split(SEPARATOR)[-1]) for path in paths)
        self._by_key: dict[str, str | None] = {}
        for path in paths:
            name = path.split(SEPARATOR)[-1]
            shown = name if names[place_key(name)] == 1 else path
            self._by_key[place_key(name)] = name if shown == name else None
            self._by_key[place_key(path)] = shown
            self._by_key.setdefault(place_key(path.replace(SEPARATOR, '')), shown)  # 明德楼101
        for alias, shown in (aliases or {}).items():
            self._by_key.setdefault(place_key(alias), shown)

    def find(self, written: str, *, from_tree: bool = False) -> str | None:
        """What the school calls a place; None for one that it does not know.

        `from_tree`: the file is a register of another program, which brings its places with it.
        """
        known = self._by_key.get(place_key(written))
        if known:
            return known
        parts = path_of(written) if from_tree else [written]
        path = SEPARATOR.join(parts)
        if known := self._by_key.get(place_key(path)):
            return known
        if not from_tree and (not self.is_open or NO_PLACE.fullmatch(place_key(written))):
            return None
        self._by_key[place_key(path)] = path
        for depth in range(1, len(parts)):
            self._by_key.setdefault(place_key(SEPARATOR.join(parts[:depth])), SEPARATOR.join(parts[:depth]))
        return path

    def like(self, written: str) -> str:
        """The known place whose spelling comes nearest, '' when none comes near; never another number's room."""
        key = place_key(written)
        alike = self._told_apart.get(tuple(TELLING.findall(key)), [])
        near = difflib.get_close_matches(key, alike, 1, LIKE_ENOUGH)
        return self._by_key[near[0]] or '' if near else ''

    @cached_property
    def _told_apart(self) -> dict[tuple[str, ...], list[str]]:
        """The keys by what tells them from their neighbours."""
        found: dict[tuple[str, ...], list[str]] = {}
        for key, name in self._by_key.items():
            if name:
                found.setdefault(tuple(TELLING.findall(key)), []).append(key)
        return found
