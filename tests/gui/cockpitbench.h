// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mainwindow.h"
#include "app/session.h"
#include "app/views/cockpitview.h"
#include "tests/gui/shopfixture.h"
#include "tests/support/testclock.h"

#include <QImage>
#include <QMap>

namespace surgedeck {

/// A window on the fixture shop whose time stands still between the seconds that a test lets pass. 02:14:27 UTC.
class CockpitBench
{
public:
    explicit CockpitBench(QSize size = {1920, 1080}, std::shared_ptr<const Workspace> workspace = fixtureShop());

    using Records = std::vector<Record> (*)(WallTime, MonoTime);
    void feed(Records records, int seconds);
    /// What Prometheus knows of the hour before comes first.
    void feedHour();
    /// A quiet hour, and a minute that was seen.
    void beCalm();
    /// A quiet hour, then the convoy for twelve minutes.
    void beInConvoy();

    CockpitView *view();
    template <typename Widget>
    Widget *find(const char *name)
    {
        return window.findChild<Widget *>(QString::fromLatin1(name));
    }
    /// Kept under pictures/ of the build, where people look at it.
    QImage picture(const QString &name);

    TestClock clock;
    WatchSession session;
    MainWindow window;
};

/// Something with a digit in it, or the unit behind one: what nobody may see in part.
bool isFigure(const QString &text);
/// Texts that are cut somewhere in the window, on all its pages; pictures of them are kept under `name`.
QStringList cutTextsOf(CockpitBench &bench, const QString &name);

/// Place and size of everything that has a name.
QMap<QString, QRect> geometryOf(const QWidget &root);

} // namespace surgedeck
