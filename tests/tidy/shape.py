# SPDX-License-Identifier: GPL-3.0-or-later
"""Size and form: files and functions that are read in one look, parameters that say what they mean."""

import re

MOST_LINES = {".cpp": 500, ".h": 220, ".py": 500}
MOST_FUNCTION_LINES = 70
MOST_PARAMETERS = 4


def file_size(source, _context):
    suffix = source.path[source.path.rfind("."):]
    most = MOST_LINES.get(suffix)
    if most and len(source.lines) > most:
        yield most + 1, f"{len(source.lines)} lines, at most {most}"


def function_size(source, _context):
    """By the braces as clang-format sets them: that of a function stands alone on its line, as deep as the one that ends it.
    The rows of a test's table are data: x_data() may be longer."""
    lines = source.code.splitlines()
    for number, line in enumerate(lines):
        indent = re.match(r"(\s*)\{\s*$", line)
        if not indent or not _ends_signature(lines, number):
            continue
        end = next((i for i in range(number + 1, len(lines)) if re.match(indent.group(1) + r"\}", lines[i])), None)
        if end is not None and end - number - 1 > MOST_FUNCTION_LINES:
            yield number + 1, f"a function of {end - number - 1} lines, at most {MOST_FUNCTION_LINES}"


def _ends_signature(lines, number):
    """Whether what stands in front of the brace is a function: it has a parameter list and names no type."""
    before = []
    for line in reversed(lines[:number]):
        if not line.strip() or re.search(r"[;{}]\s*$|^\s*(public|private|protected|Q_SLOTS|Q_SIGNALS).*:\s*$", line):
            break
        before.insert(0, line)
    text = " ".join(before)
    is_table = re.search(r"\w+_data\(\)\s*$", text)
    return ")" in text and not is_table and not re.match(r"\s*(template\s*<.*>\s*)?(class|struct|union|enum|namespace)\b", text)


def parameters(source, _context):
    if not source.is_header or source.path.startswith(("tests/", "bench/")):
        return
    for offset, name, items in _declarations(source.code):
        if len(items) > MOST_PARAMETERS:
            yield source.line_of(offset), f"{name}() has {len(items)} parameters, at most {MOST_PARAMETERS}: make a struct"


def bool_parameter(source, _context):
    if not source.is_header or source.path.startswith(("tests/", "bench/")):
        return
    for offset, name, items in _declarations(source.code):
        # setLive(true) says what it means: a property, as Qt's own.
        is_property = len(items) == 1 and re.match(r"set[A-Z]", name)
        if not is_property and any(re.match(r"\s*(const\s+)?bool\b(?!\s*\()", item) for item in items):
            yield source.line_of(offset), f"{name}() takes a bool: an enum says at the call what is meant"


def _declarations(code):
    """Yields (offset, name, parameters) of every function that a header declares outside of function bodies. An override
    has no choice and is left out."""
    code = re.sub(r"^\s*#.*?(?<!\\)$", lambda m: re.sub(r"[^\n]", " ", m.group()), code, flags=re.MULTILINE | re.DOTALL)
    scopes = []  # what each open brace belongs to: True for a class or namespace
    start = 0  # of the statement
    i = 0
    while i < len(code):
        c = code[i]
        if c == "{":
            scopes.append(bool(re.search(r"\b(class|struct|union|namespace)\b[^()]*$|extern\s*\"", code[start:i])))
            start = i + 1
        elif c == "}":
            if scopes:
                scopes.pop()
            start = i + 1
        elif c == ";":
            start = i + 1
        elif c == "(":
            end = _closing(code, i)
            found = _declaration(code, start, i, end) if all(scopes) else None
            if found:
                yield found
                start = i  # what follows, up to the next ; or {, are initialisers
            i = end
        i += 1


def _declaration(code, start, opening, end):
    head = code[start:opening]
    name = re.search(r"([~\w]+|operator\s*\S+)\s*$", head)
    tail = re.match(r"[^;{]*", code[end + 1:]).group()
    in_template = head.count("<") > head.count(">")
    keyword = name and re.fullmatch(r"if|for|while|switch|return|sizeof|alignas|decltype|noexcept|requires|static_assert"
                                    r"|explicit|[A-Z][A-Z0-9_]+|void|bool|int|double", name.group(1))
    if not name or keyword or in_template or "(" in head or "=" in head or re.search(r"\boverride\b", tail):
        return None
    return opening, name.group(1), _split(code[opening + 1:end])


def _closing(code, opening):
    depth = 0
    for i in range(opening, len(code)):
        depth += {"(": 1, ")": -1}.get(code[i], 0)
        if depth == 0:
            return i
    return len(code) - 1


def _split(text):
    items, depth, begin = [], 0, 0
    for i, c in enumerate(text):
        depth += {"(": 1, "<": 1, "{": 1, "[": 1, ")": -1, ">": -1, "}": -1, "]": -1}.get(c, 0)
        if c == "," and depth == 0:
            items.append(text[begin:i])
            begin = i + 1
    items.append(text[begin:])
    return [item for item in items if item.strip() and item.strip() != "void"]


def file_name(source, _context):
    # Alertmanager is the name of a product.
    match = re.search(r"util|helper|misc|common|(?<!alert)manager", source.path.lower())
    if match:
        yield 1, f"'{match.group()}' says nothing: name the file after what it is"


def licence(source, _context):
    if not any("SPDX-License-Identifier: GPL-3.0-or-later" in line for line in source.lines[:5]):
        yield 1, "the first lines lack SPDX-License-Identifier: GPL-3.0-or-later"
