// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/journal/journalrecorder.h"
#include "models/store/platform.h"
#include "tests/support/testclock.h"

#include <random>

namespace surgedeck {

/// A shop that never was, recorded as a console does it: records with random figures, sessions, locks and failures go
/// into a platform and into a recorder's file at once, with an evaluation about once a second.
class RecordedShop
{
public:
    RecordedShop(const QString &file, unsigned seed);

    /// One second of the shop; its fast parts more often.
    void live();
    /// A console that is started anew.
    void restart();
    void finish();
    /// The convoy of an incident: from now on the database is held up, or no longer; the shift of the shop is held
    /// meanwhile.
    void setConvoy(int waiters);

    TestClock &clock() { return m_clock; }
    const Platform &platform() const { return m_platform; }
    JournalRecorder &recorder() { return *m_recorder; }
    static std::shared_ptr<const Workspace> workspace();
    static std::shared_ptr<const SigningKey> key();

private:
    void open();
    void tell(const QString &source, Observation body);
    void show(const QJsonObject &body);
    void showBudgets();
    void tellMetrics();
    void tellDatabase();
    void evaluate();
    int random(int below) { return int(m_random() % unsigned(below)); }

    QString m_file;
    std::mt19937 m_random;
    TestClock m_clock;
    Platform m_platform;
    std::unique_ptr<JournalRecorder> m_recorder;
    int m_waiters = 0;
};

} // namespace surgedeck
