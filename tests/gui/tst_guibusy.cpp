// SPDX-License-Identifier: GPL-3.0-or-later
// How much of a core the thread of the window takes while the convoy goes on: records each second, four frames a
// second.
#include "tests/gui/windowbench.h"
#include "tests/support/testrules.h"
#include "tests/support/threadtime.h"
#include "widgets/theme/theme.h"

#include <QElapsedTimer>
#include <QTest>


using namespace surgedeck;
using namespace std::chrono_literals;

namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr double mostShare = 0.90; // what is measured there is the sanitizer
#elif defined(NDEBUG)
constexpr double mostShare = 0.15;
#else
constexpr double mostShare = 0.45; // without optimisation
#endif

/// A minute is what the design asks for; a sixth of it tells as much, and a test has to be short.
int seconds()
{
    return qEnvironmentVariable("SURGEDECK_BUSY_SECONDS", QStringLiteral("10")).toInt();
}

} // namespace

class TestGuiBusy : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        failOnAnyWarning();
        theme::apply(ThemeName::Dark);
    }

    void theWindowLeavesTheCoreToOthers()
    {
        WindowBench bench;
        bench.session.receive(hourBefore(bench.clock.now(), bench.clock.monotonic()));
        bench.feed(convoyRecords, 30);
        QTimer second;
        connect(&second, &QTimer::timeout, &second, [&] {
            bench.clock.advance(1s);
            bench.session.receive(convoyRecords(bench.clock.now(), bench.clock.monotonic()));
            (void)bench.session.evaluate();
            Q_EMIT bench.session.evaluated();
        });
        second.start(1s);
        QElapsedTimer wall;
        wall.start();
        const auto before = threadTime();
        QTest::qWait(seconds() * 1000);
        const double share = std::chrono::duration<double>(threadTime() - before).count() / (double(wall.elapsed()) / 1000);
        qInfo("the thread of the window took %.1f %% of a core", share * 100);
        QVERIFY2(share < mostShare, qPrintable(QString::number(share)));
        QVERIFY(share > 0.001); // it did paint
    }
};

QTEST_MAIN(TestGuiBusy)
#include "tst_guibusy.moc"
