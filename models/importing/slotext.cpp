// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importing/slotext.h"

#include "models/importing/yamltext.h"

#include <QRegularExpression>

namespace surgedeck {

void writeSlo(YamlText &yaml, const ImportedSlo &slo)
{
    yaml.item();
    yaml.entry(2, QStringLiteral("id"), slo.id);
    yaml.entry(2, QStringLiteral("name"), slo.name);
    yaml.raw(2, QStringLiteral("objective"), slo.objectivePercent);
    yaml.raw(2, QStringLiteral("window"), slo.window);
    yaml.entry(2, QStringLiteral("errors"), slo.errors);
    yaml.entry(2, QStringLiteral("total"), slo.total);
}

QString withWindow(const QString &query)
{
    static const QRegularExpression placeholder(QStringLiteral("\\{\\{\\s*\\.window\\s*\\}\\}"));
    return query.simplified().replace(placeholder, QStringLiteral("$window"));
}

} // namespace surgedeck
