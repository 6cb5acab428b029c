"""The path of a file that a stranger may have put there in; its bytes, if it is a plain file of some size, out.

Where this program keeps its own things, a brief can come with a pipe, which keeps who opens it waiting for ever, or
with a link to a device without an end. Who asks whether there is anything to do waits for this module.
"""

from __future__ import annotations

import errno
import os
import stat

_FLAGS = os.O_RDONLY | sum(getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY"))
"""As far as the system has them: Windows has no such links and pipes in a folder."""


def read(path: str | os.PathLike[str], largest: int) -> bytes:
    """The bytes of a file of which we know that it is at most so many bytes large, and no link.

    Raises OSError where it isn't so, or the file can't be read.
    """
    handle = os.open(path, _FLAGS)
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(errno.EINVAL, "is no plain file", os.fspath(path))
        if status.st_size > largest:
            raise OSError(errno.EFBIG, f"has more than {largest} bytes", os.fspath(path))
    except OSError:
        os.close(handle)
        raise
    with os.fdopen(handle, "rb") as stream:
        return stream.read(largest)
