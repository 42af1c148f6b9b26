// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/states.h"
#include "models/items/facts.h" // expect: include-direction
#include "widgets/theme/theme.h"
void f()
{
    dialog.exec();                       // expect: modal-exec
    menu->exec(point);                   // expect: modal-exec
    QMenu::exec(actions);                // expect: modal-exec
    QCoreApplication::processEvents();   // expect: event-loop
    QEventLoop loop;                     // expect: event-loop
    label->setHtml(text);                // expect: rich-text
    label->setTextFormat(Qt::RichText);  // expect: rich-text
    label->setTextFormat(Qt::PlainText);
    QColor red(255, 0, 0);               // expect: colour
    QColor blue{0x00, 0, 255};           // expect: colour
    QColor none;
    QColor(255, 0, 0);                   // expect: colour
    QColor(ink);
    auto a = qRgb(1, 2, 3);              // expect: colour
    auto b = Qt::darkRed;                // expect: colour
    auto c = "#ff0000";                  // expect: colour
    font.setPixelSize(11);               // expect: font-size
    font.setPointSizeF(8.5);             // expect: font-size
    setStyleSheet(sheet);                // expect: style-sheet
}
