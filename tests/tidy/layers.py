# SPDX-License-Identifier: GPL-3.0-or-later
"""Includes only point down: the layer table of docs/ARCHITECTURE.md, and where headers of libraries may appear."""

import os
import re

# Longest folder first. A file may include what begins with one of the prefixes.
LAYERS = [
    ("models/metrics/", ["models/metrics/"], "models/metrics stands alone on the standard library"),
    ("models/base/", ["models/base/"], "models/base knows nobody"),
    ("models/domain/", ["models/base/", "models/domain/"], "models/domain knows only models/base"),
    ("models/", ["models/"], "models know no connector, no widget and no application"),
    ("connectors/", ["connectors/", "models/base/", "models/domain/", "models/metrics/"],
     "connectors know the domain, never stores, item models or widgets"),
    ("widgets/", ["widgets/", "models/base/", "models/domain/"],
     "widgets get plain values or a QAbstractItemModel, never stores, connectors or the application"),
    ("app/", ["app/", "widgets/", "models/", "connectors/"], "the application knows the layers, not the tests"),
]

LIBRARIES = {
    "libpqxx": r"pqxx/|libpq-fe\.h|libpq/",
    "libmariadb": r"mysql/|mariadb/|mysql\.h|errmsg\.h|mysqld_error\.h",
    "hiredis": r"hiredis/",
    "libcurl": r"curl/",
    "libsqlite3": r"sqlite3\.h",
    "openssl": r"openssl/",
    "yaml-cpp": r"yaml-cpp/",
    "re2": r"re2/",
    "simdjson": r"simdjson\.h",
    "zstd": r"zstd\w*\.h",
}

# Rooms outside of connectors/<kind>/ that may use a library. Two stores compress, each in its own way; connections and
# evidence use cryptography, and so does the one file of the domain that makes the journal's chain.
LIBRARY_ROOMS = {"yaml-cpp": ("models/yaml",), "re2": ("models/metrics",), "simdjson": ("models/domain",), "zstd": ("models/metrics", "connectors/journal"),
                 "openssl": ("connectors/base", "connectors/journal", "models/domain")}

_SYSTEM = re.compile(
    r"[a-z_0-9]+$|c?(assert|ctype|errno|fcntl|float|glob|grp|ifaddrs|limits|locale|math|netdb|poll|pthread|pwd|sched|semaphore"
    r"|signal|spawn|stddef|stdint|stdio|stdlib|string|strings|syslog|termios|time|unistd)\.h$|(arpa|linux|net|netinet|sys)/")


def include_direction(source, _context):
    layer = next((entry for entry in LAYERS if source.path.startswith(entry[0])), None)
    for line, kind, name in source.includes():
        if kind != '"' or name.endswith((".moc", ".inc")):
            continue
        if "/" not in name:
            yield line, f'"{name}" is not written from the root of the project'
        elif layer and not name.startswith(tuple(layer[1])):
            yield line, f'"{name}": {layer[2]}'
        elif _is_other_connector(source.path, name):
            yield line, f'"{name}": kinds of connectors do not know each other'


def _is_other_connector(path, name):
    mine, other = path.split("/"), name.split("/")
    if len(mine) < 3 or len(other) < 3 or mine[0] != "connectors" or other[0] != "connectors":
        return False
    return other[1] not in ("base", mine[1])


def library_header(source, context):
    for line, kind, name in source.includes():
        library = next((key for key, pattern in LIBRARIES.items() if re.match(pattern, name)), None)
        if library is None or not source.path.startswith(("app/", "widgets/", "models/", "connectors/")):
            continue
        room = "/".join(source.path.split("/")[:2])
        named = LIBRARY_ROOMS.get(library, ())
        in_room = room in named or (source.path.count("/") > 1 and room.startswith("connectors/")
                                    and library not in LIBRARY_ROOMS)
        if source.is_header or not in_room:
            yield line, f"<{name}> outside of the .cpp files of the one room that speaks {library}"
        elif room not in named and context.library_room(library, room) != room:
            yield line, f"<{name}>: {context.library_room(library, room)} already speaks {library}"


def unknown_header(source, context):
    """Angle brackets are for the standard library, the system, Qt, and the libraries above."""
    for line, kind, name in source.includes():
        known = re.match(r"Q\w*$|Qt\w*/", name) or _SYSTEM.match(name) or any(
            re.match(pattern, name) for pattern in LIBRARIES.values())
        if kind == "<" and not known:
            yield line, f"<{name}> is of no library that the project uses"


def qt_module(source, context):
    if not source.path.startswith(("models/", "connectors/")):
        return
    for line, kind, name in source.includes():
        if kind != "<" or not re.match(r"Q(?:[A-Z]\w*|t\w*)(/\w+)?$", name):
            continue
        if source.path.startswith("models/metrics/"):
            yield line, f"<{name}>: models/metrics uses no Qt"
        elif not os.path.exists(os.path.join(context.qt_core, name.removeprefix("QtCore/"))):
            yield line, f"<{name}> is not in QtCore"
