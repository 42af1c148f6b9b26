// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/redis/prefixsweep.h"

#include "connectors/redis/rediserror.h"

#include <QJsonArray>

#include <algorithm>

namespace surgedeck {

namespace {

constexpr qsizetype shortestPrefix = 3; ///< without its ':': less would be nearly everything
constexpr int fastest = 2'000;          ///< keys a second
constexpr qsizetype mostSample = 5;
/// Of the 4 s of a call: what is left answers the command that is in flight.
constexpr Milliseconds portion{3'000};
constexpr std::size_t mostPrefixes = 16;

/// What a person may see of a key: names hold ids of customers.
QString masked(const QByteArray &key, const QString &prefix)
{
    const QString name = QString::fromUtf8(key);
    return prefix + QString(std::min<qsizetype>(name.size() - prefix.size(), 12), QLatin1Char('*'));
}

/// The characters that mean something to MATCH are taken as they are.
QByteArray patternOf(const QString &prefix)
{
    QByteArray pattern;
    for (const char c : prefix.toUtf8()) {
        if (QByteArrayView("*?[]\\^").contains(c))
            pattern += '\\';
        pattern += c;
    }
    return pattern + '*';
}

Receipt receiptOf(Receipt::State state, const QString &detail, qint64 removed)
{
    return {state, detail, {}, {{QStringLiteral("removed"), removed}}};
}

} // namespace

Result<Inspection> PrefixSweep::inspect(RedisLink &actor, const UnlinkPrefix &action, const Deadline &deadline)
{
    Progress first;
    SURGEDECK_TRY(keys, nextKeys(actor, action, first, deadline));
    const qsizetype named = action.prefix.chopped(action.prefix.endsWith(QLatin1Char(':')) ? 1 : 0).size();
    const bool rate = action.keysPerSecond > 0 && action.keysPerSecond <= fastest;
    Inspection inspection;
    inspection.preconditions = {
        {QStringLiteral("a prefix that says what it means"), action.prefix, named >= shortestPrefix},
        {QStringLiteral("at a rate that the server does not notice"),
         QStringLiteral("%1 keys a second, %2 at most").arg(action.keysPerSecond).arg(fastest), rate},
        {QStringLiteral("keys can be listed"),
         QStringLiteral("%1 among the first that were looked at").arg(keys.size()), true}};
    return inspection;
}

Result<QByteArrayList> PrefixSweep::nextKeys(RedisLink &actor, const UnlinkPrefix &action, Progress &progress,
                                             const Deadline &deadline)
{
    SURGEDECK_TRY(reply, actor.exchange(RedisCommand::scan(progress.cursor, patternOf(action.prefix)), deadline));
    if (reply.isError())
        return redisError(reply.text, actor.user());
    if (reply.items.size() != 2)
        return Error{Error::Kind::Protocol, QStringLiteral("SCAN gives no cursor")};
    progress.cursor = reply.items[0].text;
    progress.scannedAll = progress.cursor == "0";
    QByteArrayList keys;
    // Whatever the server's idea of the pattern is: nothing without the prefix is removed.
    for (const RespValue &key : reply.items[1].items)
        if (key.text.startsWith(action.prefix.toUtf8()))
            keys << key.text;
    return keys;
}

Status PrefixSweep::keepRate(const UnlinkPrefix &action, qint64 removedNow, MonoTime began,
                             const Deadline &deadline) const
{
    const auto due = Milliseconds(removedNow * 1000 / std::max(action.keysPerSecond, 1));
    const auto passed = std::chrono::duration_cast<Milliseconds>(m_clock.monotonic() - began);
    std::vector<pollfd> nothing;
    if (passed < due)
        SURGEDECK_CHECK(deadline.waitAny(nothing, due - passed));
    return ok();
}

Status PrefixSweep::work(RedisLink &actor, const UnlinkPrefix &action, const Call &call, Progress &progress)
{
    constexpr qsizetype atOnce = 100;
    const MonoTime began = m_clock.monotonic();
    qint64 now = 0;
    while (m_clock.monotonic() - began < portion && progress.removed < action.mostKeys) {
        SURGEDECK_TRY(keys, nextKeys(actor, action, progress, *call.deadline));
        for (qsizetype i = 0; i < keys.size() && progress.removed < action.mostKeys; i += atOnce) {
            const qint64 left = action.mostKeys - progress.removed;
            const QByteArrayList some = keys.mid(i, std::min<qint64>(atOnce, left));
            qint64 count = some.size();
            if (!call.rehearsal) {
                SURGEDECK_TRY(reply, actor.ask(RedisCommand::unlink(some), *call.deadline));
                count = reply.integer; // what expired or was removed meanwhile is not ours
            }
            progress.removed += count;
            now += some.size();
            if (progress.sample.size() < mostSample)
                progress.sample << masked(some.front(), action.prefix);
        }
        if (progress.scannedAll)
            break;
        if (!call.rehearsal)
            SURGEDECK_CHECK(keepRate(action, now, began, *call.deadline));
    }
    return ok();
}

Result<Receipt> PrefixSweep::run(RedisLink &actor, const UnlinkPrefix &action, const Call &call)
{
    if (m_progress.size() > static_cast<qsizetype>(mostPrefixes))
        m_progress.clear();
    // A rehearsal has a place of its own: it must not make the sweep begin in the middle.
    const QString key = (call.rehearsal ? QStringLiteral("?") : QStringLiteral("!")) + action.prefix;
    Progress progress = m_progress.value(key);
    if (progress.scannedAll || progress.removed >= action.mostKeys)
        progress = {}; // that one has ended; this is another
    const qint64 before = progress.removed;
    const Status status = work(actor, action, call, progress);
    m_progress.insert(key, progress);
    if (!status)
        return receiptOf(
            Receipt::State::Unanswered,
            QStringLiteral("%1 keys removed, then: %2").arg(progress.removed - before).arg(status.error().message),
            progress.removed - before);
    const bool capped = progress.removed >= action.mostKeys && !progress.scannedAll;
    Receipt receipt =
        receiptOf(Receipt::State::Accepted,
                  QStringLiteral("%1 keys %2%3")
                      .arg(progress.removed)
                      .arg(call.rehearsal ? QStringLiteral("would be removed") : QStringLiteral("removed"))
                      .arg(progress.scannedAll ? QString()
                           : capped            ? QStringLiteral(", the most that was confirmed")
                                               : QStringLiteral(" so far")),
                  progress.removed - before);
    receipt.before.insert(QStringLiteral("scanned_all"), progress.scannedAll || capped);
    receipt.before.insert(QStringLiteral("total"), progress.removed);
    receipt.before.insert(QStringLiteral("sample"), QJsonArray::fromStringList(progress.sample));
    return receipt;
}

Result<Verdict> PrefixSweep::verify(const UnlinkPrefix &action) const
{
    const Progress progress = m_progress.value(QStringLiteral("!") + action.prefix);
    if (progress.scannedAll)
        return Verdict{Verdict::State::Done,
                       QStringLiteral("every key was looked at once: %1 removed").arg(progress.removed)};
    if (progress.removed >= action.mostKeys)
        return Verdict{
            Verdict::State::Done,
            QStringLiteral("%1 keys removed, the most that was confirmed; there may be more").arg(progress.removed)};
    return Verdict{Verdict::State::NotYet, QStringLiteral("%1 keys removed so far").arg(progress.removed)};
}

} // namespace surgedeck
