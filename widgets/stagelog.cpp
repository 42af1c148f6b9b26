// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stagelog.h"

#include "widgets/frame.h"
#include "widgets/textpaint.h"
#include "widgets/theme/statusshape.h"
#include "widgets/theme/theme.h"

#include <QFontMetrics>
#include <QPainter>

namespace surgedeck {

namespace {

int wordsLeft()
{
    return theme::scaled(size::logTime) + theme::scaled(size::symbol) + 2 * size::gap;
}

} // namespace

StageLog::StageLog(QWidget *parent)
    : PaintedWidget(parent)
{
    QSizePolicy policy(QSizePolicy::Ignored, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void StageLog::setLines(const QList<LogLine> &lines)
{
    if (lines == m_lines)
        return;
    m_lines = lines;
    updateGeometry();
    update();
}

QString StageLog::spokenName() const
{
    QStringList parts;
    for (const SpokenItem &item : spokenItems())
        parts << item.name;
    return parts.join(QStringLiteral(". "));
}

QList<SpokenItem> StageLog::spokenItems() const
{
    QList<SpokenItem> items;
    for (const LogLine &line : m_lines) {
        QString part = line.words;
        if (!line.passed && !line.quiet)
            part = tr("%1: %2").arg(stateWord(line.health), part);
        items << SpokenItem{line.time.isEmpty() ? part : tr("%1 after %2").arg(part, line.time)};
    }
    return items;
}

int StageLog::heightOf(const LogLine &line, int width) const
{
    const QFontMetrics metrics(theme::font(Text::Body));
    const QRect needed = metrics.boundingRect(QRect(0, 0, std::max(1, width - wordsLeft()), QWIDGETSIZE_MAX),
                                              Qt::TextWordWrap, boundedLine(line.words));
    const int rows = std::max(1, (needed.height() + metrics.height() / 2) / metrics.height());
    return rows * theme::line(Text::Body) + size::inner;
}

int StageLog::heightForWidth(int width) const
{
    int height = 0;
    for (const LogLine &line : m_lines)
        height += heightOf(line, width);
    return height;
}

QSize StageLog::sizeHint() const
{
    const int width = theme::scaled(size::commandField);
    return {width, heightForWidth(std::max(width, this->width()))};
}

void StageLog::themeChanged()
{
    updateGeometry();
}

void StageLog::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    int top = 0;
    for (const LogLine &line : m_lines) {
        const int height = heightOf(line, width());
        const QRectF row(0, top, width(), theme::line(Text::Body));
        const double time = theme::scaled(size::logTime);
        drawLine(painter, QRectF(0, row.top(), time, row.height()), {line.time, Text::Small, &Colours::text3},
                 Qt::AlignRight);
        if (!line.quiet)
            drawShape(painter, squareIn(row, time + size::gap, size::symbol),
                      line.passed ? Shape::Done : shapeOf(line.health));
        painter.setFont(theme::font(Text::Body));
        painter.setPen(theme::colour(line.quiet ? &Colours::text3 : stateInk(line.health, &Colours::text1)));
        painter.drawText(QRectF(wordsLeft(), row.top(), width() - wordsLeft(), height), int(Qt::TextWordWrap),
                         boundedLine(line.words));
        top += height;
    }
}

} // namespace surgedeck
