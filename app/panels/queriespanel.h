// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/panel.h"

class QStackedLayout;

namespace surgedeck {

class FactsTable;
class FactsTree;
class Platform;
class TableView;
class TreeView;
struct DatabaseView;
struct SourceConfig;

/// The heaviest digests and the lock chain of the database that needs a look most: where most sessions wait, then where
/// most are active. Figures change as they come, the order of the digests at most each 5 s. GUI thread.
class QueriesPanel final : public Panel
{
    Q_OBJECT
public:
    explicit QueriesPanel(const Platform &platform, QWidget *parent = nullptr);
    void refresh();

Q_SIGNALS:
    /// Enter or a double click on a digest or a session: its id.
    void detailWanted(const QString &what);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void show(const SourceConfig &source, const DatabaseView &view);
    void showChain(const SourceConfig &source, const DatabaseView &view);
    void placeChain();
    std::size_t roomForDigests() const;

    const Platform &m_platform;
    FactsTable *m_digests;
    FactsTree *m_locks;
    TableView *m_table;
    QStackedLayout *m_digestRoom = nullptr; ///< the table, or why it has nothing
    Panel *m_noDigests;
    TreeView *m_tree;
    Panel *m_chain;
    QString m_shown; ///< id of the source
    WallTime m_ordered{};
    bool m_orderHeld = false; ///< by the pointer or the keyboard
};

} // namespace surgedeck
