"""The battery dies while somebody saves, again and again: whatever the screen said was saved is there afterwards."""

import json
import random
from collections.abc import Callable

from playwright.sync_api import ConsoleMessage, expect

from app.core.words import t
from tests.soak import rounds
from tests.walk.campus import Campus
from tests.walk.phone import NO_NETWORK, Phone

SHOWN = 'shown as saved: '
# Says what was written as soon as the screen says that it is saved.
BY_FORM = """() => {
    const text = document.querySelector('.tw-form textarea').value;
    new MutationObserver(() => document.querySelector('.tw-saved') && console.info('shown as saved: ' + text))
        .observe(document.body, {subtree: true, childList: true});
    setTimeout(() => document.querySelector('.tw-form .tw-bottom .tw-primary').click());
}"""
ONE_AFTER_THE_OTHER = """([thing, life]) => {
    (async () => {
        for (let number = 0; ; number++) {
            const text = `life ${life}, number ${number}`;
            await tagwalk.seal({kind: 'remarks.add', payload: {text}, thing_id: thing, how: 'list'});
            console.info('shown as saved: ' + text);
        }
    })();
}"""
KEPT = "async () => (await tagwalk.db.getAll('outbox')).map(row => row.envelope)"


def test_what_was_shown_as_saved_outlives_fifty_dead_batteries(campus: Campus, hand: Callable[..., Phone]) -> None:
    thing = campus.thing_of(campus.code_of('吊扇'))
    phone = hand('teacher')
    phone.ready_for_offline()
    phone.restart()
    phone.forgive(NO_NETWORK)
    dice = random.Random(50)
    shown: set[str] = set()

    def hear(message: ConsoleMessage) -> None:
        if message.text.startswith(SHOWN):
            shown.add(message.text.removeprefix(SHOWN))

    for life in rounds('dead batteries', 50, 500):
        phone.context.on('console', hear)
        phone.go(f'/things/{thing}/do/remarks.add')
        field = phone.page.locator('.tw-form textarea')
        field.wait_for()
        assert_kept(phone, shown)
        if life % 2:
            field.fill(f'life {life}')
            phone.page.evaluate(BY_FORM)
            phone.page.wait_for_timeout(dice.uniform(0, 200))
        else:
            phone.page.evaluate(ONE_AFTER_THE_OTHER, [thing, life])
            phone.page.wait_for_timeout(dice.uniform(50, 400))
        phone.kill()
        phone.open()
    phone.go('/outbox')
    phone.settle()
    envelopes = assert_kept(phone, shown)
    assert len(shown) > 50
    expect(phone.badge()).to_have_text(t('outbox-safe', 'zh-CN'), timeout=60_000)
    arrived = [json.loads(row['envelope']) for row in campus.records('remarks.add', thing)]
    assert sorted(each['id'] for each in arrived) == sorted(each['id'] for each in envelopes)


def assert_kept(phone: Phone, shown: set[str]) -> list[dict[str, object]]:
    """All that was shown is there, each once and numbered without a gap."""
    envelopes = sorted(phone.page.evaluate(KEPT), key=lambda each: each['seq'])
    texts = [each['payload']['text'] for each in envelopes]
    assert shown <= set(texts), shown - set(texts)
    assert len(set(texts)) == len(texts)
    assert [each['seq'] for each in envelopes] == list(range(1, len(envelopes) + 1))
    return list(envelopes)
