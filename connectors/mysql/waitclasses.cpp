// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/mysql/waitclasses.h"

#include <algorithm>
#include <array>

namespace surgedeck::mysql {

namespace {

struct StateClass
{
    const char *beginning; ///< lower case
    WaitClass wait;
};

/// The first that fits. "Waiting for ... lock" is handled before.
constexpr std::array stateClasses = {
    StateClass{"user lock", WaitClass::Lock},
    StateClass{"table lock", WaitClass::Lock},
    StateClass{"waiting for table flush", WaitClass::Lock},
    StateClass{"waiting for tables", WaitClass::Lock},
    StateClass{"waiting to get readlock", WaitClass::Lock},
    StateClass{"writing to net", WaitClass::Client},
    StateClass{"sending to client", WaitClass::Client},
    StateClass{"reading from net", WaitClass::Client},
    StateClass{"receiving from client", WaitClass::Client},
    StateClass{"waiting for prior transaction", WaitClass::Io}, // group commit: behind somebody else's write to the log
    StateClass{"waiting for handler commit", WaitClass::Io},
    StateClass{"commit", WaitClass::Io},
    StateClass{"converting heap", WaitClass::Io},
    StateClass{"copying to tmp table on disk", WaitClass::Io},
    StateClass{"reading file", WaitClass::Io},
    StateClass{"flushing", WaitClass::Io},
    StateClass{"user sleep", WaitClass::Other},
    StateClass{"waiting", WaitClass::Other},
};

constexpr std::array rowLockStates = {"updating", "update",         "statistics",     "sending data", "executing",
                                      "deleting", "searching rows", "copying to tmp", "sorting",      "storing"};

} // namespace

bool isClientStatement(const QString &command, const QString &user)
{
    if (user == QStringLiteral("system user") || user == QStringLiteral("event_scheduler") ||
        user == QStringLiteral("unauthenticated user"))
        return false;
    return command != QStringLiteral("Sleep") && command != QStringLiteral("Daemon") &&
           !command.startsWith(QStringLiteral("Binlog Dump")) && !command.startsWith(QStringLiteral("Slave")) &&
           command != QStringLiteral("Connect");
}

WaitClass waitClassOf(const QString &state)
{
    const QString lower = state.toLower();
    if (lower.startsWith(QStringLiteral("waiting for")) && lower.endsWith(QStringLiteral("lock")))
        return WaitClass::Lock;
    const auto found = std::find_if(stateClasses.begin(), stateClasses.end(), [&lower](const StateClass &known) {
        return lower.startsWith(QLatin1String(known.beginning));
    });
    return found == stateClasses.end() ? WaitClass::Running : found->wait;
}

bool isMetadataLockWait(const QString &state)
{
    return state.endsWith(QStringLiteral("metadata lock"));
}

bool mayWaitForRow(const QString &state)
{
    return state.isEmpty() || std::any_of(rowLockStates.begin(), rowLockStates.end(), [&state](const char *known) {
               return state.startsWith(QLatin1String(known), Qt::CaseInsensitive);
           });
}

} // namespace surgedeck::mysql
