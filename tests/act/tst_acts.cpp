// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/acts/actcommands.h"
#include "app/acts/unlocking.h"
#include "app/acts/unlocksheet.h"
#include "app/agreements.h"
#include "connectors/base/dispatcher.h"
#include "models/domain/actionfacts.h"
#include "tests/support/testclock.h"
#include "tests/support/testrules.h"
#include "widgets/button.h"
#include "widgets/guardedbutton.h"
#include "widgets/plainlabel.h"
#include "widgets/theme/theme.h"
#include "widgets/typedname.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QTemporaryDir>
#include <QTest>

using namespace surgedeck;
using namespace std::chrono_literals;

namespace {

class MemoryJournal final : public JournalWriter
{
public:
    void record(const std::vector<Record> &) override {}
    void note(const JournalEvent &event, std::function<void(Status)> stored) override
    {
        types << event.type;
        QTimer::singleShot(0, &m_later, [stored] { stored(ok()); });
    }
    QStringList types;

private:
    QObject m_later;
};

class WillingActuator final : public Actuator
{
public:
    explicit WillingActuator(int &armed)
        : m_armed(armed)
    {
    }
    Result<Inspection> inspect(const Command &, std::stop_token) override
    {
        return Inspection{{}, QStringLiteral("7/1/2")};
    }
    Result<Receipt> execute(const Command &, const Grant &, std::stop_token) override
    {
        return Receipt{Receipt::State::Accepted, QStringLiteral("sent"), {}, {}};
    }
    Result<Verdict> verify(const Command &, std::stop_token) override
    {
        return Verdict{Verdict::State::Done, QStringLiteral("it is gone")};
    }
    Status arm(std::stop_token) override
    {
        ++m_armed;
        return ok();
    }

private:
    int &m_armed;
};

/// A road that answers at once, in portions where it is told to.
class AnsweringRoad final : public CommandRoad
{
public:
    Role role() const override { return may; }
    QString obstacle(const QString &) const override { return {}; }
    void inspect(const Command &, std::function<void(Result<Inspection>)> done) override
    {
        done(Inspection{{{QStringLiteral("role"), QStringLiteral("report"), holds}}, {}});
    }
    void send(const CommandOrder &order, std::function<void(CommandOutcome)> done) override
    {
        sent.push_back(order);
        CommandOutcome outcome;
        outcome.state = CommandOutcome::State::Confirmed;
        outcome.detail = QStringLiteral("done");
        outcome.receipt = Receipt{Receipt::State::Accepted,
                                  QStringLiteral("so far"),
                                  {},
                                  {{QStringLiteral("scanned_all"), static_cast<int>(sent.size()) >= portions}}};
        done(outcome);
    }
    void verify(const Command &, std::function<void(Result<Verdict>)>) override {}
    void arm(const QString &, std::function<void(Status)>) override {}

    Role may = Role::Commander;
    std::optional<bool> holds = true;
    int portions = 1;
    std::vector<CommandOrder> sent;
};

CommandOrder endOf(const QString &session)
{
    CommandOrder order;
    order.command.source = QStringLiteral("db");
    order.command.action = EndSession{session, {}};
    order.command.actor = order.approval.person = QStringLiteral("Kim");
    order.command.reason = QStringLiteral("blocks the checkout");
    order.command.level = 2;
    return order;
}

ActPlan prefixPlan()
{
    return *unlinkPlan(QStringLiteral("cache"), {{QStringLiteral("prefix"), QStringLiteral("cache:page:")},
                                                 {QStringLiteral("rate"), QStringLiteral("100")},
                                                 {QStringLiteral("most"), QStringLiteral("500")}});
}

} // namespace

/// Unlocking for a time, agreements, and the sheet of what can not be undone.
class TestActs : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { qputenv("XDG_STATE_HOME", m_state.path().toUtf8()); }
    void init()
    {
        failOnAnyWarning();
        theme::apply(ThemeName::Dark);
    }

    void lockedNothingIsThereAndUnlockedItIsArmedForATime()
    {
        TestClock clock;
        MemoryJournal journal;
        int armed = 0, made = 0;
        Unlocking road(meansOf(clock, journal, armed, made));
        QCOMPARE(road.role(), Role::Viewer);
        QVERIFY(!road.until());
        QVERIFY(road.obstacle(QStringLiteral("db")).contains(QStringLiteral("locked")));
        QCOMPARE(send(road).state, CommandOutcome::State::Refused);
        QCOMPARE(made, 0); // not one actuator
        QCOMPARE(journal.types, QStringList{QStringLiteral("command.refused")});

        QVERIFY(road.unlock({Role::Responder, 15min, QStringLiteral("Kim"), QStringLiteral("convoy"), {}}));
        QTRY_COMPARE(armed, 1);
        QCOMPARE(road.role(), Role::Responder);
        QVERIFY(road.obstacle(QStringLiteral("db")).isEmpty());
        QCOMPARE(send(road).state, CommandOutcome::State::Confirmed);
        CommandOrder broad = endOf(QStringLiteral("7"));
        broad.command.level = 3;
        QVERIFY(send(road, broad).detail.contains(QStringLiteral("commander")));

        clock.advance(15min);
        QCOMPARE(road.role(), Role::Viewer); // at once, whatever the timers do
        QCOMPARE(send(road).state, CommandOutcome::State::Refused);
        QTRY_VERIFY(journal.types.contains(QStringLiteral("role.locked")));
    }

    void anIncidentThatIsOverLocksIt()
    {
        TestClock clock;
        MemoryJournal journal;
        int armed = 0, made = 0;
        Unlocking road(meansOf(clock, journal, armed, made));
        QVERIFY(
            road.unlock({Role::Commander, 1h, QStringLiteral("Kim"), QStringLiteral("x"), QStringLiteral("INC-1")}));
        road.noteIncident(QStringLiteral("INC-1"));
        QCOMPARE(road.role(), Role::Commander);
        road.noteIncident({});
        QCOMPARE(road.role(), Role::Viewer);
        QVERIFY(road.unlock({Role::Responder, 1h, QStringLiteral("Kim"), QStringLiteral("x"), {}}));
        road.noteIncident(QStringLiteral("INC-2")); // it was not unlocked for one
        QCOMPARE(road.role(), Role::Responder);
    }

    void whatCanNotBeUnlocked()
    {
        TestClock clock;
        MemoryJournal journal;
        int armed = 0, made = 0;
        auto means = meansOf(clock, journal, armed, made);
        means.most = Role::Responder;
        Unlocking road(means);
        const QString kim = QStringLiteral("Kim");
        QVERIFY(!road.unlock({Role::Commander, 1h, kim, {}, {}}));
        QVERIFY(!road.unlock({Role::Viewer, 1h, kim, {}, {}}));
        QVERIFY(!road.unlock({Role::Responder, 9h, kim, {}, {}}));
        QVERIFY(!road.unlock({Role::Responder, 0ms, kim, {}, {}}));
        QVERIFY(!road.unlock({Role::Responder, 1h, {}, {}, {}}));
        QCOMPARE(road.role(), Role::Viewer);
        QCOMPARE(made, 0);
    }

    void somebodyElseAgreesToExactlyThis()
    {
        const TestClock clock;
        const WallTime now = clock.now();
        const Agreements agreements(QStringLiteral("Agreeing"));
        Command command = prefixPlan().command;
        command.actor = QStringLiteral("Kim");
        const QString code = Agreements::codeOf(command);
        QVERIFY(!agreements.agree(code, QStringLiteral("Lind"), now)); // nobody asked
        QVERIFY(agreements.ask(command, now));
        QVERIFY(agreements.wish(code, now)->what.contains(QStringLiteral("cache:page:")));
        QVERIFY(!agreements.agree(code, QStringLiteral("Kim"), now)); // not oneself
        QVERIFY(!agreements.agreement(command, now));
        QVERIFY(agreements.agree(code, QStringLiteral("Lind"), now));
        QCOMPARE(agreements.agreement(command, now + 4min)->person, QStringLiteral("Lind"));
        QVERIFY(!agreements.agreement(command, now + 6min));
        QVERIFY(!agreements.agreement(command, now - 1min)); // one from the future counts for nothing
        Command other = command;
        other.action = UnlinkPrefix{QStringLiteral("session:"), 100, 500};
        QVERIFY(!agreements.agreement(other, now));
        command.actor = QStringLiteral("Lind");
        QVERIFY(!agreements.agreement(command, now)); // who agreed can not be the one who does it
    }

    void plansAreChecked()
    {
        using Values = ActForm::Values;
        const QString db = QStringLiteral("db"), role = QStringLiteral("role"), limit = QStringLiteral("limit");
        const auto plan = timeoutPlan(db, Values{{role, QStringLiteral("report")}, {limit, QStringLiteral("30s")}});
        QVERIFY(plan);
        QCOMPARE(std::get<SetStatementTimeout>(plan->command.action).timeout, std::optional<Milliseconds>(30s));
        QCOMPARE(plan->command.level, 2);
        QVERIFY(
            !std::get<SetStatementTimeout>(
                 timeoutPlan(db, Values{{role, QStringLiteral("r")}, {limit, QStringLiteral("none")}})->command.action)
                 .timeout);
        for (const char *bad : {"", "0s", "5", "25h", "soon"})
            QVERIFY2(!timeoutPlan(db, Values{{role, QStringLiteral("r")}, {limit, QString::fromLatin1(bad)}}), bad);
        QVERIFY(!timeoutPlan(db, Values{{limit, QStringLiteral("30s")}}));
        QCOMPARE(prefixPlan().command.level, 3);
        const Receipt receipt{Receipt::State::Accepted, {}, {}, {{QStringLiteral("timeout_ms"), 90'000}}};
        QCOMPARE(undoOf(plan->command.action, receipt),
                 std::optional<Action>(SetStatementTimeout{QStringLiteral("report"), 90s}));
        QVERIFY(!undoOf(prefixPlan().command.action, receipt));
    }

    void theSheetOpensOnlyToTheTypedNameAndTheReason()
    {
        AnsweringRoad road;
        TestClock clock;
        QString second;
        ActSheet sheet(prefixPlan(), {&road, clock, true, [&second](const Command &) { return second; },
                                      QStringLiteral("call this")});
        sheet.resize(630, 900);
        sheet.show();
        auto *button = sheet.findChild<GuardedButton *>();
        auto *typed = sheet.findChild<TypedName *>();
        auto *reason = sheet.findChildren<QLineEdit *>().last();
        QVERIFY(button->lock().contains(QStringLiteral("second person")));
        second = QStringLiteral("S. Lind");
        sheet.refresh();
        QVERIFY(button->lock().contains(QStringLiteral("type ")));
        QGuiApplication::clipboard()->setText(QStringLiteral("cache:page:"));
        typed->setFocus();
        QTest::keyClick(typed, Qt::Key_V, Qt::ControlModifier);
        QTest::keyClick(typed, Qt::Key_Insert, Qt::ShiftModifier);
        QVERIFY(typed->text().isEmpty());
        QTest::keyClicks(typed, QStringLiteral("cache:pa"));
        QVERIFY2(typed->progress().startsWith(QStringLiteral("3 letter")), qPrintable(typed->progress()));
        QTest::keyClicks(typed, QStringLiteral("ge:"));
        QVERIFY(button->lock().contains(QStringLiteral("why")));
        QTest::keyClicks(reason, QStringLiteral("stampede"));
        QVERIFY2(button->lock().isEmpty(), qPrintable(button->lock()));
        road.holds = std::nullopt; // not known locks as much as false
        clock.advance(1100ms);
        sheet.refresh();
        QVERIFY(!button->lock().isEmpty());
        road.holds = true;
        clock.advance(1100ms);
        sheet.refresh();
        road.may = Role::Responder;
        sheet.refresh();
        QVERIFY(button->lock().contains(QStringLiteral("commander")));
        QVERIFY(road.sent.empty());
        sheet.grab().save(QStringLiteral("actsheet-dark.png"));
    }

    void aSweepGoesOnPortionByPortionUntilTheSheetIsLeft()
    {
        AnsweringRoad road;
        road.portions = 3;
        TestClock clock;
        ActPlan plan = prefixPlan();
        ActSheet sheet(plan, {&road, clock, false, {}, {}});
        sheet.show();
        QTest::keyClicks(sheet.findChild<TypedName *>(), QStringLiteral("cache:page:"));
        QTest::keyClicks(sheet.findChildren<QLineEdit *>().last(), QStringLiteral("stampede"));
        auto *button = sheet.findChild<GuardedButton *>();
        QVERIFY2(button->lock().isEmpty(), qPrintable(button->lock()));
        Q_EMIT button->fired();
        QCOMPARE(int(road.sent.size()), 3);
        QCOMPARE(road.sent[0].approval.typedName, QStringLiteral("cache:page:"));
        QCOMPARE(road.sent[0].command.reason, QStringLiteral("stampede"));
        QVERIFY(sheet.isSent());
        Q_EMIT button->fired(); // nothing is sent twice
        QCOMPARE(int(road.sent.size()), 3);
    }

    void theFormRehearsesAndChangesNothing()
    {
        AnsweringRoad road;
        ActForm form(ActForm::Parts{QStringLiteral("Keys"),
                                    {{QStringLiteral("prefix"), QStringLiteral("Prefix"), {}}},
                                    [](const ActForm::Values &values) {
                                        return values.value(QStringLiteral("prefix")).isEmpty()
                                                   ? Result<ActPlan>(
                                                         Error{Error::Kind::Config, QStringLiteral("name it")})
                                                   : Result<ActPlan>(prefixPlan());
                                    },
                                    &road});
        auto *dry = form.findChildren<Button *>().first();
        dry->click();
        QVERIFY(road.sent.empty());
        form.findChild<QLineEdit *>()->setText(QStringLiteral("cache:page:"));
        dry->click();
        QCOMPARE(int(road.sent.size()), 1);
        QVERIFY(road.sent.front().command.rehearsal);
    }

    void productionAsksForTheNameOfTheWorkspace()
    {
        TestClock clock;
        MemoryJournal journal;
        int armed = 0, made = 0;
        Unlocking road(meansOf(clock, journal, armed, made));
        UnlockSheet sheet(road, {QStringLiteral("Kim"), {}, QStringLiteral("ShopFlow"), true, Role::Responder});
        const auto buttons = sheet.findChildren<Button *>();
        Button *responder = nullptr, *commander = nullptr;
        for (Button *button : buttons) {
            responder = button->text().contains(QStringLiteral("responder")) ? button : responder;
            commander = button->text().contains(QStringLiteral("commander")) ? button : commander;
        }
        QVERIFY(responder && commander && !commander->isEnabled());
        responder->click();
        QCOMPARE(road.role(), Role::Viewer); // no reason
        sheet.findChildren<QLineEdit *>().first()->setText(QStringLiteral("convoy"));
        responder->click();
        QCOMPARE(road.role(), Role::Viewer); // no name
        QTest::keyClicks(sheet.findChild<TypedName *>(), QStringLiteral("ShopFlow"));
        responder->click();
        QCOMPARE(road.role(), Role::Responder);
        QCOMPARE(*road.until(), clock.now() + 1h);
    }

    /// The reason, and Enter; or Tab, which goes to who wants to act and not back to how long.
    void theUnlockSheetByKeyboard()
    {
        const TestClock clock;
        MemoryJournal journal;
        int armed = 0, made = 0;
        Unlocking road(meansOf(clock, journal, armed, made));
        UnlockSheet sheet(road, {QStringLiteral("Kim"), {}, QStringLiteral("ShopFlow"), false, Role::Commander});
        sheet.show();
        QVERIFY(QTest::qWaitForWindowActive(&sheet));
        sheet.setFocus();
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("convoy"));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        const auto *next = qobject_cast<Button *>(QApplication::focusWidget());
        QVERIFY(next);
        QVERIFY2(next->text().contains(QStringLiteral("responder")), qPrintable(next->text()));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab, Qt::ShiftModifier);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QCOMPARE(road.role(), Role::Responder);
    }

private:
    static Unlocking::Means meansOf(const Clock &clock, JournalWriter &journal, int &armed, int &made)
    {
        const auto make = [&clock, &journal, &armed, &made](Role role) {
            auto road = std::make_unique<Dispatcher>(role, journal, clock);
            if (role == Role::Viewer)
                return road;
            ++made;
            road->add(QStringLiteral("db"), ActuatorPtr(std::make_unique<WillingActuator>(armed)));
            return road;
        };
        return {make, journal, clock, Role::Commander, {QStringLiteral("db")}};
    }

    static CommandOutcome send(CommandRoad &road, const CommandOrder &order = endOf(QStringLiteral("7")))
    {
        std::optional<CommandOutcome> outcome;
        road.send(order, [&](const CommandOutcome &ended) { outcome = ended; });
        if (!QTest::qWaitFor([&] { return outcome.has_value(); }, 10'000))
            qFatal("no outcome");
        return *outcome;
    }

    QTemporaryDir m_state;
};

QTEST_MAIN(TestActs)
#include "tst_acts.moc"
