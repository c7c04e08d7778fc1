"""How long the server takes to draw pages, from the question to the last element."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from time import perf_counter

Times = dict[str, list[float]]
WARMING = 2  # turns that are not counted


async def draw(
    show: Callable[..., Awaitable[None]],
    path: str,
    pages: Mapping[str, Sequence[Mapping[str, str]]],
    is_whole: Callable[[str], bool],
    turns: int,
) -> Times:
    """Times in ms of every page by its name, and of each question by name and words.

    Raises RuntimeError for a page that was drawn without what it is for.
    """
    from nicegui import Client, core, ui
    from nicegui.testing.general import nicegui_reset_globals, prepare_simulation

    from app.core.actors import the_server
    from pages.parts import Visitor

    times: Times = {}
    with nicegui_reset_globals():
        prepare_simulation()
        core.loop = asyncio.get_running_loop()
        visitor = Visitor('', 'zh-CN', the_server())
        for turn in range(turns + WARMING):
            for name, asked in pages.items():
                for words in asked:
                    client = Client(ui.page(path))
                    start = perf_counter()
                    with client:
                        await show(visitor, **words)
                    taken = (perf_counter() - start) * 1000
                    drawn = ''.join(str(each.props.get('innerHTML', '')) for each in client.elements.values())
                    client.delete()
                    if not is_whole(drawn):
                        raise RuntimeError(f'{name} {words} was drawn without its lines')
                    if turn >= WARMING:
                        times.setdefault(name, []).append(taken)
                        times.setdefault(f'{name} {words}', []).append(taken)
    return times
