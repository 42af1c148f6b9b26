// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"

#include <QObject>

#include <optional>

namespace surgedeck {

class WatchSession;

/// Puts what stakeholders are told into what a recorder records, every ten seconds: a wall reads the file of the
/// recorder and needs no credential. The course of the orders comes once a minute. Thread of its session, which
/// outlives it.
class HealthRecording final : public QObject
{
    Q_OBJECT
public:
    explicit HealthRecording(WatchSession &session);

private:
    void look();

    WatchSession &m_session;
    std::optional<WallTime> m_told, m_courseTold;
};

} // namespace surgedeck
