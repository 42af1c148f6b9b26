# SPDX-License-Identifier: GPL-3.0-or-later
"""One source file as the rules see it: raw, without comments, and without comments and the content of strings."""

import re

# One alternative per thing in which the others mean nothing; raw strings first, digit separators before characters.
_TOKEN = re.compile(
    r'(?P<raw>R"(?P<tag>[^()\\\s]{0,16})\(.*?\)(?P=tag)")'
    r"|(?P<comment>//[^\n]*|/\*.*?\*/)"
    r'|(?P<string>"(?:\\.|[^"\\\n])*")'
    r"|(?P<number>\b\d[\w']*)"
    r"|(?P<character>'(?:\\.|[^'\\\n])+')",
    re.DOTALL,
)


def _blank(text):
    """The same lines, empty."""
    return re.sub(r"[^\n]", " ", text)


class CppSource:
    def __init__(self, path, raw):
        self.path = path  # relative to the root, with slashes
        self.raw = raw
        self.lines = raw.splitlines()
        self.text = _TOKEN.sub(self._without_comment, raw)  # comments blank, strings whole
        self.code = _TOKEN.sub(self._without_content, raw)  # strings empty too

    @staticmethod
    def _without_comment(match):
        return _blank(match.group()) if match.group("comment") else match.group()

    @staticmethod
    def _without_content(match):
        if match.group("comment"):
            return _blank(match.group())
        if match.group("string") or match.group("character"):
            return match.group()[0] + _blank(match.group()[1:-1]) + match.group()[-1]
        if match.group("raw"):
            return '"' + _blank(match.group()[1:-1]) + '"'
        return match.group()

    @property
    def is_header(self):
        return self.path.endswith(".h")

    @property
    def folder(self):
        return self.path.rpartition("/")[0]

    def line_of(self, offset):
        return self.raw.count("\n", 0, offset) + 1

    def includes(self):
        """Yields (line, opening character, name)."""
        for number, line in enumerate(self.text.splitlines(), 1):
            match = re.match(r'\s*#\s*include\s*([<"])([^>"]+)[>"]', line)
            if match:
                yield number, match.group(1), match.group(2)
