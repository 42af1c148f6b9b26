// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/textpaint.h"

#include "widgets/theme/theme.h"

#include <QFontMetricsF>
#include <QList>
#include <QPainter>

#include <algorithm>

namespace surgedeck {

namespace {

constexpr qsizetype maximumColumns = 512;

/// Baseline that centres the tallest run in the rectangle.
double baseline(const QRectF &rect, const QList<TextRun> &runs)
{
    const auto tallest = std::max_element(runs.begin(), runs.end(), [](const TextRun &a, const TextRun &b) {
        return tokenOf(a.style).size < tokenOf(b.style).size;
    });
    const QFontMetricsF metrics(theme::font(tallest->style));
    return std::round(rect.center().y() + (metrics.ascent() - metrics.descent()) / 2);
}

} // namespace

QString boundedLine(const QString &text)
{
    QString line = text.size() > maximumColumns ? text.left(maximumColumns - 1) + QChar(0x2026) : text;
    return line.replace(QLatin1Char('\n'), QLatin1Char(' '));
}

double textWidth(const QString &text, Text style)
{
    return QFontMetricsF(theme::font(style)).horizontalAdvance(boundedLine(text));
}

double runsWidth(const QList<TextRun> &runs)
{
    double width = 0;
    for (const TextRun &run : runs)
        width += run.text.isEmpty() ? 0 : run.gapBefore + textWidth(run.text, run.style);
    return width;
}

void drawLine(QPainter &painter, const QRectF &rect, const TextRun &run, Qt::Alignment alignment)
{
    drawLine(painter, rect, QList<TextRun>{run}, alignment);
}

void drawLine(QPainter &painter, const QRectF &rect, const QList<TextRun> &runs, Qt::Alignment alignment)
{
    if (runs.isEmpty() || rect.width() <= 0)
        return;
    const double total = runsWidth(runs);
    const bool right = alignment.testFlag(Qt::AlignRight);
    const double slack = std::max(0.0, rect.width() - total);
    double x = rect.left() + (right ? slack : alignment.testFlag(Qt::AlignHCenter) ? std::floor(slack / 2) : 0);
    const double y = baseline(rect, runs);
    for (const TextRun &run : runs) {
        if (run.text.isEmpty())
            continue;
        x += run.gapBefore;
        const double room = rect.right() - x;
        if (room <= 0)
            return;
        const QFontMetricsF metrics(theme::font(run.style));
        QString text = boundedLine(run.text);
        // Half a pixel of rounding is no reason to cut a figure.
        if (metrics.horizontalAdvance(text) > room + 0.5)
            text = metrics.elidedText(text, Qt::ElideRight, room);
        painter.setFont(theme::font(run.style));
        painter.setPen(theme::colour(run.ink));
        painter.drawText(QPointF(x, y), text);
        x += metrics.horizontalAdvance(text);
    }
}

} // namespace surgedeck
