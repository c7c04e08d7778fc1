"""`python -m tests.bench [prefix]`: prints the figures whose names begin so, one JSON object a line."""

import sys
from collections.abc import Callable

from tests.bench import (
    decode,
    faults,
    find,
    hazards,
    imports,
    labels,
    loans,
    memory,
    records,
    register,
    repairs,
    scan,
    stocktake,
    today,
    walk,
    weight,
)
from tests.bench.figures import Figures
from tests.bench.house import open_house
from tests.house import House

Group = Callable[[House], Figures]

# What each group's figures begin with; a group gets a fresh server, so that none inherits another one's load.
GROUPS: dict[str, Group] = {
    'labels': labels.figures,
    'records': records.figures,
    'register': register.figures,
    'scan': scan.figures,
    'walk': walk.figures,
    'decode': decode.figures,
    'find': find.figures,
    'faults': faults.figures,
    'weight': weight.figures,
    'memory': memory.figures,
    'import': imports.figures,
    'today': today.page,
    'due': today.month,
    'repairs': repairs.figures,
    'stocktake': stocktake.figures,
    'loans': loans.figures,
    'hazards': hazards.figures,
}


def main(prefix: str = '') -> int:
    wanted = [name for name in GROUPS if name.startswith(prefix) or prefix.startswith(name)]
    if not wanted:
        print(f'No figure begins with {prefix!r}; there are: {", ".join(GROUPS)}', file=sys.stderr)
        return 2
    for name in wanted:
        with open_house() as house:
            for figure in GROUPS[name](house):
                if figure.name.startswith(prefix):
                    print(figure.line(), flush=True)
    return 0


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:2]))
