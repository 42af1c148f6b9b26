// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/alarmcarefile.h"
#include "app/keeping.h"
#include "app/session.h"
#include "app/sourcesettings.h"
#include "app/verbs/arguments.h"
#include "app/verbs/loading.h"
#include "app/verbs/texttable.h"
#include "models/base/timetext.h"
#include "models/report/jsontext.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTextStream>
#include <QUuid>

#include <algorithm>

namespace surgedeck {

namespace {

QString name(const char *option)
{
    return QString::fromLatin1(option);
}

/// What is wrong now: the workspace is watched for a while.
std::vector<Alarm> alarmsNow(const std::shared_ptr<const Workspace> &workspace, Milliseconds collectFor,
                             const Clock &clock)
{
    WatchSession session(workspace, prepareSources(*workspace), {collectFor + std::chrono::seconds(1)}, clock);
    const Keeping keeping(session, Keeping::Access::Read);
    std::vector<Alarm> alarms;
    QTimer due;
    due.setSingleShot(true);
    QObject::connect(&due, &QTimer::timeout, &session, [&] {
        alarms = session.evaluate().alarms;
        QCoreApplication::exit();
    });
    session.start();
    due.start(collectFor);
    QCoreApplication::exec();
    return alarms;
}

/// This process has just begun: an alarm that somebody took before is at least as old as that.
void rememberSince(std::vector<Alarm> &alarms, const AlarmCare &care)
{
    for (Alarm &alarm : alarms) {
        const Acknowledgement *taken = care.acknowledgement(alarm.id);
        if (!taken || (alarm.state != AlarmState::Pending && alarm.state != AlarmState::Firing))
            continue;
        alarm.since = std::min(alarm.since, taken->at);
        alarm.state = AlarmState::Firing;
    }
}

QJsonObject toJson(const Alarm &alarm, const Acknowledgement *taken)
{
    return {{name("id"), alarm.id},
            {name("name"), alarm.name},
            {name("severity"), toWord(alarm.severity)},
            {name("state"), toWord(alarm.state)},
            {name("since"), toRfc3339(alarm.since)},
            {name("value"), jsonNumber(alarm.value)},
            {name("runbook"), jsonText(alarm.runbook)},
            {name("summary"), jsonText(alarm.summary)},
            {name("by"), jsonText(taken ? taken->by : QString())},
            {name("note"), jsonText(taken ? taken->note : QString())}};
}

QJsonObject toJson(const Silence &silence, WallTime now)
{
    return {{name("id"), silence.id},
            {name("match"), silence.match},
            {name("by"), silence.by},
            {name("reason"), silence.reason},
            {name("from"), toRfc3339(silence.from)},
            {name("until"), toRfc3339(silence.until)},
            {name("ends_soon"), silence.endsSoon(now)}};
}

void printJson(QTextStream &out, const std::vector<Alarm> &alarms, const AlarmCare &care, WallTime now)
{
    QJsonArray rows, silences;
    for (const Alarm &alarm : alarms)
        rows.append(toJson(alarm, care.acknowledgement(alarm.id)));
    for (const Silence &silence : care.silences(now))
        silences.append(toJson(silence, now));
    QJsonObject document = newDocument();
    document[name("time")] = toRfc3339(now);
    document[name("alarms")] = rows;
    document[name("silences")] = silences;
    out << QJsonDocument(document).toJson(QJsonDocument::Compact) << '\n';
}

void printTable(QTextStream &out, const std::vector<Alarm> &alarms, const AlarmCare &care, WallTime now)
{
    TextTable table({{name("ID")},
                     {name("ALARM")},
                     {name("SEVERITY")},
                     {name("STATE")},
                     {name("SINCE")},
                     {name("BY")},
                     {name("NOTE")}});
    for (const Alarm &alarm : alarms) {
        const Acknowledgement *taken = care.acknowledgement(alarm.id);
        table.add({alarm.id, alarm.name, toWord(alarm.severity), toWord(alarm.state), toRfc3339(alarm.since),
                   taken ? taken->by : QString(), taken ? taken->note : QString()});
    }
    if (alarms.empty())
        out << "no alarms\n";
    else
        table.print(out);
    const std::vector<Silence> silences = care.silences(now);
    if (silences.empty())
        return;
    out << '\n';
    TextTable quiet({{name("SILENCE")}, {name("MATCH")}, {name("BY")}, {name("REASON")}, {name("UNTIL")}, {name("")}});
    for (const Silence &silence : silences)
        quiet.add({silence.id, silence.match, silence.by, silence.reason, toRfc3339(silence.until),
                   silence.endsSoon(now) ? name("ends soon") : QString()});
    quiet.print(out);
}

int refuse(VerbCall &call, const Error &error, ExitStatus status)
{
    call.err << "surgedeck: " << error.message << '\n';
    return status;
}

/// One call, with everything that its three forms need.
struct AlarmCall
{
    VerbCall &call;
    const Arguments &arguments;
    AlarmCareFile file;
    std::vector<Alarm> alarms;
    WallTime now{};
};

int store(const AlarmCall &alarm, const Result<QJsonObject> &event)
{
    if (!event)
        return refuse(alarm.call, event.error(), ExitUsage);
    const Status stored = alarm.file.append(*event);
    return stored ? ExitFine : refuse(alarm.call, stored.error(), ExitProblem);
}

int list(AlarmCall &alarm)
{
    AlarmCare care = alarm.file.read();
    rememberSince(alarm.alarms, care);
    care.apply(alarm.alarms, alarm.now);
    if (alarm.arguments.output() == Output::Json)
        printJson(alarm.call.out, alarm.alarms, care, alarm.now);
    else
        printTable(alarm.call.out, alarm.alarms, care, alarm.now);
    return ExitFine;
}

int acknowledge(AlarmCall &alarm)
{
    const QString id = alarm.arguments.positional(2);
    const bool isThere = std::ranges::any_of(alarm.alarms, [&](const Alarm &candidate) { return candidate.id == id; });
    const int status = store(alarm, AlarmCare::acknowledgeEvent({id, alarm.arguments.value(name("by")),
                                                                 alarm.arguments.value(name("note")), alarm.now}));
    if (status == ExitFine && !isThere)
        alarm.call.err << "surgedeck: noted; this alarm is not raised as far as could be seen now\n";
    return status == ExitFine ? list(alarm) : status;
}

int silence(AlarmCall &alarm)
{
    const auto lasting = parseDuration(alarm.arguments.value(name("for")));
    if (!lasting)
        return refuse(alarm.call, lasting.error(), ExitUsage);
    Silence made;
    made.id = QUuid::createUuid().toString(QUuid::WithoutBraces).left(8);
    made.match = alarm.arguments.value(name("match"));
    made.by = alarm.arguments.value(name("by"));
    made.reason = alarm.arguments.value(name("reason"));
    made.from = alarm.now;
    made.until = alarm.now + *lasting;
    const auto matchers = parseMatchers(made.match);
    if (!matchers)
        return refuse(alarm.call, matchers.error(), ExitUsage);
    alarm.call.err << "surgedeck: alarms that this silences now: "
                   << static_cast<qint64>(AlarmCare::preview(*matchers, alarm.alarms).size()) << '\n';
    const int status = store(alarm, AlarmCare::silenceEvent(made));
    return status == ExitFine ? list(alarm) : status;
}

} // namespace

int runAlarm(VerbCall &call)
{
    const auto text = [](const char *option) { return QCommandLineOption(name(option), {}, name("TEXT")); };
    const auto arguments = Arguments::read(
        call, "alarm",
        {{name("list|ack|silence"), name("WORKSPACE"), name("ID")},
         2,
         {{name("for"), {}, name("DURATION"), name("5s")}, text("by"), text("note"), text("match"), text("reason")}});
    if (!arguments)
        return ExitUsage;
    const QString what = arguments->positional(0);
    const bool isSilence = what == QLatin1String("silence");
    if (!isSilence && what != QLatin1String("list") && what != QLatin1String("ack"))
        return usageError(call, "alarm", QStringLiteral("there is list, ack and silence, not '%1'").arg(what.left(40)));
    // Of a silence, --for is how long it lasts.
    const auto collectFor =
        isSilence ? std::optional<Milliseconds>(std::chrono::seconds(5)) : arguments->duration(call, name("for"));
    if (isSilence && !arguments->isSet(name("for")))
        return usageError(call, "alarm", QStringLiteral("a silence needs --for, how long it lasts"));
    const auto workspace = collectFor ? loadWorkspaceForVerb(call, arguments->positional(1)) : nullptr;
    if (!workspace)
        return ExitUsage;
    SystemClock clock;
    AlarmCall alarm{call, *arguments, AlarmCareFile(workspace->name), alarmsNow(workspace, *collectFor, clock),
                    clock.now()};
    if (isSilence)
        return silence(alarm);
    return what == QLatin1String("ack") ? acknowledge(alarm) : list(alarm);
}

} // namespace surgedeck
