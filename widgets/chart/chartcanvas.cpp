// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/chartcanvas.h"

#include "models/base/numbertext.h"
#include "widgets/chart/chartlook.h"
#include "widgets/theme/statusshape.h"
#include "widgets/theme/theme.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <cstring>

namespace surgedeck {

namespace {

constexpr int mostIntervals = 5;

} // namespace

ChartCanvas::ChartCanvas(ChartModel *model, TimeAxis *axis, QWidget *parent)
    : PaintedWidget(parent)
    , m_model(model)
    , m_axis(axis)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    connect(axis, &TimeAxis::rangeChanged, this, &ChartCanvas::rangeMoved);
    connect(axis, &TimeAxis::cursorChanged, this, &ChartCanvas::cursorMoved);
    connect(axis, &TimeAxis::selectionChanged, this, qOverload<>(&QWidget::update));
}

void ChartCanvas::modelChanged()
{
    m_chromeStale = true;
    rangeMoved();
}

void ChartCanvas::rangeMoved()
{
    m_chromeStale = m_model->fitScales(m_axis->range(), mostIntervals) || m_chromeStale;
    m_frameStale = true;
    update();
}

void ChartCanvas::resizeEvent(QResizeEvent *)
{
    m_chromeStale = true;
}

void ChartCanvas::themeChanged()
{
    m_chromeStale = true;
}

QRectF ChartCanvas::wholePlot() const
{
    const std::vector<QRectF> plots = areas();
    return plots.empty() ? QRectF() : plots.front().united(plots.back());
}

double ChartCanvas::xOf(WallTime time) const
{
    const QRectF plot = wholePlot();
    return plot.left() + m_axis->range().share(time) * plot.width();
}

WallTime ChartCanvas::timeAt(double x) const
{
    const QRectF plot = wholePlot();
    return m_axis->range().at(std::clamp((x - plot.left()) / std::max(1.0, plot.width()), 0.0, 1.0));
}

void ChartCanvas::renderFrame()
{
    if (m_chromeStale || m_chrome.devicePixelRatio() != devicePixelRatioF()) {
        m_chrome = renderChrome(m_model->panes(), size(), devicePixelRatioF());
        m_chromeStale = false;
    }
    if (m_frame.size() == m_chrome.size()) // a copy into pages that are already ours is several times faster
        std::memcpy(m_frame.bits(), m_chrome.constBits(), std::size_t(m_chrome.sizeInBytes()));
    else
        m_frame = m_chrome.copy();
    m_frame.setDevicePixelRatio(devicePixelRatioF());
    QPainter under(&m_frame);
    renderTimes(under);
    renderEvents(under);
    under.end();
    renderLines();
    QPainter over(&m_frame);
    renderPins(over);
    renderLetters(over);
    m_frameStale = false;
}

void ChartCanvas::renderTimes(QPainter &painter) const
{
    const QRectF plot = wholePlot();
    const double half = theme::scaled(size::timeTick) / 2.0;
    const double height = theme::line(Text::Micro);
    for (const TimeTick &tick : timeTicks(m_axis->range(), int(plot.width() / theme::scaled(2 * size::timeTick)))) {
        const double x = std::round(xOf(tick.time));
        for (const QRectF &area : areas())
            painter.fillRect(QRectF(x, area.top(), size::hair, area.height()), theme::colour(&Colours::line));
        const double label = textWidth(tick.label, Text::Micro) / 2;
        const double middle = std::min(x, width() - label - 1); // the last label stays whole
        drawLine(painter, QRectF(middle - half, plot.bottom() + size::inner, 2 * half, height),
                 {tick.label, Text::Micro, &Colours::text3}, Qt::AlignHCenter);
    }
}

void ChartCanvas::renderEvents(QPainter &painter) const
{
    const QRectF plot = wholePlot();
    double free = plot.left();
    for (const ChartEvent &event : m_model->events) {
        if (!m_axis->range().contains(event.time))
            continue;
        const double x = std::round(xOf(event.time)) + 0.5;
        QPen dots(theme::colour(stateInk(event.health, &Colours::text2)), size::hair, Qt::CustomDashLine, Qt::FlatCap);
        dots.setDashPattern({2, 2});
        painter.setPen(dots);
        for (const QRectF &area : areas())
            painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
        // To the left of its line; to the right where another event stands on the left.
        const double width = textWidth(event.label, Text::Micro);
        const bool left = x - size::inner - width >= free;
        const double from = left ? x - size::inner - width : x + size::inner;
        if (width == 0 || from < free || from + width > plot.right())
            continue;
        drawLine(painter, QRectF(from, plot.top(), width + 1, theme::line(Text::Micro)),
                 {event.label, Text::Micro, &Colours::text2});
        free = std::max(x, from + width) + size::inner;
    }
}

void ChartCanvas::renderPins(QPainter &painter) const
{
    const QRectF plot = wholePlot();
    for (const WallTime pin : m_model->pins) {
        if (!m_axis->range().contains(pin))
            continue;
        const double x = std::floor(xOf(pin));
        painter.fillRect(QRectF(x, plot.top() - size::gap, size::hair, plot.height() + size::gap),
                         theme::colour(&Colours::text1));
        painter.fillRect(QRectF(x, plot.top() - size::gap, size::gap, size::inner), theme::colour(&Colours::text1));
    }
}

void ChartCanvas::renderLines()
{
    const qreal ratio = devicePixelRatioF();
    const std::vector<QRectF> plots = areas();
    for (std::size_t i = 0; i < m_model->lines().size(); ++i) {
        const ChartModel::Line &line = m_model->lines()[i];
        const QRectF &area = plots[line.pane];
        const QRect pixels = QRectF(area.topLeft() * ratio, area.size() * ratio).toRect();
        const SpanPlot plot{pixels.size(), m_model->panes()[line.pane].scale.range, lineWidth * ratio};
        line.pyramid.spans(m_axis->range(), plot, line.limit(), m_spans);
        paintSpans(m_frame, pixels, m_spans, seriesLook(i, line.series, ratio));
    }
}

void ChartCanvas::renderLetters(QPainter &painter) const
{
    const std::vector<QRectF> plots = areas();
    for (std::size_t i = 0; i < m_model->lines().size(); ++i) {
        const QString letter = m_model->letter(i);
        const ChartModel::Line &line = m_model->lines()[i];
        const std::vector<MetricPoint> &points = line.pyramid.points();
        if (letter.isEmpty() || points.empty())
            continue;
        // Where the letters of lines that end alike would cover each other they stand side by side.
        const QRectF &area = plots[line.pane];
        const double x = area.right() - double(i + 1) * theme::scaled(size::letter);
        const std::optional<MetricPoint> point = m_model->at(i, timeAt(x + theme::scaled(size::letter) / 2.0));
        if (!point || !std::isfinite(point->value))
            continue;
        const double y = area.bottom() - m_model->panes()[line.pane].scale.range.share(point->value) * area.height();
        const double height = theme::scaled(size::letter);
        const QRectF box(std::round(x), std::round(std::clamp(y - height / 2, area.top(), area.bottom() - height)),
                         height, height);
        painter.fillRect(box, theme::colour(&Colours::panel));
        drawLine(painter, box, {letter, Text::MicroStrong, &Colours::text1}, Qt::AlignHCenter);
    }
}

QImage ChartCanvas::picture()
{
    if (m_chromeStale || m_frameStale)
        renderFrame();
    return m_frame;
}

void ChartCanvas::paintEvent(QPaintEvent *)
{
    if (m_chromeStale || m_frameStale || m_frame.devicePixelRatio() != devicePixelRatioF())
        renderFrame();
    QPainter painter(this);
    painter.drawImage(QPointF(0, 0), m_frame);
    const QRectF plot = wholePlot();
    if (const std::optional<TimeRange> &selection = m_axis->selection()) {
        const double from = std::clamp(xOf(selection->from), plot.left(), plot.right());
        const double to = std::clamp(xOf(selection->to), plot.left(), plot.right());
        if (to > from)
            drawSelection(painter, {from, plot.top(), to - from, plot.height()});
    }
    if (m_drag == Drag::Zoom)
        drawSelection(painter, {std::min(*m_pressedAt, m_draggedTo), plot.top(), std::abs(m_draggedTo - *m_pressedAt),
                                plot.height()});
    m_shownCrosshair = {};
    if (const std::optional<Crosshair> cross = crosshair()) {
        m_shownCrosshair = crosshairBounds(plot, *cross);
        drawCrosshair(painter, plot, *cross);
    }
}

void ChartCanvas::cursorMoved()
{
    update(m_shownCrosshair);
    if (const std::optional<Crosshair> cross = crosshair())
        update(crosshairBounds(wholePlot(), *cross));
}

std::optional<Crosshair> ChartCanvas::crosshair() const
{
    if (!m_axis->cursor() || !m_axis->range().contains(*m_axis->cursor()))
        return std::nullopt;
    const WallTime time = *m_axis->cursor();
    Crosshair cross;
    cross.x = xOf(time);
    cross.lines << QList<TextRun>{{momentText(time, m_axis->range()), Text::Micro, &Colours::text2}};
    const std::vector<QRectF> plots = areas();
    for (std::size_t i = 0; i < m_model->lines().size(); ++i) {
        const ChartModel::Line &line = m_model->lines()[i];
        const std::optional<MetricPoint> point = m_model->at(i, time);
        QList<TextRun> words{{m_model->letter(i), Text::MicroStrong, &Colours::text2}};
        const int gap = words.front().text.isEmpty() ? 0 : size::gap;
        if (!point || !std::isfinite(point->value)) {
            cross.lines << (words << TextRun{tr("no value"), Text::Micro, &Colours::stale, gap});
            continue;
        }
        const SpanLook look = seriesLook(i, line.series, 1);
        const QRectF &area = plots[line.pane];
        const bool bad = m_model->isOutOfBand(i, point->value);
        cross.dots << Crosshair::Dot{area.bottom() -
                                         m_model->panes()[line.pane].scale.range.share(point->value) * area.height(),
                                     bad ? look.outOfBand : look.normal};
        cross.lines << (words << TextRun{m_model->valueText(i, point->value), Text::MicroStrong,
                                         bad ? stateInk(line.series.health) : &Colours::text1, gap}
                              << TextRun{line.series.unit, Text::Micro, &Colours::text2, 2});
    }
    return cross;
}

QString ChartCanvas::readout() const
{
    if (!m_axis->cursor() || !m_axis->range().contains(*m_axis->cursor()))
        return {};
    QStringList parts{momentText(*m_axis->cursor(), m_axis->range())};
    for (std::size_t i = 0; i < m_model->lines().size(); ++i) {
        const ChartSeries &series = m_model->lines()[i].series;
        const std::optional<MetricPoint> point = m_model->at(i, *m_axis->cursor());
        const bool known = point && std::isfinite(point->value);
        const QString value =
            known ? QStringLiteral("%1 %2").arg(m_model->valueText(i, point->value), series.unit) : tr("no value");
        parts << tr("%1 %2").arg(series.name, value);
    }
    return parts.join(QStringLiteral(", "));
}

QString ChartCanvas::spokenName() const
{
    QStringList parts{m_model->title};
    for (std::size_t i = 0; i < m_model->lines().size(); ++i) {
        const ChartSeries &series = m_model->lines()[i].series;
        const Health health = series.state.isOld() ? Health::Unknown : series.health;
        parts << tr("%1 %2 %3").arg(series.name, series.value.isEmpty() ? tr("not known") : series.value, series.unit);
        parts << stateWord(health).toLower();
        if (const std::optional<ValueRange> extent = m_model->lines()[i].pyramid.extent(m_axis->range()))
            parts << tr("lowest %1, highest %2")
                         .arg(m_model->valueText(i, extent->low), m_model->valueText(i, extent->high));
    }
    const TimeRange &range = m_axis->range();
    parts << tr("%1 to %2").arg(momentText(range.from, range), momentText(range.to, range));
    return parts.join(QStringLiteral(", "));
}

QSize ChartCanvas::sizeHint() const
{
    return {theme::scaled(size::chartAxis + size::trendPlot), theme::scaled(size::chartHeight)};
}

} // namespace surgedeck
