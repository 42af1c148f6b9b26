// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/connectionrows.h"

#include "models/base/numbertext.h"
#include "models/base/safetext.h"
#include "models/base/timetext.h"
#include "models/items/sourcefacts.h"

#include <QCoreApplication>

#include <algorithm>

namespace surgedeck {

namespace {

constexpr int widestCell = 60;

struct Connections
{
    Q_DECLARE_TR_FUNCTIONS(Connections)
};

QString safe(const QString &text, int most = widestCell)
{
    return SafeText::of(text).singleLine(most);
}

const QString dash = QStringLiteral("\u2014");

const DiagnosisStage *stageOf(const ConnectionTest &test, const QString &name)
{
    const auto found = std::find_if(test.stages.begin(), test.stages.end(),
                                    [&](const DiagnosisStage &stage) { return stage.stage == name; });
    return found == test.stages.end() ? nullptr : &*found;
}

const DiagnosisStage *firstFailure(const ConnectionTest &test)
{
    for (const QString &name : stageNames())
        if (const DiagnosisStage *stage = stageOf(test, name); stage != nullptr && stage->ok == false)
            return stage;
    return nullptr;
}

/// How bad a failed stage is: what we may not do is a fact that somebody has to change, what we can not reach is
/// unknown.
Health healthOf(const DiagnosisStage &stage)
{
    if (!stage.ok)
        return Health::Normal;
    if (*stage.ok)
        return stage.advice.isEmpty() ? Health::Normal : Health::Attention;
    const bool refused = stage.failure == Error::Kind::Auth || stage.failure == Error::Kind::Config ||
                         stage.stage == QLatin1String("clock") || stage.stage == QLatin1String("act");
    return refused ? Health::Degraded : Health::Unknown;
}

QString millisecondsText(double ms)
{
    return ms < 0.5 ? Connections::tr("<1 ms") : Connections::tr("%1 ms").arg(QString::number(ms, 'f', 0));
}

QString failureWords(const DiagnosisStage &stage)
{
    if (stage.stage == QLatin1String("clock") || !stage.failure)
        return stage.brief.isEmpty() ? Connections::tr("failed") : stage.brief;
    switch (*stage.failure) {
    case Error::Kind::Auth:
        return Connections::tr("refused");
    case Error::Kind::Full:
        return Connections::tr("full");
    case Error::Kind::Timeout:
        return Connections::tr("timed out");
    case Error::Kind::Unreachable:
        return stage.stage == QLatin1String("name") ? Connections::tr("not found") : Connections::tr("no answer");
    case Error::Kind::Config:
        return Connections::tr("wrong setting");
    case Error::Kind::Cancelled:
        return Connections::tr("cancelled");
    case Error::Kind::Protocol:
    case Error::Kind::Refused:
        break;
    }
    return Connections::tr("not understood");
}

QString stageWords(const DiagnosisStage &stage)
{
    if (stage.ok == false)
        return failureWords(stage);
    if (!stage.brief.isEmpty())
        return stage.brief;
    return stage.ms ? millisecondsText(*stage.ms) : stage.value;
}

CellFacts quiet(const QString &text)
{
    return {.text = text, .emphasis = Emphasis::Secondary};
}

/// What a stage says after the one that explains it all: the next one "not reached", the others nothing.
CellFacts stageCell(const DiagnosisStage *stage, const QString &explained)
{
    if (stage == nullptr)
        return quiet(dash);
    if (!stage->ok) {
        CellFacts cell = quiet(!stage->brief.isEmpty() ? safe(stage->brief) : explained);
        cell.tip = safe(stage->value, 200);
        return cell;
    }
    if (stage->ok == true && stage->brief == dash)
        return quiet(dash);
    CellFacts cell;
    cell.text = safe(stageWords(*stage));
    cell.health = healthOf(*stage);
    cell.tip = safe(stage->advice.isEmpty() ? stage->value : stage->value + QStringLiteral(". ") + stage->advice, 300);
    cell.spoken = Connections::tr("%1: %2").arg(stage->stage, cell.text);
    return cell;
}

CellFacts costCell(const SourceView &source)
{
    if (!source.timeShare)
        return quiet(dash);
    CellFacts cell = quiet(fixedNumber(*source.timeShare * 100, 2));
    cell.unit = QStringLiteral("%");
    cell.figure = true;
    if (source.statementsPerSecond)
        cell.tip = Connections::tr("%1 statements a second").arg(fixedNumber(*source.statementsPerSecond, 1));
    return cell;
}

QString stateWords(SourceState state)
{
    switch (state) {
    case SourceState::Ok:
        return Connections::tr("current");
    case SourceState::Stale:
        return Connections::tr("stale");
    case SourceState::Full:
        return Connections::tr("full");
    case SourceState::Down:
        return Connections::tr("down");
    case SourceState::Denied:
        return Connections::tr("denied");
    case SourceState::Unknown:
        break;
    }
    return Connections::tr("waiting");
}

CellFacts stateCell(const SourceView &source)
{
    const QString word = stateWords(source.state);
    CellFacts cell{.text = source.age ? Connections::tr("%1, %2").arg(word, durationWords(*source.age)) : word,
                   .emphasis = source.state == SourceState::Ok ? Emphasis::Secondary : Emphasis::Primary};
    if (source.state != SourceState::Ok)
        cell.health = source.state == SourceState::Denied || source.state == SourceState::Full ? Health::Attention
                                                                                               : Health::Unknown;
    cell.tip = safe(source.error, 300);
    return cell;
}

RowFacts rowOf(const SourceConfig &source, const ConnectionTest &test, const SourceView &view)
{
    RowFacts row;
    row.id = source.id;
    CellFacts name{.text = safe(source.id)};
    name.trail = safe(QStringLiteral("%1 · %2").arg(source.type, addressOf(source)), 100);
    name.emphasis = Emphasis::Strong;
    name.spoken = Connections::tr("%1, %2, %3").arg(name.text, source.type, addressOf(source));
    row.cells.push_back(name);
    QString explained = Connections::tr("not reached");
    for (const QString &stage : stageNames()) {
        row.cells.push_back(stageCell(stageOf(test, stage), explained));
        if (row.cells.back().text == explained)
            explained = dash;
    }
    const ConnectionVerdict verdict = verdictOf(test);
    CellFacts result{.text = verdict.words, .emphasis = Emphasis::StateWord, .health = verdict.health};
    if (test.state != ConnectionTest::State::Done)
        result.emphasis = Emphasis::Secondary;
    result.spoken = Connections::tr("result: %1").arg(verdict.words);
    row.cells.push_back(result);
    row.cells.push_back(stateCell(view));
    row.cells.push_back(costCell(view));
    return row;
}

} // namespace

const QStringList &stageNames()
{
    static const QStringList names{QStringLiteral("name"),    QStringLiteral("connect"), QStringLiteral("tls"),
                                   QStringLiteral("sign-in"), QStringLiteral("read"),    QStringLiteral("act"),
                                   QStringLiteral("clock"),   QStringLiteral("newest")};
    return names;
}

ConnectionVerdict verdictOf(const ConnectionTest &test)
{
    if (test.state == ConnectionTest::State::Running)
        return {Health::Normal, Connections::tr("testing"), false};
    if (test.state == ConnectionTest::State::NotTested)
        return {Health::Normal, Connections::tr("not tested"), false};
    if (const DiagnosisStage *failed = firstFailure(test)) {
        const Health health = healthOf(*failed);
        const bool act = failed->stage == QLatin1String("act");
        if (failed->stage == QLatin1String("clock"))
            return {health, Connections::tr("Clock off"), true};
        if (failed->stage == QLatin1String("newest"))
            return {health, Connections::tr("No recent data"), false};
        if (failed->failure == Error::Kind::Full)
            return {health, act ? Connections::tr("Reads, acting refused") : Connections::tr("Full"), act};
        if (failed->failure == Error::Kind::Config)
            return {health, Connections::tr("Wrong setting"), act};
        if (act)
            return {health, Connections::tr("Reads, may not act"), true};
        if (failed->failure == Error::Kind::Auth)
            return {health, Connections::tr("No permission"), false};
        return {health, Connections::tr("Not reachable"), false};
    }
    const auto &stages = test.stages;
    const auto warns = std::find_if(stages.begin(), stages.end(), [](const DiagnosisStage &stage) {
        return stage.ok == true && !stage.advice.isEmpty();
    });
    if (warns != stages.end())
        return {Health::Attention, Connections::tr("Ready, with advice"), true};
    return {Health::Normal, Connections::tr("Ready"), true};
}

QString connectionSummary(const std::vector<ConnectionTest> &tests)
{
    int ready = 0, denied = 0, unknown = 0, other = 0, open = 0;
    for (const ConnectionTest &test : tests) {
        const ConnectionVerdict verdict = verdictOf(test);
        if (test.state != ConnectionTest::State::Done)
            ++open;
        else if (verdict.ready)
            ++ready;
        else if (verdict.health == Health::Degraded)
            ++denied;
        else if (verdict.health == Health::Unknown)
            ++unknown;
        else
            ++other;
    }
    QStringList parts{Connections::tr("%1 of %2 ready").arg(ready).arg(tests.size())};
    if (denied > 0)
        parts << Connections::tr("%n without permission or wrongly set", nullptr, denied);
    if (unknown + other > 0)
        parts << Connections::tr("%n not reachable", nullptr, unknown + other);
    if (open > 0)
        parts << Connections::tr("%n not tested yet", nullptr, open);
    return parts.join(QStringLiteral(", "));
}

std::vector<ColumnHead> connectionHeads()
{
    return {{Connections::tr("Source")}, {Connections::tr("Name")},    {Connections::tr("Connect")},
            {Connections::tr("TLS")},    {Connections::tr("Sign-in")}, {Connections::tr("Read")},
            {Connections::tr("Act")},    {Connections::tr("Clock")},   {Connections::tr("Newest")},
            {Connections::tr("Result")}, {Connections::tr("Now")},     {Connections::tr("Our cost"), true}};
}

std::vector<RowFacts> connectionRows(const Workspace &workspace, const std::vector<ConnectionTest> &tests,
                                     const PlatformView &view)
{
    std::vector<RowFacts> rows;
    for (const ConnectionTest &test : tests) {
        const SourceConfig *source = workspace.source(test.id);
        const auto seen = std::find_if(view.sources.begin(), view.sources.end(),
                                       [&](const SourceView &candidate) { return candidate.id == test.id; });
        if (source != nullptr)
            rows.push_back(rowOf(*source, test, seen == view.sources.end() ? SourceView{} : *seen));
    }
    return rows;
}

} // namespace surgedeck
