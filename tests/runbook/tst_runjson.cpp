// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/runbook/runjson.h"
#include "tests/runbook/texts.h"
#include "tests/support/testrules.h"

#include <QJsonDocument>
#include <QTest>

using namespace surgedeck;
using namespace surgedeck::runbook;

class TestRunJson : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void everyEventComesBack()
    {
        const Readings some{reading("waiters", 4, Truth::Holds), reading("root", 1, Truth::Unknown)};
        const QString kim = QStringLiteral("Kim"), text = QStringLiteral("a \"text\"");
        const std::vector<Happening> all{Looked{some, some, {some, {}}, {some}},
                                         Accepted{kim},
                                         Answered{kim, text},
                                         Skipped{kim, text},
                                         WentBack{kim, text},
                                         Approved{kim},
                                         Stopped{kim, text},
                                         GaveUp{text},
                                         Offered{kim, text},
                                         TakenOver{kim},
                                         TargetLocked{},
                                         TargetBusy{text},
                                         Inspected{some},
                                         ActAnswered{ActAnswered::Kind::Refused, text},
                                         RecordFailed{text},
                                         ChildEnded{Outcome::TimedOut},
                                         Restarted{}};
        QCOMPARE(all.size(), std::variant_size_v<Happening>);
        for (const Happening &what : all) {
            const QJsonObject object = toJson(Event{WallTime(Milliseconds(1'234'567)), what});
            const auto back = eventOf(QJsonDocument::fromJson(QJsonDocument(object).toJson()).object());
            QVERIFY2(bool(back), QJsonDocument(object).toJson());
            QCOMPARE(toJson(*back), object);
            QCOMPARE(back->what.index(), what.index());
        }
        QVERIFY(!eventOf({{QStringLiteral("kind"), QStringLiteral("danced")},
                          {QStringLiteral("at"), QStringLiteral("2026-11-27T00:00:00Z")}}));
    }

    void aStartComesBack()
    {
        const RunStart start{QStringLiteral("T1-1"),  QStringLiteral("db"),        QStringLiteral("Kim"), true,
                             {QStringLiteral("job")}, WallTime(Milliseconds(5000))};
        const auto back = runStartOf(toJson(start));
        QVERIFY(bool(back));
        QCOMPARE(toJson(*back), toJson(start));
    }
};

QTEST_GUILESS_MAIN(TestRunJson)
#include "tst_runjson.moc"
