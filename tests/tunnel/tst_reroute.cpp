// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/base/childprocess.h"
#include "connectors/base/sshcommand.h"
#include "connectors/builtin.h"
#include "connectors/phpfpm/fastcgi.h"
#include "connectors/phpfpm/fpmpoolsource.h"
#include "connectors/tunnel/reroute.h"
#include "connectors/varnish/varnishsource.h"
#include "tests/support/testrules.h"

#include <QDir>
#include <QTest>

using namespace surgedeck;
using namespace std::chrono_literals;

namespace {

struct Way
{
    Result<SourceSettings> settings = Error{};
    QStringList asked;

    Way(const QString &type, const QString &endpoint, const QString &acting = {})
    {
        SourceSettings before;
        before.type = type;
        before.endpoint = endpoint;
        before.endpoints = {endpoint};
        before.actEndpoint = acting;
        settings = rerouted(before, [this](const Endpoint &far) {
            const QString name =
                far.unixPath.isEmpty() ? QStringLiteral("%1|%2").arg(far.host).arg(far.port) : far.unixPath;
            if (!asked.contains(name))
                asked << name;
            return Result<quint16>(static_cast<quint16>(40'001 + asked.indexOf(name)));
        });
    }
};

/// Processes of a group that run: one that nobody has waited for yet runs no more.
int livingIn(int group)
{
    int count = 0;
    for (const QString &entry : QDir(QStringLiteral("/proc")).entryList(QDir::Dirs)) {
        QFile file(QStringLiteral("/proc/%1/stat").arg(entry));
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const QByteArray text = file.readAll();
        const QByteArrayList fields = text.mid(text.lastIndexOf(')') + 2).split(' '); // state, parent, group ...
        count += fields.size() > 2 && fields[0] != "Z" && fields[2].toInt() == group ? 1 : 0;
    }
    return count;
}

} // namespace

/// How settings change on their way through a bastion, and programs that only the user's configuration names.
class TestReroute : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void endpoints_data()
    {
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        QTest::addColumn<QString>("far");
        QTest::addColumn<QString>("name");
        QTest::newRow("postgres url")
            << "postgresql"
            << "postgresql://u:p%40@db1:5433/shop?sslmode=verify-full"
            << "postgresql://u:p%40@db1:5433/shop?sslmode=verify-full&hostaddr=127.0.0.1&port=40001"
            << "db1|5433"
            << "";
        QTest::newRow("postgres url without parameters") << "postgresql"
                                                         << "postgresql://u@db1/shop"
                                                         << "postgresql://u@db1/shop?hostaddr=127.0.0.1&port=40001"
                                                         << "db1|5432"
                                                         << "";
        QTest::newRow("postgres words") << "pgbouncer"
                                        << "host=db1 port=6432 dbname=pgbouncer"
                                        << "host=db1 port=6432 dbname=pgbouncer hostaddr=127.0.0.1 port=40001"
                                        << "db1|6432"
                                        << "";
        QTest::newRow("mysql") << "mysql"
                               << "mysql://u:p@db2/shop"
                               << "mysql://u:p@127.0.0.1:40001/shop?ssl-mode=VERIFY_CA"
                               << "db2|3306"
                               << "";
        QTest::newRow("mysql that says how") << "mysql"
                                             << "mysql://u@db2:3307/shop?ssl-mode=REQUIRED"
                                             << "mysql://u@127.0.0.1:40001/shop?ssl-mode=REQUIRED"
                                             << "db2|3307"
                                             << "";
        QTest::newRow("redis with TLS") << "redis"
                                        << "rediss://u:p@cache/0"
                                        << "rediss://u:p@127.0.0.1:40001/0"
                                        << "cache|6379"
                                        << "cache";
        QTest::newRow("https") << "prometheus"
                               << "https://prom.example/prefix"
                               << "https://127.0.0.1:40001/prefix"
                               << "prom.example|443"
                               << "prom.example";
        QTest::newRow("http") << "nginx"
                              << "http://web:81/status"
                              << "http://127.0.0.1:40001/status"
                              << "web|81"
                              << "";
        QTest::newRow("haproxy") << "haproxy"
                                 << "tcp://lb:9999"
                                 << "tcp://127.0.0.1:40001"
                                 << "lb|9999"
                                 << "";
        QTest::newRow("haproxy's socket") << "haproxy"
                                          << "unix:/run/haproxy.sock"
                                          << "tcp://127.0.0.1:40001"
                                          << "/run/haproxy.sock"
                                          << "";
    }
    void endpoints()
    {
        QFETCH(QString, type);
        QFETCH(QString, before);
        QFETCH(QString, after);
        QFETCH(QString, far);
        QFETCH(QString, name);
        const Way way(type, before);
        QVERIFY2(way.settings, way.settings ? "" : qPrintable(way.settings.error().message));
        QCOMPARE(way.settings->endpoint, after);
        QCOMPARE(way.settings->endpoints, QStringList{after});
        QCOMPARE(way.asked, QStringList{far});
        QCOMPARE(way.settings->tls.serverName, name);
    }

    void theHostOfAWebServerStays()
    {
        QCOMPARE(Way(QStringLiteral("nginx"), QStringLiteral("http://web:81/status")).settings->httpHost,
                 QStringLiteral("web:81"));
        QCOMPARE(Way(QStringLiteral("prometheus"), QStringLiteral("https://p/")).settings->httpHost,
                 QStringLiteral("p"));
    }

    void actingGoesTheSameWay()
    {
        const Way way(QStringLiteral("redis"), QStringLiteral("redis://u@a"), QStringLiteral("redis://act@b"));
        QCOMPARE(way.settings->actEndpoint, QStringLiteral("redis://act@127.0.0.1:40002"));
    }

    void whatCanNotGoThatWayIsAnError_data()
    {
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("endpoint");
        QTest::newRow("many hosts") << "postgresql"
                                    << "postgresql://u@a,b/shop";
        QTest::newRow("a socket") << "postgresql"
                                  << "host=/run/postgresql dbname=shop";
        QTest::newRow("no host") << "postgresql"
                                 << "service=shop";
        QTest::newRow("a socket of MariaDB") << "mysql"
                                             << "mysql://u@x/shop?socket=/run/m.sock";
        QTest::newRow("many targets") << "metrics"
                                      << "http://a/metrics";
        QTest::newRow("no port") << "haproxy"
                                 << "tcp://lb";
    }
    void whatCanNotGoThatWayIsAnError()
    {
        QFETCH(QString, type);
        QFETCH(QString, endpoint);
        const Way way(type, endpoint);
        QVERIFY(!way.settings && way.settings.error().kind == Error::Kind::Config);
        QVERIFY(way.asked.isEmpty());
    }

    void ssh()
    {
        const QStringList command = sshCommand(QStringLiteral("bastion"), {QStringLiteral("-N")});
        QCOMPARE(command.mid(command.size() - 3),
                 (QStringList{QStringLiteral("-N"), QStringLiteral("--"), QStringLiteral("bastion")}));
        QVERIFY(command.contains(QStringLiteral("StrictHostKeyChecking=yes")) &&
                command.contains(QStringLiteral("BatchMode=yes")));
        QCOMPARE(quotedForShell(QStringLiteral("a'b c")), QStringLiteral("'a'\\''b c'"));
        QCOMPARE(sshError(QStringLiteral("b"), QStringLiteral("x@b: Permission denied (publickey).")).kind,
                 Error::Kind::Auth);
        QCOMPARE(sshError(QStringLiteral("b"), QStringLiteral("Host key verification failed.")).kind,
                 Error::Kind::Auth);
        QCOMPARE(sshError(QStringLiteral("b"), {}).kind, Error::Kind::Unreachable);
    }

    void programs()
    {
        const Deadline deadline(10s, {});
        const auto run = [&](const QStringList &command) {
            auto program = ChildProcess::start(command);
            return program ? (*program)->output(100, deadline) : Result<QByteArray>(program.error());
        };
        QCOMPARE(
            *run({QStringLiteral("printf"), QStringLiteral("%s|"), QStringLiteral("a b"), QStringLiteral("$HOME")}),
            QByteArray("a b|$HOME|"));
        QCOMPARE(run({QStringLiteral("yes")}).error().kind, Error::Kind::Protocol);
        QCOMPARE(*run({QStringLiteral("cat")}), QByteArray()); // there is no input
        QCOMPARE(run({}).error().kind, Error::Kind::Config);
        auto missing = ChildProcess::start({QStringLiteral("no-such-program")}).value();
        QVERIFY(*missing->waitForEnd(deadline, 10s));
        QVERIFY(!missing->hasSucceeded());
        QVERIFY(missing->takeComplaint().contains(QStringLiteral("can not be started")));
    }

    /// Also what it started itself, and what does not care about a polite word.
    void aProgramEndsWithItsWholeGroup()
    {
        const Deadline deadline(10s, {});
        auto program =
            ChildProcess::start({QStringLiteral("sh"), QStringLiteral("-c"),
                                 QStringLiteral("trap '' TERM; sleep 600 & echo $!; while :; do sleep 1; done")})
                .value();
        QTRY_COMPARE(livingIn(program->id()), 3); // the shell and two that sleep
        const int group = program->id();
        QCOMPARE(livingIn(group), 3);
        program.reset();
        QTRY_COMPARE(livingIn(group), 0);
        const Deadline shortly(300ms, {});
        auto slow = ChildProcess::start({QStringLiteral("sleep"), QStringLiteral("600")}).value();
        QCOMPARE(slow->output(100, shortly).error().kind, Error::Kind::Timeout);
    }

    void fastCgi()
    {
        const QByteArray request = fastCgiRequest({{"A", "b"}, {"LONG", QByteArray(200, 'x')}});
        QCOMPARE(request.left(16), QByteArray("\1\1\0\1\0\10\0\0\0\1\0\0\0\0\0\0", 16));
        QVERIFY(request.contains(QByteArray("\1\1Ab\4\x80\0\0\xc8LONG", 13)));
        const QByteArray body = "Status: 200 OK\r\nContent-type: application/json\r\n\r\n{}";
        const QByteArray answer = QByteArray("\1\6\0\1\0", 5) + char(body.size()) + QByteArray("\3\0", 2) + body +
                                  "PAD" + QByteArray("\1\3\0\1\0\10\0\0\0\0\0\0\0\0\0\0", 16);
        FastCgiAnswer whole;
        for (const char byte : answer) // however it is cut
            QVERIFY(whole.feed(QByteArrayView(&byte, 1)));
        QVERIFY(whole.isComplete());
        QCOMPARE(*whole.body(), QByteArray("{}"));
        FastCgiAnswer other;
        QCOMPARE(other.feed("HTTP/1.1 400 Bad Request\r\n").error().kind, Error::Kind::Protocol);
        QCOMPARE(parseFpmAddress(QStringLiteral("fcgi://[::1]:9001/s"))->endpoint.port, quint16(9001));
        QCOMPARE(parseFpmAddress(QStringLiteral("unix:/run/p.sock;/s"))->endpoint.unixPath,
                 QStringLiteral("/run/p.sock"));
        for (const char *bad : {"", "fcgi://h", "unix:/run/p.sock", "fcgi:///s", "tcp://h:1/s"})
            QVERIFY2(!parseFpmAddress(QString::fromLatin1(bad)), bad);
    }

    void varnishOfBothShapes()
    {
        const QByteArray seven = R"({"version":1,"counters":{"MAIN.uptime":{"value":7},"MAIN.cache_hit":{"value":3}}})";
        const QByteArray six = R"({"timestamp":"x","MAIN.uptime":{"value":7},"MAIN.cache_hit":{"value":3}})";
        for (const QByteArray &text : {seven, six}) {
            const auto gauges = parseVarnishStat(text);
            QVERIFY(gauges);
            QCOMPARE(gauges->gauges[0].value, std::optional(7.0));
            QCOMPARE(gauges->gauges[1].value, std::nullopt); // what it does not say is not known
        }
        QVERIFY(!parseVarnishStat("{}"));
        QVERIFY(!parseVarnishStat("Could not get hold of varnishd"));
    }
};

QTEST_GUILESS_MAIN(TestReroute)
#include "tst_reroute.moc"
