#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the cockpit from the accessibility bus, as a screen reader does: every figure of the fixture has to be there with
unit, state and age. Brings its own display; run on a session bus of its own, and fails without one."""

import os
import subprocess
import sys
import time

try:
    import pyatspi
except ImportError:
    sys.exit("python3-pyatspi is missing")

PATIENCE_S = 60
MOST_NODES = 20000
STATES = ("normal", "attention", "degraded", "critical", "unknown")
TILES = {"Checkout success": "97.81 %", "Orders": "342", "Checkout latency p95": "7.84 s", "Database pool": "97 %"}


def display():
    """A display of our own, and its name; the server says when it is ready."""
    ready, tell = os.pipe()
    server = subprocess.Popen(["Xvfb", "-displayfd", str(tell), "-screen", "0", "1920x1200x24", "-nolisten", "tcp"],
                              pass_fds=[tell], stderr=subprocess.DEVNULL)
    os.close(tell)
    number = os.read(ready, 16).decode().strip()
    if not number:
        sys.exit("Xvfb does not start (Debian: xvfb)")
    return server, ":" + number


def application():
    """The window's application on the bus, as soon as it is there."""
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        desktop = pyatspi.Registry.getDesktop(0)
        for index in range(desktop.childCount):
            found = desktop.getChildAtIndex(index)
            if found is not None and found.name == "surgedeck" and found.childCount > 0:
                return found
        time.sleep(0.2)
    sys.exit("the window does not appear on the accessibility bus within %d s" % PATIENCE_S)


def walk(root):
    """(role, name, description) of everything below, breadth first."""
    waiting, seen = [root], []
    while waiting and len(seen) < MOST_NODES:
        node = waiting.pop(0)
        try:
            seen.append((node.getRoleName(), node.name, node.description, node))
            # Large tables tell their cells one by one; the first rows are enough.
            waiting += [node.getChildAtIndex(index) for index in range(min(node.childCount, 200))]
        except Exception as error:  # the node went while it was looked at
            print("left out:", error, file=sys.stderr)
        waiting = [node for node in waiting if node is not None]
    return seen


def main():
    server, name = display()
    # libxkbcommon-x11 copies names of the server that end with their length: what AddressSanitizer says of strndup is not ours.
    sanitizer = os.environ.get("ASAN_OPTIONS", "") + ":intercept_strndup=0:strict_string_checks=0"
    environment = dict(os.environ, ASAN_OPTIONS=sanitizer, DISPLAY=name, QT_QPA_PLATFORM="xcb", QT_LINUX_ACCESSIBILITY_ALWAYS_ON="1", QT_ACCESSIBILITY="1")
    window = subprocess.Popen([sys.argv[1]], env=environment)
    faults = []
    try:
        nodes = walk(application())
        names = [name for _, name, _, _ in nodes]
        for label, value in TILES.items():
            tile = next((name for name in names if name.startswith(label + ", ")), None)
            if tile is None:
                faults.append("no tile %s" % label)
                continue
            for part in (value, "old"):
                if part.replace("\u2009", " ") not in tile.replace("\u2009", " "):
                    faults.append("%r lacks %r" % (tile, part))
            if not any(state in tile for state in STATES):
                faults.append("%r has no state" % tile)
        cells = [name for role, name, _, _ in nodes if "cell" in role]
        for wanted in ("Alarm 1 of", "root session 48211", "Checkout, degraded"):
            if not any(wanted in name for name in names):
                faults.append("nothing on the bus says %r" % wanted)
        if not any("2.19 %" in cell for cell in cells):
            faults.append("no cell with 2.19 %")
        items = [name for role, name, _, _ in nodes if role == "list item"]
        if not items:
            faults.append("no painted part is a list item")
        pressable = [node for role, name, _, node in nodes if name.startswith("Checkout success, ")]
        try:
            actions = pressable[0].queryAction()
            if "Press" not in [actions.getName(index) for index in range(actions.nActions)]:
                faults.append("a tile can not be pressed")
        except (IndexError, NotImplementedError):
            faults.append("a tile has no actions")
        print("%d nodes, %d cells, %d items" % (len(nodes), len(cells), len(items)))
    finally:
        window.terminate()
        window.wait(20)
        server.terminate()
        server.wait(20)
    if faults:
        sys.exit("\n".join(faults))


if __name__ == "__main__":
    main()
