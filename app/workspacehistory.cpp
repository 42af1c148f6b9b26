// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workspacehistory.h"

#include <QDir>
#include <QFileInfo>
#include <QSaveFile>

namespace surgedeck {

namespace {

constexpr qsizetype mostFiles = 50;
constexpr qint64 mostBytes = 256 * 1024;
const QString setUpMark = QStringLiteral("set-up ");
const QString openedMark = QStringLiteral("opened ");

QString stateFile()
{
    const QString state = qEnvironmentVariable("XDG_STATE_HOME", QDir::homePath() + QStringLiteral("/.local/state"));
    return state + QStringLiteral("/surgedeck/workspaces");
}

void toFront(QStringList &files, const QString &file)
{
    files.removeAll(file);
    files.prepend(file);
    files = files.mid(0, mostFiles);
}

} // namespace

WorkspaceHistory::WorkspaceHistory()
{
    QFile file(stateFile());
    if (!file.open(QIODevice::ReadOnly))
        return;
    for (const QString &line : QString::fromUtf8(file.read(mostBytes)).split(QLatin1Char('\n'))) {
        if (line.startsWith(openedMark))
            m_opened << line.mid(openedMark.size());
        else if (line.startsWith(setUpMark))
            m_setUp << line.mid(setUpMark.size());
    }
}

void WorkspaceHistory::noteOpened(const QString &file)
{
    toFront(m_opened, file);
    write();
}

void WorkspaceHistory::noteSetUp(const QString &file)
{
    toFront(m_setUp, file);
    write();
}

void WorkspaceHistory::write() const
{
    QDir().mkpath(QFileInfo(stateFile()).absolutePath());
    QSaveFile file(stateFile());
    if (!file.open(QIODevice::WriteOnly))
        return;
    QString text;
    for (const QString &opened : m_opened)
        text += openedMark + opened + QLatin1Char('\n');
    for (const QString &done : m_setUp)
        text += setUpMark + done + QLatin1Char('\n');
    if (file.write(text.toUtf8()) >= 0)
        file.commit();
}

} // namespace surgedeck
