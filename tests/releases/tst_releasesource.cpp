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

// The examples of the vendors' documents with another project in them, shortened where a field is not read.
const QByteArray gitlabDeployments =
    json("[{'id': 42, 'iid': 2, 'ref': 'main', 'sha': 'a91957a858320c0e17f3a0eca7cfacbff50ea29a', "
         "'created_at': '2026-11-27T01:02:33.500Z', 'updated_at': '2026-11-27T02:02:33.500Z', 'status': 'success', "
         "'user': {'id': 1, 'name': 'Ada', 'username': 'ada', 'state': 'active', 'avatar_url': "
         "'https://gitlab.example/a.png', 'web_url': 'https://gitlab.example/ada'}, "
         "'environment': {'id': 9, 'name': 'production', 'external_url': 'https://shop.example'}, "
         "'deployable': {'id': 664, 'name': 'deploy', 'stage': 'deploy', 'status': 'success', 'ref': 'main', 'tag': "
         "false, 'coverage': null, 'commit': {'id': 'a91957a8', 'short_id': 'a91957a8', 'title': 'Pay'}, 'pipeline': "
         "{'id': 36, 'status': 'success'}}}, "
         "{'id': 43, 'iid': 3, 'ref': 'main', 'created_at': '2026-11-27T03:00:00Z', 'updated_at': "
         "'2026-11-27T03:00:00Z', 'status': 'blocked', 'environment': {'name': 'production'}}, "
         "{'id': 44, 'iid': 4, 'ref': 'main', 'created_at': '2026-11-27T00:30:00Z', 'updated_at': "
         "'2026-11-27T00:31:00Z', 'status': 'failed', 'user': null, 'environment': {'name': 'production'}, "
         "'deployable': null}]");
const QByteArray gitlabReleases =
    json("[{'tag_name': 'v4.3', 'description': 'Sale', 'name': 'Sale', 'created_at': '2026-11-26T10:00:00.539Z', "
         "'released_at': '2026-11-26T11:00:00.539Z', 'upcoming_release': false, 'author': {'id': 1, 'name': 'Ada', "
         "'username': 'ada'}, 'commit': {'id': '079e9010'}, 'milestones': [], 'assets': {'count': 0}}, "
         "{'tag_name': 'v5', 'name': 'Later', 'created_at': '2026-11-26T10:00:00Z', 'released_at': "
         "'2027-01-01T00:00:00Z', 'upcoming_release': true, 'author': {'id': 1, 'name': 'Ada'}}]");
const QByteArray githubDeployments = json(
    "[{'url': 'https://api.github.com/repos/shop/checkout/deployments/7', 'id': 7, 'node_id': "
    "'MDEwOkRlcGxveW1lbnQx', 'sha': 'a84d88e7554fc1fa21bcbc4efae3c782a70d2b9d', 'ref': 'topic-branch', 'task': "
    "'deploy', 'payload': {}, 'original_environment': 'staging', 'environment': 'production', 'description': "
    "'Deploy request', 'creator': {'login': 'octocat', 'id': 1, 'type': 'User', 'site_admin': false}, "
    "'created_at': '2026-11-27T02:00:00Z', 'updated_at': '2026-11-27T02:00:05Z', 'statuses_url': "
    "'https://api.github.com/repos/shop/checkout/deployments/7/statuses', 'repository_url': "
    "'https://api.github.com/repos/shop/checkout', 'transient_environment': false, 'production_environment': true}]");
const QByteArray githubReleases =
    json("[{'url': 'https://api.github.com/repos/shop/checkout/releases/1', 'id': 1, 'tag_name': 'v1.0.0', "
         "'target_commitish': 'master', 'name': 'v1.0.0', 'body': 'Sale', 'draft': false, 'prerelease': false, "
         "'created_at': '2026-11-25T19:00:00Z', 'published_at': '2026-11-25T19:35:32Z', 'author': {'login': "
         "'octocat', 'id': 1}, 'assets': []}, "
         "{'id': 2, 'tag_name': 'v2', 'draft': true, 'published_at': null}]");

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
                                               QStringLiteral("gitlab/deployment/44: main to production (failed) by "),
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
        QTest::addColumn<QByteArray>("body");
        const auto row = [](const char *name, int status, Error::Kind kind, const char *body = "{}") {
            QTest::newRow(name) << status << int(kind) << QByteArray(body);
        };
        row("401", 401, Error::Kind::Auth);
        row("403, no right", 403, Error::Kind::Auth, "{'message': 'Resource not accessible by personal access token'}");
        row("403, too often", 403, Error::Kind::Full, "{'message': 'API rate limit exceeded for 192.0.2.1.'}");
        row("429", 429, Error::Kind::Full, "Retry later");
        row("404", 404, Error::Kind::Config);
        row("500", 500, Error::Kind::Unreachable);
        row("no list", 200, Error::Kind::Protocol);
    }
    void refusals()
    {
        QFETCH(const int, status);
        QFETCH(const int, kind);
        QFETCH(const QByteArray, body);
        ScriptedPeer peer({PeerStep::converse(talk(body, body, status))});
        const auto result = make(true, peer.port())->poll({});
        QVERIFY(!result);
        QCOMPARE(int(result.error().kind), kind);
    }

    void withoutATokenItAsksAsOftenAsIsAllowed()
    {
        ScriptedPeer peer({PeerStep::converse(talk(githubDeployments, githubReleases))});
        SourceSettings settings;
        settings.endpoint = QStringLiteral("http://127.0.0.1:%1/shop/checkout").arg(peer.port());
        auto made = ReleaseSource::createGithub(settings, m_clock);
        QVERIFY(bool(made));
        QVERIFY((*made)->poll({}));
        QVERIFY(peer.received().contains("Accept: application/vnd.github+json"));
        const int before = int(peer.received().count("GET "));
        m_clock.advance(100s);
        QVERIFY((*made)->poll({}));
        QCOMPARE(int(peer.received().count("GET ")), before); // 2 requests each 150 s: 48 an hour of 60
        m_clock.advance(51s);
        QVERIFY((*made)->poll({}));
        QCOMPARE(int(peer.received().count("GET ")), before + 2);
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
