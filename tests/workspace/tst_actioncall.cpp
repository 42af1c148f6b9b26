// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/workspace/actioncall.h"
#include "tests/support/testrules.h"

#include <QJsonArray>
#include <QTest>

using namespace surgedeck;

namespace {

ActionConfig pauseAction()
{
    ActionConfig action;
    action.id = QStringLiteral("pause");
    ActionParameter minutes;
    minutes.name = QStringLiteral("minutes");
    minutes.type = ActionParameter::Type::Integer;
    minutes.min = 1;
    minutes.max = 120;
    ActionParameter shop;
    shop.name = QStringLiteral("shop");
    shop.values = {QStringLiteral("at"), QStringLiteral("de")};
    shop.preset = QStringLiteral("at");
    ActionParameter wait;
    wait.name = QStringLiteral("wait");
    wait.type = ActionParameter::Type::Duration;
    wait.max = 3600;
    wait.preset = QStringLiteral("5m");
    action.params = {minutes, shop, wait};
    return action;
}

} // namespace

class TestActionCall : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void parameters_data()
    {
        QTest::addColumn<QJsonObject>("given");
        QTest::addColumn<QString>("wrong");
        const QString minutes = QStringLiteral("minutes");
        QTest::newRow("fine") << QJsonObject{{minutes, 5}} << QString();
        QTest::newRow("as a text") << QJsonObject{{minutes, QStringLiteral("5")}} << QString();
        QTest::newRow("missing") << QJsonObject{} << "minutes: it is missing";
        QTest::newRow("below") << QJsonObject{{minutes, 0}} << "minutes: outside of its bounds";
        QTest::newRow("above") << QJsonObject{{minutes, 121}} << "minutes: outside of its bounds";
        QTest::newRow("no number") << QJsonObject{{minutes, QStringLiteral("5; rm")}} << "minutes: not of its type";
        QTest::newRow("not among") << QJsonObject{{minutes, 5}, {QStringLiteral("shop"), QStringLiteral("../x")}}
                                   << "shop: one of at, de";
        QTest::newRow("too long a wait") << QJsonObject{{minutes, 5}, {QStringLiteral("wait"), QStringLiteral("2h")}}
                                         << "wait: outside";
        QTest::newRow("no duration") << QJsonObject{{minutes, 5}, {QStringLiteral("wait"), QStringLiteral("soon")}}
                                     << "wait: not of its type";
        QTest::newRow("unknown") << QJsonObject{{minutes, 5}, {QStringLiteral("x"), 1}} << "no parameter 'x'";
    }
    void parameters()
    {
        QFETCH(QJsonObject, given);
        QFETCH(QString, wrong);
        const auto all = checkedParameters(pauseAction(), given);
        QCOMPARE(bool(all), wrong.isEmpty());
        if (!all) {
            QVERIFY2(all.error().message.contains(wrong), qPrintable(all.error().message));
            return;
        }
        QCOMPARE((*all)[QStringLiteral("minutes")].toInt(), 5);
        QCOMPARE((*all)[QStringLiteral("shop")].toString(), QStringLiteral("at"));
    }

    void aValueStaysAValue()
    {
        const QJsonObject values{{QStringLiteral("minutes"), 5},
                                 {QStringLiteral("name"), QStringLiteral("a/b?c=\"d\"")}};
        QCOMPARE(urlWith(QStringLiteral("https://x/$name/y?z=$minutes"), values),
                 QStringLiteral("https://x/a%2Fb%3Fc%3D%22d%22/y?z=5"));
        const QJsonObject body{{QStringLiteral("m"), QStringLiteral("$minutes")},
                               {QStringLiteral("t"), QStringLiteral("for $minutes of $name")},
                               {QStringLiteral("l"), QJsonArray{QStringLiteral("$name"), true}}};
        const QJsonObject done = bodyWith(body, values).toObject();
        QCOMPARE(done[QStringLiteral("m")], QJsonValue(5));
        QCOMPARE(done[QStringLiteral("t")].toString(), QStringLiteral("for 5 of a/b?c=\"d\""));
        QCOMPARE(done[QStringLiteral("l")].toArray().at(0).toString(), QStringLiteral("a/b?c=\"d\""));
        QCOMPARE(done[QStringLiteral("l")].toArray().at(1), QJsonValue(true));
    }
};

QTEST_GUILESS_MAIN(TestActionCall)
#include "tst_actioncall.moc"
