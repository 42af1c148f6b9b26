# SPDX-License-Identifier: GPL-3.0-or-later
"""The corpus of rule files, test files and templates, and how promtool and Surgedeck are asked about many of them at once."""

import json
import os
import re
import resource
import subprocess

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "corpus")
PROMTOOL = "promtool"
PROMTOOL_VERBS = {"check": ("check", "rules"), "test": ("test", "rules")}


def sections(name):
    """[(title, text)] of a file in which each section begins with a line `=== title`."""
    with open(os.path.join(FOLDER, name), encoding="utf-8") as file:
        parts = re.split(r"^=== (.*)\n", file.read(), flags=re.MULTILINE)
    return list(zip(parts[1::2], parts[2::2]))


def write(folder, name, text):
    path = os.path.join(folder, name)
    with open(path, "wb") as file:
        file.write(text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass"))
    return path


MOST_MEMORY = 3_000_000_000


def bounded():
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


def run(command, folder):
    # A generated file may ask promtool for more samples than there is memory. Sanitizers want terabytes of addresses: only
    # the foreign program is bounded. A promtool that is missing fails loudly here.
    limit = bounded if command[0] == PROMTOOL else None
    done = subprocess.run(command, cwd=folder, capture_output=True, timeout=240, preexec_fn=limit)
    return done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")


HEADS = {"check": "Checking ", "test": "Unit Testing:  "}


def promtool_all(verb, names, folder):
    """Per file whether promtool prints SUCCESS for it. One process for all: starting one takes longer than its work."""
    _, out, err = run([PROMTOOL, *PROMTOOL_VERBS[verb], *names], folder)
    blocks = re.split("^" + HEADS[verb] + r"(.*)\n", out, flags=re.MULTILINE)
    verdicts = {name: "SUCCESS" in text for name, text in zip(blocks[1::2], blocks[2::2])}
    if set(verdicts) != set(names):
        raise SystemExit(f"promtool did not tell of every file\n{out[-500:]}\n{err[-500:]}")
    return [verdicts[name] for name in names]


def promtool_one(verb, name, folder):
    """(its exit status is 0, what it printed): the last word, since duplicate rules print no SUCCESS and are fine."""
    status, out, err = run([PROMTOOL, *PROMTOOL_VERBS[verb], name], folder)
    return status == 0, err + out


def ours(program, verb, names, folder):
    """The entries of `files` of one call, in order."""
    status, out, err = run([program, "rules", verb, "--promql-compat", "2", "-o", "json", *names], folder)
    if status not in (0, 1):
        raise SystemExit(f"surgedeck rules {verb}: exit status {status}\n{err}")
    return json.loads(out)["files"]
