// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/rules/rulefile.h"

#include <QStringList>

#include <optional>

namespace surgedeck {

/// At most 8 MiB and a byte. Error: Config, naming the file.
Result<QByteArray> readForeignFile(const QString &path);

/// The files that a glob of a test file names, relative to that file. Error: Config, when it is no glob.
Result<QStringList> globbed(const QString &testFile, const QString &glob);

/// What --promql-compat says; nullopt: it was not given. `wrong` is set for anything but 2 and 3.
struct CompatChoice
{
    std::optional<metrics::Compat> compat;
    bool wrong = false;
};
CompatChoice compatChoice(const QString &value);

} // namespace surgedeck
