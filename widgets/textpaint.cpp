// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/textpaint.h"

#include "models/base/safetext.h"
#include "widgets/theme/theme.h"

#include <QCache>
#include <QCoreApplication>
#include <QFontMetricsF>
#include <QGlyphRun>
#include <QList>
#include <QPainter>
#include <QTextLayout>

#include <algorithm>
#include <utility>

namespace surgedeck {

namespace {

QStringList *cutTexts = nullptr;
QStringList *drawnTexts = nullptr;

void noteDrawn(const QList<TextRun> &runs)
{
    if (drawnTexts == nullptr)
        return;
    QStringList parts;
    bool small = true;
    for (const TextRun &run : runs) {
        small = small && run.style == Text::Micro;
        if (!run.text.isEmpty())
            parts << boundedLine(run.text);
    }
    if (!small)
        *drawnTexts << parts.join(QLatin1Char(' '));
}

/// Characters of the text that we write ourselves: no control, combining, invisible or bidi character is among them.
bool isHarmless(QChar character)
{
    const char16_t unit = character.unicode();
    return (unit >= 0x20 && unit <= 0x7e) || (unit >= 0xa1 && unit <= 0x2ff && unit != 0xad) || unit == 0x2009 ||
           (unit >= 0x2010 && unit <= 0x2027) || unit == 0x202f || (unit >= 0x2030 && unit <= 0x205e) ||
           (unit >= 0x20a0 && unit <= 0x20bf) || (unit >= 0x2190 && unit <= 0x22ff);
}

/// A line as it was shaped: shaping it anew, thrice for every paint, took a third of the time of a screen.
struct Shaped
{
    double width = 0;
    double ascent = 0; ///< of the line, with the fonts that stand in for others
    QList<QGlyphRun> glyphs;
};

constexpr int mostShaped = 8'000; // lines: some screens full

using ShapedLines = QCache<std::pair<QString, int>, Shaped>;

ShapedLines &shapedLines()
{
    static ShapedLines lines(mostShaped);
    // Glyphs belong to fonts, and those do not outlive the application.
    [[maybe_unused]] static const bool registered = (qAddPostRoutine([] { shapedLines().clear(); }), true);
    return lines;
}

/// `text` is bounded.
const Shaped &shapedLine(const QString &text, Text style)
{
    ShapedLines &cache = shapedLines();
    static int generation = -1;
    if (generation != theme::generation()) { // other fonts
        cache.clear();
        generation = theme::generation();
    }
    const std::pair key(text, int(style));
    if (const Shaped *known = cache.object(key))
        return *known;
    auto *made = new Shaped{QFontMetricsF(theme::font(style)).horizontalAdvance(text), 0, {}};
    QTextLayout layout(text, theme::font(style));
    layout.beginLayout();
    const QTextLine line = layout.createLine();
    layout.endLayout();
    if (line.isValid()) {
        made->ascent = line.ascent();
        made->glyphs = layout.glyphRuns();
    }
    cache.insert(key, made);
    return *made;
}

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
    if (text.size() <= SafeText::mostColumns && std::all_of(text.begin(), text.end(), isHarmless))
        return text;
    return SafeText::of(text).singleLine();
}

double textWidth(const QString &text, Text style)
{
    return shapedLine(boundedLine(text), style).width;
}

double runsWidth(const QList<TextRun> &runs)
{
    double width = 0;
    for (const TextRun &run : runs)
        width += run.text.isEmpty() ? 0 : run.gapBefore + textWidth(run.text, run.style);
    return width;
}

QStringList wrappedLines(const QString &text, Text style, double width, int most)
{
    const QString whole = boundedLine(text);
    QTextLayout layout(whole, theme::font(style));
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(option);
    QStringList lines;
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(std::max(1.0, width));
        const bool last = lines.size() + 1 == most;
        lines << (last ? whole.mid(line.textStart()) : whole.mid(line.textStart(), line.textLength())).trimmed();
        if (last)
            break;
    }
    layout.endLayout();
    return lines.isEmpty() ? QStringList{whole} : lines;
}

void watchCutTexts(QStringList *texts)
{
    cutTexts = texts;
}

void watchDrawnTexts(QStringList *texts)
{
    drawnTexts = texts;
}

void drawLine(QPainter &painter, const QRectF &rect, const TextRun &run, Qt::Alignment alignment)
{
    drawLine(painter, rect, QList<TextRun>{run}, alignment);
}

void drawLine(QPainter &painter, const QRectF &rect, const QList<TextRun> &runs, Qt::Alignment alignment)
{
    if (runs.isEmpty() || rect.width() <= 0)
        return;
    noteDrawn(runs);
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
        if (room <= 0) {
            if (cutTexts != nullptr)
                *cutTexts << run.text;
            return;
        }
        QString text = boundedLine(run.text);
        // Half a pixel of rounding is no reason to cut a figure.
        if (shapedLine(text, run.style).width > room + 0.5) {
            if (cutTexts != nullptr)
                *cutTexts << text;
            text = QFontMetricsF(theme::font(run.style)).elidedText(text, Qt::ElideRight, room);
        }
        const Shaped &shaped = shapedLine(text, run.style);
        painter.setPen(theme::colour(run.ink));
        for (const QGlyphRun &glyphs : shaped.glyphs)
            painter.drawGlyphRun(QPointF(x, y - shaped.ascent), glyphs);
        x += shaped.width;
    }
}

} // namespace surgedeck
