// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/laboratory.h"

#include <QFile>
#include <QProcess>

namespace surgedeck {

Laboratory::Laboratory()
{
    QProcess process;
    process.start(qEnvironmentVariable("SURGEDECK_SOURCE") + QStringLiteral("/tests/lab/lab"), {QStringLiteral("env")});
    if (!process.waitForFinished() || process.exitCode() != 0)
        qFatal("lab env: %s", process.readAllStandardError().constData());
    for (const QByteArray &line : process.readAllStandardOutput().split('\n')) {
        const auto equals = line.indexOf('=');
        if (equals > 0)
            m_values.insert(QString::fromUtf8(line.left(equals)), QString::fromUtf8(line.mid(equals + 1)));
    }
}

quint16 Laboratory::port(const QString &name) const
{
    return value(QStringLiteral("LAB_") + name).toUShort();
}

QString Laboratory::password() const
{
    QFile file(value(QStringLiteral("LAB_PASSWORD_FILE")));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s: %s", qPrintable(file.fileName()), qPrintable(file.errorString()));
    return QString::fromUtf8(file.readAll()).trimmed();
}

QString Laboratory::value(const QString &name) const
{
    if (!m_values.contains(name))
        qFatal("the lab has no %s", qPrintable(name));
    return m_values.value(name);
}

} // namespace surgedeck
