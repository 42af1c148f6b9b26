// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/result.h"
#include "models/base/sharedseries.h"
#include "tests/support/testrules.h"

#include <QTest>

#include <deque>
#include <random>

using namespace surgedeck;

namespace {

Result<int> half(int value)
{
    if (value % 2 != 0)
        return Error{Error::Kind::Config, QStringLiteral("%1 is odd").arg(value)};
    return value / 2;
}

Result<int> quarter(int value)
{
    SURGEDECK_TRY(once, half(value));
    return half(once);
}

} // namespace

class TestResult : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void tryLeavesWithTheFirstError()
    {
        QCOMPARE(*quarter(8), 2);
        QCOMPARE(quarter(6).error().message, QStringLiteral("3 is odd"));
        QCOMPARE(quarter(7).error(), (Error{Error::Kind::Config, QStringLiteral("7 is odd")}));
    }

    void anErrorNamesItsPlace()
    {
        QCOMPARE(half(1).error().in(QStringLiteral("orders-db")).message, QStringLiteral("orders-db: 1 is odd"));
    }

    /// A series and copies of it that were made on the way, beside plain ones.
    void aSeriesAndItsCopiesGoOnByThemselves()
    {
        std::mt19937 random(11);
        std::vector<std::pair<SharedSeries<int>, std::deque<int>>> kept(1);
        for (int i = 0; i < 20'000; ++i) {
            const std::size_t which = random() % kept.size();
            auto &[series, plain] = kept[which];
            const bool grows = random() % 100 < (i / 1'000 % 2 == 0 ? 70 : 40);
            if (grows) {
                series.append(i);
                plain.push_back(i);
            } else if (!plain.empty() && random() % 4 == 0) {
                const std::size_t at = random() % plain.size();
                series.change(at) = plain[at] = -i;
            } else if (!plain.empty()) {
                series.dropFirst();
                plain.pop_front();
            }
            if (i % 1'000 == 999 && kept.size() < 8)
                kept.push_back(std::pair(kept[which]));
        }
        for (const auto &[series, plain] : kept) {
            QVERIFY(std::ranges::equal(series, plain));
            QCOMPARE(series.size(), plain.size());
            QVERIFY(plain.empty() || (series.front() == plain.front() && series.back() == plain.back()));
        }
    }
};

QTEST_GUILESS_MAIN(TestResult)
#include "tst_result.moc"
