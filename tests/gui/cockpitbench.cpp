// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/cockpitbench.h"

#include "widgets/textpaint.h"

#include <QAbstractButton>
#include <QDir>
#include <QRegularExpression>
#include <QTest>

namespace surgedeck {

using namespace std::chrono_literals;

namespace {

const WallTime night(std::chrono::sys_days(std::chrono::November / 27 / 2026) + 2h + 2min + 27s);

} // namespace

CockpitBench::CockpitBench(QSize size, std::shared_ptr<const Workspace> workspace)
    : clock(night)
    , session(std::move(workspace), {}, {}, clock)
    , window(session)
{
    window.setFixedSize(size);
    window.show();
}

void CockpitBench::feed(Records records, int seconds)
{
    for (int i = 0; i < seconds; ++i) {
        clock.advance(1s);
        session.receive(records(clock.now(), clock.monotonic()));
        (void)session.evaluate();
    }
    window.refresh();
}

void CockpitBench::feedHour()
{
    session.receive(hourBefore(clock.now(), clock.monotonic()));
}

void CockpitBench::beCalm()
{
    feedHour();
    feed(calmRecords, 70);
}

void CockpitBench::beInConvoy()
{
    beCalm();
    feed(convoyRecords, 12 * 60 - 70);
}

CockpitView *CockpitBench::view()
{
    return window.findChild<CockpitView *>();
}

QImage CockpitBench::picture(const QString &name)
{
    QTest::qWait(0);
    const QImage image = window.grab().toImage();
    const QString folder = qEnvironmentVariable("SURGEDECK_BUILD", QStringLiteral(".")) + QStringLiteral("/pictures");
    QDir().mkpath(folder);
    image.save(folder + QLatin1Char('/') + name + QStringLiteral(".png"));
    return image;
}

bool isFigure(const QString &text)
{
    static const QRegularExpression figure(QStringLiteral("^[\u2248<>\u2264\u2265\u00d7+\u2212$\u20ac ]*[0-9]|[0-9] ?(%|s|ms|/min)($| )|(^| )[0-9]+$"));
    return text.size() <= 48 && figure.match(text).hasMatch();
}

QStringList cutTextsOf(CockpitBench &bench, const QString &name)
{
    QStringList cut;
    for (int page = 0; page < bench.view()->placement().pages.count; ++page) {
        if (auto *button = bench.window.findChild<QAbstractButton *>(QStringLiteral("page-%1").arg(page + 1)))
            button->click();
        watchCutTexts(&cut);
        bench.picture(QStringLiteral("%1-%2").arg(name).arg(page + 1));
        watchCutTexts(nullptr);
    }
    return cut;
}

QMap<QString, QRect> geometryOf(const QWidget &root)
{
    QMap<QString, QRect> all;
    for (const QWidget *widget : root.findChildren<QWidget *>())
        if (!widget->objectName().isEmpty() && !widget->objectName().startsWith(QLatin1String("qt_")))
            all.insert(widget->objectName(), QRect(widget->mapTo(&root, QPoint()), widget->size()));
    return all;
}

} // namespace surgedeck
