"""HTTP for phones: sessions, records, photos, snapshots and changes."""

from typing import Any
from uuid import UUID

import orjson
from fastapi import APIRouter, Depends, Request
from fastapi.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from pydantic import BaseModel, Field, ValidationError

from app import everywhere, history, loan_phones, logs, people, phones, pull, rescue, settings, stocktake_phones
from app.core import auth, db, limiting, photos, web
from app.core.actors import Actor
from app.core.clock import now
from app.core.entries import Entry, Envelope
from app.core.errors import BadInput, Refused, TooLarge, WrongType
from app.core.records import Verdict, highest_seq, judge, missing_seqs, photos_missing
from app.core.words import t
from app.phone_words import phone_text

BATCH_RECORDS = 50
BATCH_BYTES = 512_000
SIGN_IN_BYTES = 10_000


async def phone_calls(request: Request) -> None:
    """Keep other sites' pages out: a header they cannot send, and an origin that is ours.

    Raises Refused for a call that another site's page may have made.
    """
    if request.method in ('GET', 'HEAD', 'OPTIONS'):
        return
    if request.headers.get('sec-fetch-site') in ('cross-site', 'same-site'):
        raise Refused('other_site')
    origin = request.headers.get('origin')
    if origin and not own_origin(origin, request.headers.get('host', '')):
        raise Refused('other_site')
    if 'x-tagwalk' not in request.headers:
        raise Refused('header_missing')


def own_origin(origin: str, host: str) -> bool:
    """Whether an Origin is this server's: the public address, or the very address that was called."""
    from app.core.config import read_config

    return origin == read_config().origin or origin in (f'http://{host}', f'https://{host}')


router = APIRouter(prefix='/api', dependencies=[Depends(phone_calls)])


def takes(body: type[BaseModel]) -> dict[str, Any]:
    """What a call takes, for its description; `calls.description` knows what the schema refers to."""
    schema = body.model_json_schema(ref_template='#/components/schemas/{model}')
    return {'requestBody': {'content': {'application/json': {'schema': schema}}, 'required': True}}


BYTES = {'schema': {'type': 'string', 'format': 'binary'}}
PICTURE_OR_VOICE = {'requestBody': {'content': {'image/jpeg': BYTES, 'audio/mp4': BYTES}, 'required': True}}


class SignInBody(BaseModel):
    name: str = Field(max_length=40)
    password: str | None = Field(None, max_length=200)
    code: str = Field('', max_length=20)  # of an authenticator, where somebody has one
    pin: str = Field('', max_length=10)  # instead of the password, on a phone they have lately signed in on


@router.post(
    '/session',
    summary='Sign in; enrols the browser as a device',
    openapi_extra=takes(SignInBody),
)
async def sign_in(request: Request, response: Response) -> dict[str, Any]:
    try:
        body = SignInBody.model_validate_json(await _json_of(request, SIGN_IN_BYTES))
    except ValidationError:
        raise BadInput('bad_body') from None
    before = await auth.who(web.session_token(request.cookies))
    where = {
        'address': web.address_of(request),
        'device_token': request.cookies.get(web.cookie_names()[1], ''),
        'agent': request.headers.get('user-agent', ''),
    }
    if body.password is None and not body.pin:
        raise BadInput('bad_body')
    if body.password is None:
        signed = await auth.sign_in_by_pin(body.name, body.pin, **where)
    else:
        signed = await auth.sign_in(body.name, body.password, code=body.code, **where)
        assert signed.actor.id
        await people.keep_up(signed.actor.id, signed.actor, body.password)
    if before:
        await auth.end(before.session)  # one person at a time
    set_cookies(response, signed)
    return await describe_session(signed.actor)


@router.get('/session', summary='Who is signed in')
async def session(caller: web.Caller) -> dict[str, Any]:
    return await describe_session(caller)


@router.delete('/session', summary='Sign out')
async def sign_out(response: Response, caller: web.Caller) -> dict[str, Any]:
    await auth.end(caller.session)
    response.delete_cookie(web.cookie_names()[0], path='/')
    return {'status': 'signed_out'}


def set_cookies(response: Response, signed: auth.SignedIn) -> None:
    session_name, device_name = web.cookie_names()
    secure = session_name.startswith('__Host-')
    days = web.DEVICE_DAYS * 86400
    response.set_cookie(session_name, signed.session, days, path='/', secure=secure, httponly=True, samesite='lax')
    response.set_cookie(device_name, signed.device, days, path='/', secure=secure, httponly=True, samesite='lax')


async def describe_session(actor: Actor) -> dict[str, Any]:
    """Who is signed in and where; a phone that has forgotten its count goes on after `seq_high`."""
    return {
        'user': await pull.describe(actor),
        'device_id': str(actor.device_id),
        'server_id': await settings.setting('server_id'),
        'epoch': await settings.setting('epoch'),
        'rescue_key': await rescue.public_key(),
        'seq_high': await highest_seq(actor.device_id) if actor.device_id else 0,
    }


class RecordsBody(BaseModel):
    """What a phone sends at once: 50 records and 512 kB at most."""

    device_id: UUID | None = None
    epoch: str | None = None
    seq_high: int | None = None
    clock: dict[str, Any] | None = None
    records: list[Envelope] = Field(max_length=BATCH_RECORDS)


@router.post(
    '/records',
    summary='Hand in records; each gets a verdict of its own',
    openapi_extra=takes(RecordsBody),
)
async def post_records(request: Request, caller: web.Caller) -> Response:
    try:
        body = orjson.loads(await _json_of(request, BATCH_BYTES))
        raws = body['records']
        high = int(body.get('seq_high') or 0)
        device_id = UUID(str(body.get('device_id') or caller.device_id))
    except (orjson.JSONDecodeError, KeyError, TypeError, ValueError, AttributeError):
        raise BadInput('bad_batch') from None
    if not isinstance(raws, list) or not all(isinstance(raw, dict) for raw in raws):
        raise BadInput('bad_batch')
    if len(raws) > BATCH_RECORDS:
        raise TooLarge('batch_too_large', most=BATCH_RECORDS, sent=len(raws))
    return Response(orjson.dumps(await take_in(raws, caller, device_id, high)), media_type='application/json')


async def take_in(raws: list[dict[str, Any]], caller: Actor, device_id: UUID, high: int) -> dict[str, Any]:
    """Write what a phone hands in; the answer is made of what is on the disk by then."""
    batch = await judge([Entry(raw) for raw in raws], caller)
    lacking = await photos_missing(sha for verdict in batch.verdicts for sha in verdict.photos)
    is_whole = batch.whole.get(device_id, -1) >= high
    return {
        **await settings.installation(),
        'server_time': now().isoformat(),
        'results': [_result(verdict, lacking, caller.language) for verdict in batch.verdicts],
        'missing_seqs': [] if is_whole else await missing_seqs(device_id, high),
    }


async def _json_of(request: Request, limit: int) -> bytes:
    """A JSON body. Raises WrongType for another type and TooLarge past `limit` bytes."""
    if 'json' not in request.headers.get('content-type', ''):
        raise WrongType('not_json')
    return await web.body_of(request, limit)


def _result(verdict: Verdict, lacking: set[str], language: str) -> dict[str, Any]:
    result: dict[str, Any] = {
        'id': verdict.id,
        'digest': verdict.digest,
        'verdict': verdict.verdict,
        'flags': verdict.flags,
        'server_seq': verdict.number or None,
        'thing_id': db.text_of(verdict.thing_id) if verdict.thing_id else None,
        'thing_ver': verdict.thing_ver,
        'need_photos': [sha for sha in verdict.photos if sha in lacking],
    }
    if verdict.was:
        result['was'] = verdict.was
    if verdict.code:
        result['code'] = verdict.code
        result['message'] = t(f'problem-{verdict.code}', language, **verdict.facts)
    return result


@router.put(
    '/photos/{sha256}',
    summary='Hand in a photo or a voice note by the SHA-256 of its bytes',
    openapi_extra=PICTURE_OR_VOICE,
)
async def put_photo(request: Request, sha256: str, caller: web.Caller) -> JSONResponse:
    if not caller.may('remarks.add'):
        raise Refused('not_allowed', action='photos')
    said = request.headers.get('content-type', '')
    if not said.startswith(('image/', 'audio/', 'application/octet-stream')):
        raise WrongType('not_a_photo')
    sort = photos.VOICE if said.startswith('audio/') else photos.PICTURE
    created = await photos.receive(sha256, web.limited(request, sort.most, sort.too_large()), caller.id, sort)
    return JSONResponse({'sha256': sha256}, 201 if created else 200)


@router.head('/photos/{sha256}', summary='Whether a photo is here')
async def has_photo(sha256: str, caller: web.Caller) -> Response:
    caller.must('photos.see')
    await photos.file_of(sha256)
    return Response(status_code=200)


@router.get('/photos/{sha256}', summary='A photo or a voice note as it is kept; `small` gives a picture for a list')
async def get_photo(sha256: str, caller: web.Caller, small: bool = False) -> Response:
    caller.must('photos.see')
    path, sort = await photos.kept(sha256)
    headers = {
        'Content-Disposition': f'inline; filename="{sort.name}-{sha256[:8]}.{sort.ending}"',
        'Content-Security-Policy': "sandbox; default-src 'none'",
        'Cache-Control': 'private, max-age=31536000, immutable',
    }
    if small and sort is photos.PICTURE:
        return Response(await photos.thumbnail(path), media_type=sort.media, headers=headers)
    return FileResponse(path, media_type=sort.media, headers=headers)


@router.get('/snapshot', summary='Everything a phone needs to work without a network')
async def get_snapshot(request: Request, caller: web.Caller) -> Response:
    caller.must('things.see')
    await _hear(request, caller)
    return Response(orjson.dumps(await pull.snapshot(caller)), media_type='application/json')


@router.get('/changes', summary='What changed since a cursor')
async def get_changes(request: Request, caller: web.Caller, cursor: str = '', rounds: str | None = None) -> Response:
    caller.must('things.see')
    await _hear(request, caller)
    return Response(orjson.dumps(await pull.changes(cursor, caller, rounds)), media_type='application/json')


async def _hear(request: Request, caller: Actor) -> None:
    """What a phone says of itself besides: how much it has not sent, and which build of ours it runs."""
    told = request.headers
    await phones.heard(
        caller, told.get('x-tagwalk-waiting', ''), told.get('x-tagwalk-build', ''), told.get('x-tagwalk-kept', '')
    )


@router.get('/things/{id}/records', summary="A thing's history, newest first")
async def get_records(id: str, caller: web.Caller) -> Response:
    caller.must('records.see')
    may = {'money': caller.may('register.revise'), 'books': caller.may(logs.SEE), 'named': caller.may('names.see')}
    found = await history.of(id, caller.language, **may)
    return Response(orjson.dumps({'records': found}), media_type='application/json')


@router.get('/stocktakes/{id}/book', summary='What the books say of all that a stocktake counts')
async def get_book(id: str, caller: web.Caller) -> Response:
    lines = await stocktake_phones.book(id, caller)
    return Response(orjson.dumps({'lines': lines}), media_type='application/json')


@router.get('/stocktakes/{id}/counts', summary='What was counted after a number')
async def get_counts(id: str, caller: web.Caller, after: int = 0) -> Response:
    found = await stocktake_phones.counts(id, max(0, min(after, 2**53)), caller)
    return Response(orjson.dumps(found), media_type='application/json')


@router.get('/everywhere', summary='Things, repairs and people that a text may mean')
async def get_everywhere(caller: web.Caller, q: str = '') -> Response:
    caller.must('things.see')
    limiting.allow(limiting.LOOK_UPS, 'everywhere', str(caller.id))
    return Response(orjson.dumps(await everywhere.find(q, caller)), media_type='application/json')


@router.get(
    '/loans/borrowers', summary='Who may borrow, until when each rule would lend now, and what is promised or missing'
)
async def get_borrowers(caller: web.Caller) -> Response:
    return Response(orjson.dumps(await loan_phones.terms(caller)), media_type='application/json')


@router.get('/loans/scanned', summary='What a label is on, for whoever borrows and does not keep the register')
async def get_scanned(caller: web.Caller, tag: str = '', thing: str = '') -> Response:
    limiting.allow(limiting.LOOK_UPS, 'tag', caller.session)
    return Response(orjson.dumps(await loan_phones.scanned(caller, tag, thing)), media_type='application/json')


@router.get(
    '/words/{language}', summary='What the phone says in a language, as Fluent', response_class=PlainTextResponse
)
async def get_words(request: Request, language: str) -> PlainTextResponse:
    limiting.allow('120/minute', 'words', web.address_of(request))
    return PlainTextResponse(phone_text(language), headers={'Cache-Control': 'no-cache'})
