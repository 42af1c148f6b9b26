// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/result.h"
#include "tests/support/testrules.h"

#include <QTest>

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
};

QTEST_GUILESS_MAIN(TestResult)
#include "tst_result.moc"
