// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/sqltables.h"
#include "models/items/planrows.h"
#include "models/items/replicationwords.h"
#include "models/items/workbenchrows.h"
#include "tests/support/testrules.h"

#include <QTest>

using namespace surgedeck;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(surgedeck::SqlDialect)

namespace {

constexpr WallTime noon{Milliseconds(1'790'000'000'000)};

QueryPlan searchPlan(bool indexed)
{
    QueryPlan plan;
    plan.digest = QStringLiteral("d");
    plan.basis = QStringLiteral("generic");
    plan.askedAt = QStringLiteral("orders-replica");
    PlanStep sort{0, QStringLiteral("Sort"), {}, {}, QStringLiteral("by popularity"), 40, 20, false};
    PlanStep read{1,
                  QStringLiteral("Seq Scan"),
                  QStringLiteral("public.products"),
                  {},
                  QStringLiteral("((products.name)::text ~~ ?) and (category_id = ?)"),
                  350'000,
                  18,
                  true};
    if (indexed)
        read = {1,
                QStringLiteral("Index Scan"),
                QStringLiteral("public.products"),
                QStringLiteral("products_name"),
                QStringLiteral("name = ?"),
                40,
                18,
                false};
    plan.steps = {sort, read};
    plan.tables = {{QStringLiteral("public.products"),
                    350'000,
                    48.0 * 1024 * 1024,
                    {{QStringLiteral("products_pkey"), {QStringLiteral("sku")}}}}};
    return plan;
}

DigestRow searchRow()
{
    DigestRow row;
    row.id = QStringLiteral("d");
    row.text = QStringLiteral("SELECT sku FROM products WHERE name LIKE ?");
    row.rowsExaminedPerSent = 17'500;
    row.callsPerSecond = 12;
    row.meanMs = 210;
    return row;
}

QString joined(const std::vector<QString> &texts)
{
    return QStringList(texts.begin(), texts.end()).join(u'|');
}

} // namespace

/// Plans, how they changed, and what they say about indexes.
class TestPlanRows : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void aWholeTableThatIsReadIsMarked()
    {
        const auto rows = planStepRows(searchPlan(false));
        QCOMPARE(rows.size(), std::size_t(2));
        QCOMPARE(rows[1].depth, 1);
        QCOMPARE(rows[1].row.cells.size(), planStepHeads().size());
        QCOMPARE(rows[1].row.cells[0].health, Health::Attention);
        QCOMPARE(rows[0].row.cells[0].health, Health::Normal);
        QVERIFY(rows[1].row.cells[0].spoken.contains(QStringLiteral("public.products")));
        QCOMPARE(planStepRows(searchPlan(true))[1].row.cells[0].health, Health::Normal);
    }

    void whenAPlanChanged()
    {
        PlanBook book;
        QVERIFY(!book.current(QStringLiteral("d")));
        book.fold(noon, searchPlan(true));
        book.fold(noon + 1min, searchPlan(true));
        QCOMPARE(book.history(QStringLiteral("d")).size(), std::size_t(1));
        QVERIFY(!book.changedAt(QStringLiteral("d")));
        QVERIFY(planOrigin(book, QStringLiteral("d"), noon + 2min).contains(QStringLiteral("unchanged since")));
        book.fold(noon + 2min, searchPlan(false));
        QCOMPARE(book.changedAt(QStringLiteral("d")), std::optional<WallTime>(noon + 2min));
        const QString origin = planOrigin(book, QStringLiteral("d"), noon + 3min);
        QVERIFY2(origin.contains(QStringLiteral("at orders-replica")) &&
                     origin.contains(QStringLiteral("before: Index Scan products_name")),
                 qPrintable(origin));
        DatabaseView view;
        const QString why = whySlow(searchRow(), view, &book);
        QVERIFY2(why.contains(QStringLiteral("all of public.products, about 350")) &&
                     why.contains(QStringLiteral("its plan changed at")),
                 qPrintable(why));
        const QString text = planText(book, searchRow(), noon + 3min);
        QVERIFY(text.contains(QStringLiteral("Seq Scan on public.products")) &&
                text.contains(QStringLiteral("using products_name")));
        // Planned with other values: another plan, and nothing changed.
        QueryPlan sampled = searchPlan(true);
        sampled.basis = QStringLiteral("sampled");
        PlanBook other;
        other.fold(noon, searchPlan(false));
        other.fold(noon + 1min, sampled);
        QVERIFY(!other.changedAt(QStringLiteral("d")));
    }

    void theBookIsBounded()
    {
        PlanBook book;
        for (int i = 0; i < 1'000; ++i) {
            QueryPlan plan = searchPlan(i % 2 == 0);
            book.fold(noon + i * 1s, plan);
            plan.digest = QString::number(i);
            book.fold(noon + i * 1s, plan);
        }
        QCOMPARE(book.history(QStringLiteral("d")).size(), PlanBook::mostPlans);
        QVERIFY(book.current(QStringLiteral("999")) && !book.current(QStringLiteral("1")));
    }

    void advice()
    {
        const IndexAdvice made = indexAdvice(searchPlan(false), searchRow(), SqlDialect::PostgreSql);
        QCOMPARE(made.statement, QStringLiteral("CREATE INDEX CONCURRENTLY ON public.products (category_id, name);"));
        const QString evidence = joined(made.evidence);
        for (const char *word : {"all of public.products", "48 MiB", "rows read for each one returned",
                                 "category_id, name", "products_pkey (sku)"})
            QVERIFY2(evidence.contains(QLatin1String(word)), qPrintable(evidence));
        QVERIFY2(joined(made.unknown).contains(QStringLiteral("how the pattern begins")),
                 qPrintable(joined(made.unknown)));
        QVERIFY(indexAdvice(searchPlan(false), searchRow(), SqlDialect::MySql)
                    .statement.contains(QStringLiteral("LOCK=NONE")));
    }

    void noAdviceWhereNoneIsDue()
    {
        QVERIFY(indexAdvice(searchPlan(true), searchRow(), SqlDialect::PostgreSql).statement.isEmpty());
        QueryPlan small = searchPlan(false);
        small.tables[0].rows = 12;
        QVERIFY(indexAdvice(small, searchRow(), SqlDialect::PostgreSql).verdict.contains(QStringLiteral("small")));
        QueryPlan unused = searchPlan(false);
        unused.tables[0].indexes.push_back({QStringLiteral("by_category"), {QStringLiteral("category_id")}});
        const IndexAdvice has = indexAdvice(unused, searchRow(), SqlDialect::PostgreSql);
        QVERIFY(has.statement.isEmpty() && has.verdict.contains(QStringLiteral("by_category")));
        QueryPlan all = searchPlan(false);
        all.steps[1].condition.clear();
        QVERIFY(indexAdvice(all, searchRow(), SqlDialect::PostgreSql)
                    .verdict.contains(QStringLiteral("no index would help")));
        DigestRow unmeasured = searchRow();
        unmeasured.rowsExaminedPerSent.reset();
        QVERIFY(joined(indexAdvice(searchPlan(false), unmeasured, SqlDialect::PostgreSql).unknown)
                    .contains(QStringLiteral("does not count")));
        unmeasured.callsPerSecond.reset();
        QVERIFY(joined(indexAdvice(searchPlan(false), unmeasured, SqlDialect::MySql).unknown)
                    .contains(QStringLiteral("no call of it has been counted yet")));
    }

    void replicationInWords()
    {
        ServerFacts facts;
        QVERIFY(replicationWords(facts).isEmpty());
        facts.replicas = {{QStringLiteral("a"), QStringLiteral("streaming"), 0.25},
                          {QStringLiteral("b"), QStringLiteral("catchup"), {}}};
        const QString writer = replicationWords(facts);
        QVERIFY2(writer.contains(QStringLiteral("a 0.3 s")) || writer.contains(QStringLiteral("a 0.2 s")),
                 qPrintable(writer));
        QVERIFY2(writer.contains(QStringLiteral("b catchup")), qPrintable(writer));
        facts.isReplica = true;
        QVERIFY(replicationWords(facts).contains(QStringLiteral("not known")));
        facts.lagSeconds = 41;
        QVERIFY(replicationWords(facts).contains(QStringLiteral("41 s behind")));
        CacheStats stats;
        QVERIFY(latencyWords(stats).isEmpty());
        stats.latency = {{QStringLiteral("fork"), {}, 3, 9}, {QStringLiteral("command"), {}, 12, 300}};
        QVERIFY(latencyWords(stats).startsWith(QStringLiteral("command 12 ms")));
    }

    void columns_data()
    {
        QTest::addColumn<QString>("condition");
        QTest::addColumn<SqlDialect>("dialect");
        QTest::addColumn<QString>("equal");
        QTest::addColumn<QString>("others");
        QTest::addColumn<bool>("expression");
        const auto row = [](const char *condition, SqlDialect dialect, const char *equal, const char *others,
                            bool expression = false) {
            QTest::newRow(condition) << QString::fromLatin1(condition) << dialect << QString::fromLatin1(equal)
                                     << QString::fromLatin1(others) << expression;
        };
        row("((p.name)::text ~~ ?)", SqlDialect::PostgreSql, "", "name");
        row("((category_id = ?) and (price > ?) and (sku = any (?)))", SqlDialect::PostgreSql, "category_id|sku",
            "price");
        row("(lower(name) = ?)", SqlDialect::PostgreSql, "", "", true);
        row("p.`name` like ? and p.kind = ?", SqlDialect::MySql, "kind", "name");
        row("s.quantity > ? and s.sku in (?, ?)", SqlDialect::MySql, "sku", "quantity");
        row("?", SqlDialect::MySql, "", "");
        row("", SqlDialect::MySql, "", "");
        row("a between ? and ? and b is null", SqlDialect::MySql, "b", "a");
    }
    void columns()
    {
        QFETCH(QString, condition);
        QFETCH(SqlDialect, dialect);
        const ComparedColumns compared = comparedColumns(condition, dialect);
        QTEST(joined(compared.equal), "equal");
        QTEST(joined(compared.others), "others");
        QTEST(compared.byExpression, "expression");
    }

    void tables()
    {
        const auto names = [](const char *sql, SqlDialect dialect) {
            QStringList list;
            for (const SqlTable &table : sqlTables(QString::fromLatin1(sql), dialect))
                list << table.schema + u'.' + table.name + u'=' + table.alias;
            return list.join(u' ');
        };
        QCOMPARE(
            names("SELECT 1 FROM products p JOIN shop.stock AS s ON s.sku = p.sku WHERE p.a = 1", SqlDialect::MySql),
            QStringLiteral(".products=p shop.stock=s"));
        QCOMPARE(names("select * from `a b`.`c`, d e where x in (select y from z)", SqlDialect::MySql),
                 QStringLiteral("a b.c=c .d=e .z=z"));
        QCOMPARE(names("update t set a = 1", SqlDialect::MySql), QStringLiteral(".t=t"));
        QCOMPARE(names("select extract(year from x) from (select 1) q", SqlDialect::PostgreSql),
                 QStringLiteral(".x=x"));
    }
};

QTEST_GUILESS_MAIN(TestPlanRows)
#include "tst_planrows.moc"
