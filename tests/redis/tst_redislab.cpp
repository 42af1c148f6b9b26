// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/redis/redissource.h"
#include "models/domain/sourcesettings.h"
#include "tests/support/laboratory.h"
#include "tests/support/testrules.h"

#include <QTest>

using namespace surgedeck;

/// The accounts that the project tells people to make, on the lab's Redis.
class TestRedisLab : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void accounts_data()
    {
        QTest::addColumn<QString>("user");
        QTest::addColumn<bool>("answers");
        QTest::addColumn<QString>("words");
        QTest::newRow("viewer") << QStringLiteral("cockpit_view") << true << QString();
        QTest::newRow("over-privileged") << QStringLiteral("cockpit_super") << true
                                         << QStringLiteral("may flush the server");
        QTest::newRow("an application's") << QStringLiteral("shop") << true << QStringLiteral("may delete some keys");
        QTest::newRow("too few rights") << QStringLiteral("cockpit_poor") << false
                                        << QStringLiteral("ACL SETUSER cockpit_poor +info");
    }

    void accounts()
    {
        QFETCH(const QString, user);
        QFETCH(const bool, answers);
        QFETCH(const QString, words);
        const auto source = makeSource(user, QStringLiteral("rediss"), QStringLiteral("REDIS_TLS_PORT"));
        const auto result = source->poll({});
        QCOMPARE(bool(result), answers);
        const QString said = result ? attention(*result) : result.error().message;
        QVERIFY2(words.isEmpty() ? said.isEmpty() : said.contains(words), qPrintable(said));
    }

    void theReplicaKnowsItsWriter()
    {
        const auto source =
            makeSource(QStringLiteral("cockpit_view"), QStringLiteral("redis"), QStringLiteral("REDISREPLICA_PORT"));
        const auto result = source->poll({});
        QVERIFY2(bool(result), result ? "" : qPrintable(result.error().message));
        const auto &facts = std::get<ServerFacts>(result->observations.at(1));
        QCOMPARE(facts.isReplica, std::optional(true));
        QCOMPARE(facts.replicas.at(0).peer,
                 QStringLiteral("127.0.0.1:%1").arg(m_lab.port(QStringLiteral("REDIS_PORT"))));
    }

    void theMemoryLimitIsKnown()
    {
        const auto source =
            makeSource(QStringLiteral("cockpit_view"), QStringLiteral("redis"), QStringLiteral("REDIS_PORT"));
        const auto stats = std::get<CacheStats>(source->poll({})->observations.at(0));
        QVERIFY(*stats.maxMemoryBytes >= 1024 * 1024);
        QVERIFY(*stats.usedMemoryBytes > 0);
    }

private:
    static QString attention(const PollResult &result)
    {
        QString all;
        for (const Observation &observation : result.observations) {
            if (const auto *notices = std::get_if<SourceNotices>(&observation)) {
                for (const QString &notice : notices->attention)
                    all += notice + QLatin1Char('\n');
            }
        }
        return all;
    }

    SourcePtr makeSource(const QString &user, const QString &scheme, const QString &port)
    {
        SourceSettings settings;
        settings.endpoint =
            QStringLiteral("%1://%2:%3@127.0.0.1:%4/0").arg(scheme, user, m_lab.password()).arg(m_lab.port(port));
        settings.tls.caFile = m_lab.caFile();
        settings.clientName = QStringLiteral("surgedeck/test");
        auto source = RedisSource::create(settings, m_clock);
        if (!source)
            qFatal("%s", qPrintable(source.error().message));
        return std::move(*source);
    }

    Laboratory m_lab;
    SystemClock m_clock;
};

QTEST_GUILESS_MAIN(TestRedisLab)
#include "tst_redislab.moc"
