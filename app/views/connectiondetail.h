// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/connectionrows.h"
#include "widgets/panel.h"

class QPlainTextEdit;

namespace surgedeck {

class Button;
class FactGrid;
class PlainLabel;
class StageLog;
class StateChip;

/// One source: what the file says of it and how it is, the log of its last test, and what to do about the first thing
/// that is wrong. GUI thread.
class ConnectionDetail final : public Panel
{
    Q_OBJECT
public:
    explicit ConnectionDetail(QWidget *parent = nullptr);

    void show(const Workspace &workspace, const ConnectionTest &test, const SourceView &source);

Q_SIGNALS:
    void testWanted();
    /// What was put on the clipboard, for the person to know.
    void copied(const QString &what);

private:
    QWidget *makeFacts();
    QWidget *makeLog();
    QWidget *makeAdvice();
    void showAdvice(const Workspace &workspace, const SourceConfig &config, const ConnectionTest &test);
    void copyForAdministrator();

    StateChip *m_verdict;
    FactGrid *m_facts;
    PlainLabel *m_error;
    Button *m_test;
    PlainLabel *m_logHead;
    StageLog *m_log;
    PlainLabel *m_words;
    QPlainTextEdit *m_statement;
    Button *m_copy;
    PlainLabel *m_depends;
    QString m_request;
};

} // namespace surgedeck
