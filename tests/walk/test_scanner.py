"""The scanner besides its picture: near and sharp, the other camera, keyboards that are scanners, what went wrong said."""

from collections.abc import Callable

from playwright.sync_api import expect

from app.core.tagcode import spell
from tests.cast import new_code
from tests.walk.campus import Campus
from tests.walk.phone import Phone

# A camera that can do what a phone's can: Chromium's own film can nothing.
ABLE = """(() => {
    globalThis.wishes = [];
    const abilities = {zoom: {min: 1, max: 8, step: 0.1}, torch: true, focusMode: ['continuous', 'single-shot']};
    MediaStreamTrack.prototype.getCapabilities = () => abilities;
    MediaStreamTrack.prototype.getSettings = () => ({zoom: 1});
    MediaStreamTrack.prototype.applyConstraints = async ({advanced: [wish]}) => void wishes.push(wish);
    const media = navigator.mediaDevices;
    const open = media.getUserMedia.bind(media);
    media.getUserMedia = (wanted) => {
        wishes.push({facing: wanted.video.facingMode.ideal});
        return open(wanted);
    };
    media.enumerateDevices = async () => [{kind: 'videoinput'}, {kind: 'videoinput'}, {kind: 'audioinput'}];
})()"""
BURST = """(text) => {
    for (const key of [...text, 'Enter'])
        document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true, cancelable: true}));
}"""
REFUSED = """navigator.mediaDevices.getUserMedia = async () => {
    globalThis.asked = (globalThis.asked ?? 0) + 1;
    throw new DOMException('no', globalThis.why ?? 'NotAllowedError');
}"""
TAKEN = """() => {
    const track = document.querySelector('.tw-viewfinder video').srcObject.getVideoTracks()[0];
    globalThis.before = track;
    track.stop();
    track.dispatchEvent(new Event('ended'));
}"""
ANEW = """() => {
    const track = document.querySelector('.tw-viewfinder video').srcObject?.getVideoTracks()[0];
    return track && track !== globalThis.before && track.readyState === 'live';
}"""


def test_the_camera_comes_nearer_looks_at_a_point_turns_and_comes_back(
    campus: Campus, hand: Callable[..., Phone], say: Callable[..., str], language: str
) -> None:
    phone = hand('caretaker', language=language)
    phone.context.add_init_script(ABLE)
    phone.go('/scan')
    phone.page.locator('[data-camera=on]').wait_for()
    phone.page.get_by_role('button', name=say('scan-lamp')).click()
    slider = phone.page.get_by_role('slider', name=say('scan-zoom'))
    slider.fill('2.5')
    phone.page.locator('.tw-viewfinder video').click(position={'x': 120, 'y': 150})
    phone.page.locator('.tw-focus').wait_for()
    phone.shot('90-scanner')
    wishes = phone.page.evaluate('wishes')
    assert {'torch': True} in wishes and {'zoom': 2.5} in wishes and {'focusMode': 'single-shot'} in wishes

    # What the phone takes away while it was elsewhere is opened again.
    phone.page.evaluate(TAKEN)
    phone.poll(ANEW)
    phone.page.get_by_role('button', name=say('scan-turn')).click()
    phone.page.locator('video.tw-mirrored').wait_for()
    phone.go('/scan')
    phone.page.locator('[data-camera=on]').wait_for()
    assert phone.page.evaluate('wishes')[0] == {'facing': 'user'}, 'the choice is remembered'


def test_a_hardware_scanner_works_wherever_nothing_is_being_written(
    campus: Campus, hand: Callable[..., Phone], language: str
) -> None:
    code = campus.code_of('吊扇')
    desk = hand('caretaker', '/more', language=language, desk=True)
    desk.page.locator('a[href="/outbox"]').first.focus()
    play(desk, f'{campus.url.upper().replace("HTTP", "http")}/T/{code}')
    desk.page.wait_for_url(f'**/t/{code}?how=scan', wait_until='commit')
    expect(desk.page.locator('h1')).to_have_text('吊扇')
    desk.go('/scan')
    desk.page.locator('.tw-scanner').wait_for()
    play(desk, code)
    desk.page.wait_for_url(f'**/t/{code}?how=scan', wait_until='commit')
    # Somebody else's address is shown and never opened.
    desk.go('/scan')
    desk.page.locator('.tw-scanner').wait_for()
    play(desk, 'https://example.com/t/ABCDEFGHJKMN')
    expect(desk.page.locator('.tw-scanner [role=alert]')).to_contain_text('https://example.com/t/ABCDEFGHJKMN')
    assert desk.page.url == f'{campus.url}/scan'


def play(phone: Phone, text: str) -> None:
    """Type as such a device does: as one burst, which our own keys on a busy machine would not be."""
    phone.page.evaluate(BURST, text)


def test_a_mistyped_code_is_put_right_by_a_tap(
    campus: Campus, hand: Callable[..., Phone], say: Callable[..., str], language: str
) -> None:
    code = campus.code_of('吊扇')
    phone = hand('caretaker', '/scan', language=language)
    phone.ready_for_offline()
    field = phone.page.locator('.tw-typed input')
    field.fill(code[:7])
    phone.page.locator('.tw-typed button').click()
    alert = phone.page.locator('.tw-scanner [role=alert]')
    expect(alert).to_have_text(say('scan-not-a-code', whole=12, typed=7))
    field.fill(code[:5] + ('7' if code[5] != '7' else '3') + code[6:])
    phone.page.locator('.tw-typed button').click()
    expect(alert).to_have_text(say('scan-one-wrong'))
    offer = phone.page.locator('.tw-meant button')
    expect(offer).to_have_count(1)
    expect(offer).to_contain_text(spell(code))
    expect(offer).to_contain_text('吊扇')
    expect(offer.locator('mark')).to_have_text(code[5])
    phone.shot('91-mistyped')
    offer.click()
    phone.page.wait_for_url(f'**/t/{code}?how=typed', wait_until='commit')
    expect(phone.page.locator('h1')).to_have_text('吊扇')

    # Nobody has seen this one, so what looks alike is offered.
    other = next(each for each in iter(new_code, '') if '8' in each[:11])
    phone.go('/scan')
    field.fill(other.replace('8', 'B', 1))
    phone.page.locator('.tw-typed button').click()
    expect(phone.page.locator('.tw-meant button', has_text=spell(other))).to_be_visible()


def test_a_camera_that_will_not_open_says_why_and_is_asked_again(
    campus: Campus, hand: Callable[..., Phone], say: Callable[..., str], language: str
) -> None:
    phone = hand('caretaker', language=language)
    phone.context.add_init_script(REFUSED)
    phone.go('/scan')
    why = phone.page.locator('.tw-viewfinder-why')
    expect(why).to_contain_text(say('scan-camera-refused'))
    expect(phone.page.locator('label.tw-primary', has_text=say('scan-photo'))).to_be_visible()
    phone.shot('92-camera-refused')
    phone.page.evaluate("globalThis.why = 'NotReadableError'")
    phone.page.get_by_role('button', name=say('scan-camera-again')).click()
    expect(why).to_contain_text(say('scan-camera-busy'))
    assert phone.page.evaluate('asked') == 2
    # Coming back to the page asks once more.
    phone.page.evaluate("globalThis.why = 'NotFoundError'; dispatchEvent(new Event('pageshow'))")
    expect(why).to_contain_text(say('scan-camera-none'))
