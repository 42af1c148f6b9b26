// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/panel.h"

#include <QSet>

#include <vector>

namespace surgedeck {

class FactsTable;
class LeaderRow;
class PlainLabel;
class Platform;
class TableView;

/// Until runbooks run: whether the platform is ready for what comes, checked now, and the runbooks that the workspace
/// names. Nothing in it pretends to guide. GUI thread.
class RunbookPanel final : public Panel
{
    Q_OBJECT
public:
    explicit RunbookPanel(const Platform &platform, QWidget *parent = nullptr);
    void refresh();
    /// Puts the keyboard on a runbook of the library.
    void showRunbook(const QString &id);

private:
    void refreshChecks();

    const Platform &m_platform;
    QSet<QString> m_installed;
    PlainLabel *m_title;
    std::vector<LeaderRow *> m_checks;
    FactsTable *m_library;
    TableView *m_table;
    Panel *m_section;
};

} // namespace surgedeck
