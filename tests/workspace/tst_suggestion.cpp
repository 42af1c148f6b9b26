// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/yaml/suggestion.h"
#include "tests/support/testrules.h"

#include <QTest>

using namespace surgedeck;

class TestSuggestion : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void distances()
    {
        QCOMPARE(editDistance("", "", 9), 0);
        QCOMPARE(editDistance("abc", "", 9), 3);
        QCOMPARE(editDistance("", "abc", 9), 3);
        QCOMPARE(editDistance("interval", "intervall", 9), 1);
        QCOMPARE(editDistance("redsi", "redis", 9), 1); // neighbours swapped
        QCOMPARE(editDistance("kitten", "sitting", 9), 3);
        QCOMPARE(editDistance("ca", "abc", 9), 3); // optimal string alignment, not unrestricted Damerau
    }

    void nobodyCountsFurther()
    {
        QCOMPARE(editDistance("kitten", "sitting", 3), 3);
        QCOMPARE(editDistance("kitten", "sitting", 2), 3);
        QCOMPARE(editDistance("abcdefgh", "hgfedcba", 2), 3);
        QCOMPARE(editDistance("a", "abcdefgh", 2), 3);
    }

    void words_data()
    {
        QTest::addColumn<QString>("word");
        QTest::addColumn<QString>("meant");
        QTest::newRow("one letter more") << "intervall"
                                         << "interval";
        QTest::newRow("case") << "Interval"
                              << "interval";
        QTest::newRow("dash for underscore") << "act-dsn"
                                             << "act_dsn";
        QTest::newRow("camel case") << "actDsn"
                                    << "act_dsn";
        QTest::newRow("swapped") << "dns"
                                 << "dsn";
        QTest::newRow("longer word") << "labels_map"
                                     << "labels";
        QTest::newRow("synonym") << "connection"
                                 << "dsn";
        QTest::newRow("nothing near") << "colour"
                                      << "";
        QTest::newRow("empty") << ""
                               << "";
        QTest::newRow("endless") << QString(10'000, QLatin1Char('i')) << "";
    }

    void words()
    {
        QFETCH(QString, word);
        QFETCH(QString, meant);
        QCOMPARE(nearest(word, {"id", "type", "interval", "labels", "dsn", "act_dsn"}), meant);
    }
};

QTEST_GUILESS_MAIN(TestSuggestion)
#include "tst_suggestion.moc"
