// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/mysql/digestprobe.h"

#include "models/base/sqldigest.h"

#include <algorithm>

namespace surgedeck::mysql {

namespace {

constexpr Milliseconds cadence{5000};
constexpr Milliseconds reasonCadence{60'000};
constexpr int share = 10; // of the probe timer's 1 %: 0.1 %
constexpr std::size_t mostTexts = 20'000;
constexpr std::size_t mostTextsAtOnce = 100;
constexpr std::size_t mostDigests = 200;

QString everything(const QString &statement)
{
    return QString(statement).replace(QStringLiteral("%1"), QStringLiteral("3000000000"));
}

/// Only what performance_schema itself makes goes back into a statement.
bool isHexadecimal(const QByteArray &digest)
{
    return !digest.isEmpty() && std::all_of(digest.begin(), digest.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    });
}

/// Our own questions for plans: the server's texts have no comments that say whose they are.
bool asksForPlan(const QString &text)
{
    return text.startsWith(QStringLiteral("EXPLAIN FORMAT"), Qt::CaseInsensitive) ||
           (text.startsWith(QStringLiteral("SET STATEMENT lock_wait_timeout"), Qt::CaseInsensitive) &&
            text.contains(QStringLiteral(" FOR EXPLAIN "), Qt::CaseInsensitive));
}

void add(std::optional<double> &sum, double value)
{
    sum = sum.value_or(0) + value;
}

} // namespace

DigestProbe::DigestProbe(const Clock &clock)
    : m_clock(clock)
    , m_timer(clock, cadence)
    , m_reasonTimer(clock, reasonCadence)
{
}

void DigestProbe::reset(const Statements &statements)
{
    m_totals = {};
    m_texts.clear();
    m_schemas.clear();
    m_readAt.reset();
    m_timer.reset();
    m_reasonTimer.reset();
    m_own.clear();
    for (const QString &own : statements.all()) {
        for (const auto *ids : {"1", "1, 2", "1, 2, 3"}) {
            const QString statement = QString(own)
                                          .replace(QStringLiteral("%1"), QLatin1String(ids))
                                          .replace(QStringLiteral("%2"), QStringLiteral("1"));
            m_own.insert(digestOf(statement, SqlDialect::MySql).id);
        }
    }
}

Result<std::optional<DigestDeltas>> DigestProbe::read(const PollContext &context)
{
    if (context.statements.digests.isEmpty())
        return unavailable(context);
    if (!m_timer.due())
        return std::optional<DigestDeltas>();
    const auto costBefore = context.session.cost().inFlight;
    auto result = readTotals(context);
    m_timer.ran((context.session.cost().inFlight - costBefore) * share);
    return result;
}

std::optional<DigestDeltas> DigestProbe::unavailable(const PollContext &context)
{
    if (!m_reasonTimer.due())
        return std::nullopt;
    m_reasonTimer.ran({});
    DigestDeltas none;
    if (!context.features.performanceSchema)
        none.reason = QStringLiteral("performance_schema is off: the server keeps no totals by statement; it needs "
                                     "performance_schema=ON in its configuration and a restart");
    else if (!context.features.performanceSchemaReadable)
        none.reason =
            QStringLiteral("the account may not read performance_schema: GRANT SELECT ON performance_schema.* TO %1")
                .arg(context.features.account);
    else
        none.reason = QStringLiteral("the consumer statements_digest of performance_schema is off");
    return none;
}

Result<std::optional<DigestDeltas>> DigestProbe::readTotals(const PollContext &context)
{
    const MonoTime now = m_clock.monotonic();
    const bool first = !m_readAt;
    const auto window = first ? Milliseconds(0) : std::chrono::duration_cast<Milliseconds>(now - *m_readAt);
    const auto seconds = QString::number(window.count() / 1000 + 2);
    Error refusal;
    SURGEDECK_TRY(answer,
                  context.tryQuery(first ? everything(context.statements.digests)
                                         : QString(context.statements.digests).replace(QStringLiteral("%1"), seconds),
                                   &refusal));
    if (!answer)
        return std::optional(DigestDeltas{{}, {}, refusal.message});
    m_readAt = now;
    auto grown = m_totals.update(*answer);
    if (first)
        return std::optional<DigestDeltas>();
    std::sort(grown.begin(), grown.end(),
              [](const DigestGrowth &a, const DigestGrowth &b) { return a.added.totalMs > b.added.totalMs; });
    SURGEDECK_CHECK(readTexts(context, grown));
    DigestDeltas result = deltas(grown);
    result.window = window;
    return std::optional(std::move(result));
}

Status DigestProbe::readTexts(const PollContext &context, const std::vector<DigestGrowth> &grown)
{
    QStringList wanted;
    for (const DigestGrowth &growth : grown) {
        if (wanted.size() < static_cast<qsizetype>(mostTextsAtOnce) && isHexadecimal(growth.digest) &&
            !m_texts.contains(growth.digest))
            wanted << QStringLiteral("'%1'").arg(QString::fromLatin1(growth.digest));
    }
    if (wanted.isEmpty() || m_texts.size() >= mostTexts)
        return ok();
    SURGEDECK_TRY(
        answer,
        context.tryQuery(
            QString(context.statements.digestTexts).replace(QStringLiteral("%1"), wanted.join(QStringLiteral(", ")))));
    for (const Row &row : answer.value_or(Answer()).rows) {
        const SqlDigest digest = digestOf(row.text(1), SqlDialect::MySql);
        m_texts.insert_or_assign(row.bytes(0), Text{digest.id, digest.text});
        if (asksForPlan(digest.text))
            m_own.insert(digest.id);
    }
    return ok();
}

/// One line per statement: the server keeps one for each schema.
DigestDeltas DigestProbe::deltas(const std::vector<DigestGrowth> &grown)
{
    DigestDeltas result;
    std::unordered_map<QString, std::size_t> places;
    for (const DigestGrowth &growth : grown) {
        if (growth.digest.isEmpty())
            result.reason = QStringLiteral("the server's table of statements is full, what came later is missing here: "
                                           "raise performance_schema_digests_size");
        const auto text = m_texts.find(growth.digest);
        if (text == m_texts.end() || text->second.digest.isEmpty() || m_own.contains(text->second.digest))
            continue;
        const auto [place, isNew] = places.emplace(text->second.digest, result.digests.size());
        if (isNew && result.digests.size() == mostDigests)
            break;
        if (isNew)
            result.digests.push_back({text->second.digest, text->second.text, 0, 0, {}, {}, {}, {}, {}});
        if (m_schemas.size() < mostTexts)
            m_schemas.insert_or_assign(text->second.digest, QString::fromUtf8(growth.schema));
        DigestDelta &delta = result.digests[place->second];
        if (growth.usualMeanMs && (!delta.usualMeanMs || growth.added.calls > delta.calls))
            delta.usualMeanMs = growth.usualMeanMs;
        delta.calls += growth.added.calls;
        delta.totalMs += growth.added.totalMs;
        add(delta.rowsExamined, growth.added.rowsExamined);
        add(delta.rowsSent, growth.added.rowsSent);
        add(delta.lockMs, growth.added.lockMs);
        if (growth.p95Ms)
            delta.p95Ms = std::max(delta.p95Ms.value_or(0), *growth.p95Ms);
    }
    return result;
}

} // namespace surgedeck::mysql
