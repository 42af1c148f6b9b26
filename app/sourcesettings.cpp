// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sourcesettings.h"

#include "app/config.h"
#include "models/store/watched.h"

#include <QRandomGenerator>

namespace surgedeck {

namespace {

QString clientName()
{
    static const QString console = QStringLiteral("%1").arg(QRandomGenerator::global()->generate(), 8, 16, QLatin1Char('0'));
    return QStringLiteral("surgedeck/" SURGEDECK_VERSION "/viewer/") + console;
}

Result<SourceSettings> prepare(const Workspace &workspace, const SourceConfig &source, Credentials credentials)
{
    const WorkspaceFolder secrets(workspace.file);
    SURGEDECK_TRY(settings, resolveSource(workspace, source, secrets, credentials));
    settings.expressions = watchedExpressions(workspace, source.id);
    settings.clientName = clientName();
    return settings;
}

} // namespace

std::vector<PreparedSource> prepareSources(const Workspace &workspace, const QString &onlySource, Credentials credentials)
{
    std::vector<PreparedSource> prepared;
    for (const SourceConfig &source : workspace.sources)
        if (onlySource.isEmpty() || source.id == onlySource)
            prepared.push_back({source.id, prepare(workspace, source, credentials)});
    return prepared;
}

} // namespace surgedeck
