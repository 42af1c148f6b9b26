// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/runbook/library.h"
#include "models/runbook/runbookjson.h"
#include "tests/support/testrules.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace surgedeck;
using namespace surgedeck::runbook;

/// The catalogue that comes with the program.
class TestShippedRunbooks : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void initTestCase()
    {
        const QDir folder(QString::fromLocal8Bit(qgetenv("SURGEDECK_SOURCE")) + QStringLiteral("/runbooks"));
        std::vector<RunbookText> texts;
        for (const QString &name : folder.entryList({QStringLiteral("*.yaml")}, QDir::Files, QDir::Name)) {
            QFile file(folder.filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            texts.push_back({name, file.readAll(), true});
        }
        m_library = std::make_unique<Library>(texts);
    }

    void allAreThereAndClean()
    {
        QStringList lines;
        for (const Problem &problem : m_library->problems())
            lines << toLine(problem);
        QVERIFY2(lines.isEmpty(), qPrintable(lines.join(QLatin1Char('\n'))));
        QStringList wanted;
        for (int number = 0; number <= 22; ++number)
            wanted << QStringLiteral("R%1").arg(number, 2, 10, QLatin1Char('0'));
        QCOMPARE(m_library->ids(), wanted);
    }

    void everyRunbookEndsInAHandover()
    {
        for (const LibraryEntry &entry : m_library->entries()) {
            QVERIFY2(entry.runbook.steps.back().kind == StepKind::Handover, qPrintable(entry.runbook.id));
            QVERIFY2(!entry.runbook.memory.isEmpty() && !entry.runbook.rights.isEmpty(), qPrintable(entry.runbook.id));
        }
    }

    void holdTimesAreParameters()
    {
        for (const LibraryEntry &entry : m_library->entries())
            for (const Step &step : entry.runbook.steps)
                if (step.kind == StepKind::Wait)
                    QVERIFY2(!step.hold.parameter.isEmpty(), qPrintable(entry.runbook.id + QLatin1Char(' ') + step.id));
    }

    void everyActOnASourceCanNotBeUndoneOrSaysHow()
    {
        for (const LibraryEntry &entry : m_library->entries())
            for (const Step &step : entry.runbook.steps)
                if (step.act)
                    QVERIFY2(step.act->undo || step.act->noUndo.size() > 20,
                             qPrintable(entry.runbook.id + QLatin1Char(' ') + step.id));
    }

    void readsAloud()
    {
        const QString text = plainText(m_library->find(QStringLiteral("R02"))->runbook);
        QVERIFY(text.contains(QStringLiteral("End the session of the root")));
        QVERIFY(text.contains(QStringLiteral("undo   none: An ended session does not come back")));
        QCOMPARE(toJson(*m_library->find(QStringLiteral("R02"))).value(QStringLiteral("acts")).toInteger(), 3);
    }

private:
    std::unique_ptr<Library> m_library;
};

QTEST_GUILESS_MAIN(TestShippedRunbooks)
#include "tst_shippedrunbooks.moc"
