# SPDX-License-Identifier: GPL-3.0-or-later
"""The program under test and the lab, for the suites beside this file."""
import json
import os
import subprocess
import sys
import unittest

PROGRAM = sys.argv.pop(1)
LAB = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lab", "lab")


def run(*arguments, timeout=60, **options):
    """(exit status, standard output, standard error)"""
    done = subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, timeout=timeout, stdin=subprocess.DEVNULL,
                          **options)
    return done.returncode, done.stdout, done.stderr


def document(*arguments, status=0, timeout=60):
    """The JSON document that a verb prints; its exit status must be `status`."""
    code, out, err = run(*arguments, "-o", "json", timeout=timeout)
    if code != status:
        raise AssertionError(f"{arguments}: exit {code}, not {status}: {err[-2000:]}")
    parsed = json.loads(out)
    if parsed.get("schema") != "surgedeck/v1":
        raise AssertionError(f"{arguments}: no schema: {out[:200]}")
    return parsed


def lab(*arguments):
    done = subprocess.run([LAB, *arguments], capture_output=True, text=True, timeout=200)
    if done.returncode:
        raise AssertionError(f"lab {arguments}: {done.stdout[-800:]} {done.stderr[-800:]}")
    return done.stdout.strip()


def main():
    unittest.main(verbosity=2)
