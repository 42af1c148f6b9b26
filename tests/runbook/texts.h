// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/runbook/reading.h"
#include "models/runbook/runbookreader.h"

#include <QByteArray>
#include <QStringList>

namespace surgedeck::runbook {

/// A small runbook with a step of every kind that waits for a person or a value; steps are put in by the tests.
inline QByteArray withSteps(const QByteArray &steps)
{
    return QByteArray("id: T1\n"
                      "title: Test\n"
                      "version: 1\n"
                      "summary: For tests.\n"
                      "parameters:\n"
                      "  hold: {type: duration, default: 10s, min: 1s, max: 1m, text: how long}\n"
                      "  many: {type: number, default: 3, min: 1, max: 9, text: how many}\n"
                      "binds:\n"
                      "  db: {source: [postgresql, mysql], role: writer}\n"
                      "signals:\n"
                      "  - {id: waiters, title: Waiters, field: db.locks.waiters}\n"
                      "  - {id: root, title: Root, field: db.locks.root}\n"
                      "detects: [waiters >= $many]\n"
                      "steps:\n") +
           steps;
}

/// The problems, one a line, without the file's name.
inline QStringList problemLines(const QByteArray &text)
{
    QStringList all;
    for (const Problem &problem : readRunbook(text, QStringLiteral("t.yaml")).problems)
        all << toLine(problem).section(QLatin1Char(':'), 1);
    return all;
}

inline Runbook parsed(const QByteArray &text)
{
    const Runbook runbook = readRunbook(text, QStringLiteral("t.yaml")).runbook;
    return withParameters(runbook, presets(runbook));
}

inline Reading reading(const char *signal, double value, Truth truth)
{
    Reading reading;
    reading.signal = QLatin1String(signal);
    reading.title = QLatin1String(signal);
    reading.value = value;
    reading.limit = QStringLiteral("a limit");
    reading.truth = truth;
    return reading;
}

} // namespace surgedeck::runbook
