// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/windowbench.h"

#include <QApplication>
#include <QDir>
#include <QTest>

namespace surgedeck {

using namespace std::chrono_literals;

WindowBench::WindowBench(QSize size)
    : session(fixtureShop(), {}, {}, clock)
    , window(session, {.settings = &settings})
{
    window.setFixedSize(size);
    window.show();
    if (!QTest::qWaitForWindowActive(&window))
        qFatal("the window does not become active");
    QTest::qWait(0); // the views that are not seen are built after the first paint
}

void WindowBench::feed(std::vector<Record> (*records)(WallTime, MonoTime), int seconds)
{
    for (int i = 0; i < seconds; ++i) {
        clock.advance(1s);
        session.receive(records(clock.now(), clock.monotonic()));
        (void)session.evaluate();
    }
    window.refresh();
}

void WindowBench::press(const QKeySequence &key)
{
    QWidget *target = QApplication::focusWidget();
    QTest::keyClick(target != nullptr ? target : &window, key[0].key(), key[0].keyboardModifiers());
}

void WindowBench::type(const QString &text)
{
    QTest::keyClicks(QApplication::focusWidget(), text);
}

QImage WindowBench::picture(const QString &name)
{
    return savePicture(window, name);
}

QImage savePicture(QWidget &window, const QString &name)
{
    QTest::qWait(0);
    const QImage image = window.grab().toImage();
    const QString folder = qEnvironmentVariable("SURGEDECK_BUILD", QStringLiteral(".")) + QStringLiteral("/pictures");
    QDir().mkpath(folder);
    image.save(folder + QLatin1Char('/') + name + QStringLiteral(".png"));
    return image;
}

namespace {

QString textOf(QWidget *widget, QAccessible::Text kind)
{
    QAccessibleInterface *face = widget != nullptr ? QAccessible::queryAccessibleInterface(widget) : nullptr;
    return face != nullptr ? face->text(kind) : QString();
}

} // namespace

QString WindowBench::focusedName() const
{
    return textOf(QApplication::focusWidget(), QAccessible::Name);
}

QString WindowBench::focusedDescription() const
{
    return textOf(QApplication::focusWidget(), QAccessible::Description);
}

QWidget *WindowBench::named(const QString &name) const
{
    for (QWidget *widget : window.findChildren<QWidget *>())
        if (widget->isVisible() && textOf(widget, QAccessible::Name) == name)
            return widget;
    return nullptr;
}

QList<Spoken> spokenIn(QWidget &root)
{
    QList<Spoken> all;
    for (QWidget *widget : root.findChildren<QWidget *>())
        if (widget->isVisible())
            if (QAccessibleInterface *face = QAccessible::queryAccessibleInterface(widget))
                all << Spoken{widget, face->role(), face->text(QAccessible::Name),
                              face->text(QAccessible::Description)};
    return all;
}

} // namespace surgedeck
