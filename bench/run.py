#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""bench/run.py BUILD WORKSPACE [--markdown] [GROUP...]: every bench against its real peer in one run, as a table.

Times of one machine mean nothing on another: what counts is the ratio, both sides measured on the same work in one run. A row
whose peer did not run says "not measured". A group of rows is a file in groups/ with a function rows(bench); it appears here
by existing.
"""
import importlib
import os
import sys
import traceback

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
sys.dont_write_bytecode = True

from measuring import Bench  # noqa: E402
from table import Table  # noqa: E402


def main(build, workspace, *arguments):
    known = sorted(name[:-3] for name in os.listdir(os.path.join(HERE, "groups")) if name.endswith(".py"))
    wanted = [name for name in arguments if not name.startswith("-")] or known
    if unknown := set(wanted) - set(known):
        sys.exit(f"bench: there is no group {', '.join(sorted(unknown))}; there are: {', '.join(known)}")
    table = Table()
    for name in wanted:
        print(f"bench: {name}", file=sys.stderr)
        try:
            importlib.import_module(f"groups.{name}").rows(Bench(build, workspace, table))
        except Exception:  # one group that breaks does not take the others' figures along
            traceback.print_exc()
            table.row(f"{name}: broke off, see above", None, None, "", "")
    print(table.markdown() if "--markdown" in arguments else table.text())


if len(sys.argv) < 3:
    sys.exit(__doc__)
main(*sys.argv[1:])
