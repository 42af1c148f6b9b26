// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme/theme.h"

#include <QPainter>
#include <QPdfWriter>

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
    void title(const QString &text) { write(text, theme::font(Text::Hero)); }
    void heading(const QString &text);
    void paragraph(const QString &text);
    void row(const QStringList &cells, Text style);
    /// A line to be ticked and signed by hand: a box, and room for a time and a name.
    void tick(const QString &text);

private:
    void space(qreal lines);
    void turn();
    void write(const QString &text, const QFont &face);

    ThemeName m_theme = theme::name();
    int m_textPercent = theme::textPercent();
    QPdfWriter m_writer;
    QPainter m_painter;
    qreal m_y = 0;
};

} // namespace surgedeck
