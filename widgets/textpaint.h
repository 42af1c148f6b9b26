// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme/tokens.h"

#include <QStringList>
#include <QtContainerFwd>

class QPainter;
class QRectF;

namespace surgedeck {

/// A piece of a line of text in one style and colour.
struct TextRun
{
    QString text;
    Text style = Text::Body;
    Ink ink = &Colours::text1;
    int gapBefore = 0; ///< pixels between this run and the one before
};

/// `text` as one line that is safe to lay out (SafeText), whoever forgot to ask for it. Costs one look at each
/// character where nothing is to be done.
QString boundedLine(const QString &text);

double textWidth(const QString &text, Text style);
double runsWidth(const QList<TextRun> &runs);

/// One line of plain text, vertically centred, cut with an ellipsis.
void drawLine(QPainter &painter, const QRectF &rect, const TextRun &run, Qt::Alignment alignment = Qt::AlignLeft);
/// Runs on a common baseline. What does not fit is cut with an ellipsis, from the last run on.
void drawLine(QPainter &painter, const QRectF &rect, const QList<TextRun> &runs,
              Qt::Alignment alignment = Qt::AlignLeft);

/// `text` broken into lines of at most `width`, at words where it can be; what is beyond `most` lines is cut from the
/// last of them. At least one line.
QStringList wrappedLines(const QString &text, Text style, double width, int most);

/// From now on every text that is cut while it is painted is added to `texts`, whole; nullptr: no more. For tests: a
/// figure that is seen in part is another figure.
void watchCutTexts(QStringList *texts);
/// The same for every line that is painted, its runs joined by spaces; those in the smallest style alone are left out:
/// ticks of an axis.
void watchDrawnTexts(QStringList *texts);

} // namespace surgedeck
