// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/workspace/workspace.h"

#include <QMainWindow>

#include <memory>

namespace surgedeck {

class Button;
class PlainLabel;

/// What stands where no workspace is known yet: what a workspace file is, the least that is useful in one, how to check
/// it, and the way to open one. Mistakes in a file that was chosen are listed here, with their places. GUI thread.
class FirstRunWindow final : public QMainWindow
{
    Q_OBJECT
public:
    /// `recent`: files that were opened before; those that are gone are left out.
    explicit FirstRunWindow(const QStringList &recent, QWidget *parent = nullptr);

    /// Reads a file and either hands it on (`opened`) or lists what is wrong with it.
    void open(const QString &file);
    /// Shown instead of the mistakes of a file: "cannot read ...".
    void showProblem(const QString &sentence);

Q_SIGNALS:
    void opened(std::shared_ptr<const surgedeck::Workspace> workspace);

private:
    QWidget *makePage(const QStringList &recent);
    QWidget *makeExample();
    QWidget *makeOpening(const QStringList &recent);
    void chooseFile();

    PlainLabel *m_problem = nullptr;
    QString m_folder;
};

/// The least that is useful, as it can be pasted into a file.
QString exampleWorkspace();

} // namespace surgedeck
