// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/factrow.h"

#include "widgets/plainlabel.h"
#include "widgets/textpaint.h"
#include "widgets/theme/theme.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace surgedeck {

namespace {

QList<TextRun> valueRuns(const Fact &fact)
{
    if (fact.value.isEmpty())
        return {{QStringLiteral("—"), Text::Value, &Colours::stale}};
    return {{fact.value, fact.isWords ? Text::Body : Text::Value},
            {fact.unit, Text::Micro, &Colours::text3, size::inner}};
}

/// Facts keep to a grid, so that a figure that grows by a digit does not move its neighbours.
double widthOf(const Fact &fact)
{
    const double needed = std::max(textWidth(fact.label, Text::Small), runsWidth(valueRuns(fact)));
    const double step = theme::scaled(size::wide);
    return std::ceil((needed + size::wide) / step) * step;
}

} // namespace

FactRow::FactRow(QWidget *parent)
    : PaintedWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void FactRow::setFacts(const QList<Fact> &facts)
{
    if (facts == m_facts)
        return;
    m_facts = facts;
    updateGeometry();
    update();
}

QString FactRow::spokenName() const
{
    QStringList parts;
    for (const SpokenItem &item : spokenItems())
        parts << item.name;
    return parts.join(QStringLiteral(", "));
}

QList<SpokenItem> FactRow::spokenItems() const
{
    QList<SpokenItem> items;
    int left = 0;
    for (const Fact &fact : m_facts) {
        const QString value = fact.value.isEmpty() ? tr("not known") : fact.value;
        const int across = int(widthOf(fact));
        items << SpokenItem{QStringLiteral("%1 %2 %3").arg(fact.label, value, fact.unit).simplified(),
                            QRect(left, 0, across, height())};
        left += across;
    }
    return items;
}

QString FactRow::spokenDescription() const
{
    QStringList parts;
    for (const Fact &fact : m_facts)
        if (!fact.explanation.isEmpty())
            parts << QStringLiteral("%1: %2").arg(fact.label, fact.explanation);
    return parts.join(QLatin1Char(' '));
}

qsizetype FactRow::shown() const
{
    double left = 0;
    for (qsizetype i = 0; i < m_facts.size(); ++i) {
        left += widthOf(m_facts[i]);
        if (left - size::wide > width())
            return i;
    }
    return m_facts.size();
}

bool FactRow::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return PaintedWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    double left = 0;
    QString tip;
    for (qsizetype i = 0; i < shown(); ++i) {
        const double right = left + widthOf(m_facts[i]);
        if (help->pos().x() >= left && help->pos().x() < right)
            tip = m_facts[i].explanation;
        left = right;
    }
    QToolTip::showText(help->globalPos(), tip.isEmpty() ? QString() : plainToolTip(tip), this);
    return true;
}

QSize FactRow::sizeHint() const
{
    double width = 0;
    for (const Fact &fact : m_facts)
        width += widthOf(fact);
    return {int(std::ceil(width)), theme::line(Text::Small) + theme::line(Text::Value)};
}

QSize FactRow::minimumSizeHint() const
{
    return {0, theme::line(Text::Small) + theme::line(Text::Value)};
}

void FactRow::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    double left = 0;
    const double top = std::floor((height() - minimumSizeHint().height()) / 2.0);
    for (const Fact &fact : m_facts.first(shown())) {
        const double across = widthOf(fact);
        drawLine(painter, QRectF(left, top, across, theme::line(Text::Small)),
                 {fact.label, Text::Small, &Colours::text3});
        drawLine(painter, QRectF(left, top + theme::line(Text::Small), across, theme::line(Text::Value)),
                 valueRuns(fact));
        left += across;
    }
}

} // namespace surgedeck
