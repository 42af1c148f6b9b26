// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/journal/codebook.h"
#include "models/shift/onetimecode.h"
#include "tests/support/testrules.h"

#include <QTemporaryDir>
#include <QTest>

using namespace surgedeck;
using namespace std::chrono_literals;

namespace {

/// The secret of RFC 6238, appendix B: "12345678901234567890".
const QString base32 = QStringLiteral("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");

WallTime at(qint64 seconds)
{
    return WallTime(Milliseconds(1'000 * seconds));
}

QByteArray secret()
{
    const auto read = oneTimeSecretOf(base32);
    if (!read)
        qFatal("%s", qPrintable(read.error().message));
    return *read;
}

} // namespace

class TestSecondPerson : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void codesAreThoseOfTheStandard_data()
    {
        QTest::addColumn<qint64>("seconds");
        QTest::addColumn<QString>("code");
        // Appendix B has eight digits of each; six are their end.
        QTest::newRow("59") << qint64(59) << QStringLiteral("287082");
        QTest::newRow("1111111109") << qint64(1'111'111'109) << QStringLiteral("081804");
        QTest::newRow("1111111111") << qint64(1'111'111'111) << QStringLiteral("050471");
        QTest::newRow("1234567890") << qint64(1'234'567'890) << QStringLiteral("005924");
        QTest::newRow("2000000000") << qint64(2'000'000'000) << QStringLiteral("279037");
        QTest::newRow("20000000000") << qint64(20'000'000'000) << QStringLiteral("353130");
    }
    void codesAreThoseOfTheStandard()
    {
        QFETCH(const qint64, seconds);
        QFETCH(const QString, code);
        QCOMPARE(secret(), QByteArray("12345678901234567890"));
        QCOMPARE(codeOf(secret(), codeStepAt(at(seconds))), code);
        QCOMPARE(stepOfCode(secret(), code, at(seconds)), std::optional(codeStepAt(at(seconds))));
    }

    void aTelephoneMayBeHalfAMinuteOff()
    {
        const QString code = codeOf(secret(), 100);
        for (const qint64 step : {99, 100, 101})
            QCOMPARE(stepOfCode(secret(), code, at(30 * step + 15)), std::optional<qint64>(100));
        for (const qint64 step : {97, 98, 102, 103})
            QCOMPARE(stepOfCode(secret(), code, at(30 * step + 15)), std::nullopt);
        QCOMPARE(stepOfCode(secret(), code.left(3) + QLatin1Char(' ') + code.mid(3), at(3'000)),
                 std::optional<qint64>(100));
        for (const QString &wrong : {QString(), code.left(5), code + QLatin1Char('0'), QStringLiteral("abcdef")})
            QCOMPARE(stepOfCode(secret(), wrong, at(3'000)), std::nullopt);
    }

    void aSecretIsBase32AndLongEnough()
    {
        QVERIFY(bool(oneTimeSecretOf(QStringLiteral("gezd gnbv gy3t qojq gezd gnbv gy3t qojq"))));
        for (const char *bad : {"", "GEZDGNBVGY3TQOJQ", "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJ1", "not base 32 at all !!!"})
            QVERIFY2(!oneTimeSecretOf(QLatin1String(bad)), bad);
    }

    void aCodeIsUsedOnceByWhomeverAsks()
    {
        const QTemporaryDir folder;
        auto book = CodeBook::open(folder.path());
        QVERIFY2(bool(book), book ? "" : qPrintable(book.error().message));
        QVERIFY(bool(book->spend(QStringLiteral("Ann"), 100, at(3'000))));
        auto other = CodeBook::open(folder.path()); // another process
        QVERIFY(!other->spend(QStringLiteral("Ann"), 100, at(3'001)));
        QVERIFY(!other->spend(QStringLiteral("Ann"), 99, at(3'002))); // an older one
        QVERIFY(bool(other->spend(QStringLiteral("Cem"), 100, at(3'003))));
        QVERIFY(bool(book->spend(QStringLiteral("Ann"), 101, at(3'030))));
    }

    void guessingEnds()
    {
        const QTemporaryDir folder;
        auto book = CodeBook::open(folder.path());
        for (int i = 0; i < CodeBook::mostWrong; ++i) {
            QVERIFY(bool(book->admit(at(1'000 + i))));
            QVERIFY(bool(book->noteWrong(at(1'000 + i))));
        }
        QCOMPARE(int(book->admit(at(1'010)).error().kind), int(Error::Kind::Refused));
        QVERIFY(bool(book->admit(at(1'000 + 605))));
    }
};

QTEST_GUILESS_MAIN(TestSecondPerson)
#include "tst_secondperson.moc"
