// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QTest>

#ifndef Q_MOC_RUN // moc 6.4 can not read <concepts>
#include "tests/metrics_eval/casefile.h"
#endif

using namespace surgedeck::metrics;

/// Every line of the tables in cases/, under both rule sets or the one it names.
class tst_EvaluateCases : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void cases_data()
    {
        QTest::addColumn<int>("number");
        QTest::addColumn<int>("rules");
        const QDir folder(qEnvironmentVariable("SURGEDECK_SOURCE") + QStringLiteral("/tests/metrics_eval/cases"));
        const QStringList files = folder.entryList({QStringLiteral("*.cases")}, QDir::Files);
        QVERIFY(!files.isEmpty());
        for (const QString &file : files) {
            for (EvaluationCase &each : readCases(folder.filePath(file).toStdString())) {
                for (const Compat compat : each.rules) {
                    const std::string name =
                        each.place + (compat == Compat::V2 ? " (2.42) " : " (3.5) ") + each.expression;
                    QTest::newRow(name.c_str()) << static_cast<int>(m_cases.size()) << static_cast<int>(compat);
                }
                m_cases.push_back(std::move(each));
            }
        }
    }

    void cases()
    {
        QFETCH(int, number);
        QFETCH(int, rules);
        const std::string wrong = violated(m_cases[static_cast<std::size_t>(number)], static_cast<Compat>(rules));
        QVERIFY2(wrong.empty(), wrong.c_str());
    }

private:
    std::vector<EvaluationCase> m_cases;
};

QTEST_APPLESS_MAIN(tst_EvaluateCases)
#include "tst_evaluatecases.moc"
