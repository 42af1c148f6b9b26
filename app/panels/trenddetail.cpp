// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panels/trenddetail.h"

#include "app/panels/indicatortrend.h"
#include "models/base/safetext.h"
#include "models/items/clocktext.h"
#include "widgets/button.h"
#include "widgets/eventlegend.h"
#include "widgets/theme/tokens.h"

#include <QKeyEvent>
#include <QVBoxLayout>

namespace surgedeck {

namespace {
constexpr int minutesPerTick = 5;
}

TrendDetail::TrendDetail(const Platform &platform, std::size_t indicator, QWidget *parent)
    : DetailPanel(SafeText::of(platform.workspace().indicators[indicator].name).singleLine(60), parent)
    , m_platform(platform)
    , m_indicator(indicator)
    , m_legend(new EventLegend)
    , m_trend(new TrendView(nullptr, TrendView::TimeLabels::Shown))
{
    setObjectName(QStringLiteral("detail-trend"));
    header()->addExtra(m_legend);
    auto *larger = new Button(tr("Chart"));
    larger->setKeyHint(tr("Enter"));
    larger->setAccessibleDescription(tr("Opens a large chart with crosshair, zoom, table and export"));
    larger->setObjectName(QStringLiteral("detail-larger"));
    header()->addExtra(larger);
    const auto enlarge = [this] { Q_EMIT chartWanted(m_indicator); };
    connect(larger, &Button::clicked, this, enlarge);
    connect(m_trend, &TrendView::activated, this, enlarge);
    m_trend->setFocusPolicy(Qt::StrongFocus);
    auto *body = new QWidget;
    auto *column = new QVBoxLayout(body);
    column->setContentsMargins(size::padding, size::padding, size::padding, size::gap);
    column->addWidget(m_trend);
    setBody(body);
    body->setFocusProxy(m_trend);
}

void TrendDetail::refresh()
{
    const WallTime now = m_platform.view().now;
    TrendMarks marks;
    for (const auto &[position, label] : hourTicks(now, minutesPerTick))
        marks.ticks.push_back({position, label});
    QList<LegendEvent> legend;
    for (const HourEvent &event : leadingEvents(m_platform)) {
        marks.events.push_back({event.position, {}, {}});
        legend << LegendEvent{event.what, clockText(event.at)};
    }
    m_legend->setEvents(legend);
    m_trend->setCaption(captionOfIndicator(m_platform, m_indicator));
    m_trend->setData(trendOfIndicator(m_platform, m_indicator));
    m_trend->setMarks(marks);
    const auto [change, span] = changeOfIndicator(m_platform, m_indicator);
    setSubtitle(change.isEmpty() ? tr("last 60 min") : tr("last 60 min \u00b7 %1 %2").arg(change, span));
    setState(stateOfIndicator(m_platform, m_indicator));
}

void TrendDetail::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_B && event->modifiers() == Qt::NoModifier)
        Q_EMIT breakdownWanted(m_indicator);
    else
        DetailPanel::keyPressEvent(event);
}

} // namespace surgedeck
