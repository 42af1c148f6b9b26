# SPDX-License-Identifier: GPL-3.0-or-later
"""Rule files and their unit tests, judged by promtool 2.42 and by `surgedeck rules`: the verdicts must be the same, for the
corpus and for mutants of it. Mutants come from a fixed seed; another one may be given to look further: MUTATION_SEED,
MUTATION_COUNT."""

import os
import random
import re
import sys
import tempfile

from corpus import ours, promtool_all, promtool_one, sections, write

FAILURES = []


def check(holds, what):
    if not holds:
        FAILURES.append(what)
        print("FAILED:", what)


def mutants(texts, count, seed):
    """Texts with a few tokens removed, doubled, exchanged or replaced by tokens of others."""
    dice = random.Random(seed)
    split = re.compile(r"\n *|\"[^\"\n]*\"|'[^'\n]*'|\w+|\s+|.", re.DOTALL)
    pool = sorted({token for text in texts for token in split.findall(text)})
    for _ in range(count):
        tokens = split.findall(dice.choice(texts))
        for _ in range(dice.randint(1, 2)):
            at = dice.randrange(len(tokens)) if tokens else 0
            kind = dice.randrange(5)
            if not tokens or kind == 0:
                tokens.insert(at, dice.choice(pool))
            elif kind == 1:
                del tokens[at]
            elif kind == 2:
                tokens[at] = dice.choice(pool)
            elif kind == 3:
                other = dice.randrange(len(tokens))
                tokens[at], tokens[other] = tokens[other], tokens[at]
            else:
                tokens.insert(at, tokens[at])
        text = "".join(tokens)
        # promtool runs out of memory at 1x99999999999999 and loops for days at a large eval_time; directives, tags
        # and keys behind question marks are read by their letters there, and mean little here.
        if not re.search(r"\d{5,}|\d[hdwy]|^%|!\w+!|\? |^!$", text, re.MULTILINE):
            yield text


def compare(program, folder, verb, files):
    """files: [(title, text, expected verdict or None)]"""
    names = [os.path.basename(write(folder, f"{verb}{number}.yml", text)) for number, (_, text, _) in enumerate(files)]
    theirs = promtool_all(verb, names, folder)
    mine = ours(program, verb, names, folder)
    for (title, text, expected), name, good, entry in zip(files, names, theirs, mine, strict=True):
        printed = ""
        if good != entry["ok"]:
            good, printed = promtool_one(verb, name, folder)
        check(expected in (None, good), f"{title}: promtool's verdict is not the recorded one")
        check(entry["ok"] == good, f"{title}: good to promtool: {good}, to us: {entry['ok']}\n{text}\n{printed}\n{entry}")
    return len(files)


def compare_templates(program, folder):
    """What promtool puts into an annotation is what we put into it, letter by letter."""
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "corpus", "templates.txt"), encoding="utf-8") as file:
        templates = file.read().splitlines()
    rules = "groups: [{{name: g, rules: [{{alert: A, expr: x, annotations: {{t: {}}}}}]}}]"
    names = [os.path.basename(write(folder, f"a{number}.yml", rules.format(quoted(text))))
             for number, text in enumerate(templates)]
    accepted = promtool_all("check", names, folder)
    for text, theirs, entry in zip(templates, accepted, ours(program, "check", names, folder), strict=True):
        check(entry["ok"] == theirs, f"template {text}: promtool {'accepts' if theirs else 'refuses'} it, we do not")
    good = [text for text, is_good in zip(templates, accepted) if is_good]
    annotations = ", ".join(f"a{number:04}: {quoted(text)}" for number, text in enumerate(good))
    write(folder, "templates.yml", "groups: [{name: g, rules: [{alert: A, expr: x, annotations: {" + annotations + "}}]}]")
    write(folder, "templates_test.yml", TEMPLATE_TEST)
    _, printed = promtool_one("test", "templates_test.yml", folder)
    [entry] = ours(program, "test", ["templates_test.yml"], folder)
    mine = entry["failures"][0]["got"][0]["annotations"]
    for number, text in enumerate(good):
        found = re.search(rf'a{number:04}=("(?:[^"\\]|\\.)*")', printed)
        check(found is not None, f"template {text}: promtool printed nothing for it\n{printed[-500:]}")
        if found:
            # A text in Go's quotes reads as one of Python's.
            theirs = eval(found.group(1))  # pylint: disable=eval-used
            check(mine[f"a{number:04}"] == theirs, f"template {text}:\n  ours   {mine[f'a{number:04}']}\n  theirs {theirs}")
    return len(templates)


def quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


TEMPLATE_TEST = """
rule_files: [templates.yml]
tests:
- interval: 1m
  external_labels: {cluster: c1}
  external_url: http://prom.example/p
  input_series:
  - {series: 'x{a="b", instance="host1.example.com:9100", job="api"}', values: 1234.5678x3}
  - {series: 'up{i="2"}', values: 1x3}
  - {series: 'up{i="1"}', values: 0x3}
  alert_rule_test: [{eval_time: 1m, alertname: A}]
"""


def main(program):
    seed = int(os.environ.get("MUTATION_SEED", "2042"))
    count = int(os.environ.get("MUTATION_COUNT", "150"))
    rule_files = []
    for title, text in sections("rulefiles.txt"):
        name, verdict = title.rsplit(": ", 1)
        rule_files.append((name, text, verdict == "accepted"))
    rule_files += [("carriage returns", "groups:\r- name: g\r", True), ("CRLF", "groups:\r\n- name: g\r\n", True),
                   ("UTF-16", "groups: [{name: ä}]".encode("utf-16"), True), ("byte order mark", "\ufeffgroups: []", True),
                   ("NUL", "groups: []\0", False), ("control character", 'groups: [{name: "\x01"}]', False),
                   ("not UTF-8", b'groups: [{name: "\xff"}]', False)]
    auxiliary = [(title.removeprefix("rules "), text) for title, text in sections("testfiles.txt") if title.startswith("rules ")]
    test_files = []
    for title, text in sections("testfiles.txt"):
        if not title.startswith("rules "):
            name, verdict = title.rsplit(": ", 1)
            test_files.append((name, text, verdict == "passes"))
    with tempfile.TemporaryDirectory() as folder:
        for name, text in auxiliary:
            write(folder, name, text)
        texts = [text for _, text, _ in rule_files if isinstance(text, str)]
        done = compare(program, folder, "check", rule_files)
        changed = compare(program, folder, "check", [("mutant", text, None) for text in mutants(texts, 4 * count, seed)])
        print(f"rule files: {done} of the corpus, {changed} mutants")
        done = compare(program, folder, "test", test_files)
        texts = [text for _, text, _ in test_files]
        changed = compare(program, folder, "test", [("mutant", text, None) for text in mutants(texts, count, seed)])
        print(f"test files: {done} of the corpus, {changed} mutants")
        print(f"templates: {compare_templates(program, folder)}")
    return 1 if FAILURES else 0


if __name__ == "__main__":
    sys.exit(main(os.path.abspath(sys.argv[1])))
