// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panels/cachepage.h"

#include "models/base/numbertext.h"
#include "models/items/factstable.h"
#include "models/items/replicationwords.h"
#include "models/items/workbenchrows.h"
#include "widgets/factgrid.h"
#include "widgets/tableview.h"
#include "widgets/theme/theme.h"
#include "widgets/timeaxis.h"
#include "widgets/trendview.h"

#include <QGridLayout>
#include <QVBoxLayout>

namespace surgedeck {

namespace {

using Figure = CacheHistory::Figure;

constexpr int trendHeight = 72;
constexpr std::size_t trendsInARow = 2;
constexpr Milliseconds shortestSpan{10 * 60'000}; ///< a line of seconds would look like a history

bool isShare(Figure figure)
{
    return figure == Figure::HitRatio || figure == Figure::MemoryShare;
}

QString percentWords(const std::optional<double> &share)
{
    return share ? fixedNumber(*share * 100, 0) + QStringLiteral(" %") : QStringLiteral("\u2014");
}

QString hitWords(const CacheStats &stats)
{
    return stats.usualHitRatio
               ? CachePage::tr("%1, since the start %2").arg(percentWords(stats.hitRatio), percentWords(stats.usualHitRatio))
               : percentWords(stats.hitRatio);
}

TrendCaption captionOf(Figure figure, const std::optional<double> &newest)
{
    static const char *const labels[] = {QT_TRANSLATE_NOOP("surgedeck::CachePage", "Hit ratio"),
                                         QT_TRANSLATE_NOOP("surgedeck::CachePage", "Commands"),
                                         QT_TRANSLATE_NOOP("surgedeck::CachePage", "Keys evicted"),
                                         QT_TRANSLATE_NOOP("surgedeck::CachePage", "Memory of the limit")};
    TrendCaption caption;
    caption.label = CachePage::tr(labels[std::size_t(figure)]);
    if (!newest)
        return caption;
    const NumberText text = isShare(figure) ? percentText(*newest) : countText(*newest);
    caption.value = text.number;
    caption.unit = isShare(figure) ? text.unit : CachePage::tr("%1/s").arg(text.unit);
    return caption;
}

} // namespace

CachePage::CachePage(QWidget *parent)
    : QWidget(parent)
    , m_facts(new FactGrid(4))
    , m_axis(new TimeAxis(this))
    , m_slow(new FactsTable(slowCommandHeads(), this))
{
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(size::padding, size::gap, size::padding, 0);
    auto *table = new TableView({{CellKind::Text, 0}, {CellKind::Number, 92}, {CellKind::Number, 72}});
    table->setModel(m_slow);
    table->setAccessibleName(tr("Slow commands"));
    rows->setSpacing(size::gap);
    auto *trends = new QGridLayout;
    trends->setVerticalSpacing(size::gap);
    trends->setHorizontalSpacing(size::group);
    for (std::size_t i = 0; i < m_trends.size(); ++i) {
        m_trends[i] = new TrendView(this, TrendView::TimeLabels::Shown);
        m_trends[i]->setFocusPolicy(Qt::StrongFocus);
        m_trends[i]->setAxis(m_axis);
        m_trends[i]->setMinimumHeight(theme::grown(trendHeight, {Text::Micro}));
        trends->addWidget(m_trends[i], int(i / trendsInARow), int(i % trendsInARow));
    }
    rows->addWidget(m_facts);
    rows->addLayout(trends, 3);
    rows->addWidget(table, 2);
}

/// The hour, or what is known of it, on one axis: a moment under the cursor is the same in all of them.
void CachePage::showTrends(const CacheHistory &history)
{
    if (history.isEmpty())
        return;
    const auto [first, last] = history.covered();
    m_axis->setLive({std::min(first, last - shortestSpan), last});
    for (std::size_t i = 0; i < m_trends.size(); ++i) {
        const auto figure = Figure(i);
        TrendData trend;
        trend.values = history.values(figure);
        trend.span = TimeRange{first, last};
        trend.low = 0;
        if (isShare(figure)) {
            for (double &value : trend.values)
                value *= 100;
            trend.high = 100;
        }
        const std::optional<double> newest = newestOf(trend);
        m_trends[i]->setCaption(captionOf(figure, newest));
        m_trends[i]->setState(newest ? DataState{.kind = DataState::Kind::Live}
                                     : DataState{.kind = DataState::Kind::Empty, .message = tr("Not told")});
        m_trends[i]->setData(std::move(trend));
    }
}

void CachePage::show(const CacheStats &stats, const CacheHistory &history, const ServerFacts *facts)
{
    showTrends(history);
    const auto words = [](const std::optional<NumberText> &text) {
        return text ? text->number + QLatin1Char(' ') + text->unit : QStringLiteral("\u2014");
    };
    const auto count = [&words](const std::optional<double> &value) {
        return words(value ? std::optional(countText(*value)) : std::nullopt);
    };
    const auto bytes = [&words](const std::optional<double> &value) {
        return words(value ? std::optional(bytesText(*value)) : std::nullopt);
    };
    const auto whole = [](const std::optional<int> &value) {
        return value ? QString::number(*value) : QStringLiteral("\u2014");
    };
    const auto orDash = [](const QString &text) { return text.isEmpty() ? QStringLiteral("\u2014") : text; };
    m_facts->setFacts(
        {{tr("Hit ratio"), hitWords(stats)},
         {tr("Memory"), tr("%1 of %2").arg(bytes(stats.usedMemoryBytes), bytes(stats.maxMemoryBytes))},
         {tr("Evicted /s"), count(stats.evictedPerSecond)},
         {tr("Commands /s"), count(stats.opsPerSecond)},
         {tr("Clients"), whole(stats.clients)},
         {tr("Blocked"), whole(stats.blockedClients)},
         {tr("Replication"), orDash(facts ? replicationWords(*facts) : QString())},
         {tr("Slowest event"), orDash(latencyWords(stats))}});
    m_slow->setRows(slowCommandRows(stats));
}

} // namespace surgedeck
