"""My jobs: the repairs in one's own hands, drawn from the phone's copy so that they are there without a network."""

from pages.parts import Visitor, go, heading
from pages.phone import JobsView


def show(visitor: Visitor) -> None:
    heading(visitor.t('repairs-mine'))
    JobsView()
    go('/repairs?view=list', visitor.t('repairs-all'), picture='list', classes='tw-quiet')
