#!/usr/bin/python3
"""Waits until a screen reader finds a window of that name, and a text in it:
stand-in-window.py NAME TEXT"""
import sys
import time

import pyatspi

PATIENCE = 90  # seconds
STEP = 0.25


def texts(thing):
    yield thing.name or ""
    yield thing.description or ""
    for child in thing:
        if child is not None:
            yield from texts(child)


def look(name, text):
    for application in pyatspi.Registry.getDesktop(0):
        for window in application or ():
            if name in (window.name or "") and any(text in found for found in texts(window)):
                return True
    return False


end = time.monotonic() + PATIENCE
while time.monotonic() < end:
    try:
        if look(*sys.argv[1:3]):
            sys.exit(0)
    except Exception:  # what is looked at may go away, and D-Bus raises whatever it likes
        pass
    time.sleep(STEP)
print("  waited in vain for «%s» in a window «%s»" % (sys.argv[2], sys.argv[1]))
sys.exit(1)
