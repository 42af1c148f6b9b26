// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panels/queriespanel.h"

#include "app/panels/datastates.h"
#include "app/panels/narrowcolumns.h"
#include "models/base/timetext.h"
#include "models/items/factstable.h"
#include "models/items/factstree.h"
#include "models/items/queryrows.h"
#include "models/store/platform.h"
#include "widgets/tableview.h"
#include "widgets/treeview.h"

#include <QVBoxLayout>

#include <algorithm>

namespace surgedeck {

namespace {

constexpr std::size_t mostDigests = 12;
constexpr std::size_t mostSiblings = 8;

SqlDialect dialectOf(const SourceConfig &source)
{
    return source.type == QLatin1String("mysql") ? SqlDialect::MySql : SqlDialect::PostgreSql;
}

Milliseconds longestWait(const DatabaseView &view)
{
    Milliseconds longest{0};
    for (const LockNode &node : view.locks)
        if (!node.root)
            longest = std::max(longest, node.participant.age.value_or(Milliseconds{0}));
    return longest;
}

} // namespace

QueriesPanel::QueriesPanel(const Platform &platform, QWidget *parent)
    : Panel(tr("Slow queries"), parent)
    , m_platform(platform)
    , m_digests(new FactsTable(digestHeads(), this))
    , m_locks(new FactsTree(lockHeads(), this))
    , m_chain(new Panel(tr("Lock chain"), this, Look::Section))
{
    setObjectName(QStringLiteral("panel-queries"));
    setKeyHint(QStringLiteral("Q"));
    auto *body = new QWidget(this);
    auto *column = new QVBoxLayout(body);
    column->setContentsMargins({});
    column->setSpacing(0);
    auto *digests = new TableView({{CellKind::Digest, 0}, {CellKind::Bullet, 122}, {CellKind::Number, 80},
                                   {CellKind::Number, 60}, {CellKind::Number, 68}, {CellKind::Number, 64}}, body);
    digests->setModel(m_digests);
    digests->setAccessibleName(tr("Query digests"));
    new NarrowColumns(digests, 600, {3, 4});
    column->addWidget(digests, 5);
    auto *chain = new TreeView({{CellKind::Lock, 160}, {CellKind::Text, 0}, {CellKind::Number, 72}, {CellKind::Number, 92}}, m_chain);
    chain->setModel(m_locks);
    chain->setAccessibleName(tr("Lock chain"));
    m_chain->setObjectName(QStringLiteral("section-locks"));
    m_chain->setBody(chain);
    column->addWidget(m_chain, 4);
    setBody(body);
}

const SourceConfig *QueriesPanel::mostNeeded() const
{
    const SourceConfig *chosen = nullptr;
    std::pair<int, double> most{-1, -1};
    for (const SourceConfig &source : m_platform.workspace().sources) {
        const DatabaseStore *database = m_platform.database(source.id);
        if (!database)
            continue;
        const DatabaseStore::Load load = database->load();
        const std::pair<int, double> need{load.lockWaiters, load.activeSessions};
        if (need > most) {
            most = need;
            chosen = &source;
        }
    }
    return chosen;
}

void QueriesPanel::refresh()
{
    const SourceConfig *source = mostNeeded();
    if (source) {
        show(*source, m_platform.database(source->id)->view());
        return;
    }
    const DataState waiting{.kind = DataState::Kind::Loading, .message = tr("waiting for a database")};
    setState(waiting);
    m_chain->setState(waiting);
}

void QueriesPanel::show(const SourceConfig &source, const DatabaseView &view)
{
    const WallTime now = m_platform.view().now;
    const SqlDialect dialect = dialectOf(source);
    m_digests->setRows(digestRows(view, dialect, mostDigests));
    m_locks->setRows(lockRows(view, dialect, mostSiblings));
    setSubtitle(tr("%1 · last %2").arg(source.id, durationWords(view.window)));
    const DataState state = dataStateOf(m_platform.sources().view(source.id, now), now);
    setState(state);
    DataState chain = state;
    if (view.locksAt)
        chain.age = now - *view.locksAt;
    if (!view.locksCannotTell.isEmpty() && view.locks.empty()) {
        chain.kind = DataState::Kind::Denied;
        chain.message = view.locksCannotTell;
    } else if (view.locks.empty() && state.showsData()) {
        chain.kind = DataState::Kind::Empty;
        chain.message = tr("No lock waits");
    }
    m_chain->setState(chain);
    m_chain->setSubtitle(view.lockWaiters == 0 ? tr("0 waiting")
                                               : tr("%n session(s) waiting · longest %1", nullptr, view.lockWaiters)
                                                     .arg(durationWords(longestWait(view))));
}

} // namespace surgedeck
