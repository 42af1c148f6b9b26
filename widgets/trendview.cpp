// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/trendview.h"

#include "models/base/numbertext.h"
#include "widgets/seriestable.h"
#include "widgets/theme/statusshape.h"
#include "widgets/theme/theme.h"
#include "widgets/timeaxis.h"
#include "widgets/trendline.h"

#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace surgedeck {

namespace {

constexpr int mostIntervals = 4;
constexpr int leapSamples = 10; ///< that Shift and an arrow move the cursor by

} // namespace

TrendView::TrendView(QWidget *parent, TimeLabels labels)
    : PaintedWidget(parent)
{
    m_chrome.timeLabels = labels == TimeLabels::Shown;
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
}

TrendView::~TrendView() = default;

void TrendView::setAxis(TimeAxis *axis)
{
    if (m_axis != nullptr)
        m_axis->disconnect(this);
    m_axis = axis;
    if (axis != nullptr) {
        connect(axis, &TimeAxis::rangeChanged, this, &TrendView::axisMoved);
        connect(axis, &TimeAxis::cursorChanged, this, &TrendView::cursorMoved);
        connect(axis, &TimeAxis::selectionChanged, this, qOverload<>(&QWidget::update));
    }
    axisMoved();
}

void TrendView::setCaption(const TrendCaption &caption)
{
    if (caption == m_chrome.caption)
        return;
    m_chrome.caption = caption;
    invalidate(Everything);
}

void TrendView::setData(TrendData trend)
{
    m_data = std::move(trend);
    const ValueScale scale = steadyScale(m_chrome.scale, extentOf(m_data), mostIntervals);
    const bool sameChrome = scale == m_chrome.scale && m_data.limit == m_chrome.limit;
    m_chrome.scale = scale;
    m_chrome.limit = m_data.limit;
    invalidate(sameChrome ? Curve : Everything);
}

void TrendView::setMarks(const TrendMarks &marks)
{
    if (marks == m_chrome.marks)
        return;
    m_chrome.marks = marks;
    invalidate(Everything);
}

void TrendView::setState(const DataState &state)
{
    const bool wasOld = m_state.isOld();
    m_state = state;
    m_chrome.old = state.isOld();
    if (wasOld != state.isOld())
        invalidate(Everything);
}

void TrendView::setGround(Ink ground)
{
    m_ground = ground;
    invalidate(Everything);
}

void TrendView::invalidate(Stale what)
{
    m_stale = std::max(m_stale, what);
    update(what == Curve ? plot().toAlignedRect().adjusted(-1, -1, 1, 1) : rect());
}

void TrendView::axisMoved()
{
    m_chrome.range = isLinked() ? std::optional(m_axis->range()) : std::nullopt;
    invalidate(Everything);
}

bool TrendView::isLinked() const
{
    return m_axis != nullptr && !m_axis->range().isEmpty();
}

QRectF TrendView::plot() const
{
    return m_chrome.plot(size());
}

QColor TrendView::curveInk() const
{
    return theme::colour(m_state.isOld() ? &Colours::stale : &Colours::dataNormal);
}

void TrendView::renderFrame()
{
    const qreal ratio = devicePixelRatioF();
    const QSize pixels(int(std::ceil(width() * ratio)), int(std::ceil(height() * ratio)));
    if (m_stale == Everything || m_chromePixels.size() != pixels) {
        m_chromePixels = QImage(pixels, QImage::Format_RGB32);
        m_chromePixels.setDevicePixelRatio(ratio);
        m_chromePixels.fill(theme::colour(m_ground));
        QPainter painter(&m_chromePixels);
        m_chrome.paint(painter, size());
        m_stale = Everything;
    }
    const QRectF area = plot();
    const QRect plotPixels =
        QRectF(area.topLeft() * ratio, area.size() * ratio).toAlignedRect() & m_chromePixels.rect();
    if (m_stale == Everything) {
        m_frame = m_chromePixels.copy();
    } else {
        const auto from = std::size_t(plotPixels.left()) * sizeof(QRgb);
        for (int y = plotPixels.top(); y <= plotPixels.bottom(); ++y)
            std::memcpy(m_frame.scanLine(y) + from, m_chromePixels.constScanLine(y) + from,
                        std::size_t(plotPixels.width()) * sizeof(QRgb));
    }
    renderCurve(plotPixels);
    m_stale = Nothing;
}

void TrendView::renderCurve(const QRect &pixels)
{
    const double thickness = lineWidth * devicePixelRatioF();
    const TrendWindow window = isLinked() ? windowOf(m_data, m_axis->range()) : wholeOf(m_data);
    trendSpans(m_data, window, {pixels.size(), m_chrome.scale.range, thickness}, m_spans);
    const QColor ink = curveInk();
    paintSpans(m_frame, pixels, m_spans, {ink, m_state.isOld() ? ink : outOfBandInk(m_data.health, ink), thickness});
    if (!m_state.isOld())
        return;
    // What is hatched is what is not known: since the newest value, or all of it where no time is known.
    QRectF unknown = plot();
    if (isLinked() && m_data.span)
        unknown.setLeft(unknown.left() +
                        std::clamp(m_axis->range().share(m_data.span->to), 0.0, 1.0) * unknown.width());
    QPainter painter(&m_frame);
    drawHatch(painter, unknown);
}

void TrendView::paintEvent(QPaintEvent *)
{
    if (m_stale != Nothing || m_frame.devicePixelRatio() != devicePixelRatioF())
        renderFrame();
    QPainter painter(this);
    painter.drawImage(QPointF(0, 0), m_frame);
    const QRectF area = plot();
    if (isLinked() && m_axis->selection()) {
        const TimeRange &range = m_axis->range();
        const double from = std::clamp(range.share(m_axis->selection()->from), 0.0, 1.0);
        const double to = std::clamp(range.share(m_axis->selection()->to), 0.0, 1.0);
        if (to > from)
            drawSelection(painter,
                          {area.left() + from * area.width(), area.top(), (to - from) * area.width(), area.height()});
    }
    m_shownCrosshair = {};
    if (const std::optional<Crosshair> cross = crosshair()) {
        m_shownCrosshair = crosshairBounds(area, *cross);
        drawCrosshair(painter, area, *cross);
    }
}

void TrendView::resizeEvent(QResizeEvent *)
{
    m_stale = Everything;
    if (m_table)
        m_table->setGeometry(rect());
}

void TrendView::cursorMoved()
{
    update(m_shownCrosshair);
    if (const std::optional<Crosshair> cross = crosshair())
        update(crosshairBounds(plot(), *cross));
}

std::optional<std::size_t> TrendView::indexAtCursor() const
{
    if (!isLinked() || !m_axis->cursor() || !m_data.span || m_data.values.empty())
        return std::nullopt;
    const double last = double(m_data.values.size()) - 1;
    const double place = std::round(m_data.span->share(*m_axis->cursor()) * last);
    if (place < 0 || place > last)
        return std::nullopt;
    return std::size_t(place);
}

WallTime TrendView::timeOf(std::size_t index) const
{
    const double last = std::max(1.0, double(m_data.values.size()) - 1);
    return m_data.span->at(double(index) / last);
}

std::optional<Crosshair> TrendView::crosshair() const
{
    if (!isLinked() || !m_axis->cursor() || !m_axis->range().contains(*m_axis->cursor()))
        return std::nullopt;
    const QRectF area = plot();
    Crosshair cross;
    cross.x = area.left() + m_axis->range().share(*m_axis->cursor()) * area.width();
    const std::optional<std::size_t> index = indexAtCursor();
    const QString moment = momentText(index ? timeOf(*index) : *m_axis->cursor(), m_axis->range());
    QList<TextRun> words{{moment, Text::Micro, &Colours::text2}};
    if (index && std::isfinite(m_data.values[*index])) {
        const double value = m_data.values[*index];
        const QColor ink = isOutOfBand(m_data, *index) ? outOfBandInk(m_data.health, curveInk()) : curveInk();
        cross.dots << Crosshair::Dot{area.bottom() - m_chrome.scale.range.share(value) * area.height(), ink};
        const int decimals = readingDecimals(m_data.values, m_chrome.scale);
        words << TextRun{fixedNumber(value, decimals), Text::MicroStrong, &Colours::text1, size::gap}
              << TextRun{m_chrome.caption.unit, Text::Micro, &Colours::text2, 2};
    } else {
        words << TextRun{tr("no value"), Text::Micro, &Colours::stale, size::gap};
    }
    cross.lines << words;
    return cross;
}

QString TrendView::readout() const
{
    const std::optional<std::size_t> index = indexAtCursor();
    if (!index)
        return {};
    const double value = m_data.values[*index];
    const QString words =
        std::isfinite(value)
            ? QStringLiteral("%1 %2").arg(fixedNumber(value, readingDecimals(m_data.values, m_chrome.scale)),
                                          m_chrome.caption.unit)
            : tr("no value");
    return tr("%1, %2").arg(momentText(timeOf(*index), m_axis->range()), words);
}

QString TrendView::spokenName() const
{
    const TrendCaption &caption = m_chrome.caption;
    const QString value =
        caption.value.isEmpty() ? tr("not known") : QStringLiteral("%1 %2").arg(caption.value, caption.unit);
    const Health health = m_state.isOld() ? Health::Unknown : m_data.health;
    QStringList parts{caption.label, value, stateWord(health).toLower()};
    if (!caption.target.isEmpty())
        parts << caption.target;
    if (const std::optional<ValueRange> known = leastAndGreatest(m_data)) {
        const int decimals = readingDecimals(m_data.values, m_chrome.scale);
        parts << tr("lowest %1, highest %2").arg(fixedNumber(known->low, decimals), fixedNumber(known->high, decimals));
    }
    if (isLinked())
        parts << tr("%1 to %2")
                     .arg(momentText(m_axis->range().from, m_axis->range()),
                          momentText(m_axis->range().to, m_axis->range()));
    if (m_state.isOld())
        parts << spokenAge(m_state);
    return parts.join(QStringLiteral(", "));
}

QSize TrendView::sizeHint() const
{
    return {theme::scaled(size::trendCaption + size::trendAxis + size::trendPlot),
            theme::line(Text::Body) + theme::line(Text::BodyStrong) + theme::line(Text::Small)};
}

QSize TrendView::minimumSizeHint() const
{
    return {theme::scaled(size::trendCaption + size::trendAxis) + size::target,
            theme::line(Text::Body) + theme::line(Text::BodyStrong)};
}

void TrendView::moveCursor(int samples)
{
    if (!isLinked() || !m_data.span || m_data.values.empty())
        return;
    const int last = int(m_data.values.size()) - 1;
    // The first key press stands on the newest value; from there the arrows walk.
    const std::optional<std::size_t> now = indexAtCursor();
    const int wanted = now ? std::clamp(int(*now) + samples, 0, last) : last;
    m_axis->setCursor(timeOf(std::size_t(wanted)));
    QAccessibleEvent event(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&event);
}

bool TrendView::hasMarks() const
{
    return isLinked() && (m_axis->cursor() || m_axis->selection());
}

/// Esc is the window's way back: not before everything in the trend is taken back.
bool TrendView::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (isTableKey(*key) || (key->key() == Qt::Key_Escape && (isTableShown() || hasMarks())))
            event->accept();
    }
    return PaintedWidget::event(event);
}

void TrendView::keyPressEvent(QKeyEvent *event)
{
    const int leap = event->modifiers().testFlag(Qt::ShiftModifier) ? leapSamples : 1;
    const int all = int(m_data.values.size());
    if (isTableKey(*event))
        setTableShown(true);
    else if (event->key() == Qt::Key_Left)
        moveCursor(-leap);
    else if (event->key() == Qt::Key_Right)
        moveCursor(leap);
    else if (event->key() == Qt::Key_Home)
        moveCursor(-all);
    else if (event->key() == Qt::Key_End)
        moveCursor(all);
    else if (event->key() == Qt::Key_Escape && hasMarks()) {
        m_axis->setCursor(std::nullopt);
        m_axis->setSelection(std::nullopt);
    } else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        Q_EMIT activated();
    else
        PaintedWidget::keyPressEvent(event);
}

WallTime TrendView::timeAt(double x) const
{
    const QRectF area = plot();
    return m_axis->range().at(std::clamp((x - area.left()) / std::max(1.0, area.width()), 0.0, 1.0));
}

void TrendView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        m_pressedAt = event->position().x();
}

void TrendView::mouseMoveEvent(QMouseEvent *event)
{
    if (!isLinked())
        return;
    const double x = event->position().x();
    m_dragging = m_dragging || (m_pressedAt && std::abs(x - *m_pressedAt) >= QApplication::startDragDistance());
    if (m_dragging)
        m_axis->setSelection(TimeRange{timeAt(std::min(x, *m_pressedAt)), timeAt(std::max(x, *m_pressedAt))});
    if (plot().contains(event->position()) || m_dragging)
        m_axis->setCursor(timeAt(x));
    else
        m_axis->setCursor(std::nullopt);
}

void TrendView::mouseReleaseEvent(QMouseEvent *event)
{
    const bool click = m_pressedAt && !m_dragging && event->button() == Qt::LeftButton;
    m_pressedAt.reset();
    m_dragging = false;
    if (click && rect().contains(event->position().toPoint()))
        Q_EMIT activated();
}

void TrendView::leaveEvent(QEvent *)
{
    if (m_axis != nullptr)
        m_axis->setCursor(std::nullopt);
}

void TrendView::setTableShown(bool shown)
{
    if (shown == isTableShown())
        return;
    if (!shown) {
        m_table->deleteLater();
        m_table.clear();
        setFocus(Qt::OtherFocusReason);
        return;
    }
    SeriesValues values;
    SeriesValues::Column column{
        m_chrome.caption.label, m_chrome.caption.unit, readingDecimals(m_data.values, m_chrome.scale), {}, m_data.limit,
        m_data.badSide,         m_data.health};
    for (std::size_t i = 0; m_data.span && i < m_data.values.size(); ++i) {
        values.times.push_back(timeOf(i));
        column.values.push_back(m_data.values[i]);
    }
    values.columns.push_back(std::move(column));
    m_table = new SeriesTable(std::move(values), tr("%1 as a table").arg(m_chrome.caption.label), this);
    connect(m_table, &SeriesTable::closeWanted, this, [this] { setTableShown(false); });
    m_table->setGeometry(rect());
    m_table->show();
    m_table->setFocus(Qt::OtherFocusReason);
}

} // namespace surgedeck
