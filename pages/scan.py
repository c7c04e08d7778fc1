"""Scanning a label with the phone's camera."""

from pages.parts import Visitor, heading
from pages.phone import ScanView


async def show(visitor: Visitor) -> None:
    visitor.actor.must('things.see')
    heading(visitor.t('scan-title'))
    ScanView()
