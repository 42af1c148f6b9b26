// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/authority.h"
#include "models/domain/command.h"
#include "tests/support/testrules.h"

#include <QJsonArray>
#include <QTest>

using namespace surgedeck;

namespace {

Command command(Action action)
{
    return {QStringLiteral("c-1"), QStringLiteral("orders-db"), std::move(action), QStringLiteral("okafor"), QStringLiteral("it blocks"), 2, true};
}

Approval approval(Role role = Role::Responder)
{
    Approval made;
    made.person = QStringLiteral("okafor");
    made.role = role;
    return made;
}

QString refusal(const Command &command, const Approval &approval)
{
    const auto grant = Grant::authorize(command, approval, WallTime{});
    return grant ? QString() : grant.error().message;
}

} // namespace

class TestCommand : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void jsonReadsBack_data()
    {
        QTest::addColumn<Action>("action");
        QTest::newRow("cancel") << Action(CancelStatement{"1", "a"});
        QTest::newRow("end") << Action(EndSession{"2", "b"});
        QTest::newRow("timeout") << Action(SetStatementTimeout{"shop", Milliseconds(250)});
        QTest::newRow("no timeout") << Action(SetStatementTimeout{"shop", std::nullopt});
        QTest::newRow("unlink") << Action(UnlinkPrefix{"cart:", 100, 5'000'000'000});
        QTest::newRow("weights") << Action(SetWeights{"checkout", "shop", {{"a", 75}, {"b", 25}}, "7", Milliseconds(120'000)});
        QTest::newRow("confirm") << Action(ConfirmWeights{"checkout", "8"});
        QTest::newRow("drain") << Action(SetServerState{"shop", "a", SetServerState::State::Drain});
        QTest::newRow("maint") << Action(SetServerState{"shop", "a", SetServerState::State::Maintenance});
        QTest::newRow("rollback") << Action(RollBackRelease{"r12"});
        QTest::newRow("call") << Action(CallAction{"pause", {{"minutes", 5}}});
    }

    void jsonReadsBack()
    {
        QFETCH(Action, action);
        const Command before = command(action);
        const auto after = commandOf(toJson(before));
        QVERIFY2(after, after ? "" : qPrintable(after.error().message));
        QCOMPARE(*after, before);
    }

    void brokenJsonIsAnError()
    {
        QVERIFY(!commandOf({}));
        QVERIFY(!commandOf({{"id", "x"}, {"type", "shell.run"}}));
        QJsonObject weights = toJson(command(SetWeights{"r", "b", {{"a", 1}}, {}, {}}));
        weights["action"] = QJsonObject{{"weights", QJsonArray{QJsonObject{{"server", "a"}}}}};
        QVERIFY(!commandOf(weights));
    }

    void whoMayDoWhat()
    {
        const Command two = command(EndSession{"2", "b"});
        Command three = two;
        three.level = 3;
        QVERIFY(refusal(two, approval(Role::Viewer)).contains("viewer"));
        QCOMPARE(refusal(two, approval(Role::Responder)), QString());
        QVERIFY(refusal(three, approval(Role::Responder)).contains("commander"));
        QCOMPARE(refusal(three, approval(Role::Commander)), QString());
        Approval other = approval();
        other.person = QStringLiteral("somebody");
        QVERIFY(!refusal(two, other).isEmpty());
    }

    void aTypedNameMustBeTheExpectedOne()
    {
        Approval typed = approval();
        typed.expectedName = QStringLiteral("3584");
        QVERIFY(refusal(command(EndSession{"3584", "b"}), typed).contains("3584"));
        typed.typedName = QStringLiteral("3584");
        QCOMPARE(refusal(command(EndSession{"3584", "b"}), typed), QString());
    }

    void nobodyIsTheirOwnSecondPerson()
    {
        Approval two = approval();
        two.secondPersonNeeded = true;
        QVERIFY(!refusal(command(RollBackRelease{"r"}), two).isEmpty());
        two.secondPerson = two.person;
        QVERIFY(!refusal(command(RollBackRelease{"r"}), two).isEmpty());
        two.secondPerson = QStringLiteral("ito");
        QCOMPARE(refusal(command(RollBackRelease{"r"}), two), QString());
    }

    void whatIsNotKnownLocks()
    {
        Approval shown = approval();
        shown.preconditions = {{"session still blocks", "63", true}, {"replica lag", "?", std::nullopt}};
        QVERIFY(refusal(command(EndSession{"2", "b"}), shown).contains("not known"));
        shown.preconditions[1].holds = false;
        QVERIFY(refusal(command(EndSession{"2", "b"}), shown).contains("replica lag"));
        shown.preconditions[1].holds = true;
        QCOMPARE(refusal(command(EndSession{"2", "b"}), shown), QString());
    }

    void aGrantIsForOneCommandAndAShortTime()
    {
        const Command wanted = command(EndSession{"2", "b"});
        const auto grant = Grant::authorize(wanted, approval(), WallTime{});
        QVERIFY(grant);
        Command other = wanted;
        other.id = QStringLiteral("c-2");
        QVERIFY(grant->isValid(wanted, WallTime{} + Grant::lasts));
        QVERIFY(!grant->isValid(wanted, WallTime{} + Grant::lasts + Milliseconds(1)));
        QVERIFY(!grant->isValid(other, WallTime{}));
    }
};

QTEST_GUILESS_MAIN(TestCommand)
#include "tst_command.moc"
