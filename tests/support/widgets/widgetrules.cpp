// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/widgets/widgetrules.h"

#include <QAbstractButton>
#include <QAbstractScrollArea>
#include <QAccessible>
#include <QFocusFrame>
#include <QImage>
#include <QLabel>
#include <QWidget>

#include <algorithm>

namespace surgedeck {

namespace {

QString describe(const QWidget &widget)
{
    const QRect at = widget.geometry();
    return QStringLiteral("%1 '%2' at %3,%4 %5x%6 in %7")
        .arg(QString::fromLatin1(widget.metaObject()->className()), widget.objectName())
        .arg(at.x())
        .arg(at.y())
        .arg(at.width())
        .arg(at.height())
        .arg(widget.parentWidget() ? QString::fromLatin1(widget.parentWidget()->metaObject()->className()) : QString());
}

template <typename Broken>
QStringList those(const QWidget &root, Broken broken)
{
    QStringList result;
    for (QWidget *widget : root.findChildren<QWidget *>())
        if (broken(*widget))
            result << describe(*widget);
    return result;
}

} // namespace

QStringList labelsNotPlain(const QWidget &root)
{
    return those(root, [](const QWidget &widget) {
        const auto *label = qobject_cast<const QLabel *>(&widget);
        return label != nullptr && label->textFormat() != Qt::PlainText;
    });
}

QStringList focusableWithoutName(const QWidget &root)
{
    return those(root, [](QWidget &widget) {
        if (!(widget.focusPolicy() & Qt::TabFocus) || widget.isHidden() || widget.focusProxy() != nullptr)
            return false;
        QAccessibleInterface *face = QAccessible::queryAccessibleInterface(&widget);
        return face == nullptr || face->text(QAccessible::Name).trimmed().isEmpty();
    });
}

QStringList outsideOfParent(const QWidget &root)
{
    return those(root, [](const QWidget &widget) {
        // The content of a scroll area reaches beyond its viewport on purpose; the focus ring beyond its control.
        const QWidget *parent = widget.parentWidget();
        const bool scrolled = parent->objectName() == QLatin1String("qt_scrollarea_viewport");
        if (!widget.isVisible() || widget.isWindow() || scrolled ||
            qobject_cast<const QFocusFrame *>(&widget) != nullptr)
            return false;
        return !parent->rect().contains(widget.geometry());
    });
}

QStringList squeezed(const QWidget &root)
{
    return those(root, [](const QWidget &widget) {
        const QSize least = widget.minimumSizeHint();
        const bool scrolls = qobject_cast<const QAbstractScrollArea *>(&widget) != nullptr;
        return widget.isVisible() && !scrolls && (widget.width() < least.width() || widget.height() < least.height());
    });
}

QStringList tooSmallToPress(const QWidget &root)
{
    constexpr int smallest = 28;
    return those(root, [](const QWidget &widget) {
        const bool pressed = qobject_cast<const QAbstractButton *>(&widget) != nullptr && widget.isVisible();
        return pressed && widget.focusPolicy() != Qt::NoFocus &&
               (widget.width() < smallest || widget.height() < smallest);
    });
}

QStringList withStyleSheet(const QWidget &root)
{
    return those(root, [](const QWidget &widget) { return !widget.styleSheet().isEmpty(); });
}

int widestChannelSpread(const QImage &image)
{
    const QImage pixels = image.convertToFormat(QImage::Format_RGB32);
    int widest = 0;
    for (int y = 0; y < pixels.height(); ++y) {
        const auto *line = reinterpret_cast<const QRgb *>(pixels.constScanLine(y));
        for (int x = 0; x < pixels.width(); ++x) {
            const auto [low, high] = std::minmax({qRed(line[x]), qGreen(line[x]), qBlue(line[x])});
            widest = std::max(widest, high - low);
        }
    }
    return widest;
}

} // namespace surgedeck
