// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/journal/bodypacker.h"
#include "tests/support/testrules.h"

#include <QTest>

using namespace surgedeck;

namespace {

JournalEntry entry(qint64 sequence, const QString &type, const QByteArray &body)
{
    JournalEntry made;
    made.sequence = sequence;
    made.source = QStringLiteral("db");
    made.type = type;
    made.body = body;
    return made;
}

QByteArray sample(int seed)
{
    QByteArray body = "{\"servers\":[";
    for (int i = 0; i < 20; ++i)
        body += "{\"backend\":\"checkout\",\"server\":\"web" + QByteArray::number(i) +
                "\",\"requests_per_s\":" + QByteArray::number(seed * 7 % 90 + i) + "},";
    return body + "]}";
}

const QString kind = QStringLiteral("router_sample");

} // namespace

class TestBodyPacker : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void theSecondOfAKindIsPackedAgainstTheFirst()
    {
        BodyPacker packer(100);
        const PackedBody first = packer.pack(entry(7, kind, sample(1)));
        QCOMPARE(first.base, std::optional<qint64>(0));
        QCOMPARE(*unpackedBody(first, {}), sample(1));
        const PackedBody second = packer.pack(entry(8, kind, sample(2)));
        QCOMPARE(second.base, std::optional<qint64>(7));
        QVERIFY(second.bytes.size() < first.bytes.size());
        QCOMPARE(*unpackedBody(second, sample(1)), sample(2));
        QCOMPARE(packer.pack(entry(9, QStringLiteral("other"), sample(2))).base, std::optional<qint64>(0));
    }

    void aSegmentStandsAlone()
    {
        BodyPacker packer(100);
        packer.pack(entry(99, kind, sample(1)));
        QCOMPARE(packer.pack(entry(100, kind, sample(2))).base, std::optional<qint64>(99));
        QCOMPARE(packer.pack(entry(101, kind, sample(3))).base, std::optional<qint64>(0));
        QCOMPARE(packer.pack(entry(102, kind, sample(4))).base, std::optional<qint64>(101));
    }

    void whatBecomesAnotherThingIsANewBase()
    {
        BodyPacker packer(100);
        packer.pack(entry(1, kind, "{\"servers\":[],\"nothing\":\"0123456789012345678901234567890123456789\"}"));
        QCOMPARE(packer.pack(entry(2, kind, sample(2))).base, std::optional<qint64>(0));
        QCOMPARE(packer.pack(entry(3, kind, sample(3))).base, std::optional<qint64>(2));
    }

    void whatWasNotWrittenIsForgotten()
    {
        BodyPacker packer(100);
        packer.pack(entry(1, kind, sample(1)));
        packer.forget();
        QCOMPARE(packer.pack(entry(1, kind, sample(2))).base, std::optional<qint64>(0));
    }

    void littleStaysAsItIs()
    {
        BodyPacker packer(100);
        const PackedBody packed = packer.pack(entry(1, kind, "{}"));
        QVERIFY(!packed.base);
        QCOMPARE(*unpackedBody(packed, {}), QByteArray("{}"));
    }

    void damageIsAnError()
    {
        BodyPacker packer(100);
        const PackedBody whole = packer.pack(entry(1, kind, sample(1)));
        for (qsizetype cut = 0; cut < whole.bytes.size(); ++cut) {
            QVERIFY(!unpackedBody({whole.bytes.left(cut), 0}, {}));
            PackedBody wrong = whole;
            wrong.bytes[cut] = static_cast<char>(wrong.bytes[cut] ^ 0x55);
            // Some bits of a frame carry no checksum: then it is another text, which the chain finds out.
            const auto body = unpackedBody(wrong, {});
            QVERIFY(!body || body->size() <= 64 * 1024 * 1024);
        }
        QVERIFY(!unpackedBody({QByteArray(), 0}, {}));
    }

    /// A frame that announces 2 GiB.
    void aBombIsRefused()
    {
        const QByteArray bomb = QByteArray::fromHex("28b52ffda0000000800100000000");
        QVERIFY(!unpackedBody({bomb, 0}, {}));
    }
};

QTEST_GUILESS_MAIN(TestBodyPacker)
#include "tst_bodypacker.moc"
