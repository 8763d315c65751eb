"""What the program tells its user when it refuses: one sentence with the next step to take."""

from __future__ import annotations


class UserError(Exception):
    """A refusal that the user can act on; anything else that is raised is a bug.

    ``code`` is stable and machine-readable; ``template`` is the Indonesian sentence (what is
    wrong, what to do next) with named places for ``values``, so that it can be translated.
    """

    def __init__(self, code: str, template: str, /, **values: object) -> None:
        self.code = code
        self.template = template
        self.values = values
        super().__init__(template.format(**values))


class Cancelled(Exception):
    """The user cancelled: neither an error nor a success; the data is as it was."""
