# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules of the house that no compiler knows: layers, forbidden constructs, sizes, names.

tidy.py --root DIR --qt-core DIR    prints every break as file:line: [rule] what, with the reason; ends with 1 if there is one
tidy.py --self-test --qt-core DIR   runs on tests/tidy/bad, where every rule is broken on purpose: a check that can not
                                    fail is no check
Exceptions stand in allowed.txt, each with its reason; one that is no longer needed is a break itself.
"""

import argparse
import os
import shutil
import sys
import tempfile
from dataclasses import dataclass

import constructs
import layers
import shape
from cppsource import CppSource

ROOTS = ("app", "widgets", "models", "connectors", "tests", "bench", "packaging", ".ci", "run")
SKIPPED = ("tests/tidy/bad/", "tests/data/")
CPP = (".cpp", ".h")
SCRIPTS = (".py", ".sh", ".php", ".cmake", "CMakeLists.txt", "run")


@dataclass
class Rule:
    name: str
    check: object
    reason: str
    suffixes: tuple = CPP


RULES = [
    Rule("include-direction", layers.include_direction, "includes only point down; siblings do not know each other"),
    Rule("library-header", layers.library_header, "a library has one room, and no header of ours carries its types around"),
    Rule("unknown-header", layers.unknown_header, "a new library is a decision, not an include"),
    Rule("qt-module", layers.qt_module, "models and connectors run without a screen: QtCore only"),
    *(Rule(each.rule, constructs.forbidden(each), each.reason) for each in constructs.CONSTRUCTS),
    Rule("catch", constructs.swallowed_exception, "exceptions of libraries end in connectors/base/guard.h and in the YAML reader"),
    Rule("file-size", shape.file_size, "a file has one subject", CPP + (".py",)),
    Rule("function-size", shape.function_size, "a function is read in one look"),
    Rule("parameters", shape.parameters, "more than four parameters are a struct"),
    Rule("bool-parameter", shape.bool_parameter, "setVisible(false, true) tells a reader nothing"),
    Rule("file-name", shape.file_name, "util, helper, misc, common and manager attract what nobody could name", CPP + SCRIPTS),
    Rule("licence", shape.licence, "every source file says under which licence it is", CPP + SCRIPTS),
]


@dataclass(frozen=True)
class Finding:
    path: str
    line: int
    rule: str
    what: str
    reason: str

    def __str__(self):
        return f"{self.path}:{self.line}: [{self.rule}] {self.what}\n    because {self.reason}"


class Context:
    """What a rule knows beyond its file."""

    def __init__(self, qt_core):
        self.qt_core = qt_core
        self._rooms = {}

    def library_room(self, library, room):
        return self._rooms.setdefault(library, room)


def files_below(root):
    for top in ROOTS:
        path = os.path.join(root, top)
        if os.path.isfile(path):
            yield top
        for folder, folders, names in os.walk(path):
            folders[:] = sorted(f for f in folders if f != "__pycache__" and f != "build")
            for name in sorted(names):
                relative = os.path.relpath(os.path.join(folder, name), root)
                if not relative.startswith(SKIPPED):
                    yield relative


def check_tree(root, qt_core):
    context = Context(qt_core)
    findings = []
    for path in files_below(root):
        if not path.endswith(CPP + SCRIPTS):
            continue
        with open(os.path.join(root, path), encoding="utf-8") as file:
            source = CppSource(path, file.read())
        for rule in RULES:
            if path.endswith(rule.suffixes):
                findings += [Finding(path, line, rule.name, what, rule.reason) for line, what in rule.check(source, context)]
    return findings


def without_allowed(findings, path):
    """Each line of the file: path | rule | text that the finding must contain | reason."""
    kept = list(findings)
    with open(path, encoding="utf-8") as file:
        lines = [(n, line.strip()) for n, line in enumerate(file, 1) if line.strip() and not line.startswith("#")]
    for number, line in lines:
        fields = [each.strip() for each in line.split("|")]
        if len(fields) != 4 or not all(fields):
            kept.append(Finding("allowed.txt", number, "allowance", line, "an exception is: path | rule | text | reason"))
            continue
        matches = [f for f in kept if f.path == fields[0] and f.rule == fields[1] and fields[2] in f.what]
        if not matches:
            kept.append(Finding("allowed.txt", number, "allowance", line, "nothing needs this exception any more"))
        kept = [f for f in kept if f not in matches]
    return kept


def expected_in(root):
    """Every line of the bad tree that says "expect: rule, rule"."""
    expected = set()
    for path in files_below(root):
        with open(os.path.join(root, path), encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                if "expect: " in line:
                    rules = line.split("expect: ")[1].strip().split(", ")
                    expected |= {(path, number, rule) for rule in rules}
    return expected


def write_long_files(root):
    """What is too long to keep: a line more than allowed each, and one exactly as long as allowed."""
    licence = "// SPDX-License-Identifier: GPL-3.0-or-later\n"
    made = {
        "models/store/long.cpp": licence + "int x;\n" * 500,
        "models/store/full.cpp": licence + "int x;\n" * 499,
        "models/store/long.h": licence + "int x;\n" * 220,
        "models/store/body.cpp": licence + "int f()\n{\n" + "    ++x;\n" * 71 + "}\n\nint g()\n{\n" + "    ++x;\n" * 70 + "}\n",
        "models/store/class.cpp": licence + "class A\n{\n" + "    int x;\n" * 90 + "    int f(int a,\n          int b) const\n    {\n"
                                  + "        ++x;\n" * 71 + "    }\n};\n",
    }
    for path, text in made.items():
        with open(os.path.join(root, path), "w", encoding="utf-8") as file:
            file.write(text)
    return {("models/store/long.cpp", 501, "file-size"), ("models/store/long.h", 221, "file-size"),
            ("models/store/body.cpp", 3, "function-size"), ("models/store/class.cpp", 96, "function-size")}


def self_test(qt_core):
    here = os.path.dirname(os.path.abspath(__file__))
    problems = []
    with tempfile.TemporaryDirectory() as root:
        shutil.copytree(os.path.join(here, "bad"), root, dirs_exist_ok=True)
        expected = expected_in(root) | write_long_files(root)
        found = {(f.path, f.line, f.rule) for f in check_tree(root, qt_core)}
        problems += [f"not found: {each}" for each in sorted(expected - found)]
        problems += [f"found by mistake: {each}" for each in sorted(found - expected)]
        problems += [f"never broken: {rule}" for rule in sorted({r.name for r in RULES} - {rule for _, _, rule in expected})]
        problems += allowance_problems(root)
    return problems


def allowance_problems(root):
    path = os.path.join(root, "allowed.txt")
    findings = [Finding("a.h", 1, "licence", "lacks it", ""), Finding("a.h", 2, "clock", "now()", "")]
    with open(path, "w", encoding="utf-8") as file:
        file.write("# remark\na.h | clock | now | because\na.h | clock | then | stale\na.h | clock\n")
    kept = [(f.rule, f.line) for f in without_allowed(findings, path)]
    return [] if kept == [("licence", 1), ("allowance", 3), ("allowance", 4)] else [f"allowances: {kept}"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--root")
    parser.add_argument("--qt-core", required=True, help="the folder with the headers of QtCore")
    parser.add_argument("--self-test", action="store_true")
    arguments = parser.parse_args()
    if not os.path.exists(os.path.join(arguments.qt_core, "QString")):
        parser.error(f"{arguments.qt_core} does not hold the headers of QtCore")
    if arguments.self_test:
        problems = self_test(arguments.qt_core)
    else:
        allowed = os.path.join(os.path.dirname(os.path.abspath(__file__)), "allowed.txt")
        problems = without_allowed(check_tree(arguments.root, arguments.qt_core), allowed)
    for problem in problems:
        print(problem)
    print(f"tidy: {len(problems)} breaks" if problems else "tidy: all rules hold")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
