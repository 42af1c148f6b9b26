// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/verbs/outcomeprint.h"

#include "models/base/safetext.h"
#include "models/base/timetext.h"
#include "models/domain/actionfacts.h"
#include "models/report/jsontext.h"

#include <QJsonDocument>
#include <QTextStream>

namespace surgedeck {

namespace {

constexpr int widest = 400;

/// What takes it back, as a call of this program; null: nothing does.
QJsonValue undoCall(const OutcomeReport &report)
{
    if (!report.outcome.receipt || report.command.rehearsal)
        return {};
    const auto undo = undoOf(report.command.action, *report.outcome.receipt);
    const auto *timeout = undo ? std::get_if<SetStatementTimeout>(&*undo) : nullptr;
    if (!timeout)
        return {};
    const QString value = timeout->timeout ? QStringLiteral("%1ms").arg(timeout->timeout->count()) : QStringLiteral("none");
    return QStringLiteral("surgedeck session timeout WORKSPACE %1 %2 --to %3 --reason TEXT --yes-i-mean %2")
        .arg(report.command.source, timeout->role, value);
}

QString plain(const QString &text)
{
    return SafeText::of(text).singleLine(widest);
}

QString markOf(const Precondition &precondition)
{
    if (!precondition.holds)
        return QStringLiteral("?      ");
    return *precondition.holds ? QStringLiteral("ok     ") : QStringLiteral("UNMET  ");
}

QJsonObject documentOf(const OutcomeReport &report)
{
    QJsonObject document = newDocument();
    document.insert(QStringLiteral("time"), toRfc3339(report.outcome.ended));
    document.insert(QStringLiteral("workspace"), report.workspace);
    document.insert(QStringLiteral("source"), report.command.source);
    document.insert(QStringLiteral("action"), toWord(report.command.action));
    document.insert(QStringLiteral("session"), jsonText(confirmedName(report.command.action)));
    document.insert(QStringLiteral("level"), report.command.level);
    document.insert(QStringLiteral("undo"), undoCall(report));
    document.insert(QStringLiteral("actor"), report.command.actor);
    document.insert(QStringLiteral("role"), toWord(report.role));
    document.insert(QStringLiteral("reason"), jsonText(report.command.reason));
    document.insert(QStringLiteral("dry_run"), report.command.rehearsal);
    const QJsonObject outcome = toJson(report.outcome);
    for (auto field = outcome.begin(); field != outcome.end(); ++field)
        document.insert(field.key(), field.value());
    return document;
}

} // namespace

void printOutcome(VerbCall &call, Output output, const OutcomeReport &report)
{
    const CommandOutcome &outcome = report.outcome;
    if (output == Output::Json) {
        call.out << QJsonDocument(documentOf(report)).toJson(QJsonDocument::Compact) << '\n';
    } else {
        for (const Precondition &precondition : outcome.preconditions)
            call.out << markOf(precondition) << precondition.name << ": " << plain(precondition.value) << '\n';
        call.out << toWord(outcome.state) << ": " << plain(outcome.detail) << '\n';
        const QString undo = undoCall(report).toString(undoInWords(report.command.action));
        call.out << "undo: " << plain(undo) << '\n';
    }
    if (outcome.state == CommandOutcome::State::Refused)
        call.err << "surgedeck: refused: " << plain(outcome.detail) << '\n';
    if (!outcome.notRecorded.isEmpty())
        call.err << "surgedeck: the journal could not keep this: " << plain(outcome.notRecorded) << '\n';
}

int exitStatusOf(const CommandOutcome &outcome)
{
    using enum CommandOutcome::State;
    const Error::Kind cause = outcome.cause.value_or(Error::Kind::Refused);
    const bool unreachable = cause == Error::Kind::Unreachable || cause == Error::Kind::Timeout ||
                             cause == Error::Kind::Full || cause == Error::Kind::Protocol;
    switch (outcome.state) {
    case Confirmed:
        return ExitFine;
    case Unconfirmed:
        return outcome.verdict ? ExitProblem : ExitFine; // a rehearsal has no effect to be seen
    case Refused:
        return unreachable ? ExitUnreachable : ExitRefused;
    case NoAnswer:
        return ExitUnreachable;
    }
    return ExitProblem;
}

CommandOutcome refusalOf(const QString &why)
{
    CommandOutcome outcome;
    outcome.state = CommandOutcome::State::Refused;
    outcome.detail = why;
    const SystemClock clock;
    outcome.begun = outcome.ended = clock.now();
    return outcome;
}

} // namespace surgedeck
