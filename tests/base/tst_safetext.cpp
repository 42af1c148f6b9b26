// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/safetext.h"
#include "tests/support/testrules.h"

#include <QTest>

#include <cstring>
#include <sys/mman.h>

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
        QTest::newRow("plain") << "SELECT a < b"
                               << "SELECT a < b";
        QTest::newRow("markup stays what it is") << "<b>x</b><img src='file:///etc/passwd'>"
                                                 << "<b>x</b><img src='file:///etc/passwd'>";
        QTest::newRow("escape sequence") << QStringLiteral("\x1b[31mred") << "<U+001B>[31mred";
        QTest::newRow("NUL") << QString(QChar(0)) << "<U+0000>";
        QTest::newRow("bidi override") << QStringLiteral("a\u202eb") << "a<U+202E>b";
        QTest::newRow("isolates") << QStringLiteral("\u2066x\u2069") << "<U+2066>x<U+2069>";
        QTest::newRow("zero width") << QStringLiteral("pay\u200bpal") << "pay<U+200B>pal";
        QTest::newRow("line breaks stay") << "a\nb"
                                          << "a\nb";
        QTest::newRow("line breaks of Windows") << "a\r\nb"
                                                << "a\nb";
        QTest::newRow("tab") << "a\tb"
                             << "a b";
        QTest::newRow("marks") << QStringLiteral("e\u0301 \u0301") << QStringLiteral("e\u0301 \u0301");
        QTest::newRow("fillers") << QStringLiteral("a\u3164\ufe0f\ufffc") << "a<U+3164><U+FE0F><U+FFFC>";
        QTest::newRow("tag character") << QString::fromUcs4(U"a\U000e0041") << "a<U+E0041>";
        QTest::newRow("emoji") << QString::fromUcs4(U"\U0001f525") << QString::fromUcs4(U"\U0001f525");
        QTest::newRow("carriage return") << "a\rb"
                                         << "a<U+000D>b";
        QTest::newRow("umlauts and signs")
            << QStringLiteral("Gr\u00fc\u00dfe \u20ac \u4f60") << QStringLiteral("Gr\u00fc\u00dfe \u20ac \u4f60");
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
        const QChar dots(0x2026);
        const SafeText line = SafeText::of(QString(10'000'000, QLatin1Char('x')) + QStringLiteral("\ny"));
        QVERIFY(line.wasCut());
        QCOMPARE(line.text(), QString(511, QLatin1Char('x')) + dots);
        const SafeText second = SafeText::of(QString(600, QLatin1Char('x')) + QStringLiteral("\ny"));
        QVERIFY(second.wasCut());
        QCOMPARE(second.text(), QString(511, QLatin1Char('x')) + dots + QStringLiteral("\ny"));
        const SafeText marks = SafeText::of(QLatin1Char('a') + QString(3'000, QChar(0x0301)) + QStringLiteral("b"));
        QVERIFY(marks.wasCut());
        QCOMPARE(marks.text(), QLatin1Char('a') + QString(8, QChar(0x0301)) + QLatin1Char('b'));
        const SafeText lines = SafeText::of(QStringLiteral("x\n").repeated(1'000'000));
        QVERIFY(lines.wasCut() && lines.text().endsWith(dots));
        QVERIFY(lines.text().size() <= SafeText::mostCharacters);
        const SafeText tokens = SafeText::of(QString(5'000, QChar(0x202e)));
        QVERIFY(tokens.wasCut() && tokens.text().size() <= SafeText::mostColumns);
        const SafeText many = SafeText::of(QStringLiteral("\u202e\n").repeated(2'000));
        QVERIFY(many.wasCut() && many.text().size() <= SafeText::mostCharacters);
        QVERIFY(SafeText::of(QByteArray(10'000'000, '\xff')).text().size() <= SafeText::mostCharacters);
        QVERIFY(!SafeText::of(QStringLiteral("short")).wasCut());
    }

    void theRestIsNotEvenRead()
    {
        // Ten megabytes of which only the first 32 KiB are there: reading on would end the program.
        constexpr std::size_t there = 32 * 1024;
        constexpr std::size_t all = 10 * 1024 * 1024;
        void *memory = mmap(nullptr, all, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        QVERIFY(memory != MAP_FAILED && mprotect(memory, there, PROT_READ | PROT_WRITE) == 0);
        std::memset(memory, 'x', there);
        const auto *characters = static_cast<const QChar *>(memory);
        const auto *bytes = static_cast<const char *>(memory);
        const SafeText text = SafeText::of(QString::fromRawData(characters, all / sizeof(QChar)));
        const SafeText utf8 = SafeText::of(QByteArray::fromRawData(bytes, all));
        munmap(memory, all);
        QVERIFY(text.wasCut() && utf8.wasCut());
        QCOMPARE(text.text().size(), SafeText::mostColumns);
        QCOMPARE(utf8.text().size(), SafeText::mostColumns);
    }

    void noCharacterIsHalved()
    {
        const QString fire = QString::fromUcs4(U"\U0001f525");
        QCOMPARE(SafeText::of(QStringLiteral("a") + fire + fire).singleLine(4),
                 QStringLiteral("a") + fire + QChar(0x2026));
        QCOMPARE(SafeText::of(QStringLiteral("abe\u0301fg")).singleLine(4), QStringLiteral("ab\u2026"));
        const SafeText cut = SafeText::of(QStringLiteral("x\n").repeated(2047) + QLatin1Char('x') + fire);
        QVERIFY(cut.wasCut());
        QVERIFY(!cut.text().contains(QStringLiteral("<U+D83D>")));
    }

    void oneLineEndsWithAnEllipsisWhenCut()
    {
        QCOMPARE(SafeText::of(QStringLiteral("a\n  b\tc")).singleLine(), QStringLiteral("a b c"));
        QCOMPARE(SafeText::of(QStringLiteral("abcdef")).singleLine(4), QStringLiteral("abc\u2026"));
        QCOMPARE(SafeText::of(QStringLiteral("abcd")).singleLine(4), QStringLiteral("abcd"));
        QCOMPARE(SafeText::of(QStringLiteral("abc")).singleLine(0), QString());
        QVERIFY(SafeText::of(QString(9'000, QLatin1Char('x'))).singleLine(100).endsWith(QChar(0x2026)));
    }
};

QTEST_GUILESS_MAIN(TestSafeText)
#include "tst_safetext.moc"
