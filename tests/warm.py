"""The real server, begun quickly: a process that has everything imported makes a new one of itself for each start.

It is the same `tagwalk run`; only what Python reads and compiles for seconds before its first line is there already.
"""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]


class Warm:
    """The process that waits; it ends with its standard input."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, '-m', 'tests.warm'], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self.process.stdout and self.process.stdout.readline() == 'ready\n'

    def start(self, settings: dict[str, str], log: Path) -> 'Child':
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(json.dumps({'settings': settings, 'log': str(log)}) + '\n')
        self.process.stdin.flush()
        return Child(int(self.process.stdout.readline()))

    def stop(self) -> None:
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait(20)


class Child:
    """A server begun so, with as much of Popen as the tests ask for."""

    def __init__(self, pid: int) -> None:
        self.pid = pid

    def poll(self) -> int | None:
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return 1
        return None

    def send_signal(self, how: int) -> None:
        os.kill(self.pid, how)

    def kill(self) -> None:
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)

    def wait(self, timeout: float = 20) -> None:
        until = time.monotonic() + timeout
        while self.poll() is None:
            if time.monotonic() > until:
                raise subprocess.TimeoutExpired('tagwalk run', timeout)
            time.sleep(0.005)


def wait_for_orders() -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for those that are killed
    import app.cli
    import app.server
    import app.welcome
    import pages

    assert app.server and app.welcome and pages
    print('ready', flush=True)
    begun = []
    for line in sys.stdin:
        order = json.loads(line)
        pid = os.fork()
        if not pid:
            become(app.cli, order)
        begun.append(pid)
        print(pid, flush=True)
    for pid in begun:  # whoever asked for them is gone, perhaps without a word
        if is_mine(pid):
            Child(pid).kill()


def is_mine(pid: int) -> bool:
    """Whether it still runs and is no other process that was given its number since."""
    try:
        return int(Path(f'/proc/{pid}/stat').read_text().rpartition(')')[2].split()[1]) == os.getpid()
    except OSError:
        return False


def become(cli: Any, order: dict[str, Any]) -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    log = os.open(order['log'], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    nothing = os.open(os.devnull, os.O_RDWR)
    for file, place in ((nothing, 0), (nothing, 1), (log, 2)):
        os.dup2(file, place)
    os.environ.clear()
    os.environ.update(order['settings'])
    sys.argv = ['tagwalk', 'run']
    try:
        cli.main()
    finally:
        os._exit(0)


if __name__ == '__main__':
    wait_for_orders()
