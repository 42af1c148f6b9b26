// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/workspace/secrets.h"
#include "tests/support/testrules.h"
#include "tests/workspace/reading.h"

#include <QTest>

using namespace surgedeck;

namespace {

/// Knows what it is told, and keeps a list of what was asked of it.
struct FakeSecrets final : SecretReader
{
    std::map<QString, QString> known;
    mutable QStringList asked;

    Result<QString> environment(const QString &name) const override { return find(QStringLiteral("env:") + name); }
    Result<QString> file(const QString &path) const override { return find(QStringLiteral("file:") + path); }
    Result<QString> keyring(const QString &name) const override { return find(QStringLiteral("keyring:") + name); }

    Result<QString> find(const QString &name) const
    {
        asked << name;
        if (const auto found = known.find(name); found != known.end())
            return found->second;
        return Error{Error::Kind::Config, name + QStringLiteral(" is not there")};
    }
};

} // namespace

class TestSecrets : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void templates_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("resolved"); // or the problem
        QTest::newRow("none") << "https://h/$from"
                              << "https://h/$from";
        QTest::newRow("whole, as it is") << "${env:URL}"
                                         << "https://h:1/a?b=c@d";
        QTest::newRow("in the user part") << "mysql://u:${env:PW}@h/db"
                                          << "mysql://u:p%40%2F%27%20%25@h/db";
        QTest::newRow("in the parameters") << "postgresql://h/db?password=${env:PW}"
                                           << "postgresql://h/db?password=p%40%2F%27%20%25";
        QTest::newRow("in the host, as it is") << "https://${env:HOST}/x"
                                               << "https://h:8080/x";
        QTest::newRow("in keywords") << "host=h password=${env:PW} dbname=d"
                                     << "host=h password='p@/\\' %' dbname=d";
        QTest::newRow("file and keyring") << "${file:a/b.txt}-${keyring:shop/key}"
                                          << "F-K";
        QTest::newRow("twice") << "redis://${env:U}:${env:PW}@h"
                               << "redis://u:p%40%2F%27%20%25@h";
        QTest::newRow("not there") << "${env:NOPE}"
                                   << "error: env:NOPE is not there";
        QTest::newRow("no kind")
            << "${PW}"
            << "bad-secret: a reference to a secret is written ${env:NAME}, ${file:PATH} or ${keyring:SERVICE/KEY}";
        QTest::newRow("never closed")
            << "${env:PW"
            << "bad-secret: a reference to a secret is written ${env:NAME}, ${file:PATH} or ${keyring:SERVICE/KEY}";
        QTest::newRow("misspelt kind") << "${envv:PW}"
                                       << "bad-secret: unknown kind of secret \"envv\": did you mean \"env\"?";
        QTest::newRow("unknown kind") << "${vault:PW}"
                                      << "bad-secret: unknown kind of secret \"vault\" (possible: env, file, keyring)";
        QTest::newRow("no variable") << "${env:A B}"
                                     << "bad-secret: \"A B\" can not be the name of an environment variable";
        QTest::newRow("no file") << "${file:}"
                                 << "bad-secret: ${file:} names no file";
        QTest::newRow("no service") << "${keyring:key}"
                                    << "bad-secret: a keyring entry is written ${keyring:SERVICE/KEY}";
    }

    void templates()
    {
        QFETCH(QString, text);
        QFETCH(QString, resolved);
        ProblemList problems(QStringLiteral("f"));
        const Template parsed = parseTemplate(text, {1, 1}, problems);
        if (!problems.isEmpty()) {
            const Problem problem = problems.sorted().front();
            QCOMPARE(problem.rule + QStringLiteral(": ") + problem.message, resolved);
            return;
        }
        const auto result = resolve(parsed, m_secrets);
        QCOMPARE(result ? *result : QStringLiteral("error: ") + result.error().message, resolved);
    }

    void aRecordingKnowsNoApprover()
    {
        const auto read = readText("version: 1\nname: n\nenvironment: e\nsources: []\n"
                                   "traffic: {approvers: [{name: Ann, secret: GEZDGNBVGY3TQOJQ}]}\n");
        QCOMPARE(read.workspace.traffic.approvers.size(), std::size_t(1));
        QVERIFY(!read.workspace.withoutSecrets[QStringLiteral("traffic")].toObject().contains(
            QStringLiteral("approvers")));
    }

    void aSource()
    {
        const Workspace workspace = readText(testData("example.yaml")).workspace;
        FakeSecrets secrets;
        secrets.known = {{"env:OLD_PW", "x"}, {"env:SCRAPE_PW", "s"}, {"file:redis.pw", "r/"}};
        const auto cache = resolveSource(workspace, *workspace.source("cache"), secrets, Credentials::ReadAndAct);
        QCOMPARE(cache->endpoint, QStringLiteral("rediss://watch:r%2F@cache1:6379/0"));
        QCOMPARE(cache->actEndpoint, QStringLiteral("rediss://act:r%2F@cache1:6379/0"));
        QCOMPARE(cache->tls.caFile, QStringLiteral("/shop/ca.pem"));
        QCOMPARE(cache->tls.serverName, QStringLiteral("cache.example"));
        const auto pages = resolveSource(workspace, *workspace.source("pages"), secrets, Credentials::Read);
        QCOMPARE(pages->endpoints.size(), 2);
        QCOMPARE(pages->user, QStringLiteral("scrape"));
        QCOMPARE(pages->password, QStringLiteral("s"));
        const auto edges = resolveSource(workspace, *workspace.source("edges"), secrets, Credentials::Read);
        QCOMPARE(edges->endpoints, (QStringList{"tcp://lb2:9999", "unix:/run/lb3.sock"}));
        QCOMPARE(edges->endpoint, QStringLiteral("tcp://lb2:9999"));
        const auto prom = resolveSource(workspace, *workspace.source("prom"), secrets, Credentials::Read);
        QCOMPARE(prom.error().message, QStringLiteral("prom: file:prom.token is not there"));
    }

    void headersOfASource()
    {
        const Workspace workspace =
            readText("version: 1\nname: x\nsources:\n  - {id: prom, type: prometheus, url: \"https://p\", headers: "
                     "{X-Scope-OrgID: shop, X-Key: \"${env:OLD_PW}\"}}\n")
                .workspace;
        FakeSecrets secrets;
        secrets.known = {{"env:OLD_PW", "x"}};
        const auto prom = resolveSource(workspace, *workspace.source("prom"), secrets, Credentials::Read);
        using Headers = std::vector<std::pair<QString, QString>>;
        QCOMPARE(prom->headers, (Headers{{"X-Key", "x"}, {"X-Scope-OrgID", "shop"}}));
    }

    /// In the viewer's role no acting credential is even looked at.
    void readingAsksForNoActingCredential()
    {
        const Workspace workspace =
            readText("sources: [{id: a, type: redis, url: \"rediss://h\", act_url: \"rediss://u:${env:ACT}@h\"}]")
                .workspace;
        FakeSecrets secrets;
        secrets.known = {{"env:ACT", "x"}};
        QVERIFY(resolveSource(workspace, workspace.sources.front(), secrets, Credentials::Read)->actEndpoint.isEmpty());
        QCOMPARE(secrets.asked, QStringList());
        QVERIFY(!resolveSource(workspace, workspace.sources.front(), secrets, Credentials::ReadAndAct)
                     ->actEndpoint.isEmpty());
        QCOMPARE(secrets.asked, QStringList{"env:ACT"});
    }

private:
    FakeSecrets m_secrets;

private Q_SLOTS:
    void initTestCase()
    {
        m_secrets.known = {{"env:PW", "p@/' %"},   {"env:U", "u"},        {"env:URL", "https://h:1/a?b=c@d"},
                           {"env:HOST", "h:8080"}, {"file:a/b.txt", "F"}, {"keyring:shop/key", "K"}};
    }
};

QTEST_GUILESS_MAIN(TestSecrets)
#include "tst_secrets.moc"
