// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/alarmrows.h"

#include "models/base/safetext.h"
#include "models/base/timetext.h"
#include "models/items/alarmwords.h"
#include "models/items/clocktext.h"
#include "models/items/statewords.h"
#include "models/store/alarmhistory.h"

#include <QCoreApplication>

namespace surgedeck {

namespace {

constexpr std::size_t mostRows = 10;
constexpr int widestName = 60;

struct AlarmTexts
{
    Q_DECLARE_TR_FUNCTIONS(AlarmRows)
};

QString safe(const QString &text)
{
    return SafeText::of(text).singleLine(widestName);
}

QString capital(QString word)
{
    word[0] = word[0].toUpper();
    return word;
}

bool isTaken(const Alarm &alarm)
{
    return alarm.state == AlarmState::Acknowledged;
}

/// Every other second the shape of what nobody has taken is hollow: seen from the corner of an eye.
bool isOffBeat(WallTime now)
{
    return std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count() % 2 != 0;
}

CellFacts quiet(const QString &text)
{
    CellFacts cell;
    cell.text = text;
    cell.emphasis = Emphasis::Secondary;
    return cell;
}

CellFacts severityCell(const Alarm &alarm, WallTime now)
{
    CellFacts cell;
    const bool over = alarm.state == AlarmState::Resolved;
    cell.text = over ? AlarmTexts::tr("Cleared") : capital(stateWords(alarm.severity));
    cell.emphasis = over ? Emphasis::Secondary : Emphasis::StateWord;
    cell.health = over ? Health::Normal : alarm.severity;
    cell.outlined = !over && alarm.severity == Health::Critical && !isTaken(alarm) && isOffBeat(now);
    return cell;
}

CellFacts whatCell(const Alarm &alarm, const AlarmWords &words, AlarmText text)
{
    CellFacts cell;
    cell.text = text == AlarmText::Full ? words.sentence() : words.shortSentence();
    cell.emphasis = alarm.state == AlarmState::Resolved ? Emphasis::Secondary : Emphasis::Primary;
    cell.tip = words.sentence();
    if (isTaken(alarm))
        cell.trail = safe(alarm.acknowledgedBy);
    else if (alarm.state == AlarmState::SourceLost)
        cell.trail = AlarmTexts::tr("source lost");
    return cell;
}

/// What hangs on a row besides the alarm itself: "flaps, 6 changes", "+ 7 consequential".
QStringList groupWords(const AlarmRow &shown)
{
    QStringList words;
    if (shown.flaps > 0)
        words << AlarmTexts::tr("flaps, %n change(s) in 15 min", nullptr, shown.flaps);
    if (!shown.consequences.empty())
        words << AlarmTexts::tr("+ %n consequential", nullptr, int(shown.consequences.size()));
    return words;
}

/// "Alarm 1 of 5, critical, Checkout success 97.81 % < 99.50 %, raised 03:02:31, for 11 min 56 s, runbook R02"
QString spoken(const RowFacts &row, const Alarm &alarm)
{
    QStringList parts{row.cells[0].text.toLower(), row.cells[2].tip,
                      AlarmTexts::tr("raised %1").arg(row.cells[1].text), AlarmTexts::tr("for %1").arg(row.cells[3].text)};
    parts << (isTaken(alarm) ? AlarmTexts::tr("taken by %1").arg(row.cells[2].trail) : AlarmTexts::tr("not taken"));
    if (!alarm.runbook.isEmpty())
        parts << AlarmTexts::tr("runbook %1").arg(row.cells[4].text);
    return parts.join(QStringLiteral(", "));
}

RowFacts rowOf(const AlarmRow &shown, const PlatformView &view, const Workspace &workspace, AlarmText text)
{
    const Alarm &alarm = shown.alarm;
    const WallTime end = alarm.over.value_or(view.now);
    CellFacts lasting = quiet(durationWords(end - alarm.since));
    lasting.figure = true;
    CellFacts runbook = quiet(safe(alarm.runbook));
    runbook.figure = true; // at the edge, like the figures above each other
    if (!alarm.runbook.isEmpty() && alarm.state != AlarmState::Resolved)
        runbook.emphasis = Emphasis::Link;
    RowFacts row{alarm.id,
                 {severityCell(alarm, view.now), quiet(clockText(alarm.since)),
                  whatCell(alarm, alarmWords(alarm, view, workspace), text), lasting, runbook}};
    if (isActive(alarm) && alarm.severity == Health::Critical && !isTaken(alarm))
        row.tint = Health::Critical;
    row.cells[0].spoken = spoken(row, alarm);
    QString &trail = row.cells[2].trail;
    for (const QString &words : groupWords(shown)) {
        trail += (trail.isEmpty() ? QString() : QStringLiteral(" \u00b7 ")) + words;
        row.cells[0].spoken += QStringLiteral(", ") + words;
    }
    return row;
}

RowFacts restRow(std::size_t hidden)
{
    CellFacts first = quiet(AlarmTexts::tr("+ %1").arg(hidden));
    first.shapeless = true;
    return {moreAlarmsId(), {first, {}, quiet(AlarmTexts::tr("more, less severe or older")), {}, {}}};
}

} // namespace

QString moreAlarmsId()
{
    return QStringLiteral("more");
}

std::vector<ColumnHead> alarmHeads()
{
    return {{AlarmTexts::tr("Severity"), false},
            {AlarmTexts::tr("Raised"), false},
            {AlarmTexts::tr("Alarm"), false},
            {AlarmTexts::tr("For"), true},
            {AlarmTexts::tr("Runbook"), true}};
}

AlarmRows shownAlarms(const PlatformView &view, const Workspace &workspace, const AlarmFlow &flow, const AlarmLook &look)
{
    std::vector<Alarm> listed;
    for (const Alarm &alarm : view.alarms)
        if (isActive(alarm) || alarm.state == AlarmState::Resolved)
            listed.push_back(alarm);
    const bool isShort = look.list == AlarmList::Short;
    const bool grouped = isShort && (listed.size() > mostRows || look.grouping == AlarmGrouping::Always);
    return groupedAlarms(listed, grouped ? alarmCauses(workspace, listed) : AlarmCauses{}, flow, listed.size());
}

std::vector<RowFacts> alarmRows(const PlatformView &view, const Workspace &workspace, const AlarmLook &look, const AlarmFlow &flow)
{
    std::vector<RowFacts> rows;
    for (const AlarmRow &shown : shownAlarms(view, workspace, flow, look).rows) {
        rows.push_back(rowOf(shown, view, workspace, look.text));
        rows.back().cells[0].outlined &= look.beat == AlarmBeat::Alternating;
    }
    const auto all = rows.size();
    for (std::size_t i = 0; i < all; ++i)
        rows[i].cells[0].spoken = AlarmTexts::tr("Alarm %1 of %2, %3").arg(i + 1).arg(all).arg(rows[i].cells[0].spoken);
    if (look.list == AlarmList::Short && all > mostRows) {
        rows.resize(mostRows - 1);
        rows.push_back(restRow(all - rows.size()));
    }
    return rows;
}

} // namespace surgedeck
