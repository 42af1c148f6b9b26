# SPDX-License-Identifier: GPL-3.0-or-later
"""The corpus of rule files, test files and templates, and how promtool and Surgedeck are asked about many of them at once."""

import json
import os
import re
import subprocess

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "corpus")
PROMTOOL = "promtool"


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


def run(command, folder):
    # The order of lines on both streams matters nowhere; a promtool that is missing must fail loudly.
    done = subprocess.run(command, cwd=folder, capture_output=True, timeout=240)
    return done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")


def promtool_accepts(names, folder):
    """Per rule file whether promtool accepts it."""
    _, out, _ = run([PROMTOOL, "check", "rules", *names], folder)
    blocks = re.split(r"^Checking (.*)\n", out, flags=re.MULTILINE)
    # Rules that stand there twice are printed like a failure and are none: the exit status stays 0.
    verdicts = {name: "SUCCESS" in text or "duplicate rule(s)" in text for name, text in zip(blocks[1::2], blocks[2::2])}
    return [verdicts[name] for name in names]


def promtool_passes(names, folder):
    """Per test file (passed, what promtool printed)."""
    results = []
    for name in names:
        status, out, err = run([PROMTOOL, "test", "rules", name], folder)
        results.append((status == 0, err + out))
    return results


def ours(program, verb, names, folder):
    """The entries of `files` of one call, in order."""
    status, out, err = run([program, "rules", verb, "--promql-compat", "2", "-o", "json", *names], folder)
    if status not in (0, 1):
        raise SystemExit(f"surgedeck rules {verb}: exit status {status}\n{err}")
    return json.loads(out)["files"]
