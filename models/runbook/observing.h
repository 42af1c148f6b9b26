// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/runbook/binding.h"
#include "models/runbook/reading.h"
#include "models/store/platform.h"

#include <functional>

namespace surgedeck::runbook {

/// A value of the catalogue as it was seen, and when.
struct Observed
{
    std::optional<double> value{};
    QString text{};
    std::optional<WallTime> at{}; ///< nullopt: as of now
    QString source{};
    QString why{}; ///< there is no value
};

/// Reads the signals of runbooks from a platform as of its last evaluation. Evidence that is not the present (its
/// source is not ok, or the read is older than it may be) is unknown. One object for one moment: what it looks up twice
/// it computes once. GUI thread.
class Observing
{
public:
    explicit Observing(const Platform &platform)
        : m_platform(platform)
    {
    }

    Reading read(const Runbook &runbook, const Condition &condition, const Binding &binding);
    Readings read(const Runbook &runbook, const Conditions &conditions, const Binding &binding);

    /// Exactly one session of a database, chosen as a typed action names it; nullopt: there is none, or not one that is
    /// known well enough to act on.
    std::optional<Session> session(const QString &sourceId, const QString &which);

    const Platform &platform() const { return m_platform; }

private:
    const DatabaseView *database(const QString &sourceId);
    Observed field(const Runbook &runbook, const Signal &signal, const Binding &binding);
    Observed ofSource(const QString &sourceId, const QString &name);
    Observed ofDatabase(const QString &sourceId, const QString &name);
    Observed ofExpression(const Signal &signal) const;

    const Platform &m_platform;
    std::map<QString, DatabaseView> m_databases;
};

/// The expressions of runbooks, so that the workspace's sources evaluate them: those by which they are suggested, or
/// all.
enum class Used
{
    ForDetection,
    Anywhere
};
std::vector<Expression> expressionsOf(const std::vector<const Runbook *> &runbooks, Used used);

} // namespace surgedeck::runbook
