"""Problems: a word plus facts, turned into a sentence only at the edge.

Problem
├── BadInput    what was sent cannot be read                       422
├── Refused     it can be read, but may not or cannot be done      403
│   └── SignIn  nobody is signed in                                401
├── NotFound    there is no such thing, or not for this person     404
├── Conflict    it clashes with what the school knows already      409
├── Held        it is kept until something else is known           202
├── TooLarge    more than is taken at once                         413
├── WrongType   not a type that is taken                           415
├── TooOften    wait before trying again (facts: seconds)          429
└── Unavailable nothing can be written at present (facts: seconds) 503
"""

from typing import Any


class Problem(Exception):
    """A refusal that a person can understand: `code` names the sentence, `facts` fill its gaps."""

    status = 400

    def __init__(self, code: str, /, **facts: Any) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts

    @property
    def word(self) -> str:
        """The id of the sentence in the words."""
        return f'problem-{self.code}'


class BadInput(Problem):
    status = 422


class Refused(Problem):
    status = 403


class SignIn(Refused):
    status = 401


class NotFound(Problem):
    status = 404


class Conflict(Problem):
    status = 409


class Held(Problem):
    status = 202


class TooLarge(Problem):
    status = 413


class WrongType(Problem):
    status = 415


class TooOften(Problem):
    status = 429


class Unavailable(Problem):
    status = 503
