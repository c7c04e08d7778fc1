"""One search for everything: what the server adds to a phone's own copy, and to whom."""

from tests.cast import School


async def test_the_server_finds_by_pinyin_what_a_phone_finds_by_characters_alone(api: School) -> None:
    phone = await api.call('keeper')
    assert phone.http
    found = (await phone.http.get('/api/everywhere', params={'q': '吊扇'})).json()
    assert api.id_of('fan') in [thing['id'] for thing in found['things']]
    assert (await phone.http.get('/api/everywhere', params={'q': 'diaoshan'})).json()['things'] == found['things']
    assert (await phone.http.get('/api/everywhere', params={'q': '  '})).json() == {
        'things': [], 'repairs': [], 'people': [],
    }  # fmt: skip


async def test_people_are_found_by_whoever_may_see_them_and_by_nobody_else(api: School) -> None:
    head, teacher = await api.call('head'), await api.call('teacher')
    assert head.http and teacher.http
    asked = {'q': 'KEEP'}
    assert [each['name'] for each in (await head.http.get('/api/everywhere', params=asked)).json()['people']] == [
        'keeper'
    ]
    assert (await teacher.http.get('/api/everywhere', params=asked)).json()['people'] == []


async def test_settled_repairs_are_found_and_a_long_question_is_cut(api: School) -> None:
    phone = await api.call('keeper')
    assert phone.http
    [result] = await phone.hand_in(
        phone.seal('repairs.report', {'what': '扇叶松动', 'urgency': 'normal'}, thing_id=api.id_of('fan'))
    )
    assert result['verdict'] == 'accepted'
    [found] = (await phone.http.get('/api/everywhere', params={'q': '扇叶'})).json()['repairs']
    assert found['what'] == '扇叶松动'
    assert (await phone.http.get('/api/everywhere', params={'q': '好' * 3000})).status_code == 200


async def test_it_is_asked_only_so_often(api: School) -> None:
    phone = await api.call('keeper')
    assert phone.http
    said = [(await phone.http.get('/api/everywhere', params={'q': ''})).status_code for _ in range(125)]
    assert said[0] == 200 and said[-1] == 429
