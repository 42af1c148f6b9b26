// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/builtin.h"
#include "models/domain/sourcesettings.h"
#include "tests/postgres/postgresserver.h"
#include "tests/support/freeport.h"
#include "tests/support/serverprocess.h"
#include "tests/support/testrules.h"

#include <QTest>

using namespace surgedeck;

namespace {

SourceSettings settingsOf(const QString &type, const QString &endpoint)
{
    SourceSettings settings;
    settings.id = settings.type = type;
    settings.endpoint = endpoint;
    settings.endpoints = {endpoint};
    settings.clientName = QStringLiteral("surgedeck/test/viewer/1");
    return settings;
}

/// The first observation of kind `What` of one poll; what went wrong ends up in the log of the test.
template <typename What>
std::optional<What> pollFor(Source &source)
{
    const auto result = source.poll({});
    if (!result) {
        qInfo("%s", qPrintable(result.error().message));
        return std::nullopt;
    }
    for (const Observation &observation : result->observations)
        if (const auto *what = std::get_if<What>(&observation))
            return *what;
    return std::nullopt;
}

std::optional<double> valueOf(const std::optional<ServerGauges> &gauges, const char *name, const char *subject = "")
{
    if (gauges)
        for (const Gauge &gauge : gauges->gauges)
            if (gauge.name == QLatin1String(name) && gauge.subject == QLatin1String(subject))
                return gauge.value;
    return std::nullopt;
}

} // namespace

/// The smaller sources against the real servers, each of the test's own: what they say is read, and what they count is
/// what was done to them.
class TestGaugesServers : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void memcachedCountsWhatWasAsked()
    {
        const quint16 port = freePort();
        ServerProcess server;
        server.start({QStringLiteral("memcached"), QStringLiteral("-l"), QStringLiteral("127.0.0.1"),
                      QStringLiteral("-p"), QString::number(port), QStringLiteral("-U"), QStringLiteral("0")},
                     [port] { return ServerProcess::accepts(port); });
        auto source = make(settingsOf(QStringLiteral("memcached"), QStringLiteral("tcp://127.0.0.1:%1").arg(port)));
        QVERIFY(pollFor<CacheStats>(*source));
        ask(port, "set a 0 0 1\r\nx\r\nget a\r\nget a\r\nget a\r\nget b\r\nquit\r\n");
        const auto cache = pollFor<CacheStats>(*source);
        QVERIFY(cache);
        QCOMPARE(cache->hitRatio, std::optional(0.75));
        QVERIFY(cache->usedMemoryBytes.value_or(0) > 0 && cache->maxMemoryBytes.value_or(0) > 1e6);
        QVERIFY(pollFor<ServerFacts>(*source)->version.startsWith(QLatin1String("1.")));
        QVERIFY(allWell(*source));
        server.kill();
        QVERIFY(!pollFor<CacheStats>(*source));
        QCOMPARE(source->poll({}).error().kind, Error::Kind::Unreachable);
    }

    void phpFpmByItsWebServerAndDirectly()
    {
        ServerProcess fpm, web;
        const quint16 port = freePort(), fpmPort = freePort();
        fpm.write(QStringLiteral("fpm.conf"),
                  "[global]\ndaemonize = no\nerror_log = " + fpm.file(QStringLiteral("fpm.log")).toUtf8() +
                      "\n[shop]\nlisten = 127.0.0.1:" + QByteArray::number(fpmPort) +
                      "\npm = static\npm.max_children = 3\npm.status_path = /fpm-status\npm.status_listen = " +
                      fpm.file(QStringLiteral("status.sock")).toUtf8() + "\n");
        fpm.start({QStringLiteral("php-fpm8.2"), QStringLiteral("-F"), QStringLiteral("-O"), QStringLiteral("-n"),
                   QStringLiteral("-y"), fpm.file(QStringLiteral("fpm.conf"))},
                  [fpmPort] { return ServerProcess::accepts(fpmPort); });
        startNginx(web, port,
                   "location = /fpm { include /etc/nginx/fastcgi_params; fastcgi_param SCRIPT_FILENAME /fpm-status; "
                   "fastcgi_param SCRIPT_NAME /fpm-status; fastcgi_pass 127.0.0.1:" +
                       QByteArray::number(fpmPort) + "; }");
        const QString ways[] = {QStringLiteral("http://127.0.0.1:%1/fpm").arg(port),
                                QStringLiteral("fcgi://127.0.0.1:%1/fpm-status").arg(fpmPort),
                                QStringLiteral("unix:%1;/fpm-status").arg(fpm.file(QStringLiteral("status.sock")))};
        for (const QString &way : ways) {
            auto source = make(settingsOf(QStringLiteral("phpfpm"), way));
            const auto first = pollFor<ServerGauges>(*source);
            QVERIFY2(valueOf(first, "processes", "shop") == 3.0, qPrintable(way));
            QVERIFY(valueOf(first, "listen_queue", "shop") == 0.0);
            for (int i = 0; i < 5; ++i)
                (void)outputOf({QStringLiteral("curl"), QStringLiteral("-fsS"), ways[0]});
            const auto second = pollFor<ServerGauges>(*source);
            QVERIFY(valueOf(second, "requests_total", "shop").value_or(0) -
                        valueOf(first, "requests_total", "shop").value_or(0) >=
                    5);
            QVERIFY(allWell(*source));
        }
        auto wrong =
            make(settingsOf(QStringLiteral("phpfpm"), QStringLiteral("fcgi://127.0.0.1:%1/nothing").arg(fpmPort)));
        const auto refused = wrong->poll({});
        QVERIFY(!refused && refused.error().message.contains(QStringLiteral("check pm.status_path")));
        auto noFpm = make(settingsOf(QStringLiteral("phpfpm"), QStringLiteral("fcgi://127.0.0.1:%1/x").arg(port)));
        QCOMPARE(noFpm->poll({}).error().kind, Error::Kind::Protocol); // it is the nginx
    }

    void nginxCountsRequests()
    {
        ServerProcess web;
        const quint16 port = freePort();
        startNginx(web, port, "location = /status { stub_status; } location = /closed { deny all; }");
        const QString url = QStringLiteral("http://127.0.0.1:%1").arg(port);
        auto source = make(settingsOf(QStringLiteral("nginx"), url + QStringLiteral("/status")));
        const auto first = pollFor<ServerGauges>(*source);
        for (int i = 0; i < 4; ++i)
            (void)outputOf({QStringLiteral("curl"), QStringLiteral("-fsS"), url + QStringLiteral("/status")});
        const auto second = pollFor<ServerGauges>(*source);
        QCOMPARE(valueOf(second, "requests_total").value_or(0) - valueOf(first, "requests_total").value_or(0), 5.0);
        QVERIFY(valueOf(second, "connections_active").value_or(0) >= 1);
        QVERIFY(allWell(*source));
        auto closed = make(settingsOf(QStringLiteral("nginx"), url + QStringLiteral("/closed")));
        QCOMPARE(closed->poll({}).error().kind, Error::Kind::Auth);
    }

    void pgBouncerShowsWhoWaits()
    {
        PostgresServer database;
        database.start();
        database.admin("create role shop login password 'pw'; grant all on stock to shop");
        ServerProcess bouncer;
        const quint16 port = freePort();
        bouncer.write(QStringLiteral("users.txt"), "\"shop\" \"pw\"\n\"view\" \"pw\"\n");
        bouncer.write(QStringLiteral("pgbouncer.ini"),
                      "[databases]\nshop = host=127.0.0.1 port=" + QByteArray::number(database.port()) +
                          " dbname=shop\n[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = " +
                          QByteArray::number(port) + "\nunix_socket_dir =\nauth_type = plain\nauth_file = " +
                          bouncer.file(QStringLiteral("users.txt")).toUtf8() +
                          "\nstats_users = view\npool_mode = session\ndefault_pool_size = 1\n");
        bouncer.start({QStringLiteral("pgbouncer"), bouncer.file(QStringLiteral("pgbouncer.ini"))},
                      [port] { return ServerProcess::accepts(port); });
        const QString dsn = QStringLiteral("postgresql://%1:pw@127.0.0.1:%2/%3?sslmode=disable");
        auto source = make(settingsOf(QStringLiteral("pgbouncer"),
                                      dsn.arg(QStringLiteral("view")).arg(port).arg(QStringLiteral("pgbouncer"))));
        QVERIFY(allWell(*source));
        const QString shop = dsn.arg(QStringLiteral("shop")).arg(port).arg(QStringLiteral("shop"));
        QProcess served, waiting;
        served.start(QStringLiteral("psql"), {shop, QStringLiteral("-c"), QStringLiteral("select pg_sleep(600)")});
        QTRY_VERIFY(valueOf(pollFor<ServerGauges>(*source), "clients_active", "shop/shop") == 1.0);
        waiting.start(QStringLiteral("psql"), {shop, QStringLiteral("-c"), QStringLiteral("select 1")});
        QTRY_VERIFY(valueOf(pollFor<ServerGauges>(*source), "clients_waiting", "shop/shop") == 1.0);
        QTRY_VERIFY(valueOf(pollFor<ServerGauges>(*source), "longest_wait", "shop/shop").value_or(0) > 0);
        for (QProcess *client : {&served, &waiting}) {
            client->kill();
            client->waitForFinished();
        }
        auto customer = make(settingsOf(QStringLiteral("pgbouncer"),
                                        dsn.arg(QStringLiteral("shop")).arg(port).arg(QStringLiteral("pgbouncer"))));
        QVERIFY(!customer->poll({}));
    }

    void varnishTellsItsHitRatio()
    {
        ServerProcess web, varnish;
        const quint16 webPort = freePort(), port = freePort();
        startNginx(web, webPort, "location / { add_header Cache-Control max-age=60; return 200 ok; }");
        varnish.write(QStringLiteral("shop.vcl"), "vcl 4.1;\nbackend origin { .host = \"127.0.0.1\"; .port = \"" +
                                                      QByteArray::number(webPort) + "\"; }\n");
        const QString folder = varnish.file(QStringLiteral("v"));
        varnish.start({QStringLiteral("varnishd"), QStringLiteral("-F"), QStringLiteral("-j"), QStringLiteral("none"),
                       QStringLiteral("-n"), folder, QStringLiteral("-a"), QStringLiteral("127.0.0.1:%1").arg(port),
                       QStringLiteral("-f"), varnish.file(QStringLiteral("shop.vcl")), QStringLiteral("-s"),
                       QStringLiteral("malloc,8m"), QStringLiteral("-p"), QStringLiteral("thread_pools=1"),
                       QStringLiteral("-p"), QStringLiteral("thread_pool_min=5")},
                      [port] { return ServerProcess::accepts(port); });
        SourceSettings settings = settingsOf(QStringLiteral("varnish"), {});
        settings.command = {QStringLiteral("varnishstat"), QStringLiteral("-n"), folder};
        auto source = make(settings);
        const auto counted = [&] { return valueOf(pollFor<ServerGauges>(*source), "cache_misses_total"); };
        QTRY_COMPARE_WITH_TIMEOUT(counted(), std::optional(0.0), 20'000);
        const QString page = QStringLiteral("http://127.0.0.1:%1/page").arg(port);
        for (int i = 0; i < 4; ++i)
            (void)outputOf({QStringLiteral("curl"), QStringLiteral("-fsS"), page});
        // Workers hand their counters in by and by, so one poll may see a part of it.
        double hits = 0, misses = 0;
        QTRY_VERIFY_WITH_TIMEOUT(
            [&] {
                const auto gauges = pollFor<ServerGauges>(*source);
                hits = valueOf(gauges, "cache_hits_total").value_or(0);
                misses = valueOf(gauges, "cache_misses_total").value_or(0);
                return hits == 3 && misses == 1;
            }(),
            20'000);
        QVERIFY(allWell(*source));
        settings.command = {QStringLiteral("varnishstat"), QStringLiteral("-n"), folder + QStringLiteral("-not")};
        QCOMPARE(make(settings)->poll({}).error().kind, Error::Kind::Unreachable);
        settings.command = {QStringLiteral("no-such-varnishstat")};
        QCOMPARE(make(settings)->poll({}).error().kind, Error::Kind::Config);
        settings.command = {QStringLiteral("sh"), QStringLiteral("-c"), QStringLiteral("exec yes")};
        QCOMPARE(make(settings)->poll({}).error().kind, Error::Kind::Protocol); // it never stops
    }

private:
    SourcePtr make(const SourceSettings &settings) const
    {
        auto source = createSource(settings, m_clock);
        if (!source)
            qFatal("%s", qPrintable(source.error().message));
        return std::move(*source);
    }

    static bool allWell(Source &source)
    {
        for (const DiagnosisStage &stage : source.diagnose({}))
            if (stage.ok == false) {
                qInfo("%s: %s", qPrintable(stage.stage), qPrintable(stage.value));
                return false;
            }
        return true;
    }

    static void ask(quint16 port, const QByteArray &words)
    {
        QProcess client;
        client.start(QStringLiteral("socat"), {QStringLiteral("-"), QStringLiteral("TCP:127.0.0.1:%1").arg(port)});
        client.write(words);
        client.closeWriteChannel();
        if (!client.waitForFinished(10'000))
            qFatal("socat does not end");
    }

    static void startNginx(ServerProcess &web, quint16 port, const QByteArray &locations)
    {
        const QByteArray folder = web.file({}).toUtf8() + '/';
        QByteArray places;
        for (const char *place : {"client_body", "proxy", "fastcgi", "uwsgi", "scgi"})
            places += QByteArray(place) + "_temp_path " + folder + place + ";\n";
        web.write(QStringLiteral("nginx.conf"),
                  "daemon off; worker_processes 1; error_log stderr; pid " + folder +
                      "pid;\nevents { worker_connections 64; }\nhttp { access_log off;\n" + places +
                      "server { listen 127.0.0.1:" + QByteArray::number(port) + "; " + locations + " } }\n");
        web.start({QStringLiteral("nginx"), QStringLiteral("-p"), web.file({}), QStringLiteral("-e"),
                   QStringLiteral("stderr"), QStringLiteral("-c"), web.file(QStringLiteral("nginx.conf"))},
                  [port] { return ServerProcess::accepts(port); });
    }

    SystemClock m_clock;
};

QTEST_GUILESS_MAIN(TestGaugesServers)
#include "tst_gauges_servers.moc"
