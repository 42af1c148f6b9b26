// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sourcesettings.h"

#include "models/store/watched.h"
#include "models/workspace/secrets.h"

#include <QDir>
#include <QFileInfo>
#include <QRandomGenerator>

namespace surgedeck {

namespace {

class LocalSecrets final : public SecretReader
{
public:
    explicit LocalSecrets(const QString &folder) : m_folder(folder) {}
    Result<QString> environment(const QString &name) const override
    {
        const QByteArray key = name.toLocal8Bit();
        if (!qEnvironmentVariableIsSet(key.constData()))
            return Error{Error::Kind::Config, QStringLiteral("the environment has no variable %1").arg(name)};
        return qEnvironmentVariable(key.constData());
    }
    Result<QString> file(const QString &path) const override
    {
        QFile file(m_folder.absoluteFilePath(path));
        if (!file.open(QIODevice::ReadOnly))
            return Error{Error::Kind::Config, QStringLiteral("the file %1 can not be read").arg(path)};
        QString text = QString::fromUtf8(file.read(64 * 1024));
        if (text.endsWith(QLatin1Char('\n')))
            text.chop(1);
        return text;
    }
    Result<QString> keyring(const QString &name) const override
    {
        return Error{Error::Kind::Config, QStringLiteral("this version reads no keyring; %1 was asked for").arg(name)};
    }

private:
    QDir m_folder;
};

/// How our sessions name themselves on a server: so that they can be told from others, and one console from another.
QString clientName()
{
    static const QString console = QStringLiteral("%1").arg(QRandomGenerator::global()->generate(), 8, 16, QLatin1Char('0'));
    return QStringLiteral("surgedeck/" SURGEDECK_VERSION "/viewer/") + console;
}

Result<SourceSettings> prepare(const Workspace &workspace, const SourceConfig &source, Credentials credentials)
{
    const LocalSecrets secrets(QFileInfo(workspace.file).absolutePath());
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
