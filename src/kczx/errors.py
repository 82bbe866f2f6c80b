"""The one tree of errors that kczx raises.

KczxError
├ InputError               a source that cannot be read; a batch reports it as a failure and goes on
│ ├ EncodingError          the bytes are text in none of the encodings tried
│ ├ UnreadableFile         the file is missing, forbidden, empty or vanished
│ ├ UnsupportedType        the bytes are nothing that can be read (a picture, a program, a scan)
│ ├ MissingLibrary         the format needs a library that is not installed; the message names the extra
│ ├ TooLarge               the source is larger than the limit
│ ├ TooSlow                reading it takes longer than the limit (in a run with processes of its own)
│ └ Crashed                reading it ends the process that does so
├ LexiconError             a row of a lexicon is wrong; carries path, line and why
├ ExampleError             a row of an examples file cannot be parsed
├ StoreError               a store cannot be read or written: it is damaged, the disk is full, another run writes for too long
└ OptionError              an option's value makes no sense
"""

from __future__ import annotations


class KczxError(Exception):
    """Anything that kczx itself finds wrong."""


class InputError(KczxError):
    """A source that cannot be read."""


class EncodingError(InputError):
    """The bytes are text in none of the encodings tried."""


class UnreadableFile(InputError):  # noqa: N818 (named for what is wrong, as the design has it)
    """The file is missing, forbidden, empty or vanished."""


class UnsupportedType(InputError):  # noqa: N818 (named for what is wrong, as the design has it)
    """The bytes are no text."""


class MissingLibrary(InputError):  # noqa: N818 (named for what is wrong, as the design has it)
    """The format needs a library that is not installed."""


class TooLarge(InputError):  # noqa: N818 (named for what is wrong, as the design has it)
    """The source is larger than the limit."""


class TooSlow(InputError):  # noqa: N818 (named for what is wrong, as the design has it)
    """Reading the source takes longer than the limit."""


class Crashed(InputError):  # noqa: N818 (named for what is wrong, as the design has it)
    """Reading the source ends the process that does so."""


class LexiconError(KczxError):
    """A row of a lexicon is wrong."""

    def __init__(self, path: str, line: int, why: str) -> None:
        super().__init__(f"{path}:{line}: {why}")
        self.path, self.line, self.why = path, line, why

    def __reduce__(self) -> tuple[type[LexiconError], tuple[str, int, str]]:
        """How it goes from one process to another."""
        return LexiconError, (self.path, self.line, self.why)


class ExampleError(KczxError):
    """A row of an examples file cannot be parsed."""


class OptionError(KczxError):
    """An option's value makes no sense."""


class StoreError(KczxError):
    """A store cannot be read or written."""
