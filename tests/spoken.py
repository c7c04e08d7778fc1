"""Voice notes as phones record them: a tone in whichever container, with what a recorder writes beside it."""

import io
from functools import cache

import av
import numpy as np

AS_PHONES_DO = {'webm': 'libopus', 'ogg': 'libopus', 'mp4': 'aac'}
RATE = 48_000


@cache
def spoken(container: str = 'webm', seconds: float = 2.0, title: str = '高三（1）班 王海燕', codec: str = '') -> bytes:
    """A 440 Hz tone, mono, about 24 kbit/s."""
    out = io.BytesIO()
    with av.open(out, 'w', format=container) as file:
        file.metadata['title'] = title
        stream = file.add_stream(codec or AS_PHONES_DO[container], rate=RATE, layout='mono', bit_rate=24_000)
        tone = (np.sin(2 * np.pi * 440 * np.arange(int(seconds * RATE)) / RATE) * 0.3).astype('float32')
        for start in range(0, len(tone), 960):
            frame = av.AudioFrame.from_ndarray(tone[None, start : start + 960], format='fltp', layout='mono')
            frame.rate, frame.pts = RATE, start
            file.mux(stream.encode(frame))
        file.mux(stream.encode(None))
    return out.getvalue()


def film(container: str = 'mp4', voices: int = 1) -> bytes:
    """A picture that moves, with sound beside it."""
    out = io.BytesIO()
    with av.open(out, 'w', format=container) as file:
        picture = file.add_stream('mpeg4', rate=5)
        picture.width = picture.height = 64
        picture.pix_fmt = 'yuv420p'
        sounds = [file.add_stream('aac', rate=RATE, layout='mono') for _ in range(voices)]
        for number in range(5):
            frame = av.VideoFrame.from_ndarray(np.full((64, 64, 3), number * 40, 'uint8'), format='rgb24')
            frame.pts = number
            file.mux(picture.encode(frame))
        for sound in sounds:
            for start in range(0, RATE, 960):
                heard = av.AudioFrame.from_ndarray(np.zeros((1, 960), 'float32'), format='fltp', layout='mono')
                heard.rate, heard.pts = RATE, start
                file.mux(sound.encode(heard))
            file.mux(sound.encode(None))
        file.mux(picture.encode(None))
    return out.getvalue()


def seconds_of(mp3: bytes) -> float:
    with av.open(io.BytesIO(mp3), 'r', format='mp3') as file:
        return sum(frame.samples / frame.rate for frame in file.decode(audio=0))


def loudness_of(mp3: bytes) -> float:
    """How far it swings in the middle, from 0 to 1."""
    with av.open(io.BytesIO(mp3), 'r', format='mp3') as file:
        found = np.concatenate([frame.to_ndarray()[0] for frame in file.decode(audio=0)])
    middle = found[len(found) // 3 : 2 * len(found) // 3]
    return float(np.abs(middle).max())
