// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <QStringList>

namespace surgedeck {

/// ssh as this program calls it, up to and with `host`; for commands that run there as well.
QStringList sshCommand(const QString &host, const QStringList &options);
/// A word as it passes unchanged through the shell that ssh starts on the other side.
QString quotedForShell(const QString &word);
/// What ssh said when it ended, as an error with the right kind.
Error sshError(const QString &host, const QString &complaint);

} // namespace surgedeck
