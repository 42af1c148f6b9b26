// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/printedpages.h"

#include "models/base/safetext.h"

#include <QFontMetricsF>

#include <algorithm>

namespace surgedeck {

namespace {

constexpr int dotsPerInch = 96; // what sizes of the theme mean
constexpr qreal marginMm = 16;
constexpr int flags = Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap | Qt::TextWrapAnywhere;
constexpr qreal signedShare = 0.25; // of the width: where a time and a name are written

QString safe(const QString &text)
{
    return SafeText::of(text).text();
}

} // namespace

PrintedPages::PrintedPages(const QString &file, const QString &title)
    : m_writer(file)
{
    theme::apply(ThemeName::Light);
    m_writer.setPageSize(QPageSize(QPageSize::A4));
    m_writer.setPageMargins(QMarginsF(marginMm, marginMm, marginMm, marginMm), QPageLayout::Millimeter);
    m_writer.setResolution(dotsPerInch);
    m_writer.setTitle(SafeText::of(title).singleLine());
    m_painter.begin(&m_writer);
}

PrintedPages::~PrintedPages()
{
    m_painter.end();
    theme::apply(m_theme, m_textPercent);
}

void PrintedPages::heading(const QString &text)
{
    space(0.8);
    write(text, theme::font(Text::Strong));
}

void PrintedPages::paragraph(const QString &text)
{
    for (const QString &line : text.split(QLatin1Char('\n'), Qt::SkipEmptyParts))
        write(line, theme::font(Text::Small));
}

void PrintedPages::row(const QStringList &cells, Text style)
{
    const QFont &face = theme::font(style);
    m_painter.setFont(face);
    const qreal width = m_writer.width() / qreal(std::max<qsizetype>(1, cells.size()));
    const qreal gap = QFontMetricsF(face, &m_writer).averageCharWidth();
    qreal height = 0;
    for (qsizetype i = 0; i < cells.size(); ++i) {
        const QRectF room(width * qreal(i), m_y, width - gap, m_writer.height());
        height = std::max(height, m_painter.boundingRect(room, flags, safe(cells[i])).height());
    }
    if (m_y + height > m_writer.height())
        turn();
    for (qsizetype i = 0; i < cells.size(); ++i)
        m_painter.drawText(QRectF(width * qreal(i), m_y, width - gap, height), flags, safe(cells[i]));
    m_y += height + gap / 2;
}

void PrintedPages::tick(const QString &text)
{
    const QFont &face = theme::font(Text::Body);
    m_painter.setFont(face);
    const QFontMetricsF metrics(face, &m_writer);
    const qreal box = metrics.ascent();
    const qreal left = 2 * box;
    const qreal right = m_writer.width() * (1 - signedShare);
    const QRectF room(left, m_y, right - left - box, m_writer.height());
    qreal height = m_painter.boundingRect(room, flags, safe(text)).height();
    if (m_y + height > m_writer.height())
        turn();
    m_painter.drawRect(QRectF(0, m_y + metrics.height() - metrics.ascent(), box * 0.8, box * 0.8));
    m_painter.drawText(QRectF(left, m_y, room.width(), height), flags, safe(text));
    m_painter.drawLine(QPointF(right, m_y + metrics.height()), QPointF(m_writer.width(), m_y + metrics.height()));
    m_y += height * 1.1;
}

void PrintedPages::space(qreal lines)
{
    m_y += lines * QFontMetricsF(theme::font(Text::Strong), &m_writer).height();
}

void PrintedPages::turn()
{
    m_writer.newPage();
    m_y = 0;
}

void PrintedPages::write(const QString &text, const QFont &face)
{
    m_painter.setFont(face);
    const QRectF room(0, m_y, m_writer.width(), m_writer.height());
    const QRectF box = m_painter.boundingRect(room, flags, safe(text));
    if (m_y + box.height() > m_writer.height())
        turn();
    m_painter.drawText(QRectF(0, m_y, m_writer.width(), box.height()), flags, safe(text));
    m_y += box.height() * 1.1;
}

} // namespace surgedeck
