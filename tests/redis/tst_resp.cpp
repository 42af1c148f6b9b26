// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/redis/resp.h"
#include "tests/support/testrules.h"

#include <QElapsedTimer>
#include <QTest>

using namespace surgedeck;

namespace {

QString printed(const RespValue &value)
{
    switch (value.type) {
    case RespValue::Type::Nil:
        return QStringLiteral("nil");
    case RespValue::Type::Word:
        return QStringLiteral("+%1").arg(QString::fromUtf8(value.text));
    case RespValue::Type::Failure:
        return QStringLiteral("-%1").arg(QString::fromUtf8(value.text));
    case RespValue::Type::Text:
        return QStringLiteral("'%1'").arg(QString::fromUtf8(value.text));
    case RespValue::Type::Integer:
        return QString::number(value.integer);
    case RespValue::Type::List:
        break;
    }
    QStringList items;
    for (const RespValue &item : value.items)
        items << printed(item);
    return QStringLiteral("[%1]").arg(items.join(QLatin1Char(' ')));
}

/// All replies in `bytes`, fed in pieces of `step`.
QString read(const QByteArray &bytes, qsizetype step)
{
    RespReader reader;
    QStringList replies;
    for (qsizetype at = 0; at < bytes.size(); at += step) {
        const auto piece = QByteArrayView(bytes).sliced(at, std::min(step, bytes.size() - at));
        if (const auto fed = reader.feed(piece); !fed)
            return fed.error().message;
        while (true) {
            auto reply = reader.next();
            if (!reply)
                return reply.error().message;
            if (!*reply)
                break;
            replies << printed(**reply);
        }
    }
    return replies.join(QLatin1Char(' '));
}

QByteArray nested(int depth)
{
    return QByteArray("*1\r\n").repeated(depth) + ":1\r\n";
}

} // namespace

class TestResp : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void replies_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("expected");
        QTest::newRow("status") << QByteArray("+OK\r\n") << QStringLiteral("+OK");
        QTest::newRow("error") << QByteArray("-NOPERM no\r\n") << QStringLiteral("-NOPERM no");
        QTest::newRow("integer") << QByteArray(":-42\r\n") << QStringLiteral("-42");
        QTest::newRow("text with a line end") << QByteArray("$4\r\na\r\nb\r\n") << QStringLiteral("'a\r\nb'");
        QTest::newRow("empty text") << QByteArray("$0\r\n\r\n") << QStringLiteral("''");
        QTest::newRow("nil text") << QByteArray("$-1\r\n") << QStringLiteral("nil");
        QTest::newRow("nil list") << QByteArray("*-1\r\n") << QStringLiteral("nil");
        QTest::newRow("empty list") << QByteArray("*0\r\n") << QStringLiteral("[]");
        QTest::newRow("nested") << QByteArray("*3\r\n:1\r\n*2\r\n$1\r\na\r\n*0\r\n$-1\r\n")
                                << QStringLiteral("[1 ['a' []] nil]");
        QTest::newRow("two replies") << QByteArray("+OK\r\n+QUEUED\r\n") << QStringLiteral("+OK +QUEUED");
        QTest::newRow("deep enough") << nested(7) << QStringLiteral("[[[[[[[1]]]]]]]");
    }

    void replies()
    {
        QFETCH(const QByteArray, bytes);
        QFETCH(const QString, expected);
        for (const qsizetype step : {qsizetype(1), qsizetype(3), qsizetype(1000)})
            QCOMPARE(read(bytes, step), expected);
    }

    void limits_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("words");
        QTest::newRow("huge text announced")
            << QByteArray("$2147483647\r\nx") << QStringLiteral("text of more than 8 MB is announced");
        QTest::newRow("huge text in a list")
            << QByteArray("*2\r\n:1\r\n$2147483647\r\nx") << QStringLiteral("text of more than 8 MB");
        QTest::newRow("negative length") << QByteArray("$-5\r\n")
                                         << QStringLiteral("does not speak the Redis protocol");
        QTest::newRow("overflowing length") << QByteArray("$99999999999999999999") << QStringLiteral("8 MB");
        QTest::newRow("huge list") << QByteArray("*2147483647\r\n") << QStringLiteral("more than 100,000 elements");
        QTest::newRow("lists in lists") << QByteArray("*60000\r\n") + QByteArray("*60000\r\n")
                                        << QStringLiteral("more than 100,000 elements");
        QTest::newRow("too deep") << nested(9) << QStringLiteral("depth");
        QTest::newRow("very deep") << nested(100'000) << QStringLiteral("depth");
        QTest::newRow("line without end")
            << QByteArray("+") + QByteArray(70'000, 'x') << QStringLiteral("a line without end");
        QTest::newRow("length without end")
            << QByteArray("*") + QByteArray(70'000, '1') << QStringLiteral("a line without end");
        QTest::newRow("http") << QByteArray("HTTP/1.1 400 Bad Request\r\n\r\n")
                              << QStringLiteral("does not speak the Redis protocol");
        QTest::newRow("garbage") << QByteArray("\x00\xff\x1b[31m", 7)
                                 << QStringLiteral("does not speak the Redis protocol");
        QTest::newRow("RESP3") << QByteArray("%1\r\n+a\r\n+b\r\n")
                               << QStringLiteral("does not speak the Redis protocol");
    }

    void limits()
    {
        QFETCH(const QByteArray, bytes);
        QFETCH(const QString, words);
        for (const qsizetype step : {qsizetype(7), qsizetype(16 * 1024)}) {
            const QString said = read(bytes, step);
            QVERIFY2(said.contains(words), qPrintable(said));
        }
    }

    void aReplyOfMoreThanEightMegabytesIsRefused()
    {
        // Legal pieces that add up: 9 texts of a megabyte each.
        QByteArray bytes = "*9\r\n";
        for (int i = 0; i < 9; ++i)
            bytes += "$1048576\r\n" + QByteArray(1048576, 'x') + "\r\n";
        const QString said = read(bytes, 16 * 1024);
        QVERIFY2(said.contains(QLatin1String("more than 8 MB")), qPrintable(said));
    }

    void aBigReplyIsReadInReasonableTime()
    {
        QElapsedTimer timer;
        timer.start();
        const QByteArray text = "$7000000\r\n" + QByteArray(7'000'000, 'x') + "\r\n";
        QCOMPARE(read(text, 16 * 1024).size(), 7'000'002);
        QVERIFY2(timer.elapsed() < 3000, qPrintable(QString::number(timer.elapsed())));
    }

    void commandsAreBinarySafe()
    {
        QCOMPARE(respCommand({"AUTH", QByteArray("a\r\n\0b", 5)}),
                 QByteArray("*2\r\n$4\r\nAUTH\r\n$5\r\na\r\n\0b\r\n", 25));
    }
};

QTEST_GUILESS_MAIN(TestResp)
#include "tst_resp.moc"
