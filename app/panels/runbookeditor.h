// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/domain/problem.h"
#include "models/runbook/library.h"

#include <QTimer>
#include <QWidget>

class QPlainTextEdit;

namespace surgedeck {

class Button;
class FactsTable;
class PlainLabel;
class TableView;

/// The text of a runbook, and beside it all that is wrong with it, a moment after each keystroke. It is written only to
/// a folder of the workspace, and only without mistakes; runs keep the text with which they began. GUI thread.
class RunbookEditor final : public QWidget
{
    Q_OBJECT
public:
    explicit RunbookEditor(QWidget *parent = nullptr);

    /// `place`: the file that it is saved to, or why it can not be saved.
    void open(const runbook::LibraryEntry &entry, const Result<QString> &place);

Q_SIGNALS:
    void saved(const QString &file);
    void closed();

private:
    void lint();
    void save();
    void goTo(const QModelIndex &problem);

    QPlainTextEdit *m_text;
    FactsTable *m_rows;
    TableView *m_table;
    PlainLabel *m_head;
    PlainLabel *m_state;
    Button *m_save;
    QTimer m_pause; ///< of the typing
    QString m_place;
    QString m_whyNot;
    Problems m_problems;
};

} // namespace surgedeck
