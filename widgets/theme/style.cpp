// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/style.h"

#include "widgets/theme/theme.h"

#include <QPainter>
#include <QStyleOption>

namespace surgedeck {

namespace {

void drawFrame(QPainter *painter, const QRect &rect, const QBrush &fill, const QPen &edge, qreal radius)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(edge);
    painter->setBrush(fill);
    const qreal inset = edge.style() == Qt::NoPen ? 0 : edge.widthF() / 2;
    painter->drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), radius, radius);
    painter->restore();
}

QColor buttonFill(const QStyleOptionButton &button, const Colours &colours)
{
    const bool enabled = button.state & QStyle::State_Enabled;
    if (enabled && (button.features & QStyleOptionButton::DefaultButton))
        return QColor(button.state & QStyle::State_Sunken ? colours.text2 : colours.primary);
    if (enabled && (button.state & (QStyle::State_Sunken | QStyle::State_On)))
        return QColor(colours.selection);
    if (enabled && (button.state & QStyle::State_MouseOver))
        return QColor(colours.raised);
    return QColor(colours.panel);
}

void drawButton(const QStyleOptionButton &button, QPainter *painter)
{
    const Colours &colours = theme::colours();
    const bool enabled = button.state & QStyle::State_Enabled;
    const bool primary = enabled && (button.features & QStyleOptionButton::DefaultButton);
    QPen edge(QColor(enabled ? colours.lineStrong : colours.line), size::hair);
    if (!enabled)
        edge.setStyle(Qt::DashLine);
    if (primary)
        edge = Qt::NoPen;
    drawFrame(painter, button.rect, buttonFill(button, colours), edge, size::radius);
}

void drawButtonText(const QStyleOptionButton &button, QPainter *painter)
{
    const Colours &colours = theme::colours();
    const bool enabled = button.state & QStyle::State_Enabled;
    const bool primary = button.features & QStyleOptionButton::DefaultButton;
    painter->setFont(theme::font(Text::BodyStrong));
    painter->setPen(QColor(!enabled ? colours.text3 : primary ? colours.onPrimary : colours.text1));
    painter->drawText(button.rect, Qt::AlignCenter | Qt::TextHideMnemonic, button.text);
}

void drawHeaderGround(const QRect &rect, QPainter *painter)
{
    painter->fillRect(rect, theme::colour(&Colours::panel));
    painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), size::hair), theme::colour(&Colours::line));
}

void drawHeaderText(const QStyleOptionHeader &header, QPainter *painter)
{
    const Colours &colours = theme::colours();
    using Position = QStyleOptionHeader::SectionPosition;
    const bool first = header.position == Position::Beginning || header.position == Position::OnlyOneSection;
    const bool last = header.position == Position::End || header.position == Position::OnlyOneSection;
    const QRect rect =
        header.rect.adjusted(first ? size::padding : size::gap, 0, -(last ? size::padding : size::gap), 0);
    painter->setFont(theme::font(Text::Small));
    painter->setPen(QColor(colours.text3));
    const QString text = painter->fontMetrics().elidedText(header.text, Qt::ElideRight, rect.width());
    painter->drawText(rect, int(header.textAlignment | Qt::AlignVCenter) | Qt::TextSingleLine, text);
}

void drawScrollBar(const QStyleOptionSlider &bar, const QRect &slider, QPainter *painter)
{
    painter->fillRect(bar.rect, QColor(theme::colours().panel));
    const bool active = bar.activeSubControls & QStyle::SC_ScrollBarSlider;
    const QColor thumb(active ? theme::colours().text3 : theme::colours().lineStrong);
    const int air = (size::scrollBar - size::inner) / 2;
    const QRect inner = slider.adjusted(air, air, -air, -air);
    drawFrame(painter, inner, thumb, Qt::NoPen, size::chipRadius);
}

void drawFocusRing(const QRect &rect, QPainter *painter)
{
    drawFrame(painter, rect, Qt::NoBrush, QPen(theme::colour(&Colours::focus), size::focusWidth),
              size::radius + size::focusOffset);
}

} // namespace

Style::Style()
    : QProxyStyle(QStringLiteral("Fusion"))
{
}

void Style::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                        const QWidget *widget) const
{
    const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
    const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option);
    switch (element) {
    case CE_PushButtonBevel:
        return button ? drawButton(*button, painter) : void();
    case CE_PushButtonLabel:
        return button ? drawButtonText(*button, painter) : void();
    case CE_HeaderEmptyArea:
        return drawHeaderGround(option->rect, painter);
    case CE_Header:
        drawHeaderGround(option->rect, painter);
        return header ? drawHeaderText(*header, painter) : void();
    case CE_FocusFrame:
        return drawFocusRing(option->rect, painter);
    default:
        QProxyStyle::drawControl(element, option, painter, widget);
    }
}

void Style::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                          const QWidget *widget) const
{
    const Colours &colours = theme::colours();
    switch (element) {
    case PE_FrameFocusRect: // FocusRing draws it outside of the control
        return;
    case PE_PanelLineEdit:
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option); frame && frame->lineWidth == 0)
            return; // it stands on a surface that has an edge
        [[fallthrough]];
    case PE_FrameLineEdit:
        return drawFrame(painter, option->rect, QColor(colours.raised), QPen(QColor(colours.lineStrong), size::hair),
                         size::radius);
    case PE_PanelTipLabel:
        return drawFrame(painter, option->rect, QColor(colours.raised), QPen(QColor(colours.lineStrong), size::hair),
                         0);
    case PE_IndicatorHeaderArrow:
        return;
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void Style::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                               const QWidget *widget) const
{
    const auto *slider = qstyleoption_cast<const QStyleOptionSlider *>(option);
    if (control == CC_ScrollBar && slider != nullptr)
        return drawScrollBar(*slider, subControlRect(CC_ScrollBar, option, SC_ScrollBarSlider, widget), painter);
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

int Style::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_ScrollBarExtent:
        return size::scrollBar;
    case PM_FocusFrameHMargin:
    case PM_FocusFrameVMargin:
        return size::focusWidth + size::focusOffset;
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
        return 0;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int Style::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                     QStyleHintReturn *returned) const
{
    switch (hint) {
    case SH_FocusFrame_AboveWidget:
    case SH_ItemView_ShowDecorationSelected:
        return 1;
    case SH_FocusFrame_Mask:
    case SH_EtchDisabledText:
    case SH_UnderlineShortcut:
    case SH_Widget_Animate:
    case SH_Widget_Animation_Duration: // nothing moves but what the design names
        return 0;
    default:
        return QProxyStyle::styleHint(hint, option, widget, returned);
    }
}

/// Words in a field keep off its edge, as those in a table do.
QRect Style::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    const QRect room = QProxyStyle::subElementRect(element, option, widget);
    const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
    const bool hasEdge = element == SE_LineEditContents && frame != nullptr && frame->lineWidth > 0;
    return hasEdge ? room.adjusted(size::gap, 0, -size::gap, 0) : room;
}

QSize Style::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &contents,
                              const QWidget *widget) const
{
    QSize result = QProxyStyle::sizeFromContents(type, option, contents, widget);
    if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
        type == CT_PushButton && button != nullptr) {
        const QFontMetrics metrics(theme::font(Text::BodyStrong));
        result.setWidth(metrics.size(Qt::TextHideMnemonic, button->text).width() + 2 * size::group);
        result.setHeight(theme::grown(size::control, {Text::BodyStrong}));
    }
    if (type == CT_LineEdit)
        result.setHeight(theme::grown(size::control, {Text::Body}));
    return result;
}

} // namespace surgedeck
