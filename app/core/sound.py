"""Writing a voice note anew from what is heard in it: run as a process of its own, on bytes nobody trusts."""

import io
import json
import resource
import sys
from itertools import chain

LONGEST = 65  # seconds: a minute, and what a phone's clock is off
RATE = 24_000  # Hz, enough for speech
BITS = 32_000  # a second
# How a container begins, at which byte, what reads it, and what may be inside.
CONTAINERS = (
    (0, b'\x1a\x45\xdf\xa3', 'matroska', 'opus,libopus'),
    (0, b'OggS', 'ogg', 'opus,libopus'),
    (4, b'ftyp', 'mov', 'aac,opus,libopus'),
)


def rewrite(data: bytes) -> tuple[bytes, float]:
    """An MP3 that says nothing of whoever recorded it, and its seconds.

    Raises when it is not one voice in WebM, Ogg or MP4, or lasts longer than a minute.
    """
    import av
    from av.audio.resampler import AudioResampler

    av.logging.set_level(av.logging.PANIC)
    reader, codecs = next(
        (reader, codecs) for at, mark, reader, codecs in CONTAINERS if data[at : at + len(mark)] == mark
    )
    out = io.BytesIO()
    samples = 0
    options = {'codec_whitelist': codecs, 'format_whitelist': reader if reader != 'mov' else 'mov,mp4,m4a,3gp,3g2,mj2'}
    plain = {'id3v2_version': '0', 'write_id3v1': '0'}
    with (
        av.open(io.BytesIO(data), 'r', format=reader, container_options=options, metadata_errors='replace') as heard,
        av.open(out, 'w', format='mp3', container_options=plain) as written,
    ):
        if [stream.type for stream in heard.streams] != ['audio']:
            raise ValueError('not one voice alone')
        if heard.streams.audio[0].codec_context.name not in codecs.split(','):
            raise ValueError('another codec')
        voice = written.add_stream('libmp3lame', rate=RATE, layout='mono', bit_rate=BITS)
        even = AudioResampler(format='s16p', layout='mono', rate=RATE)
        for frame in chain(heard.decode(audio=0), [None]):
            for part in even.resample(frame):
                samples += part.samples
                if samples > LONGEST * RATE:
                    raise ValueError('too long')
                part.pts = None
                written.mux(voice.encode(part))
        if not samples:
            raise ValueError('nothing in it')
        written.mux(voice.encode(None))
    return out.getvalue(), samples / RATE


def main() -> None:
    """Bytes in on standard input; a line of JSON and the MP3 out on standard output; exit 1 when it is no voice."""
    resource.setrlimit(resource.RLIMIT_AS, (768 * 2**20, 768 * 2**20))
    resource.setrlimit(resource.RLIMIT_CPU, (10, 10))
    try:
        sound, seconds = rewrite(sys.stdin.buffer.read())
    except Exception as error:
        print(type(error).__name__, file=sys.stderr)
        raise SystemExit(1) from None
    sys.stdout.buffer.write(json.dumps({'seconds': round(seconds, 1)}).encode() + b'\n' + sound)


if __name__ == '__main__':
    main()
