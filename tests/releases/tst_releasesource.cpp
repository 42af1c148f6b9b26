// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/releases/releasesource.h"
#include "tests/support/scriptedpeer.h"
#include "tests/support/testclock.h"
#include "tests/support/testrules.h"

#include <QTest>

#include <algorithm>

using namespace surgedeck;
using namespace std::chrono_literals;

namespace {

/// Double quotes for single ones: moc does not read on behind a raw string that holds an address.
QByteArray json(QByteArray text)
{
    return text.replace('\'', '"');
}

// Shortened examples in the shape of the vendors' documents.
const QByteArray gitlabDeployments =
    json("[ "
         "{'id': 42, 'iid': 2, 'ref': 'main', 'sha': 'a91957a858320c0e17f3a0eca7cfacbff50ea29a', 'created_at': "
         "'2026-11-27T01:02:33.500Z', "
         "'updated_at': '2026-11-27T02:02:33.500Z', 'status': 'success', 'user': {'id': 1, 'name': 'Ada', 'username': "
         "'ada'}, "
         "'environment': {'id': 9, 'name': 'production', 'external_url': 'https://shop.example'}}, "
         "{'id': 43, 'iid': 3, 'ref': 'main', 'created_at': '2026-11-27T03:00:00Z', 'updated_at': "
         "'2026-11-27T03:00:00Z', 'status': 'blocked', "
         "'environment': {'name': 'production'}}] ");
const QByteArray gitlabReleases =
    json("[{'tag_name': 'v4.3', 'name': 'Sale', 'created_at': '2026-11-26T10:00:00Z', "
         "'released_at': '2026-11-26T11:00:00Z', 'upcoming_release': false, 'author': {'id': 1, 'name': 'Ada'}}] ");
const QByteArray githubDeployments = json(
    "[{'id': 7, 'ref': 'topic-branch', 'task': 'deploy', 'environment': 'production', "
    "'created_at': '2026-11-27T02:00:00Z', 'updated_at': '2026-11-27T02:00:05Z', 'creator': {'login': 'octocat'}}] ");
const QByteArray githubReleases = json("[{'id': 1, 'tag_name': 'v1.0.0', 'draft': false, 'prerelease': false, "
                                       "'published_at': '2026-11-25T19:35:32Z', 'author': {'login': 'octocat'}}, "
                                       "{'id': 2, 'tag_name': 'v2', 'draft': true, 'published_at': null}] ");

QByteArray answer(int status, const QByteArray &body)
{
    return "HTTP/1.1 " + QByteArray::number(status) +
           " X\r\nContent-Type: application/json\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" +
           body;
}

/// Answers as the vendor would, by what is asked for.
PeerStep::Conversation talk(const QByteArray &deployments, const QByteArray &releases, int status = 200)
{
    return [=](QByteArray &received) -> QByteArray {
        QByteArray answers;
        for (auto end = received.indexOf("\r\n\r\n"); end >= 0; end = received.indexOf("\r\n\r\n")) {
            answers += answer(status, received.left(end).contains("/deployments?") ? deployments : releases);
            received.remove(0, end + 4);
        }
        return answers;
    };
}

QStringList told(const PollResult &result)
{
    QStringList lines;
    for (const Observation &observation : result.observations)
        for (const Change &change : std::get<Changes>(observation).changes)
            lines << QStringLiteral("%1: %2 by %3").arg(change.id, change.title, change.by);
    return lines;
}

} // namespace

/// Against doubles of both vendors: nobody here has the real ones.
class TestReleaseSource : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void whatTheVendorsTell_data()
    {
        QTest::addColumn<bool>("gitlab");
        QTest::addColumn<QStringList>("lines");
        QTest::addColumn<QByteArray>("asked");
        QTest::newRow("gitlab") << true
                                << QStringList{QStringLiteral("gitlab/release/v4.3: release v4.3 by Ada"),
                                               QStringLiteral(
                                                   "gitlab/deployment/42: main to production (success) by Ada")}
                                << QByteArray("GET /api/v4/projects/shop%2Fbackend%2Fcheckout/deployments?");
        QTest::newRow("github") << false
                                << QStringList{QStringLiteral("github/release/1: release v1.0.0 by octocat"),
                                               QStringLiteral(
                                                   "github/deployment/7: topic-branch to production by octocat")}
                                << QByteArray("GET /api/v3/repos/shop/checkout/deployments?");
    }
    void whatTheVendorsTell()
    {
        QFETCH(const bool, gitlab);
        QFETCH(const QStringList, lines);
        QFETCH(const QByteArray, asked);
        ScriptedPeer peer({PeerStep::converse(gitlab ? talk(gitlabDeployments, gitlabReleases)
                                                     : talk(githubDeployments, githubReleases))});
        const auto source = make(gitlab, peer.port());
        const auto first = source->poll({});
        QVERIFY2(first, first ? "" : qPrintable(first.error().message));
        QCOMPARE(told(*first), lines);
        QVERIFY2(peer.received().contains(asked), peer.received().constData());
        QVERIFY(peer.received().contains("Authorization: Bearer s3cret"));
        const int before = int(peer.received().count("GET "));
        QVERIFY(source->poll({})->observations.empty()); // not asked again so soon
        QCOMPARE(int(peer.received().count("GET ")), before);
        m_clock.advance(31s);
        QVERIFY(source->poll({})->observations.empty()); // asked, and nothing is new
        QCOMPARE(int(peer.received().count("GET ")), 2 * before);
    }

    void refusals_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("kind");
        QTest::newRow("401") << 401 << int(Error::Kind::Auth);
        QTest::newRow("404") << 404 << int(Error::Kind::Config);
        QTest::newRow("500") << 500 << int(Error::Kind::Unreachable);
        QTest::newRow("no list") << 200 << int(Error::Kind::Protocol);
    }
    void refusals()
    {
        QFETCH(const int, status);
        QFETCH(const int, kind);
        ScriptedPeer peer({PeerStep::converse(talk("{}", "{}", status))});
        const auto result = make(true, peer.port())->poll({});
        QVERIFY(!result);
        QCOMPARE(int(result.error().kind), kind);
    }

    void urls_data()
    {
        QTest::addColumn<bool>("gitlab");
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("api");
        const auto row = [](bool gitlab, const char *url, const char *api) {
            QTest::newRow(url) << gitlab << QString::fromLatin1(url) << QString::fromLatin1(api);
        };
        row(true, "https://gitlab.example/a/b", "https://gitlab.example/api/v4/projects/a%2Fb");
        row(true, "https://gitlab.example:8443/a/b/c.git", "https://gitlab.example:8443/api/v4/projects/a%2Fb%2Fc");
        row(true, "https://gitlab.example/", "");
        row(false, "https://github.com/o/r", "https://api.github.com/repos/o/r");
        row(false, "https://ghe.example/o/r/", "https://ghe.example/api/v3/repos/o/r");
        row(false, "https://github.com/o", "");
    }
    void urls()
    {
        QFETCH(const bool, gitlab);
        QFETCH(const QString, url);
        QFETCH(const QString, api);
        const auto found = (gitlab ? gitlabHost() : githubHost()).apiOf(url);
        QCOMPARE(found ? *found : QString(), api);
    }

private:
    SourcePtr make(bool gitlab, quint16 port)
    {
        SourceSettings settings;
        settings.endpoint = QStringLiteral("http://127.0.0.1:%1/shop/%2")
                                .arg(port)
                                .arg(gitlab ? QStringLiteral("backend/checkout") : QStringLiteral("checkout"));
        settings.bearerToken = QStringLiteral("s3cret");
        auto source =
            gitlab ? ReleaseSource::createGitlab(settings, m_clock) : ReleaseSource::createGithub(settings, m_clock);
        if (!source)
            qFatal("%s", qPrintable(source.error().message));
        return std::move(source).value();
    }

    TestClock m_clock;
};

QTEST_GUILESS_MAIN(TestReleaseSource)
#include "tst_releasesource.moc"
