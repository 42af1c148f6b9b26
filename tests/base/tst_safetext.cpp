// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/safetext.h"
#include "tests/support/testrules.h"

#include <QTest>

using namespace surgedeck;

class TestSafeText : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void texts_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        QTest::newRow("plain") << "SELECT a < b" << "SELECT a < b";
        QTest::newRow("markup stays what it is") << "<b>x</b><img src='file:///etc/passwd'>" << "<b>x</b><img src='file:///etc/passwd'>";
        QTest::newRow("escape sequence") << QStringLiteral("\x1b[31mred") << "<U+001B>[31mred";
        QTest::newRow("NUL") << QString(QChar(0)) << "<U+0000>";
        QTest::newRow("bidi override") << QStringLiteral("a\u202eb") << "a<U+202E>b";
        QTest::newRow("isolates") << QStringLiteral("\u2066x\u2069") << "<U+2066>x<U+2069>";
        QTest::newRow("zero width") << QStringLiteral("pay\u200bpal") << "pay<U+200B>pal";
        QTest::newRow("line breaks stay") << "a\nb" << "a\nb";
        QTest::newRow("carriage return") << "a\rb" << "a<U+000D>b";
        QTest::newRow("umlauts and signs") << QStringLiteral("Gr\u00fc\u00dfe \u20ac \u4f60") << QStringLiteral("Gr\u00fc\u00dfe \u20ac \u4f60");
        QTest::newRow("half a surrogate pair") << QString(QChar(0xd800)) << "<U+D800>";
    }

    void texts()
    {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        QCOMPARE(SafeText::of(text).text(), expected);
    }

    void everythingIsBounded()
    {
        const SafeText line = SafeText::of(QString(10'000'000, QLatin1Char('x')));
        QVERIFY(line.wasCut());
        QVERIFY(line.text().size() <= SafeText::mostColumns + 8);
        const SafeText marks = SafeText::of(QLatin1Char('a') + QString(1'000'000, QChar(0x0301)));
        QCOMPARE(marks.text().size(), 1 + SafeText::mostMarks);
        const SafeText lines = SafeText::of(QStringLiteral("x\n").repeated(1'000'000));
        QVERIFY(lines.text().size() <= SafeText::mostCharacters);
        const SafeText tokens = SafeText::of(QString(5'000, QChar(0x202e)));
        QVERIFY(tokens.text().size() <= SafeText::mostColumns + 8);
        QVERIFY(SafeText::of(QByteArray(10'000'000, '\xff')).text().size() <= SafeText::mostCharacters);
    }

    void oneLineEndsWithAnEllipsisWhenCut()
    {
        QCOMPARE(SafeText::of(QStringLiteral("a\n  b\tc")).singleLine(), QStringLiteral("a b c"));
        QCOMPARE(SafeText::of(QStringLiteral("abcdef")).singleLine(4), QStringLiteral("abc\u2026"));
        QCOMPARE(SafeText::of(QStringLiteral("abcd")).singleLine(4), QStringLiteral("abcd"));
        QVERIFY(SafeText::of(QString(9'000, QLatin1Char('x'))).singleLine(100).endsWith(QChar(0x2026)));
    }
};

QTEST_GUILESS_MAIN(TestSafeText)
#include "tst_safetext.moc"
