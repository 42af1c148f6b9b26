// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/store/block.h"
#include "models/metrics/store/blockformat.h"
#include "models/metrics/store/bytes.h"
#include "tests/support/testrules.h"

#include <QTest>

#include <bit>
#include <limits>
#include <random>

using namespace surgedeck::metrics;

namespace {

constexpr std::int64_t earliest = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t latest = std::numeric_limits<std::int64_t>::max();
constexpr StoreLimits roomy{.retentionMs = latest, .mostBytes = 1u << 30, .mostSeries = 10'000};

std::string blockOf(const SampleStore &store, BlockWindow window = {earliest, latest})
{
    std::string bytes;
    const auto summary = writeBlock(store, window, [&](std::string_view more) {
        bytes += more;
        return true;
    });
    return summary && summary->bytes == bytes.size() ? bytes : std::string();
}

void fill(SampleStore &store, int series, int samples)
{
    std::mt19937_64 random(1);
    std::vector<SeriesRef> refs;
    for (int i = 0; i < series; ++i)
        refs.push_back(store.seriesFor(Labels{{"__name__", "m"}, {"i", std::to_string(i)}}));
    for (int step = 0; step < samples; ++step) {
        std::vector<BatchSample> batch;
        for (const SeriesRef ref : refs)
            batch.push_back(
                {ref, {step * 1000, random() % 30 == 0 ? staleMarker() : static_cast<double>(random() % 100)}});
        store.append(batch);
    }
}

bool sameContent(const SampleStore &a, const SampleStore &b)
{
    const auto left = a.select({}, earliest, latest);
    const auto right = b.select({}, earliest, latest);
    return std::equal(
        left.begin(), left.end(), right.begin(), right.end(), [](const SeriesSamples &x, const SeriesSamples &y) {
            return *x.labels == *y.labels && x.timesMs == y.timesMs &&
                   std::equal(x.values.begin(), x.values.end(), y.values.begin(), y.values.end(),
                              [](double v, double w) {
                                  return std::bit_cast<std::uint64_t>(v) == std::bit_cast<std::uint64_t>(w);
                              });
        });
}

/// A block with parts that a test makes itself, each with a right checksum.
std::string blockWith(const std::vector<std::pair<unsigned, std::string>> &parts)
{
    std::string bytes(blockMagic);
    bytes += static_cast<char>(blockVersion);
    for (const auto &[kind, body] : parts) {
        ByteWriter part;
        part.byte(kind);
        part.text(body);
        part.fixed(checksumOf(part.data()), 4);
        bytes += part.data();
    }
    return bytes;
}

std::string errorOf(const std::string &bytes, const BlockLimits &limits = {})
{
    SampleStore store(roomy);
    const auto read = readBlock(bytes, store, limits);
    return read ? "none" : read.error().message;
}

} // namespace

class TestBlock : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { surgedeck::failOnAnyWarning(); }

    void theChecksumIsThatOfTheStandard() { QCOMPARE(checksumOf("123456789"), 0xe3069283u); }

    void aBlockReadsBackAsItWasWritten()
    {
        SampleStore store(roomy);
        fill(store, 150, 1100);
        const std::string bytes = blockOf(store);
        SampleStore again(roomy);
        const auto summary = readBlock(bytes, again);
        QVERIFY(summary);
        QCOMPARE(summary->series, 150u);
        QCOMPARE(summary->samples, 150u * 1100);
        QVERIFY(sameContent(store, again));
        QCOMPARE(blockOf(again), bytes);
    }

    void aWindowOfTime()
    {
        SampleStore store(roomy);
        fill(store, 3, 300);
        SampleStore again(roomy);
        QVERIFY(readBlock(blockOf(store, {100'000, 109'000}), again));
        QCOMPARE(again.size().samples, 30u);
        QCOMPARE(*again.newestTimeMs(), 109'000);
        QVERIFY(readBlock(blockOf(SampleStore()), again));
    }

    void aFullDiskEndsTheWriting()
    {
        SampleStore store(roomy);
        fill(store, 100, 10);
        for (int room = 0; room < 5; ++room) {
            int left = room;
            QVERIFY(!writeBlock(store, {earliest, latest}, [&](std::string_view) { return left-- > 0; }));
        }
    }

    void whatIsOlderThanTheStoreHasIsDropped()
    {
        SampleStore store(roomy);
        fill(store, 1, 10);
        const std::string bytes = blockOf(store);
        QVERIFY(readBlock(bytes, store));
        QCOMPARE(store.size().samples, 10u);
        QCOMPARE(store.counters().outOfOrder, 9u);
        QCOMPARE(store.counters().duplicates, 1u);
    }

    void damagedBlocksAreRefused()
    {
        SampleStore store(roomy);
        fill(store, 70, 20);
        const std::string bytes = blockOf(store);
        for (std::size_t length = 0; length < bytes.size(); length += 1 + length / 50)
            QVERIFY2(errorOf(bytes.substr(0, length)) != "none", std::to_string(length).c_str());
        QCOMPARE(errorOf(bytes + "x"), "the block is damaged: something follows its end");
        std::mt19937_64 random(2);
        for (int round = 0; round < 300; ++round) {
            std::string flipped = bytes;
            flipped[random() % bytes.size()] ^= static_cast<char>(1 << random() % 8);
            QVERIFY(errorOf(flipped) != "none");
        }
    }

    void rightChecksumsAloneHelpNobody_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("error");
        const auto row = [](const char *name, const std::string &bytes, const char *error) {
            QTest::newRow(name) << QByteArray::fromStdString(bytes) << QString::fromUtf8(error);
        };
        const std::string end;
        std::string future = blockWith({{3, end}});
        future[blockMagic.size()] = 2;
        row("text", "metric 1\n", "this is not a block of metrics");
        row("future", future, "the block has version 2; this program reads version 1");
        row("empty", blockWith({{3, end}}), "none");
        row("no end", blockWith({}), "the block is damaged: it ends too early");
        row("kind", blockWith({{4, end}}), "the block is damaged: it has a part of an unknown kind");
        row("end with a body", blockWith({{3, "x"}}), "the block is damaged: its end is not empty");
        row("symbols that are not there", blockWith({{1, std::string("\x7f\x01")}}),
            "the block is damaged: its series can not be read");
        row("65 series", blockWith({{1, std::string("\0\x41", 2)}}),
            "the block is damaged: its series can not be read");
        row("symbol number",
            blockWith({{1, std::string("\x01\x01"
                                       "a\x01\x01\x00\x01",
                                       7)}}),
            "the block is damaged: the labels of a series can not be read");
        row("order of names",
            blockWith({{1, std::string("\x02\x01"
                                       "b\x01"
                                       "a\x01\x02\0\0\x01\0",
                                       11)}}),
            "the block is damaged: the labels of a series can not be read");
        row("empty value",
            blockWith({{1, std::string("\x02\x01"
                                       "a\0\x01\x01\0\x01",
                                       8)}}),
            "the block is damaged: the labels of a series can not be read");
        row("too many labels",
            blockWith({{1, std::string("\x01\x01"
                                       "a\x01\x7f",
                                       5)}}),
            "the block is damaged: the labels of a series can not be read");
        row("frame", blockWith({{2, "nonsense"}}), "the block is damaged: a frame can not be read");
    }

    void rightChecksumsAloneHelpNobody()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, error);
        QCOMPARE(QString::fromStdString(errorOf(bytes.toStdString())), error);
    }

    void aFrameNeedsItsSeries()
    {
        SampleStore store(roomy);
        fill(store, 2, 3);
        std::string bytes = blockOf(store);
        // Take the frame alone: it is the second part.
        ByteReader in(std::string_view(bytes).substr(blockMagic.size() + 1));
        in.byte();
        (void)in.text();
        in.fixed(4);
        in.byte();
        const std::string frame(in.text());
        QCOMPARE(errorOf(blockWith({{2, frame}, {3, {}}})),
                 "the block is damaged: a frame has more series than stand before it");
    }

    void blocksAreBounded()
    {
        SampleStore store(roomy);
        fill(store, 100, 20);
        const std::string bytes = blockOf(store);
        QCOMPARE(errorOf(bytes, {.mostBytes = 100}), "the block is too large");
        QCOMPARE(errorOf(bytes, {.mostSeries = 99}), "the block is damaged: it has too many series");
        QCOMPARE(errorOf(bytes, {.mostSamples = 1999}), "the block is damaged: it has too many samples");
        SampleStore small({.retentionMs = latest, .mostBytes = 1u << 30, .mostSeries = 50});
        QCOMPARE(readBlock(bytes, small).error().message,
                 "the block is damaged: it has more series than the store takes");
    }
};

QTEST_GUILESS_MAIN(TestBlock)
#include "tst_block.moc"
