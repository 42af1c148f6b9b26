// SPDX-License-Identifier: GPL-3.0-or-later
// What a person does with a chart: pointer, wheel and keys. They change the time axis, and with it every chart.
#include "widgets/chart/chartcanvas.h"

#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace surgedeck {

namespace {

constexpr int leapPoints = 10;
constexpr double zoomStep = 2;
constexpr int wheelNotch = 120; ///< QWheelEvent::angleDelta of one notch

} // namespace

void ChartCanvas::moveCursor(int points)
{
    if (m_model->lines().empty() || m_model->lines().front().pyramid.points().empty())
        return;
    const SeriesPyramid &pyramid = m_model->lines().front().pyramid;
    const TimeRange &range = m_axis->range();
    const auto first = static_cast<long long>(*pyramid.nearest(range.from));
    const auto last = static_cast<long long>(*pyramid.nearest(range.to));
    const bool inside = m_axis->cursor() && range.contains(*m_axis->cursor());
    const long long now = inside ? static_cast<long long>(*pyramid.nearest(*m_axis->cursor())) + points : last;
    m_axis->setCursor(pyramid.points()[std::size_t(std::clamp(now, first, last))].time);
    QAccessibleEvent event(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&event);
}

void ChartCanvas::zoomBy(double factor, WallTime around)
{
    const TimeRange &range = m_axis->range();
    const double share = std::clamp(range.share(around), 0.0, 1.0);
    const auto length = Milliseconds(static_cast<long long>(double(range.length().count()) / factor));
    if (length < TimeAxis::shortest && factor > 1)
        return;
    const WallTime from = around - Milliseconds(static_cast<long long>(share * double(length.count())));
    m_axis->adjustTo({from, from + length});
}

bool ChartCanvas::handleCursorKey(QKeyEvent *event)
{
    const int leap = event->modifiers().testFlag(Qt::ShiftModifier) ? leapPoints : 1;
    constexpr int all = 1 << 30;
    switch (event->key()) {
    case Qt::Key_Left:
        moveCursor(-leap);
        return true;
    case Qt::Key_Right:
        moveCursor(leap);
        return true;
    case Qt::Key_Home:
        moveCursor(-all);
        return true;
    case Qt::Key_End:
        moveCursor(all);
        return true;
    default:
        return false;
    }
}

bool ChartCanvas::handleSpanKey(QKeyEvent *event)
{
    const TimeRange &range = m_axis->range();
    const WallTime around = m_axis->cursor().value_or(range.at(0.5));
    switch (event->key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        zoomBy(zoomStep, around);
        return true;
    case Qt::Key_Minus:
        zoomBy(1 / zoomStep, around);
        return true;
    case Qt::Key_PageUp:
        m_axis->panBy(-range.length() / 2);
        return true;
    case Qt::Key_PageDown:
        m_axis->panBy(range.length() / 2);
        return true;
    default:
        return false;
    }
}

void ChartCanvas::keyPressEvent(QKeyEvent *event)
{
    const bool alt = event->modifiers() == Qt::AltModifier;
    if (alt && event->key() == Qt::Key_Left)
        return m_axis->back();
    if (alt && event->key() == Qt::Key_Right)
        return m_axis->forward();
    if (event->key() == Qt::Key_Escape && m_drag != Drag::None) {
        m_drag = Drag::None;
        m_pressedAt.reset();
        return update();
    }
    if (event->key() == Qt::Key_Escape)
        Q_EMIT escapePressed();
    else if (!handleCursorKey(event) && !handleSpanKey(event))
        PaintedWidget::keyPressEvent(event);
}

void ChartCanvas::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && !m_model->panes().empty())
        m_pressedAt = event->position().x();
}

void ChartCanvas::mouseMoveEvent(QMouseEvent *event)
{
    const double x = event->position().x();
    if (m_pressedAt && m_drag == Drag::None && std::abs(x - *m_pressedAt) >= QApplication::startDragDistance())
        m_drag = event->modifiers().testFlag(Qt::ShiftModifier) ? Drag::Select : Drag::Zoom;
    const QRectF plot = wholePlot();
    if (m_drag == Drag::Select)
        m_axis->setSelection(TimeRange{timeAt(std::min(x, *m_pressedAt)), timeAt(std::max(x, *m_pressedAt))});
    if (m_drag == Drag::Zoom) {
        m_draggedTo = std::clamp(x, plot.left(), plot.right());
        update();
    }
    if (plot.adjusted(-1, -1, 1, 1).contains(event->position()) || m_drag != Drag::None)
        m_axis->setCursor(timeAt(x));
    else
        m_axis->setCursor(std::nullopt);
}

void ChartCanvas::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const Drag drag = std::exchange(m_drag, Drag::None);
    const std::optional<double> from = std::exchange(m_pressedAt, std::nullopt);
    if (drag == Drag::Zoom)
        m_axis->zoomTo({timeAt(*from), timeAt(m_draggedTo)});
    if (drag == Drag::Select && m_axis->selection())
        Q_EMIT rangeSelected(*m_axis->selection());
    update();
}

void ChartCanvas::wheelEvent(QWheelEvent *event)
{
    const QPoint turned = event->angleDelta();
    if (turned.x() != 0 || event->modifiers().testFlag(Qt::ShiftModifier)) {
        const int notches = turned.x() != 0 ? turned.x() : turned.y();
        m_axis->panBy(m_axis->range().length() / 10 * -notches / wheelNotch);
    } else if (turned.y() != 0) {
        zoomBy(std::pow(zoomStep, double(turned.y()) / wheelNotch / 2), timeAt(event->position().x()));
    }
    event->accept();
}

void ChartCanvas::leaveEvent(QEvent *)
{
    m_axis->setCursor(std::nullopt);
}

} // namespace surgedeck
