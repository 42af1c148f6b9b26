// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme/theme.h"

#include <QPainter>
#include <QPdfWriter>

#include <vector>

class QTextLayout;

namespace surgedeck {

/// A4 pages of a PDF, written from top to bottom: lines below each other, a new page where one is full. Drawn by
/// ourselves: no text of a record or of a runbook ever reaches a parser of markup. In the light theme, for as long as
/// it lives. Needs a QGuiApplication, no display.
class PrintedPages
{
public:
    PrintedPages(const QString &file, const QString &title);
    ~PrintedPages();
    PrintedPages(const PrintedPages &) = delete;
    PrintedPages &operator=(const PrintedPages &) = delete;

    /// False: the file can not be written.
    bool isActive() const { return m_painter.isActive(); }
    void title(const QString &text) { write({{text, {}}}, theme::font(Text::Hero)); }
    void heading(const QString &text);
    void paragraph(const QString &text);
    /// Words in a row, of which some lead somewhere.
    struct Piece
    {
        QString text, link; ///< link: address; empty: none
    };
    void paragraph(const std::vector<Piece> &pieces);
    struct Row
    {
        QStringList cells;
        QString link; ///< where the first cell leads; empty: nowhere
    };
    /// Columns are as wide as what is in them, as far as all of them fit.
    void table(const QStringList &heads, const std::vector<Row> &rows);
    /// A line to be ticked and signed by hand: a box, and room for a time and a name.
    void tick(const QString &text);

private:
    void space(qreal lines);
    std::vector<qreal> widthsOf(const QStringList &heads, const std::vector<Row> &rows) const;
    void row(const Row &row, const std::vector<qreal> &widths, Text style);
    void turn();
    void write(const std::vector<Piece> &pieces, const QFont &face);
    qreal layOut(QTextLayout &layout, const std::vector<Piece> &pieces, qreal width) const;

    ThemeName m_theme = theme::name();
    int m_textPercent = theme::textPercent();
    QPdfWriter m_writer;
    QPainter m_painter;
    qreal m_y = 0;
};

} // namespace surgedeck
