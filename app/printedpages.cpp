// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/printedpages.h"

#include "models/base/safetext.h"

#include <QFontMetricsF>
#include <QTextLayout>
#include <QTextOption>
#include <QUrl>

#include <algorithm>
#include <deque>

namespace surgedeck {

namespace {

constexpr int dotsPerInch = 96; // what sizes of the theme mean
constexpr qreal marginMm = 16;
constexpr qreal headingLines = 3;   // with what stands below it
constexpr qreal signedShare = 0.25; // of the width: where a time and a name are written

/// Between words; a hash that is longer than a line, anywhere.
QTextOption wrapped()
{
    QTextOption option(Qt::AlignLeft | Qt::AlignTop);
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    return option;
}

/// As it may stand in a PDF: an address with a bracket or a backslash would end its string.
QString address(const QString &link)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(link, ":/?#[]@!$&'*+,;=%"));
}

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
    // Never alone at the end of a page.
    if (m_y + headingLines * QFontMetricsF(theme::font(Text::Strong), &m_writer).height() > m_writer.height())
        turn();
    write({{text, {}}}, theme::font(Text::Strong));
}

void PrintedPages::paragraph(const QString &text)
{
    for (const QString &line : text.split(QLatin1Char('\n'), Qt::SkipEmptyParts))
        write({{line, {}}}, theme::font(Text::Small));
}

void PrintedPages::paragraph(const std::vector<Piece> &pieces)
{
    write(pieces, theme::font(Text::Small));
}

/// What is narrow has its width; the rest is shared by those that want more than an equal part.
std::vector<qreal> PrintedPages::widthsOf(const QStringList &heads, const std::vector<Row> &rows) const
{
    const QFontMetricsF metrics(theme::font(Text::MicroStrong), &m_writer);
    std::vector<qreal> wanted;
    for (const QString &head : heads)
        wanted.push_back(metrics.horizontalAdvance(safe(head)));
    for (const Row &row : rows)
        for (qsizetype i = 0; i < std::min(row.cells.size(), heads.size()); ++i)
            wanted[std::size_t(i)] = std::max(wanted[std::size_t(i)], metrics.horizontalAdvance(safe(row.cells[i])));
    const qreal gap = 2 * metrics.averageCharWidth();
    qreal left = m_writer.width(), wide = qreal(heads.size()), wideWanted = 0;
    const qreal equal = left / std::max<qreal>(1, wide);
    for (qreal &width : wanted) {
        width += gap;
        if (width <= equal)
            left -= width;
        else
            wideWanted += width;
    }
    for (qreal &width : wanted)
        if (width > equal)
            width = std::min(width, left * width / wideWanted);
    return wanted;
}

void PrintedPages::table(const QStringList &heads, const std::vector<Row> &rows)
{
    const std::vector<qreal> widths = widthsOf(heads, rows);
    row({heads, {}}, widths, Text::MicroStrong);
    for (const Row &each : rows)
        row(each, widths, Text::Micro);
}

void PrintedPages::row(const Row &row, const std::vector<qreal> &widths, Text style)
{
    const QFont &face = theme::font(style);
    const qreal gap = QFontMetricsF(face, &m_writer).averageCharWidth();
    std::deque<QTextLayout> layouts; // they can not be moved
    qreal height = 0;
    const std::size_t columns = std::min(widths.size(), std::size_t(row.cells.size()));
    for (std::size_t i = 0; i < columns; ++i) {
        QTextLayout &layout = layouts.emplace_back(QString(), face, &m_writer);
        const QString link = i == 0 ? row.link : QString();
        height = std::max(height, layOut(layout, {{row.cells[qsizetype(i)], link}}, widths[i] - gap));
    }
    if (m_y + height > m_writer.height())
        turn();
    qreal left = 0;
    for (std::size_t i = 0; i < columns; ++i) {
        layouts[i].draw(&m_painter, QPointF(left, m_y));
        left += widths[i];
    }
    m_y += height + gap / 2;
}

/// Height of what is laid out below each other. A PDF gets a link for each piece that has one.
qreal PrintedPages::layOut(QTextLayout &layout, const std::vector<Piece> &pieces, qreal width) const
{
    QString text;
    QList<QTextLayout::FormatRange> links;
    for (const Piece &piece : pieces) {
        const QString words = safe(piece.text).replace(QLatin1Char('\n'), QChar(QChar::LineSeparator));
        if (!piece.link.isEmpty()) {
            QTextCharFormat format;
            format.setAnchor(true);
            format.setAnchorHref(address(piece.link));
            format.setFontUnderline(true);
            links.append({int(text.size()), int(words.size()), format});
        }
        text += words;
    }
    layout.setText(text);
    layout.setTextOption(wrapped());
    layout.setFormats(links);
    layout.beginLayout();
    qreal height = 0;
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        line.setPosition({0, height});
        height += line.height();
    }
    layout.endLayout();
    return height;
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
    qreal height = m_painter.boundingRect(room, safe(text), wrapped()).height();
    if (m_y + height > m_writer.height())
        turn();
    m_painter.drawRect(QRectF(0, m_y + metrics.height() - metrics.ascent(), box * 0.8, box * 0.8));
    m_painter.drawText(QRectF(left, m_y, room.width(), height), safe(text), wrapped());
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

void PrintedPages::write(const std::vector<Piece> &pieces, const QFont &face)
{
    QTextLayout layout(QString(), face, &m_writer);
    const qreal height = layOut(layout, pieces, m_writer.width());
    if (m_y + height > m_writer.height())
        turn();
    layout.draw(&m_painter, QPointF(0, m_y));
    m_y += height * 1.1;
}

} // namespace surgedeck
