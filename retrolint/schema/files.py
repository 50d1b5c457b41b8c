"""Files that a schema is read from, or names: text of a bounded size, never a pipe or a device."""

import os
import stat

_MAX_SIZE = 1024 * 1024


class FileError(Exception):
    """A file that cannot be read; `before` is the text before what is no text in it, if it is that."""

    def __init__(self, message: str, before: str | None = None) -> None:
        """`message` is one line in lower case."""
        super().__init__(message)
        self.before = before


def read_text_file(path: str, most: int = _MAX_SIZE) -> str:
    """The text of the file at `path`, of at most so many bytes.

    Raises:
        FileError: there is no such file, or it is no UTF-8 text.
    """
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):
            raise FileError("is a directory" if os.path.isdir(path) else "not a regular file")
        with open(path, "rb") as file:
            data = file.read(most + 1)
    except (OSError, ValueError) as error:
        raise FileError((getattr(error, "strerror", None) or str(error)).lower()) from error
    if len(data) > most:
        size = "a mebibyte" if most == _MAX_SIZE else f"{most // _MAX_SIZE} mebibytes"
        raise FileError(f"larger than {size}")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        message = f"byte 0x{data[error.start]:02X} is not UTF-8"
        raise FileError(message, data[: error.start].decode("utf-8")) from error
