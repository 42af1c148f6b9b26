// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/haproxy/haproxysource.h"
#include "models/domain/sourcesettings.h"
#include "tests/support/laboratory.h"
#include "tests/support/testrules.h"

#include <QTest>

using namespace surgedeck;

/// The lab's edge: five routes, each with a legacy and a modern server, read over both of its sockets.
class TestHaproxyLab : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void everyRouteHasItsTwoServersOnEverySocket()
    {
        SourceSettings settings;
        const QString tcp = QStringLiteral("tcp://127.0.0.1:%1").arg(m_lab.port(QStringLiteral("EDGE_RUNTIME_PORT")));
        const QString unixSocket = QStringLiteral("unix:") + m_lab.directory() + QStringLiteral("/run/haproxy.sock");
        settings.endpoints = {tcp, unixSocket};
        const auto source = std::move(HaproxySource::create(settings, m_clock).value());
        const auto result = source->poll({});
        QVERIFY2(bool(result), result ? "" : qPrintable(result.error().message));
        const auto &sample = std::get<RouterSample>(result->observations.at(0));
        QVERIFY(sample.unreachable.empty());
        for (const QString &instance : settings.endpoints) {
            for (const char *backend : {"catalog", "search", "cart", "checkout", "auth"})
                QCOMPARE(serversOf(sample, instance, QLatin1String(backend)),
                         (QStringList{QStringLiteral("legacy1"), QStringLiteral("modern1")}));
        }
        const auto &notices = std::get<SourceNotices>(result->observations.at(1)).attention;
        QCOMPARE(int(notices.size()), 1);
        QVERIFY(notices[0].startsWith(unixSocket + QStringLiteral(" has level admin")));
    }

private:
    static QStringList serversOf(const RouterSample &sample, const QString &instance, const QString &backend)
    {
        QStringList servers;
        for (const RouterServer &server : sample.servers) {
            if (server.instance == instance && server.backend == backend)
                servers << server.server;
        }
        return servers;
    }

    Laboratory m_lab;
    SystemClock m_clock;
};

QTEST_GUILESS_MAIN(TestHaproxyLab)
#include "tst_haproxylab.moc"
