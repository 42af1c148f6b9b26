// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/verbs/rulefiles.h"

#include "models/domain/problem.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <glob.h>

#include <algorithm>

namespace surgedeck {

namespace {

constexpr qint64 mostBytes = 8 * 1024 * 1024;
constexpr std::size_t mostMatches = 1'000;

Error cannot(const QString &what)
{
    return {Error::Kind::Config, what};
}

/// glob(3) takes a bracket that is never closed for itself, Go for a mistake.
bool isClosed(const QString &glob)
{
    bool open = false;
    for (qsizetype i = 0; i < glob.size(); ++i) {
        if (glob[i] == QLatin1Char('\\'))
            ++i;
        else if (glob[i] == QLatin1Char('['))
            open = true;
        else if (glob[i] == QLatin1Char(']'))
            open = false;
    }
    return !open;
}

QString escaped(const QString &path)
{
    QString out;
    for (const QChar c : path) {
        if (QStringLiteral("*?[]\\").contains(c))
            out += QLatin1Char('\\');
        out += c;
    }
    return out;
}

} // namespace

Result<QByteArray> readForeignFile(const QString &path)
{
    QFile file(path);
    if (QFileInfo(path).isDir())
        return cannot(QStringLiteral("%1 is a folder").arg(inQuotes(path)));
    if (!file.open(QIODevice::ReadOnly))
        return cannot(QStringLiteral("cannot read %1: %2").arg(inQuotes(path), file.errorString()));
    return file.read(mostBytes + 1);
}

Result<QStringList> globbed(const QString &testFile, const QString &glob)
{
    if (!isClosed(glob))
        return cannot(QStringLiteral("%1 is no glob: a bracket is never closed").arg(inQuotes(glob)));
    if (glob.isEmpty())
        return QStringList();
    const QString folder = QFileInfo(testFile).path();
    const QString pattern = QDir::isAbsolutePath(glob) ? glob : escaped(folder) + QLatin1Char('/') + glob;
    glob_t found = {};
    QStringList paths;
    if (::glob(QFile::encodeName(pattern).constData(), 0, nullptr, &found) == 0)
        for (std::size_t i = 0; i < std::min(found.gl_pathc, mostMatches); ++i)
            paths << QDir::cleanPath(QFile::decodeName(found.gl_pathv[i]));
    globfree(&found);
    return paths;
}

CompatChoice compatChoice(const QString &value)
{
    if (value.isEmpty())
        return {};
    if (value == QLatin1String("2"))
        return {metrics::Compat::V2, false};
    if (value == QLatin1String("3"))
        return {metrics::Compat::V3, false};
    return {std::nullopt, true};
}

} // namespace surgedeck
