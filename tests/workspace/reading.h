// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/workspace/workspacereader.h"

#include <QFile>
#include <QHash>
#include <QRegularExpression>

namespace surgedeck {

/// A machine on which only what a test names exists.
struct FakeSurroundings final : Surroundings
{
    QStringList files, openFiles, folders, variables;
    QByteArray runbook;

    bool isFile(const QString &path) const override { return files.contains(path) || openFiles.contains(path); }
    bool isFolder(const QString &path) const override { return folders.contains(path); }
    bool isPrivate(const QString &path) const override { return !openFiles.contains(path); }
    QStringList matches(const QString &glob) const override
    {
        return files.filter(QRegularExpression(QRegularExpression::wildcardToRegularExpression(glob)));
    }
    std::optional<QByteArray> read(const QString &) const override { return runbook; }
    bool hasVariable(const QString &name) const override { return variables.contains(name); }
};

inline QByteArray testData(const char *name)
{
    QFile file(QStringLiteral(TEST_DATA "/") + QString::fromLatin1(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

inline WorkspaceReading readText(const QByteArray &text, const Surroundings *surroundings = nullptr)
{
    return readWorkspace(text, {QStringLiteral("w.yaml"), QStringLiteral("/shop/w.yaml"), {}, surroundings});
}

/// The problems, one a line, without the file's name.
inline QStringList lines(const Problems &problems)
{
    QStringList all;
    for (const Problem &problem : problems)
        all << toLine(problem).section(QLatin1Char(':'), 1);
    return all;
}

} // namespace surgedeck
