// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace surgedeck {

class WatchSession;

/// An alarm of the program itself (a notice that failed), seen by panels, journal and replay like any other. Tells the
/// session when its name changes, and nothing else; an empty name: it is over. GUI thread.
class OwnAlarm
{
public:
    explicit OwnAlarm(const QString &id)
        : m_id(id)
    {
    }
    void set(WatchSession &session, const QString &name);

private:
    QString m_id, m_name;
};

} // namespace surgedeck
