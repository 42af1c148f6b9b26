// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plainlabel.h"

#include "widgets/textpaint.h"
#include "widgets/theme/theme.h"

#include <QEvent>
#include <QHelpEvent>
#include <QPainter>
#include <QTextDocument>
#include <QToolTip>

#include <cmath>

namespace surgedeck {

PlainLabel::PlainLabel(const QString &text, QWidget *parent)
    : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setText(text);
}

void PlainLabel::setText(const QString &text)
{
    const QString line = boundedLine(text);
    if (line == this->text())
        return;
    QLabel::setText(line);
}

void PlainLabel::setLook(Text style, Ink ink)
{
    m_style = style;
    m_ink = ink;
    updateGeometry();
    update();
}

void PlainLabel::keepWhole()
{
    m_whole = true;
    updateGeometry();
}

void PlainLabel::keepWholeOrHide()
{
    m_orNothing = true;
    update();
}

QSize PlainLabel::sizeHint() const
{
    return {int(std::ceil(textWidth(text(), m_style))), theme::line(m_style)};
}

QSize PlainLabel::minimumSizeHint() const
{
    const QSize whole = sizeHint();
    return m_whole ? whole : QSize(std::min(whole.width(), theme::scaled(size::target)), whole.height());
}

int PlainLabel::heightForWidth(int width) const
{
    if (!wordWrap())
        return -1;
    const QFontMetrics metrics(theme::font(m_style));
    const QMargins margins = contentsMargins();
    const int room = std::max(0, width - margins.left() - margins.right());
    const QRect needed = metrics.boundingRect(QRect(0, 0, room, QWIDGETSIZE_MAX), Qt::TextWordWrap, text());
    const int lines = std::max(1, (needed.height() + metrics.height() / 2) / metrics.height());
    return lines * theme::line(m_style) + margins.top() + margins.bottom();
}

bool PlainLabel::isElided() const
{
    return !wordWrap() && textWidth(text(), m_style) > width() + 0.5;
}

void PlainLabel::paintEvent(QPaintEvent *)
{
    if (m_orNothing && isElided())
        return;
    QPainter painter(this);
    if (!wordWrap())
        return drawLine(painter, contentsRect(), {text(), m_style, m_ink}, alignment());
    painter.setFont(theme::font(m_style));
    painter.setPen(theme::colour(m_ink));
    painter.drawText(contentsRect(), int(Qt::TextWordWrap | alignment()), text());
}

bool PlainLabel::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip && toolTip().isEmpty() && isElided()) {
        QToolTip::showText(static_cast<QHelpEvent *>(event)->globalPos(), plainToolTip(text()), this);
        return true;
    }
    if (event->type() == QEvent::FontChange || event->type() == QEvent::PaletteChange) {
        updateGeometry();
        update();
    }
    return QLabel::event(event);
}

QString plainToolTip(const QString &text)
{
    return Qt::convertFromPlainText(text);
}

} // namespace surgedeck
