"""sync"""
from tests.cast import *
async def test_x(api: School, stranger) -> None:
    phone = await api.call('teacher')
    print(await phone.hand_in(phone.remark(api.id_of('fan'))))
    r = await stranger.get('/api/snapshot'); print(r.status_code, r.text, r.headers)
async def test_y(api: School, stranger) -> None:
    phone = await api.call('teacher')
    print(await phone.hand_in(phone.remark(api.id_of('fan'))))
