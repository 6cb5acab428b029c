"""The second Python: nothing of it stays once its work is over."""

from __future__ import annotations

import subprocess
import threading
import time

import pytest

from briefpress.beside import Companion
from briefpress.diagnostics import StageError


def test_a_second_python_that_is_ended_while_it_starts_does_not_stay(monkeypatch):
    starting, ending, made, told = threading.Event(), threading.Event(), [], []
    real = subprocess.Popen

    def slowly(*arguments, **options):
        starting.set()
        assert ending.wait(10)
        made.append(real(*arguments, **options))
        return made[-1]

    def ask():
        with pytest.raises(StageError) as caught:
            companion.call(len, "abc")
        told.append(caught.value.diagnostics[0].code)

    monkeypatch.setattr(subprocess, "Popen", slowly)
    with Companion("Counting", 10) as companion:
        asking = threading.Thread(target=ask)
        asking.start()
        assert starting.wait(10)
        threading.Timer(0.2, ending.set).start()
    asking.join(10)
    assert told == ["ENG002"]
    assert made[0].poll() is not None


def test_a_call_that_nobody_waits_for_any_more_is_ended_and_the_next_one_answered():
    told = []

    def ask():
        with pytest.raises(StageError) as caught:
            companion.call(time.sleep, 60)
        told.append(caught.value.diagnostics[0].code)

    with Companion("Counting", 100) as companion:
        assert companion.call(len, "ab") == 2
        asking = threading.Thread(target=ask)
        asking.start()
        time.sleep(0.3)
        companion.abandon()
        asking.join(10)
        assert told == ["ENG002"]
        assert companion.call(len, "abc") == 3
