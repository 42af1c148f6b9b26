// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/numbertext.h"
#include "models/base/safetext.h"
#include "models/base/sqltables.h"
#include "models/items/planrows.h"

#include <QCoreApplication>

#include <algorithm>

namespace surgedeck {

namespace {

constexpr double manyRows = 1'000;
constexpr double manyReadPerSent = 20;

struct AdviceWords
{
    Q_DECLARE_TR_FUNCTIONS(IndexAdvice)
};

QString listOf(const std::vector<QString> &columns)
{
    return QStringList(columns.begin(), columns.end()).join(QStringLiteral(", "));
}

QString sizeWords(double bytes)
{
    const double mega = bytes / (1024 * 1024);
    return mega >= 1 ? AdviceWords::tr("%1 MiB").arg(fixedNumber(mega, mega < 10 ? 1 : 0))
                     : AdviceWords::tr("%1 KiB").arg(fixedNumber(bytes / 1024, 0));
}

/// The step that reads the largest table whole; nullptr: none does.
const PlanStep *largestWholeRead(const QueryPlan &plan, double &rows)
{
    const PlanStep *largest = nullptr;
    rows = 0;
    for (const PlanStep &step : plan.steps) {
        const PlanTable *table = tableOf(plan, step);
        const double count = table && table->rows ? *table->rows : step.rows.value_or(0);
        if (step.readsWhole && (!largest || count > rows)) {
            largest = &step;
            rows = count;
        }
    }
    return largest;
}

bool sameName(const QString &a, const QString &b)
{
    return a.compare(b, Qt::CaseInsensitive) == 0;
}

/// An index whose first column is one that is compared: the server has it and does not take it.
const PlanIndex *beginningWith(const PlanTable *table, const std::vector<QString> &columns)
{
    if (!table)
        return nullptr;
    for (const PlanIndex &index : table->indexes)
        for (const QString &column : columns)
            if (!index.columns.empty() && sameName(index.columns.front(), column))
                return &index;
    return nullptr;
}

QString createStatement(const QString &table, const std::vector<QString> &columns, SqlDialect dialect)
{
    return dialect == SqlDialect::PostgreSql
               ? QStringLiteral("CREATE INDEX CONCURRENTLY ON %1 (%2);").arg(table, listOf(columns))
               : QStringLiteral("ALTER TABLE %1 ADD INDEX (%2), ALGORITHM=INPLACE, LOCK=NONE;")
                     .arg(table, listOf(columns));
}

struct Case
{
    const PlanStep &step;
    const PlanTable *table;
    double rows;
    std::vector<QString> columns;
    ComparedColumns compared;
};

void addEvidence(IndexAdvice &advice, const Case &found, const DigestRow &row)
{
    advice.evidence.push_back(AdviceWords::tr("the plan reads all of %1: about %2 rows%3")
                                  .arg(found.step.object, fixedNumber(found.rows, 0),
                                       found.table && found.table->bytes
                                           ? QStringLiteral(", ") + sizeWords(*found.table->bytes)
                                           : QString()));
    if (row.rowsExaminedPerSent)
        advice.evidence.push_back(
            AdviceWords::tr("measured: %1 rows read for each one returned")
                .arg(fixedNumber(*row.rowsExaminedPerSent, *row.rowsExaminedPerSent < 10 ? 1 : 0)));
    if (row.callsPerSecond && row.meanMs)
        advice.evidence.push_back(AdviceWords::tr("measured: %1 calls a second, %2 ms each")
                                      .arg(fixedNumber(*row.callsPerSecond, 1), fixedNumber(*row.meanMs, 1)));
    if (!found.columns.empty())
        advice.evidence.push_back(AdviceWords::tr("looked for by %1").arg(listOf(found.columns)));
    if (!found.table)
        return;
    QStringList indexes;
    for (const PlanIndex &index : found.table->indexes)
        indexes << QStringLiteral("%1 (%2)").arg(index.name, listOf(index.columns));
    advice.evidence.push_back(indexes.isEmpty()
                                  ? AdviceWords::tr("it has no index")
                                  : AdviceWords::tr("its indexes: %1").arg(indexes.join(QStringLiteral(", "))));
}

void addUnknown(IndexAdvice &advice, const Case &found, const DigestRow &row, SqlDialect dialect)
{
    if (!row.rowsExaminedPerSent && dialect == SqlDialect::PostgreSql)
        advice.unknown.push_back(
            AdviceWords::tr("how many rows it reads: this server does not count that by statement"));
    else if (!row.rowsExaminedPerSent && !row.callsPerSecond)
        advice.unknown.push_back(AdviceWords::tr("how many rows it reads: no call of it has been counted yet"));
    advice.unknown.push_back(
        AdviceWords::tr("how many rows one value finds, and what one more index costs the writes"));
    if (found.compared.byPattern)
        advice.unknown.push_back(AdviceWords::tr("how the pattern begins: an index serves none that begins with %"));
    if (found.compared.byExpression)
        advice.unknown.push_back(AdviceWords::tr("it compares an expression, too, which a plain index does not serve"));
}

} // namespace

IndexAdvice indexAdvice(const QueryPlan &plan, const DigestRow &row, SqlDialect dialect)
{
    IndexAdvice advice;
    double rows = 0;
    const PlanStep *step = largestWholeRead(plan, rows);
    if (!step) {
        advice.verdict = AdviceWords::tr("No table is read as a whole: an index is not what is missing.");
        if (row.rowsExaminedPerSent.value_or(0) >= manyReadPerSent)
            advice.unknown.push_back(AdviceWords::tr("why it still reads %1 rows for each one returned: it counts or "
                                                     "sorts them, or the index finds too many")
                                         .arg(fixedNumber(*row.rowsExaminedPerSent, 0)));
        return advice;
    }
    if (rows < manyRows) {
        advice.verdict = AdviceWords::tr("%1 is read as a whole, and is small: about %2 rows.")
                             .arg(step->object, fixedNumber(rows, 0));
        return advice;
    }
    Case found{*step, tableOf(plan, *step), rows, {}, comparedColumns(step->condition, dialect)};
    found.columns = found.compared.equal;
    if (!found.compared.others.empty()) // of ranges an index serves one, and last
        found.columns.push_back(found.compared.others.front());
    addEvidence(advice, found, row);
    addUnknown(advice, found, row, dialect);
    if (found.columns.empty()) {
        advice.verdict =
            AdviceWords::tr("%1 is read as a whole, and nothing in it is looked for by a column: no index would help.")
                .arg(step->object);
    } else if (const PlanIndex *index = beginningWith(found.table, found.columns)) {
        advice.verdict = AdviceWords::tr("%1 is read as a whole although index %2 begins with what is looked for.")
                             .arg(step->object, index->name);
        advice.unknown.push_back(
            AdviceWords::tr("why: too many rows match, statistics are old (ANALYZE), or types differ"));
    } else {
        advice.verdict = AdviceWords::tr("No index of %1 begins with %2: every call reads about %3 rows.")
                             .arg(step->object, listOf(found.columns), fixedNumber(rows, 0));
        advice.statement = createStatement(step->object, found.columns, dialect);
    }
    return advice;
}

QString statementText(const IndexAdvice &advice)
{
    return advice.statement.isEmpty() ? QString()
                                      : AdviceWords::tr("To be tested: %1").arg(SafeText::of(advice.statement).text());
}

QString evidenceText(const IndexAdvice &advice)
{
    const auto joined = [](const std::vector<QString> &parts) {
        return SafeText::of(QStringList(parts.begin(), parts.end()).join(QStringLiteral("; "))).text();
    };
    QStringList lines;
    if (!advice.evidence.empty())
        lines << AdviceWords::tr("Seen: %1.").arg(joined(advice.evidence));
    if (!advice.unknown.empty())
        lines << AdviceWords::tr("Not known: %1.").arg(joined(advice.unknown));
    return lines.join(QLatin1Char('\n'));
}

QString adviceText(const IndexAdvice &advice)
{
    QStringList lines{SafeText::of(advice.verdict).text()};
    if (const QString evidence = evidenceText(advice); !evidence.isEmpty())
        lines << evidence;
    if (const QString statement = statementText(advice); !statement.isEmpty())
        lines << statement;
    return lines.join(QLatin1Char('\n'));
}

} // namespace surgedeck
