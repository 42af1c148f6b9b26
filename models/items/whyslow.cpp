// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/numbertext.h"
#include "models/base/safetext.h"
#include "models/items/clocktext.h"
#include "models/items/workbenchrows.h"

#include <QCoreApplication>

#include <algorithm>

namespace surgedeck {

namespace {

constexpr int widestText = 300;
constexpr double slowFactor = 3;
constexpr double mostlyLock = 0.5;
constexpr double manyRead = 100;

struct Why
{
    Q_DECLARE_TR_FUNCTIONS(WhySlow)
};

QString safe(const QString &text)
{
    return SafeText::of(text).singleLine(widestText);
}

QString percent(double share)
{
    return fixedNumber(share * 100, share < 0.1 ? 1 : 0);
}

QString rootWords(const DatabaseView &view)
{
    const auto root =
        std::find_if(view.locks.begin(), view.locks.end(), [](const LockNode &node) { return node.root; });
    if (root == view.locks.end())
        return view.locksCannotTell.isEmpty()
                   ? QString()
                   : Why::tr("; who holds it can not be told: %1").arg(safe(view.locksCannotTell));
    const LockParticipant &who = root->participant;
    return Why::tr("; the first in the chain is session %1 (%2), %3")
        .arg(safe(who.id), safe(who.application.isEmpty() ? who.user : who.application), safe(who.state));
}

/// ", and its plan changed at 03:02"
QString changeWords(const DigestRow &row, const PlanBook *plans)
{
    const auto changed = plans ? plans->changedAt(row.id) : std::nullopt;
    return changed ? Why::tr("; its plan changed at %1").arg(clockText(*changed)) : QString();
}

/// Many calls at once are not the statement's fault: a cache in front of it is empty, or somebody asks in a loop.
QString moreCallsWords(const DigestRow &row)
{
    return row.callsVsBefore.value_or(1) >= slowFactor
               ? Why::tr("it is called %1 times as often as in the minutes before: is a cache in front of it empty?")
                     .arg(fixedNumber(*row.callsVsBefore, 1))
               : QString();
}

/// The largest table that the plan reads as a whole; empty: none, or no plan.
QString wholeTable(const DigestRow &row, const PlanBook *plans)
{
    const KnownPlan *known = plans ? plans->current(row.id) : nullptr;
    QString name;
    double most = manyRead;
    for (const PlanStep &step : known ? known->plan.steps : std::vector<PlanStep>()) {
        const PlanTable *table = tableOf(known->plan, step);
        const double rows = table && table->rows ? *table->rows : step.rows.value_or(0);
        if (step.readsWhole && rows > most) {
            most = rows;
            name = Why::tr("all of %1, about %2 rows").arg(safe(step.object), fixedNumber(rows, 0));
        }
    }
    return name;
}

QString readWords(const DigestRow &row, const PlanBook *plans)
{
    const QString whole = wholeTable(row, plans);
    const QString reads =
        Why::tr("it reads %1 rows for each one that it returns").arg(fixedNumber(*row.rowsExaminedPerSent, 0));
    if (!whole.isEmpty())
        return reads + Why::tr(": its plan reads %1").arg(whole);
    return plans && plans->current(row.id) ? reads : reads + Why::tr(": an index is missing, or is not used");
}

} // namespace

QString whySlow(const DigestRow &row, const DatabaseView &view, const PlanBook *plans)
{
    const QString changed = changeWords(row, plans);
    const QString whole = wholeTable(row, plans);
    if (row.waitingNow > 0)
        return Why::tr("%1 of %2 sessions in it wait for a lock, the oldest for %3 s%4")
            .arg(row.waitingNow)
            .arg(row.activeNow)
            .arg(fixedNumber(row.oldestSeconds.value_or(0), 0), rootWords(view));
    if (row.lockShare.value_or(0) >= mostlyLock)
        return Why::tr("%1 % of its time is lock wait").arg(percent(*row.lockShare));
    if (row.rowsExaminedPerSent.value_or(0) >= manyRead)
        return readWords(row, plans) + changed;
    if (const QString more = moreCallsWords(row); !more.isEmpty())
        return more + changed;
    const double usual = row.vsUsual.value_or(0);
    if (usual >= slowFactor && !whole.isEmpty())
        return Why::tr("it takes %1 times its usual time: its plan reads %2%3")
            .arg(fixedNumber(usual, 1), whole, changed);
    if (usual >= slowFactor)
        return Why::tr("it takes %1 times its usual time, and not for locks%2").arg(fixedNumber(usual, 1), changed);
    if (!whole.isEmpty())
        return Why::tr("its plan reads %1%2").arg(whole, changed);
    if (row.timeShare >= mostlyLock)
        return Why::tr("it takes its usual time, and runs often: %1 % of the database's time%2")
            .arg(percent(row.timeShare), changed);
    return Why::tr("nothing stands out: no lock waits, and about its usual time%1").arg(changed);
}

} // namespace surgedeck
