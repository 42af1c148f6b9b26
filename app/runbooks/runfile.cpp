// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/runbooks/runfile.h"

#include "connectors/journal/journalplace.h"
#include "models/base/timetext.h"
#include "models/domain/problem.h"
#include "models/runbook/runbookreader.h"
#include "models/runbook/runjson.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>

#include <algorithm>

#include <unistd.h>

namespace surgedeck {

namespace {

constexpr qint64 mostBytes = 16 * 1024 * 1024;
constexpr qsizetype mostRuns = 200;
constexpr qsizetype runsOfHistory = 100;
constexpr auto closedKind = QLatin1String("closed");

QString folderOf(const QString &directory)
{
    return directory + QStringLiteral("/runbooks");
}

QString pathOf(const QString &directory, const QString &run)
{
    return folderOf(directory) + QLatin1Char('/') + run + QStringLiteral(".jsonl");
}

Error trouble(const QString &path, const QString &why)
{
    return {Error::Kind::Config, QStringLiteral("%1: %2").arg(path, why)};
}

QJsonObject toJson(const PinnedRun &pinned)
{
    QJsonObject parameters, binding;
    for (const auto &[name, value] : pinned.parameters)
        parameters.insert(name, value);
    for (const auto &[name, id] : pinned.binding)
        binding.insert(name, id);
    return {{QStringLiteral("kind"), QStringLiteral("begun")},
            {QStringLiteral("text"), QString::fromUtf8(pinned.text)},
            {QStringLiteral("file"), pinned.file},
            {QStringLiteral("parameters"), parameters},
            {QStringLiteral("binding"), binding},
            {QStringLiteral("start"), runbook::toJson(pinned.start)}};
}

Result<PinnedRun> pinnedIn(const QJsonObject &line)
{
    PinnedRun pinned;
    pinned.text = line.value(QStringLiteral("text")).toString().toUtf8();
    pinned.file = line.value(QStringLiteral("file")).toString();
    const QJsonObject parameters = line.value(QStringLiteral("parameters")).toObject();
    for (auto entry = parameters.begin(); entry != parameters.end(); ++entry)
        pinned.parameters[entry.key()] = entry.value().toDouble();
    const QJsonObject binding = line.value(QStringLiteral("binding")).toObject();
    for (auto entry = binding.begin(); entry != binding.end(); ++entry)
        pinned.binding[entry.key()] = entry.value().toString();
    SURGEDECK_TRY(start, runbook::runStartOf(line.value(QStringLiteral("start")).toObject()));
    pinned.start = start;
    return pinned;
}

bool isClosing(const QJsonObject &line)
{
    return line.value(QStringLiteral("kind")).toString() == closedKind;
}

std::optional<runbook::Outcome> outcomeOf(const QString &word)
{
    using Outcome = runbook::Outcome;
    for (const Outcome outcome : {Outcome::Succeeded, Outcome::Failed, Outcome::Stopped, Outcome::TimedOut})
        if (runbook::toWord(outcome) == word)
            return outcome;
    return std::nullopt;
}

/// The last line of a file that has something in it; bounded, since a closing line is short.
QJsonObject lastLine(QFile &file)
{
    constexpr qint64 enough = 4096;
    file.seek(std::max<qint64>(0, file.size() - enough));
    const QList<QByteArray> lines = file.read(enough).split('\n');
    for (auto line = lines.rbegin(); line != lines.rend(); ++line)
        if (!line->trimmed().isEmpty())
            return QJsonDocument::fromJson(*line).object();
    return {};
}

std::optional<RunSummary> summaryOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const auto pinned = pinnedIn(QJsonDocument::fromJson(file.readLine()).object());
    if (!pinned)
        return std::nullopt;
    RunSummary summary;
    summary.run = pinned->start.run;
    summary.runbook = summary.run.section(QLatin1Char('-'), 0, -3);
    summary.person = pinned->start.person;
    summary.started = pinned->start.at;
    summary.rehearsal = pinned->start.rehearsal;
    if (const QJsonObject last = lastLine(file); isClosing(last)) {
        summary.outcome = outcomeOf(last.value(QStringLiteral("outcome")).toString());
        if (const auto at = parseRfc3339(last.value(QStringLiteral("at")).toString()))
            summary.ended = *at;
    }
    return summary;
}

} // namespace

Result<std::unique_ptr<RunFile>> RunFile::make(const QString &directory, const PinnedRun &pinned)
{
    SURGEDECK_CHECK(makeJournalDirectory(directory));
    if (!QDir().mkpath(folderOf(directory)))
        return trouble(folderOf(directory), QStringLiteral("the folder can not be made"));
    QFile::setPermissions(folderOf(directory), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    std::unique_ptr<RunFile> record(new RunFile(pathOf(directory, pinned.start.run)));
    if (!record->m_file.open(QIODevice::WriteOnly | QIODevice::NewOnly))
        return trouble(record->m_file.fileName(), record->m_file.errorString());
    record->m_file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    SURGEDECK_CHECK(record->write(toJson(pinned)));
    return record;
}

Result<std::unique_ptr<RunFile>> RunFile::reopen(const QString &directory, const QString &run)
{
    std::unique_ptr<RunFile> record(new RunFile(pathOf(directory, run)));
    if (!record->m_file.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::ExistingOnly))
        return trouble(record->m_file.fileName(), record->m_file.errorString());
    // A writer that died within a line left no end to it.
    if (record->m_file.write("\n") != 1)
        return trouble(record->m_file.fileName(), record->m_file.errorString());
    return record;
}

Status RunFile::append(const runbook::Event &event)
{
    return write(runbook::toJson(event));
}

Status RunFile::close(runbook::Outcome outcome, WallTime at)
{
    return write({{QStringLiteral("kind"), closedKind},
                  {QStringLiteral("outcome"), runbook::toWord(outcome)},
                  {QStringLiteral("at"), toRfc3339(at)}});
}

Status RunFile::write(const QJsonObject &line)
{
    const QByteArray bytes = QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n';
    if (m_file.size() + bytes.size() > mostBytes)
        return trouble(m_file.fileName(), QStringLiteral("the record of this run is full"));
    if (m_file.write(bytes) != bytes.size() || !m_file.flush() || ::fsync(m_file.handle()) != 0)
        return trouble(m_file.fileName(), m_file.errorString());
    return ok();
}

Result<KeptRun> readRun(const QString &directory, const QString &run)
{
    QFile file(pathOf(directory, QFileInfo(run).fileName()));
    if (!file.open(QIODevice::ReadOnly))
        return trouble(file.fileName(), file.errorString());
    const QList<QByteArray> lines = file.read(mostBytes).split('\n');
    SURGEDECK_TRY(pinned, pinnedIn(QJsonDocument::fromJson(lines.front()).object()));
    const runbook::RunbookReading reading = runbook::readRunbook(pinned.text, pinned.file);
    if (hasErrors(reading.problems))
        return trouble(file.fileName(), QStringLiteral("its runbook can not be read by this version"));
    KeptRun kept{
        pinned,
        runbook::withoutMissingUndo(runbook::withParameters(reading.runbook, pinned.parameters), pinned.start.missing),
        {},
        {}};
    kept.state = runbook::begin(kept.runbook, pinned.start).state;
    for (const QByteArray &line : lines.mid(1)) {
        const QJsonDocument parsed = QJsonDocument::fromJson(line);
        if (!parsed.isObject() || isClosing(parsed.object()))
            continue;
        SURGEDECK_TRY(event, runbook::eventOf(parsed.object()));
        kept.state = runbook::next(kept.state, event, kept.runbook).state;
        kept.events.push_back(event);
    }
    return kept;
}

QStringList keptRuns(const QString &directory)
{
    QStringList runs;
    for (const QFileInfo &file :
         QDir(folderOf(directory)).entryInfoList({QStringLiteral("*.jsonl")}, QDir::Files, QDir::Time).mid(0, mostRuns))
        runs << file.completeBaseName();
    return runs;
}

std::vector<RunSummary> runSummaries(const QString &directory, qsizetype most)
{
    std::vector<RunSummary> summaries;
    for (const QString &run : keptRuns(directory).mid(0, most))
        if (const auto summary = summaryOf(pathOf(directory, run)))
            summaries.push_back(*summary);
    return summaries;
}

RunbookHistory runbookHistory(const QString &directory)
{
    RunbookHistory history;
    for (const RunSummary &run : runSummaries(directory, runsOfHistory)) {
        if (!run.ended || run.outcome != runbook::Outcome::Succeeded)
            continue;
        WallTime &last = (run.rehearsal ? history.rehearsed : history.used)[run.runbook];
        last = std::max(last, *run.ended);
    }
    return history;
}

} // namespace surgedeck
