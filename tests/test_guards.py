"""What stands before every answer."""

from typing import Any

import pytest

from app.guards import Departures, Message


async def ask(heard: str, error: Exception) -> None:
    """Somebody calls an app that hears this and then fails so."""

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await receive()
        raise error

    async def receive() -> Message:
        return {'type': heard}

    async def send(message: Message) -> None:
        raise AssertionError(f'nothing was to be sent: {message}')

    await Departures(app)({'type': 'http'}, receive, send)


async def test_somebody_who_left_before_the_answer_is_no_error() -> None:
    await ask('http.disconnect', RuntimeError('No response returned.'))


async def test_no_answer_to_somebody_who_is_still_there_is_an_error() -> None:
    with pytest.raises(RuntimeError, match='No response'):
        await ask('http.request', RuntimeError('No response returned.'))


async def test_any_other_error_is_told_even_when_they_left() -> None:
    with pytest.raises(RuntimeError, match='broken'):
        await ask('http.disconnect', RuntimeError('broken'))
