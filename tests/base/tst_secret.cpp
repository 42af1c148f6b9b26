// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/secret.h"
#include "tests/support/testrules.h"

#include <QDebug>
#include <QJsonValue>
#include <QTest>
#include <QVariant>

#include <algorithm>
#include <cstdlib>
#include <new>
#include <ostream>

using namespace surgedeck;

namespace {

template <typename Stream>
concept TakesSecrets = requires(Stream stream, const Secret &secret)
{
    stream << secret;
};

static_assert(!TakesSecrets<QDebug> && !TakesSecrets<std::ostream &>);
static_assert(!std::is_convertible_v<Secret, QString> && !std::is_convertible_v<Secret, std::string_view>);
static_assert(!std::is_convertible_v<Secret, QVariant> && !std::is_convertible_v<Secret, QJsonValue>);
static_assert(!std::is_constructible_v<QString, Secret> && !std::is_constructible_v<QByteArray, Secret>);
static_assert(!std::is_convertible_v<QString, Secret>);

const void *watched = nullptr;
bool wasWiped = false;
constexpr std::size_t watchedSize = 21;

} // namespace

// Every array that is freed passes here, so that the test sees the bytes of a secret at the moment they are given back.
void *operator new[](std::size_t size)
{
    if (void *memory = std::malloc(size))
        return memory;
    throw std::bad_alloc();
}

void operator delete[](void *memory) noexcept
{
    if (memory != nullptr && memory == watched) {
        const auto *bytes = static_cast<const char *>(memory);
        wasWiped = std::all_of(bytes, bytes + watchedSize, [](char byte) { return byte == 0; });
    }
    std::free(memory);
}

void operator delete[](void *memory, std::size_t) noexcept
{
    operator delete[](memory);
}

class TestSecret : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void keepsItsBytes()
    {
        Secret first(QStringLiteral("pä ss"));
        QCOMPARE(first.reveal(), std::string_view("p\xc3\xa4 ss"));
        QCOMPARE(first.reveal().data()[first.reveal().size()], '\0');
        Secret copy = first;
        QVERIFY(copy == first && copy.reveal().data() != first.reveal().data());
        const Secret moved = std::move(first);
        QVERIFY(moved == copy && !(moved == Secret(std::string_view("p\xc3\xa4 sx"))));
        copy = Secret();
        QVERIFY(copy.isEmpty() && copy.reveal().empty() && copy == Secret());
    }

    void wipesItsMemory()
    {
        auto secret = std::make_unique<Secret>(std::string_view("hunter2hunter2hunter2"));
        QCOMPARE(secret->reveal().size(), watchedSize);
        watched = secret->reveal().data();
        secret.reset();
        watched = nullptr;
        QVERIFY(wasWiped);
    }

    void redacts_data();
    void redacts()
    {
        QFETCH(QString, text);
        QFETCH(QString, redacted);
        QCOMPARE(redactUrl(text), redacted);
        QCOMPARE(redactUrl(redacted), redacted);
    }

    void noPrefixOfAnAddressLeaks()
    {
        const QStringList texts{
            QStringLiteral("x postgresql://u:Secret/?'\"Secret@h/db?password=Secret&a=Secret#Secret y"),
            QStringLiteral("password='Secret \\' Secret' \"token\" : \"Secret\" sslpassword=Secret\\ Secret"),
            QStringLiteral("https://Secret@h/p?Secret https://Secret:Secret@h")};
        for (const QString &text : texts) {
            for (qsizetype cut = 0; cut <= text.size(); ++cut) {
                // A user without the @ that ends it is not known to be one.
                const QString head = text.first(cut);
                const qsizetype scheme = head.lastIndexOf(QStringLiteral("://"));
                if (scheme >= 0 && !head.mid(scheme).contains(u'@'))
                    continue;
                QVERIFY2(!redactUrl(head).contains(QStringLiteral("ecre")), qPrintable(head + u'\n' + redactUrl(head)));
            }
        }
    }
};

void TestSecret::redacts_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("redacted");
    const auto row = [](const char *text, const char *redacted) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(redacted);
    };
    row("", "");
    row("orders-db: connection refused", "orders-db: connection refused");
    row("postgresql://ops_read@db1:5432/shop?sslmode=verify-full", "postgresql://ops_read@db1:5432/shop?sslmode=***");
    row("postgresql://ops:pw@db1:5432/shop", "postgresql://ops:***@db1:5432/shop");
    row("postgresql://ops:a@b/c?d@db1/shop?x=1", "postgresql://ops:***@db1/shop?x=***");
    row("mysql://ops_read:p%40w@db2:3306/shop", "mysql://ops_read:***@db2:3306/shop");
    row("rediss://:pw@cache:6379/0", "rediss://:***@cache:6379/0");
    row("https://token@h/x", "https://***@h/x");
    row("https://u:p@h/x", "https://***@h/x");
    row("https://h:8080/users/@me", "https://h:8080/users/@me");
    row("http://prom:9090/api/v1/query?query=up&x#f", "http://prom:9090/api/v1/query?query=***&***#***");
    row("cannot open 'mysql://u:p@h/x': refused", "cannot open 'mysql://u:***@h/x': refused");
    row("tcp://lb:9999 and unix:/run/lb.sock", "tcp://lb:9999 and unix:/run/lb.sock");
    row("host=db1 user=ops password=se&c,ret dbname=shop", "host=db1 user=ops password=*** dbname=shop");
    row("password = 'a b\\'c' host=x", "password = '***' host=x");
    row("act_password=x PGPASSWORD=y sslpassword=z", "act_password=*** PGPASSWORD=*** sslpassword=***");
    row("{\"password\": \"a b\", \"user\": \"c\"}", "{\"password\": \"***\", \"user\": \"c\"}");
    row("Access denied for user 'x'@'h' (using password: YES)", "Access denied for user 'x'@'h' (using password: YES)");
    row("password authentication failed for user \"x\"", "password authentication failed for user \"x\"");
}

QTEST_GUILESS_MAIN(TestSecret)
#include "tst_secret.moc"
