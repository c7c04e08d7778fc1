"""A real school for the walks: the server as a process, its accounts, the clean register and its printed labels."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from tests.house import PASSWORD, REGISTER, House

# name: (role, shown as)
PEOPLE = {
    'keeper': ('property_keeper', '周会计'),
    'caretaker': ('maintenance', '李师傅'),
    'teacher': ('staff', '王老师'),
}


class Campus(House):
    """The house, and what the walks look up in its database."""

    def code_of(self, name: str, nth: int = 0) -> str:
        """The tag code of a thing with this name."""
        query = 'SELECT tag.code FROM tag JOIN thing ON thing.id = tag.thing_id WHERE thing.name = ? ORDER BY thing.id'
        return str(self.rows(query, name)[nth]['code'])

    def thing_of(self, code: str) -> str:
        """The id of the thing that a tag is on."""
        return str(self.rows('SELECT thing_id FROM tag WHERE code = ?', code)[0]['thing_id'])

    def records(self, kind: str, thing: str) -> list[dict[str, Any]]:
        """What the database file holds about a thing, as the write path left it."""
        return self.rows('SELECT * FROM record WHERE kind = ? AND thing_id = ? ORDER BY number', kind, thing)


def found(folder: Path) -> tuple[Campus, Path]:
    """Make the school as its people would: accounts, register and labels through the command. Leaves it stopped."""
    campus = Campus(folder / 'founded')
    campus.data.mkdir()
    campus.start()
    try:
        with ThreadPoolExecutor(2) as pool:
            done = [
                pool.submit(campus.command, 'user', 'add', name, '--role', role, '--display', shown, given=PASSWORD)
                for name, (role, shown) in PEOPLE.items()
            ]
            done.append(pool.submit(campus.command, 'import', str(REGISTER)))
            for each in done:
                each.result()
        labels = folder / 'labels.pdf'
        campus.command('labels', '-o', str(labels))
    finally:
        campus.stop()
    return campus, labels


def copy_of(campus: Campus, folder: Path) -> Campus:
    """The same school in a folder of its own; it keeps its address, which is printed on its labels."""
    shutil.copytree(campus.data, folder)
    return Campus(folder, campus.port)
