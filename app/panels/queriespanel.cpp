// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panels/queriespanel.h"

#include "app/panels/datastates.h"
#include "app/panels/orderhold.h"
#include "models/base/timetext.h"
#include "models/items/clocktext.h"
#include "models/items/factstable.h"
#include "models/items/factstree.h"
#include "models/items/lockrows.h"
#include "models/items/queryrows.h"
#include "models/items/sourcetrouble.h"
#include "models/store/platform.h"
#include "widgets/tableview.h"
#include "widgets/theme/theme.h"
#include "widgets/treeview.h"

#include <QStackedLayout>
#include <QVBoxLayout>

#include <algorithm>

namespace surgedeck {

namespace {

constexpr int withCalls = 560; // narrower: calls and duration leave the row
constexpr Milliseconds orderKept{5'000};

QList<Column> wideChain()
{
    return {{CellKind::Lock, 168}, {CellKind::Text, 0}, {CellKind::Number, 72}, {CellKind::Number, 104}};
}

/// Who waits for whom, and how long: the statement stands in the table above.
QList<Column> narrowChain()
{
    constexpr int hidden = 1'000'000;
    return {{CellKind::Lock, 0}, {CellKind::Text, 1, hidden}, {CellKind::Number, 72}, {CellKind::Number, 104}};
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
    , m_digests(new FactsTable(digestHeads({}), this))
    , m_locks(new FactsTree(lockHeads(), this))
    , m_table(new TableView({{CellKind::Digest, 0},
                             {CellKind::Bullet, 106},
                             {CellKind::Number, 92},
                             {CellKind::Number, 58, withCalls},
                             {CellKind::Number, 62, withCalls},
                             {CellKind::Number, 66}}))
    , m_noDigests(new Panel(tr("Statements"), nullptr, Look::Section))
    , m_tree(new TreeView(wideChain()))
    , m_chain(new Panel(tr("Lock chain"), nullptr, Look::Section))
{
    setObjectName(QStringLiteral("panel-queries"));
    setKeyHint(QStringLiteral("Q"));
    auto *body = new QWidget(this);
    auto *column = new QVBoxLayout(body);
    column->setContentsMargins({});
    column->setSpacing(0);
    m_table->setModel(m_digests);
    m_table->setAccessibleName(tr("Query digests"));
    auto *digests = new QWidget(body);
    m_digestRoom = new QStackedLayout(digests);
    m_digestRoom->addWidget(m_table);
    m_noDigests->setObjectName(QStringLiteral("section-statements"));
    m_digestRoom->addWidget(m_noDigests);
    column->addWidget(digests, 1);
    m_tree->setModel(m_locks);
    m_tree->setAccessibleName(tr("Lock chain"));
    m_chain->setObjectName(QStringLiteral("section-locks"));
    m_chain->setBody(m_tree);
    column->addWidget(m_chain);
    setBody(body);
    body->setFocusProxy(m_table);
    connect(new OrderHold(m_table, m_digests), &OrderHold::changed, this, [this] {
        m_orderHeld = m_table->hasFocus() || m_table->underMouse();
    });
    for (QAbstractItemView *view : {static_cast<QAbstractItemView *>(m_table), static_cast<QAbstractItemView *>(m_tree)})
        connect(view, &QAbstractItemView::activated, this,
                [this](const QModelIndex &index) { Q_EMIT detailWanted(index.data(IdRole).toString()); });
}

void QueriesPanel::resizeEvent(QResizeEvent *event)
{
    Panel::resizeEvent(event);
    placeChain();
}

/// The chain takes what the design gives it: its head and four rows, more where the panel is high, two where it is low.
void QueriesPanel::placeChain()
{
    const int row = theme::grown(size::row, {Text::Body});
    const int head = m_chain->header()->sizeHint().height();
    const int body = height() - header()->sizeHint().height();
    const int rows = std::max(2, (body * 45 / 100 - head) / row);
    m_tree->setColumns(width() < theme::scaled(withCalls) ? narrowChain() : wideChain());
    m_chain->setFixedHeight(std::min(head + rows * row + size::hair, std::max(0, body - m_table->heightForRows(1))));
}

/// From the size of the panel: before it was shown once, what is in it has no size yet.
std::size_t QueriesPanel::roomForDigests() const
{
    const int row = m_table->heightForRows(1) - m_table->heightForRows(0);
    const int room = height() - 2 * size::hair - m_chain->maximumHeight() - m_table->heightForRows(0) -
                     const_cast<QueriesPanel *>(this)->header()->sizeHint().height();
    return std::size_t(std::max(1, room / row));
}

void QueriesPanel::refresh()
{
    const SourceConfig *source = mostTroubled(m_platform, isDatabase);
    if (source) {
        show(*source, m_platform.database(source->id)->view());
        return;
    }
    const auto &sources = m_platform.workspace().sources;
    const auto first = std::find_if(sources.begin(), sources.end(), isDatabase);
    const WallTime now = m_platform.view().now;
    setState(first == sources.end() ? DataState{.kind = DataState::Kind::Empty, .message = tr("No database in this workspace")}
                                    : dataStateOf(m_platform.sources().view(first->id, now), now));
    m_chain->setState(state());
}

void QueriesPanel::show(const SourceConfig &source, const DatabaseView &view)
{
    const WallTime now = m_platform.view().now;
    const bool another = m_shown != source.id;
    const bool due = another || now - m_ordered >= orderKept;
    m_shown = source.id;
    m_digests->setHeads(digestHeads(view));
    m_digests->setOrderHeld(m_orderHeld || !due);
    m_digests->setRows(digestRows(view, dialectOf(source), roomForDigests()));
    if (due)
        m_ordered = now;
    QString subtitle = tr("%1 \u00b7 last %2").arg(source.id, durationWords(view.window));
    if (m_orderHeld && m_digests->movedRows() > 0)
        subtitle += tr(" \u00b7 %1 rows moved").arg(m_digests->movedRows());
    const bool refused = view.digests.empty() && !view.digestReason.isEmpty();
    if (!refused && !view.digestReason.isEmpty())
        subtitle += QStringLiteral(" \u00b7 ") + view.digestReason;
    setSubtitle(subtitle);
    if (refused)
        m_noDigests->setState(refusedPart(source.id, tr("No totals of statements"), view.digestReason));
    m_digestRoom->setCurrentIndex(refused ? 1 : 0);
    body()->setFocusProxy(m_digestRoom->currentWidget());
    setState(dataStateOf(m_platform.sources().view(source.id, now), now));
    showChain(source, view);
}

void QueriesPanel::showChain(const SourceConfig &source, const DatabaseView &view)
{
    const WallTime now = m_platform.view().now;
    const int row = theme::grown(size::row, {Text::Body});
    const auto room = std::size_t(std::max(0, m_chain->maximumHeight() - m_chain->header()->sizeHint().height()) / row);
    m_locks->setRows(lockRows(view.locks, dialectOf(source), room));
    DataState chain = state();
    if (view.locksAt)
        chain.age = now - *view.locksAt;
    if (!view.locksCannotTell.isEmpty() && view.locks.empty()) {
        chain = refusedPart(source.id, tr("Who waits for whom can not be told"), view.locksCannotTell);
        chain.age = state().age;
    } else if (view.locks.empty() && state().showsData()) {
        chain.kind = DataState::Kind::Empty;
        chain.message = tr("No lock waits");
        const auto longest = m_platform.database(source.id)->longestWait();
        chain.detail = longest ? tr("Longest in the last hour: %1 s at %2").arg(toSeconds(longest->waited), 0, 'f', 1).arg(minuteText(longest->at))
                               : tr("None seen in the last hour");
    }
    m_chain->setState(chain);
    m_chain->setSubtitle(view.lockWaiters == 0 ? tr("0 waiting")
                                               : tr("%n session(s) waiting \u00b7 longest %1", nullptr, view.lockWaiters)
                                                     .arg(durationWords(longestWait(view))));
}

} // namespace surgedeck
