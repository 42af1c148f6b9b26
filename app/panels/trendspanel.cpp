// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panels/trendspanel.h"

#include "app/panels/datastates.h"
#include "app/panels/indicatortrend.h"
#include "models/items/clocktext.h"
#include "models/items/trendchoice.h"
#include "widgets/eventlegend.h"
#include "widgets/theme/theme.h"

#include <QVBoxLayout>

#include <algorithm>

namespace surgedeck {

namespace {

constexpr int minutesPerTick = 10;
constexpr int minutesPerTickNarrow = 20;
constexpr int withAllTicks = 560;
constexpr int titleAndAge = 270; // of the head, beside the legend
constexpr double manyWait = 3;
constexpr std::chrono::minutes locksKept{10};

/// The database where most sessions waited within the last minutes, if several did.
QString lockedSource(const Platform &platform)
{
    QString source;
    double most = manyWait - 1;
    for (const SourceConfig &config : platform.workspace().sources) {
        const DatabaseStore *database = platform.database(config.id);
        if (!database)
            continue;
        for (const MetricPoint &point : database->waiterHistory()) {
            if (platform.view().now - point.time <= locksKept && point.value > most) {
                most = point.value;
                source = config.id;
            }
        }
    }
    return source;
}

} // namespace

TrendsPanel::TrendsPanel(const Platform &platform, QWidget *parent)
    : Panel(tr("Trends"), parent)
    , m_platform(platform)
    , m_legend(new EventLegend)
{
    setObjectName(QStringLiteral("panel-trends"));
    setKeyHint(QStringLiteral("T"));
    header()->addExtra(m_legend);
    auto *body = new QWidget;
    auto *rows = new QVBoxLayout(body);
    rows->setContentsMargins(size::padding, size::gap, size::padding, size::inner);
    rows->setSpacing(size::inner);
    const auto count = std::min(most, platform.workspace().indicators.size());
    for (std::size_t i = 0; i < count; ++i) {
        const bool last = i + 1 == count;
        auto *view = new TrendView(nullptr, last ? TrendView::TimeLabels::Shown : TrendView::TimeLabels::Hidden);
        view->setFocusPolicy(Qt::StrongFocus);
        view->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);
        rows->addWidget(view, last ? 7 : 6); // the last one carries the time
        m_views.push_back(view);
        connect(view, &TrendView::activated, this, [this, i] {
            if (i < m_chosen.size())
                Q_EMIT detailWanted(m_chosen[i]);
        });
    }
    setBody(body);
    if (!m_views.empty())
        body->setFocusProxy(m_views.front());
}

void TrendsPanel::resizeEvent(QResizeEvent *event)
{
    Panel::resizeEvent(event);
    m_legend->setFixedWidth(std::clamp(width() - theme::scaled(titleAndAge), 0, theme::scaled(size::legend)));
}

void TrendsPanel::refresh()
{
    const PlatformView &view = m_platform.view();
    if (m_views.empty()) {
        setState({.kind = DataState::Kind::Empty, .message = tr("No indicators in this workspace"), .detail = tr("List them under indicators:")});
        return;
    }
    std::vector<Health> states;
    for (const IndicatorView &indicator : view.indicators)
        states.push_back(indicator.state);
    m_lockedSource = lockedSource(m_platform);
    m_chosen = chooseTrends(states, std::move(m_chosen), indicatorsShown());
    TrendMarks marks;
    for (const auto &[position, label] : hourTicks(view.now, width() < theme::scaled(withAllTicks) ? minutesPerTickNarrow : minutesPerTick))
        marks.ticks.push_back({position, label});
    QList<LegendEvent> legend;
    for (const HourEvent &event : leadingEvents(m_platform)) {
        marks.events.push_back({event.position, {}, {}});
        legend << LegendEvent{event.what, clockText(event.at)};
    }
    m_legend->setEvents(legend);
    for (std::size_t i = 0; i < m_chosen.size(); ++i) {
        m_views[i]->setCaption(captionOfIndicator(m_platform, m_chosen[i]));
        m_views[i]->setData(trendOfIndicator(m_platform, m_chosen[i]));
        m_views[i]->setMarks(marks);
    }
    if (indicatorsShown() < m_views.size())
        showLocks(*m_views.back(), marks);
    setSubtitle(tr("last 60 min"));
    const SourceConfig *source = sourceOf(m_platform.workspace(), m_platform.workspace().indicators[m_chosen.front()]);
    setState(dataStateOf(m_platform.sources().view(source ? source->id : QString(), view.now), view.now));
}

std::size_t TrendsPanel::indicatorsShown() const
{
    return m_views.size() - (m_lockedSource.isEmpty() || m_views.size() < 2 ? 0 : 1);
}

void TrendsPanel::showLocks(TrendView &view, const TrendMarks &marks)
{
    TrendData trend;
    const auto &history = m_platform.database(m_lockedSource)->waiterHistory();
    trend.values = hourOf(history, m_platform.view().now);
    trend.low = 0;
    const auto isMany = [](double value) { return value >= manyWait; };
    const auto calm = std::find_if_not(trend.values.rbegin(), trend.values.rend(), isMany);
    trend.abnormalTail = int(calm - trend.values.rbegin());
    trend.health = trend.abnormalTail > 0 ? Health::Critical : Health::Normal;
    view.setCaption({tr("Lock waits"), QString::number(history.empty() ? 0 : int(history.back().value)), tr("sessions"), m_lockedSource});
    view.setData(std::move(trend));
    view.setMarks(marks);
}

} // namespace surgedeck
