// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/evidencechip.h"

#include "widgets/agelabel.h"
#include "widgets/frame.h"
#include "widgets/sparkline.h"
#include "widgets/textpaint.h"
#include "widgets/theme/statusshape.h"
#include "widgets/theme/theme.h"

#include <QList>
#include <QPainter>

#include <algorithm>

namespace surgedeck {

EvidenceChip::EvidenceChip(QWidget *parent)
    : PaintedWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void EvidenceChip::setEvidence(const Evidence &evidence)
{
    if (evidence == m_evidence)
        return;
    const Health before = shownHealth();
    m_evidence = evidence;
    if (shownHealth() != before) { // a screen reader hears of states, not of every second
        QAccessibleEvent event(this, QAccessible::NameChanged);
        QAccessible::updateAccessibility(&event);
    }
    update();
}

void EvidenceChip::setTrend(TrendData trend)
{
    m_trend.setData(std::move(trend));
    update();
}

Health EvidenceChip::shownHealth() const
{
    return m_evidence.isUsable() ? m_evidence.health : Health::Unknown;
}

QString EvidenceChip::spokenName() const
{
    const QString value =
        m_evidence.value.isEmpty() ? tr("not known") : QStringLiteral("%1 %2").arg(m_evidence.value, m_evidence.unit);
    const bool met = m_evidence.met && m_evidence.isUsable();
    QStringList parts{m_evidence.label, value, met ? tr("as expected") : stateWord(shownHealth()).toLower()};
    if (!m_evidence.expectation.isEmpty())
        parts << m_evidence.expectation;
    parts << spokenAge(m_evidence.state);
    return parts.join(QStringLiteral(", "));
}

std::optional<double> EvidenceChip::spokenValue() const
{
    return m_evidence.isUsable() ? newestOf(m_trend.data()) : std::nullopt;
}

QSize EvidenceChip::sizeHint() const
{
    return {theme::scaled(size::tileMinimumWidth + size::sparklineWidth),
            theme::line(Text::Body) + theme::line(Text::Value) + 2 * size::gap + size::inner};
}

QSize EvidenceChip::minimumSizeHint() const
{
    return {theme::scaled(size::tileMinimumWidth), sizeHint().height()};
}

void EvidenceChip::paintFrame(QPainter &painter) const
{
    drawSurface(painter, rect(), &Colours::panel, &Colours::line);
    if (m_evidence.state.kind == DataState::Kind::Loading || shownHealth() != Health::Unknown)
        return;
    drawHatch(painter, rect().adjusted(size::hair, size::hair, -size::hair, -size::hair));
    drawDashedFrame(painter, rect(), &Colours::stale);
}

void EvidenceChip::paintHead(QPainter &painter, const QRectF &row) const
{
    const bool met = m_evidence.met && m_evidence.isUsable();
    drawShape(painter, squareIn(row, row.left(), size::stateIcon), met ? Shape::Done : shapeOf(shownHealth()));
    QRectF room = row;
    room.setRight(row.right() - AgeLabel::paintAge(painter, row, m_evidence.state) - size::gap);
    room.setLeft(row.left() + theme::scaled(size::stateIcon) + size::gap);
    drawLine(painter, room, {m_evidence.label, Text::Body, &Colours::text2});
}

void EvidenceChip::paintValue(QPainter &painter, const QRectF &row)
{
    const bool known = !m_evidence.value.isEmpty();
    const bool usable = m_evidence.isUsable();
    const QString value = !known   ? QStringLiteral("—")
                          : usable ? m_evidence.value
                                   : QStringLiteral("≈ ") + m_evidence.value;
    const QList<TextRun> runs{
        {value, Text::Value, stateInk(shownHealth())},
        {known ? m_evidence.unit : QString(), Text::Micro, &Colours::text2, 2},
        {usable ? m_evidence.expectation : tr("last known"), Text::Small, &Colours::text2, size::gap},
    };
    const double line = std::min<double>(theme::scaled(size::sparklineWidth), row.width() * 0.4);
    const double words = std::min(runsWidth(runs), row.width());
    drawLine(painter, row, runs);
    if (words + size::group + line > row.width())
        return; // the figure matters more than its course
    const QRectF plot(row.right() - line, row.bottom() - size::sparklineHeight, line, size::sparklineHeight);
    paintSparkline(painter, plot, m_trend, theme::colour(usable ? &Colours::dataNormal : &Colours::stale));
}

void EvidenceChip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintFrame(painter);
    const double across = width() - 2 * size::padding;
    const QRectF head(size::padding, size::gap - 1, across, theme::line(Text::Body));
    paintHead(painter, head);
    const QRectF value(size::padding, head.bottom() + size::inner, across, theme::line(Text::Value));
    if (m_evidence.state.kind == DataState::Kind::Loading)
        return drawSkeleton(painter, QRectF(value.left(), value.center().y() - size::gap, across * 0.3, 2 * size::gap));
    paintValue(painter, value);
}

} // namespace surgedeck
