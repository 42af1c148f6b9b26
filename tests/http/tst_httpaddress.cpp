// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/base/http.h"
#include "connectors/base/httpaddress.h"
#include "tests/support/testrules.h"

#include <QTest>

using namespace surgedeck;

class TestHttpAddress : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void takesAUrlApart_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<HttpAddress>("address");
        const auto row = [](const char *url, const HttpAddress &address) {
            QTest::newRow(url) << QString::fromLatin1(url) << address;
        };
        row("http://localhost:9090", {false, QStringLiteral("localhost"), 9090, {}, {}, {}});
        row("https://prometheus.example", {true, QStringLiteral("prometheus.example"), 443, {}, {}, {}});
        row("http://prometheus.example/", {false, QStringLiteral("prometheus.example"), 80, {}, {}, {}});
        row("https://mimir:8080/prometheus//",
            {true, QStringLiteral("mimir"), 8080, QStringLiteral("/prometheus"), {}, {}});
        row("HTTP://[::1]:9090/a/b", {false, QStringLiteral("[::1]"), 9090, QStringLiteral("/a/b"), {}, {}});
        row("https://me:p%40ss@host",
            {true, QStringLiteral("host"), 443, {}, QStringLiteral("me"), QStringLiteral("p@ss")});
    }

    void takesAUrlApart()
    {
        QFETCH(QString, url);
        QFETCH(HttpAddress, address);
        const auto parsed = parseHttpAddress(url);
        QVERIFY2(parsed, parsed ? "" : qPrintable(parsed.error().message));
        QCOMPARE(parsed->tls, address.tls);
        QCOMPARE(*parsed, address);
    }

    void refusesWhatIsNoPeer_data()
    {
        QTest::addColumn<QString>("url");
        for (const char *url : {"", "prometheus:9090", "localhost", "ftp://host", "file:///etc/passwd", "http://",
                                "gopher://x", "http://host/?token=secret-word", "http://host/#secret-word",
                                "http://ho st/", "http://host:99999", "http://me:secret-word@:9090"})
            QTest::newRow(url) << QString::fromLatin1(url);
    }

    void refusesWhatIsNoPeer()
    {
        QFETCH(QString, url);
        const auto parsed = parseHttpAddress(url);
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().kind, Error::Kind::Config);
        QVERIFY(!parsed.error().message.contains(QStringLiteral("secret-word")));
    }

    void knowsThisMachine_data()
    {
        QTest::addColumn<QString>("host");
        QTest::addColumn<bool>("loopback");
        QTest::newRow("name") << QStringLiteral("localhost") << true;
        QTest::newRow("upper case") << QStringLiteral("LocalHost") << true;
        QTest::newRow("ipv4") << QStringLiteral("127.0.0.1") << true;
        QTest::newRow("whole net") << QStringLiteral("127.1.2.3") << true;
        QTest::newRow("ipv6") << QStringLiteral("[::1]") << true;
        QTest::newRow("a name that begins like it") << QStringLiteral("127.0.0.1.example.com") << false;
        QTest::newRow("another that begins like it") << QStringLiteral("localhost.example.com") << false;
        QTest::newRow("elsewhere") << QStringLiteral("10.0.0.1") << false;
        QTest::newRow("anywhere") << QStringLiteral("0.0.0.0") << false;
    }

    void knowsThisMachine()
    {
        QFETCH(QString, host);
        QFETCH(bool, loopback);
        const auto parsed = parseHttpAddress(QStringLiteral("http://%1:1/").arg(host));
        QVERIFY(bool(parsed));
        QCOMPARE(parsed->isLoopback(), loopback);
    }

    void plainHttpStaysOnThisMachine()
    {
        HttpPeer peer;
        peer.url = QStringLiteral("http://metrics.example:9090");
        const auto refused = HttpClient::create(peer);
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, Error::Kind::Config);
        QVERIFY(refused.error().message.contains(QStringLiteral("allow_plain_http")));
        peer.allowPlainHttp = true;
        QVERIFY(bool(HttpClient::create(peer)));
        peer.allowPlainHttp = false;
        peer.url = QStringLiteral("https://metrics.example:9090");
        QVERIFY(bool(HttpClient::create(peer)));
    }

    void noCredentialCanAddAHeader()
    {
        HttpPeer peer;
        peer.url = QStringLiteral("http://localhost:1");
        peer.bearerToken = QStringLiteral("token\r\nX-Injected: yes");
        QVERIFY(!HttpClient::create(peer));
    }
};

QTEST_GUILESS_MAIN(TestHttpAddress)
#include "tst_httpaddress.moc"
