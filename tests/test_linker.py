"""What prints finds its libraries without a search of Python's."""

from __future__ import annotations

import ctypes.util
import subprocess
import sys

import pytest

from briefpress.engines import linker

WATCHED = """
import sys
run = []
sys.addaudithook(lambda event, given: run.append(given[0]) if event == "subprocess.Popen" else None)
from briefpress.engines import weasyprint
weasyprint.warm()
print(run)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the names of files are those of Linux")
def test_no_compiler_is_run_to_find_what_prints():
    done = subprocess.run([sys.executable, "-c", WATCHED], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_the_search_is_as_it_was_once_all_is_found():
    search = ctypes.util.find_library
    with pytest.raises(ImportError), linker.by_file_name():
        raise ImportError
    assert ctypes.util.find_library is search


def test_where_the_linker_lacks_a_library_it_is_searched_for(monkeypatch):
    monkeypatch.setattr(linker, "_FILES", ("libnowhere.so.0",))
    search = ctypes.util.find_library
    with linker.by_file_name():
        assert ctypes.util.find_library is search
