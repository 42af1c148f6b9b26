// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mainwindow.h"
#include "app/session.h"
#include "tests/gui/shopfixture.h"
#include "tests/support/testclock.h"

#include <QAccessible>
#include <QImage>

namespace surgedeck {

/// A real window on the fixture shop whose time stands still until a test moves it, driven by keys and found by
/// accessible names.
class WindowBench
{
public:
    explicit WindowBench(QSize size = {1920, 1080});

    void feed(std::vector<Record> (*records)(WallTime, MonoTime), int seconds);
    /// As the person at the keyboard: to whatever has the focus.
    void press(const QKeySequence &key);
    void type(const QString &text);
    QImage picture(const QString &name);

    /// What a screen reader says about the widget that has the keyboard.
    QString focusedName() const;
    QString focusedDescription() const;
    /// The visible widget of that accessible name; nullptr without one.
    QWidget *named(const QString &name) const;

    TestClock clock;
    Settings settings;
    WatchSession session;
    MainWindow window;
};

/// A picture of the window as it is, kept beside the build for people to look at.
QImage savePicture(QWidget &window, const QString &name);

/// All visible widgets that a screen reader meets, with what it is told.
struct Spoken
{
    QWidget *widget;
    QAccessible::Role role;
    QString name;
    QString description;
};
QList<Spoken> spokenIn(QWidget &root);

} // namespace surgedeck
