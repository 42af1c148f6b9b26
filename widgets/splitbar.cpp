// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/splitbar.h"

#include "widgets/textpaint.h"
#include "widgets/theme/statusshape.h"
#include "widgets/theme/theme.h"

#include <QList>
#include <QPainter>

#include <cmath>

namespace surgedeck {

namespace {

/// "25.2 %", "25 %" where nothing stands behind the point, "—" where it is not known.
QString percent(std::optional<double> share, int decimals)
{
    return share ? SplitBar::tr("%1 %").arg(*share, 0, 'f', decimals) : QStringLiteral("—");
}

QString desiredPercent(std::optional<double> share)
{
    return percent(share, share && *share != std::round(*share) ? 1 : 0);
}

} // namespace

SplitBar::SplitBar(QWidget *parent)
    : PaintedWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void SplitBar::setSplit(const Split &split)
{
    if (split == m_split)
        return;
    m_split = split;
    update();
}

QString SplitBar::spokenName() const
{
    const QString observed = m_split.observed ? percent(m_split.observed, 1) : tr("not known");
    return tr("%1, observed %2, %3").arg(m_split.canary, observed, stateWord(m_split.health).toLower());
}

QString SplitBar::spokenDescription() const
{
    const QString desired = m_split.desired ? desiredPercent(m_split.desired) : tr("not known");
    if (!m_split.observed)
        return tr("desired %1, the rest goes to %2").arg(desired, m_split.stable);
    return tr("desired %1, %2 %3").arg(desired, m_split.stable, percent(100 - *m_split.observed, 1));
}

QSize SplitBar::sizeHint() const
{
    return {theme::scaled(size::tileMinimumWidth), theme::line(Text::Body) + size::inner + size::splitTick};
}

QSize SplitBar::minimumSizeHint() const
{
    return sizeHint();
}

void SplitBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintFigures(painter);
    paintBar(painter);
}

void SplitBar::paintFigures(QPainter &painter) const
{
    const QRectF line(0, 0, width(), theme::line(Text::Body));
    std::optional<double> rest = m_split.observed;
    if (rest)
        *rest = 100 - *rest;
    const QList<TextRun> right{{tr("desired"), Text::Small, &Colours::text3},
                               {desiredPercent(m_split.desired), Text::Small, &Colours::text1, size::inner},
                               {QStringLiteral("·"), Text::Small, &Colours::text3, size::gap},
                               {m_split.stable, Text::Small, &Colours::text3, size::gap},
                               {percent(rest, 1), Text::Small, &Colours::text3, size::inner}};
    drawLine(painter, line, right, Qt::AlignRight);
    const Ink known = m_split.observed ? &Colours::text1 : &Colours::stale;
    drawLine(painter, line.adjusted(0, 0, -runsWidth(right) - size::group, 0),
             {{tr("%1, observed").arg(m_split.canary), Text::Small, &Colours::text3},
              {percent(m_split.observed, 1), Text::BodyStrong, known, size::inner}});
}

void SplitBar::paintBar(QPainter &painter) const
{
    const double middle = height() - size::splitTick / 2.0;
    const QRectF track(0, middle - size::splitBar / 2.0, width(), size::splitBar);
    painter.fillRect(track, theme::colour(&Colours::track));
    if (m_split.observed) {
        QRectF filled = track;
        filled.setWidth(std::round(track.width() * std::clamp(*m_split.observed, 0.0, 100.0) / 100));
        painter.fillRect(filled, theme::colour(stateInk(m_split.health, &Colours::dataNormal)));
    } else {
        drawHatch(painter, track);
    }
    if (!m_split.desired)
        return;
    const double x = std::round((track.width() - 2) * std::clamp(*m_split.desired, 0.0, 100.0) / 100);
    const QRectF tick(x, middle - size::splitTick / 2.0, 2, size::splitTick);
    painter.fillRect(tick.adjusted(-size::hair, 0, size::hair, 0), theme::colour(&Colours::panel));
    painter.fillRect(tick, theme::colour(&Colours::text1));
}

} // namespace surgedeck
