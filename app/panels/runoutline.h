// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <vector>

namespace surgedeck {

class Button;
class FactsTable;
class PlainLabel;
class RunbookDesk;
class TableView;

/// The current run of the desk as a list: its head, the memory items in a box, all steps with what was answered, and
/// how to stop it. Where there is little room, another widget stands between memory items and steps. GUI thread.
class RunOutline final : public QWidget
{
    Q_OBJECT
public:
    explicit RunOutline(RunbookDesk &desk, QWidget *between = nullptr, QWidget *parent = nullptr);
    void refresh();
    QWidget *steps() const;

Q_SIGNALS:
    /// Why the last press meant nothing.
    void refused(const QString &why);

private:
    QWidget *makeMemory();
    void stop();
    void goBack(const QString &step);

    RunbookDesk &m_desk;
    bool m_besideStep;
    int m_seen = -1; ///< the step that was brought into sight
    PlainLabel *m_title;
    PlainLabel *m_head;
    std::vector<PlainLabel *> m_memory;
    QWidget *m_memoryBox; ///< after its lines, which it is made with
    FactsTable *m_steps;
    TableView *m_table;
    Button *m_other;
    Button *m_stop;
};

} // namespace surgedeck
