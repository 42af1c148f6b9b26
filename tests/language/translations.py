#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every string that the program shows has a translation, and every translation the same placeholders.

translations.py [--list]     checks translations/surgedeck_*.ts against the strings that lupdate finds in the code
translations.py --selftest   the check itself finds what it is there to find
"""

import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
FOLDERS = ["app", "widgets", "models", "connectors"]
LUPDATE = ["/usr/lib/qt6/bin/lupdate", "/usr/lib/qt6/libexec/lupdate", "lupdate"]
COMPLETE = ["de"]  # English has entries only where a number decides the word
PLACEHOLDER = re.compile(r"%L?\d+|%n|%Ln")


def messages(path):
    """(context, source, comment) -> (is a plural, [texts], state) of a .ts file."""
    found = {}
    for context in ElementTree.parse(path).getroot().iter("context"):
        name = context.findtext("name")
        for message in context.iter("message"):
            translation = message.find("translation")
            forms = [form.text or "" for form in translation.findall("numerusform")]
            plural = message.get("numerus") == "yes"
            texts = forms if plural else [translation.text or ""]
            key = (name, message.findtext("source"), message.findtext("comment") or "")
            found[key] = (plural, texts, translation.get("type"))
    return found


def strings_of_code(folder):
    """What lupdate finds now."""
    path = os.path.join(folder, "code.ts")
    tool = next((tool for tool in LUPDATE if "/" not in tool or os.path.exists(tool)), LUPDATE[-1])
    command = [tool, "-silent", "-no-obsolete", "-locations", "none", "-I", ".", *FOLDERS, "-ts", path]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
    if done.returncode != 0 or not os.path.exists(path):
        sys.exit("lupdate (Debian: qt6-l10n-tools) failed: " + done.stderr.strip())
    return messages(path)


def placeholders(text):
    return sorted(set(PLACEHOLDER.findall(text)))


def faults(key, wanted_plural, entry):
    """What is wrong with the translation of one string, in words."""
    if entry is None:
        return ["missing"]
    plural, texts, state = entry
    found = []
    if state in ("unfinished", "obsolete", "vanished"):
        found.append(state)
    if plural != wanted_plural:
        found.append("a plural in one place and not in the other")
    if any(not text.strip() and key[1].strip() for text in texts) or not texts:
        return found + ["empty"]
    for text in texts:
        # "one session" may leave out the number, and a short form other parts of the sentence.
        extra = set(placeholders(text)) - set(placeholders(key[1]))
        lost = set(placeholders(key[1])) - set(placeholders(text)) if not plural else set()
        if extra or lost:
            found.append("placeholders differ: %s" % " ".join(sorted(extra | lost)))
    if key[1][:1] == " " and any(text[:1] != " " for text in texts):
        found.append("the space at the beginning is gone")
    return found


def check(code, catalogue, complete):
    wrong = []
    for key, (plural, _, _) in sorted(code.items()):
        entry = catalogue.get(key)
        if entry is None and not complete:
            continue
        wrong += [(key, fault) for fault in faults(key, plural, entry)]
    if not complete:  # plurals are needed in English, too
        wrong += [(key, "missing plural") for key, entry in sorted(code.items())
                  if entry[0] and "(s)" in key[1] and key not in catalogue]
    return wrong


def selftest():
    code = {("C", "%1 of %2", ""): (False, [""], None), ("C", "%n row(s)", ""): (True, ["", ""], None)}
    good = {("C", "%1 of %2", ""): (False, ["%1 von %2"], None), ("C", "%n row(s)", ""): (True, ["%n Zeile", "%n Zeilen"], None)}
    assert check(code, good, True) == []
    for key, entry in [(("C", "%1 of %2", ""), (False, ["%1 von"], None)), (("C", "%1 of %2", ""), (False, [""], None)),
                       (("C", "%1 of %2", ""), (False, ["%1 von %2 %3"], None)),
                       (("C", "%1 of %2", ""), (False, ["%1 von %2"], "unfinished")),
                       (("C", "%n row(s)", ""), (False, ["%n Zeilen"], None))]:
        assert len(check(code, {**good, key: entry}, True)) == 1, (key, entry)
    assert len(check(code, {}, True)) == 2 and len(check(code, {}, False)) == 1
    print("ok")


def main():
    if "--selftest" in sys.argv:
        return selftest()
    count = 0
    with tempfile.TemporaryDirectory() as folder:
        code = strings_of_code(folder)
    folder = os.path.join(ROOT, "translations")
    for name in sorted(os.listdir(folder)):
        language = name[len("surgedeck_"):-len(".ts")]
        catalogue = messages(os.path.join(folder, name))
        wrong = check(code, catalogue, language in COMPLETE)
        count += len(wrong)
        # Harmless: what is not asked for is not shown.
        print("translations/%s: %d in no code any more" % (name, len(set(catalogue) - set(code))))
        for (context, source, _), fault in wrong:
            print("translations/%s: %s: %r: %s" % (name, context, source, fault))
    for language in COMPLETE:
        if not os.path.exists(os.path.join(folder, "surgedeck_%s.ts" % language)):
            sys.exit("translations/surgedeck_%s.ts is missing" % language)
    print("%d strings, %d faults" % (len(code), count))
    sys.exit(0 if count == 0 or "--list" in sys.argv else 1)


if __name__ == "__main__":
    main()
