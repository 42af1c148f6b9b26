# SPDX-License-Identifier: GPL-3.0-or-later
"""What the product does not use, because it was measured or reasoned to fail. Tests may: they are not the product."""

import re
from dataclasses import dataclass, field

PRODUCT = ("app/", "widgets/", "models/", "connectors/")
WITH_GUI = ("app/", "widgets/")


@dataclass
class Construct:
    rule: str
    pattern: str
    reason: str
    where: tuple = PRODUCT
    rooms: tuple = ()  # prefixes of paths that may
    in_strings: bool = False
    regex: re.Pattern = field(init=False)

    def __post_init__(self):
        self.regex = re.compile(self.pattern)


CONSTRUCTS = [
    Construct("coroutine", r"\bco_(await|yield|return)\b", "coroutines are miscompiled by this compiler"),
    Construct("future-then", r"(\.|->)then\s*\(|\bQFuture\b", "QFuture continuations abort at shutdown; use a worker and values"),
    Construct("event-loop", r"\bQEventLoop\b|\bprocessEvents\s*\(", "a nested event loop runs other people's code in the middle of ours"),
    Construct("modal-exec", r"(\.|->|\bQ(?!(Core|Gui)?Application\b)\w+::)exec\s*\(", "exec() of a dialog or menu is a nested event loop: use open(); the one loop is Q(Core)Application::exec()",
              where=WITH_GUI),
    Construct("rich-text", r"\bsetHtml\b|\bsetMarkdown\b|\binsertHtml\b|\bQt::(RichText|AutoText|MarkdownText)\b",
              "markup from data loads files and can hang the layout: plain text only"),
    Construct("network-manager", r"\bQNetworkAccessManager\b", "it has no total deadline: connectors/base/http has"),
    Construct("xml", r"\bQXml\w*", "no XML from data"),
    Construct("thread", r"\bQThread\b|\bQThreadPool\b|\bQtConcurrent\b|\bstd::j?thread\b|\bstd::async\b|\bpthread_create\b",
              "threads are made in connectors/base/worker only; only values cross them", rooms=("connectors/base/worker.",)),
    Construct("clock", r"\bcurrent(DateTime(Utc)?|MSecsSinceEpoch|SecsSinceEpoch|Time|Date)\s*\(|\b\w+_clock::now\b"
              r"|\b(std::|::)?time\s*\(\s*(nullptr|NULL|0)\s*\)|\bclock_gettime\b|\bgettimeofday\b|\bQElapsedTimer\b",
              "models/base/clock is the only reader of time: replay and tests decide what time it is",
              rooms=("models/base/clock.",)),
    Construct("process", r"\bQProcess\b|(?<![\w.>:])(std::|::)?(system|popen|fork|vfork|posix_spawnp?|exec[lv]p?e?)\s*\(",
              "no process is started from data"),
    Construct("colour", r"\bQColor(\s+\w+)?\s*[({]\s*\d|\bqRgba?\s*\(\s*\d|\bQColor::from(Rgb|Hsv|Hsl|String)\w*\s*\(|"
              r"\bQt::(?i:black|white|(dark|light)?(red|green|blue|cyan|magenta|yellow|gr[ae]y))\b",
              "colours come from widgets/theme: R1, hue means abnormal, is tested there", rooms=("widgets/theme/",)),
    Construct("colour", r'"#[0-9a-fA-F]{3,8}"', "colours come from widgets/theme: R1, hue means abnormal, is tested there",
              rooms=("widgets/theme/",), in_strings=True),
    Construct("font-size", r"\bset(Pixel|Point)SizeF?\s*\(", "sizes of type come from widgets/theme", rooms=("widgets/theme/",)),
    Construct("style-sheet", r"\bsetStyleSheet\s*\(", "a style sheet replaces the style of every child: widgets/theme has the style"),
]


def forbidden(construct):
    def check(source, _context):
        if not source.path.startswith(construct.where) or source.path.startswith(construct.rooms or ("\0",)):
            return
        text = source.text if construct.in_strings else source.code
        for match in construct.regex.finditer(text):
            yield source.line_of(match.start()), f"{match.group().strip()}"

    return check


def swallowed_exception(source, _context):
    """A catch may clean up and throw on, and a translator of guard.h rethrows to see what it has."""
    if not source.path.startswith(PRODUCT) or source.path.startswith(("connectors/base/guard.h", "models/yaml/")):
        return
    for match in re.finditer(r"\bcatch\s*\([^)]*\)\s*\{", source.code):
        body = _block(source.code, match.end() - 1)
        opening = [m for m in re.finditer(r"\btry\s*\{", source.code) if m.start() < match.start()]
        attempt = _block(source.code, opening[-1].end() - 1) if opening else ""
        translates = re.fullmatch(r"\s*(throw|std::rethrow_exception\s*\([^()]*(\(\))?\))\s*;\s*", attempt)
        if not translates and not re.search(r"\bthrow\s*;", body):
            yield source.line_of(match.start()), match.group().removesuffix("{").strip()


def _block(code, opening):
    depth = 0
    for i in range(opening, len(code)):
        depth += {"{": 1, "}": -1}.get(code[i], 0)
        if depth == 0:
            return code[opening + 1:i]
    return code[opening + 1:]
