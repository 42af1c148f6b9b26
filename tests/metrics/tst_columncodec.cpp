// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/store/columncodec.h"
#include "models/metrics/store/frame.h"
#include "models/metrics/store/openseries.h"
#include "tests/support/testrules.h"

#include <QTest>

#include <bit>
#include <cmath>
#include <limits>
#include <random>

using namespace surgedeck::metrics;

namespace {

using Values = std::vector<double>;
using Times = std::vector<std::int64_t>;

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr std::int64_t earliest = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t latest = std::numeric_limits<std::int64_t>::max();

bool sameBits(const Values &a, const Values &b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](double x, double y) {
        return std::bit_cast<std::uint64_t>(x) == std::bit_cast<std::uint64_t>(y);
    });
}

Values made(int count, double (*value)(int))
{
    Values values;
    for (int i = 0; i < count; ++i)
        values.push_back(value(i));
    return values;
}

SampleColumns columnsOf(const Values &values)
{
    SampleColumns columns;
    for (std::size_t i = 0; i < values.size(); ++i)
        columns.append({static_cast<std::int64_t>(i) * 1000, values[i]});
    return columns;
}

Values anything(std::mt19937_64 &random, int count)
{
    Values values;
    double value = 0;
    for (int i = 0; i < count; ++i) {
        switch (random() % 8) {
        case 0:
            value = std::bit_cast<double>(random());
            break;
        case 1:
            value = static_cast<double>(random() % 1000) / 100;
            break;
        case 2:
            value = staleMarker();
            break;
        case 3:
            break;
        default:
            value += static_cast<double>(random() % 50);
        }
        values.push_back(value);
    }
    return values;
}

} // namespace

class TestColumnCodec : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { surgedeck::failOnAnyWarning(); }

    void valuesComeBackToTheLastBit_data()
    {
        QTest::addColumn<Values>("values");
        const double tiny = std::numeric_limits<double>::denorm_min();
        const double largest = std::numeric_limits<double>::max();
        QTest::newRow("one") << Values{3.25};
        QTest::newRow("constant") << Values(50, 7.0);
        QTest::newRow("constant NaN") << Values(3, ordinaryNan());
        QTest::newRow("counter") << made(120, [](int i) { return 1e6 + 17.0 * i; });
        QTest::newRow("counter with a reset") << Values{1e9, 1e9 + 5, 0, 3, 9};
        QTest::newRow("decimals") << made(120, [](int i) { return (1234 + 7 * i) / 100.0; });
        QTest::newRow("places grow") << Values{1, 1.5, 1.25, 1.125, 0.000001};
        QTest::newRow("too many places for the largest") << Values{0.000000000001, 9007199254740992.0};
        QTest::newRow("beyond whole numbers") << Values{9007199254740992.0, 9007199254740994.0, 1e300};
        QTest::newRow("floats") << made(120, [](int i) { return std::sin(i) * 1e-3; });
        QTest::newRow("stale in the middle") << Values{1, 2, staleMarker(), 3, 4, 5, 6, 7, 8};
        QTest::newRow("NaN and infinities") << Values{1, ordinaryNan(), infinity, -infinity, -0.0, 0.0};
        QTest::newRow("minus zero") << Values{5, -0.0, 5, 5, 5, 5, 5, 5, 5};
        QTest::newRow("limits") << Values{tiny, -tiny, largest, -largest, 0, 1};
        QTest::newRow("down and up") << Values{-5, 3, -9007199254740992.0, 9007199254740992.0, 0};
    }

    void valuesComeBackToTheLastBit()
    {
        QFETCH(Values, values);
        ByteWriter out;
        encodeValues(values, out);
        Values back{42};
        QVERIFY(decodeValues(out.data(), values.size(), back));
        QCOMPARE(back.front(), 42.0);
        back.erase(back.begin());
        QVERIFY(sameBits(back, values));

        OpenSeries open;
        SampleColumns read;
        const SampleColumns columns = columnsOf(values);
        for (std::size_t i = 0; i < columns.size(); ++i)
            open.append({columns.timesMs[i], columns.values[i]});
        open.read(earliest, latest, read);
        QCOMPARE(read.timesMs, columns.timesMs);
        QVERIFY(sameBits(read.values, values));
    }

    void timesComeBack_data()
    {
        QTest::addColumn<Times>("times");
        QTest::newRow("one") << Times{-5};
        QTest::newRow("regular") << Times{1000, 2000, 3000, 4000};
        QTest::newRow("gap") << Times{1000, 2000, 5000, 6000, 7000};
        QTest::newRow("jitter") << Times{1001, 1999, 3000, 4002};
        QTest::newRow("from end to end") << Times{earliest, 0, latest};
        QTest::newRow("at the ends") << Times{earliest, earliest + 1, latest - 1, latest};
    }

    void timesComeBack()
    {
        QFETCH(Times, times);
        ByteWriter out;
        encodeTimes(times, out);
        Times back;
        QVERIFY(decodeTimes(out.data(), times.size(), back));
        QCOMPARE(back, times);
        back.clear();
        QVERIFY(!decodeTimes(out.data(), times.size() + 1, back));

        OpenSeries open;
        SampleColumns read;
        for (const std::int64_t time : times)
            open.append({time, 1});
        open.read(earliest, latest, read);
        QCOMPARE(read.timesMs, times);
    }

    void timesMustAscend()
    {
        for (const Times &times : {Times{5, 5}, Times{5, 4}, Times{1, 2, 3, 3}, Times{latest, earliest}}) {
            ByteWriter out;
            encodeTimes(times, out);
            Times back;
            QVERIFY(!decodeTimes(out.data(), times.size(), back));
        }
    }

    void anyMixtureComesBackFromAFrame()
    {
        std::mt19937_64 random(4);
        for (int round = 0; round < 200; ++round) {
            std::vector<SampleColumns> columns;
            for (int i = 0; i < 5; ++i)
                columns.push_back(columnsOf(anything(random, 1 + static_cast<int>(random() % 120))));
            std::vector<FrameColumn> described;
            for (unsigned i = 0; i < columns.size(); ++i)
                described.push_back({i * 13, &columns[i]});
            const Frame frame = Frame::encode(described);
            const std::optional<Frame> again = Frame::fromBytes(frame.bytes());
            QVERIFY(again);
            QCOMPARE(again->slots(), frame.slots());
            QCOMPARE(again->samples(), frame.samples());
            QCOMPARE(again->lastTimeMs(), frame.lastTimeMs());
            FrameReader reader(*again);
            for (unsigned i = 0; i < columns.size(); ++i) {
                SampleColumns read;
                QVERIFY(reader.read(i * 13, earliest, latest, read));
                QCOMPARE(read.timesMs, columns[i].timesMs);
                QVERIFY(sameBits(read.values, columns[i].values));
            }
            SampleColumns none;
            QVERIFY(reader.read(1, earliest, latest, none));
            QCOMPARE(none.size(), 0u);
        }
    }

    void damagedFramesAreRefusedOrRead()
    {
        std::mt19937_64 random(5);
        std::vector<SampleColumns> columns = {columnsOf(anything(random, 90)), columnsOf(anything(random, 90))};
        const Frame frame = Frame::encode(std::vector<FrameColumn>{{0, &columns[0]}, {7, &columns[1]}});
        QVERIFY(!Frame::fromBytes({}));
        for (std::size_t length = 0; length < frame.bytes().size(); ++length)
            QVERIFY(!Frame::fromBytes(frame.bytes().substr(0, length)));
        QVERIFY(!Frame::fromBytes(frame.bytes() + "x"));
        for (int round = 0; round < 20'000; ++round) {
            std::string bytes = frame.bytes();
            for (std::uint64_t i = 0; i <= random() % 3; ++i)
                bytes[random() % bytes.size()] = static_cast<char>(random());
            const std::optional<Frame> read = Frame::fromBytes(bytes);
            if (!read)
                continue;
            SampleColumns samples;
            FrameReader reader(*read);
            QVERIFY(reader.read(0, earliest, latest, samples));
            QVERIFY(std::is_sorted(samples.timesMs.begin(), samples.timesMs.end()));
        }
    }

    void smallBytesReserveNoMegabytes()
    {
        ByteWriter bytes;
        bytes.byte(1);
        bytes.varint(Frame::mostBytes);
        bytes.bytes("short");
        QVERIFY(!Frame::fromBytes(bytes.data()));
    }

    void openSeriesReadsWindows()
    {
        OpenSeries open;
        for (int i = 0; i < 100; ++i)
            open.append({i * 1000, static_cast<double>(i / 40)});
        SampleColumns read;
        open.read(10'000, 12'999, read);
        QCOMPARE(read.timesMs, (Times{10'000, 11'000, 12'000}));
        read = {};
        open.read(99'000, 200'000, read);
        QCOMPARE(read.timesMs, Times{99'000});
        QCOMPARE(read.values, Values{2});
        read = {};
        open.read(99'001, 200'000, read);
        open.read(-5, -1, read);
        open.read(50'000, 40'000, read);
        QCOMPARE(read.size(), 0u);
        open.clear();
        open.read(earliest, latest, read);
        QCOMPARE(read.size(), 0u);
        QCOMPARE(open.lastTimeMs(), 99'000);
    }
};

QTEST_GUILESS_MAIN(TestColumnCodec)
#include "tst_columncodec.moc"
