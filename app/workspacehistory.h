// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace surgedeck {

/// Which workspace files were opened on this machine, the latest first, and which of them were set up: a few lines in
/// $XDG_STATE_HOME/surgedeck. Best effort: a home that can not be written costs a person one argument the next time.
/// GUI thread.
class WorkspaceHistory
{
public:
    WorkspaceHistory();

    /// Empty when none was opened.
    QString last() const { return m_opened.value(0); }
    const QStringList &opened() const { return m_opened; }
    bool wasSetUp(const QString &file) const { return m_setUp.contains(file); }
    void noteOpened(const QString &file);
    void noteSetUp(const QString &file);

private:
    void write() const;

    QStringList m_opened;
    QStringList m_setUp;
};

} // namespace surgedeck
