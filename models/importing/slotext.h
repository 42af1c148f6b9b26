// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace surgedeck {

class YamlText;

/// What both formats of objectives become.
struct ImportedSlo
{
    QString id, name, objectivePercent, window, errors, total;
};

/// One item of `slos`.
void writeSlo(YamlText &yaml, const ImportedSlo &slo);

/// Sloth's `{{.window}}` (blanks inside are free) as our $window.
QString withWindow(const QString &query);

} // namespace surgedeck
