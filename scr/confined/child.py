"""What every limited process does: confine itself, answer about one file, and end at once."""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn, TypeVar

from scr.confined.bounds import Bounds, confine

TOO_LARGE = 3
Given = TypeVar("Given", bound=Bounds)


def run(answer: Callable[[Path, Given], bytes], given: type[Given]) -> NoReturn:
    """Be the limited process: print the answer about the file that the arguments name, within their bounds.

    The exit code is 0 also where the answer is a refusal; TOO_LARGE when memory ran out.
    """
    path, bounds = Path(sys.argv[1]), given(**json.loads(sys.argv[2]))
    confine(bounds)
    exit_code = 0
    try:
        sys.stdout.buffer.write(answer(path, bounds))
        sys.stdout.flush()
    except MemoryError:
        exit_code = TOO_LARGE
    # Without the interpreter's own end: freeing a large file piece by piece takes longer than reading it.
    os._exit(exit_code)
