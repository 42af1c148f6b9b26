// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/facts.h"
#include "widgets/sheetframe.h"

namespace surgedeck {

class Button;
class CommandRegistry;
class FactsTable;
class KeyCapture;
class PlainLabel;
class TableView;

/// Every key of the window, from the one list of commands; a person can give a command another key, or none.
class KeyOverview final : public SheetFrame
{
    Q_OBJECT
public:
    explicit KeyOverview(CommandRegistry &commands, QWidget *parent = nullptr);

private:
    std::vector<RowFacts> rows() const;
    void fill();
    QString selected() const;
    void askForKey();
    void takeKey(const QKeySequence &key);
    void say(const QString &sentence);
    void showHelp();

    CommandRegistry &m_commands;
    FactsTable *m_rows;
    TableView *m_table;
    KeyCapture *m_capture;
    PlainLabel *m_note;
    Button *m_change;
    Button *m_none;
    Button *m_restore;
};

} // namespace surgedeck
