// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/health/tonerules.h"

#include <QObject>

#include <functional>

namespace surgedeck {

class Settings;
class WatchSession;

/// The optional tone of alarms: the bell of the desktop, twice for what is urgent. Off unless a person switches it on.
/// GUI thread.
class AlarmTone final : public QObject
{
    Q_OBJECT
public:
    using Sound = std::function<void(Tone)>;

    /// Both outlive this. Without `sound` it is the bell of the desktop.
    AlarmTone(const WatchSession &session, const Settings &settings, Sound sound = {});

private:
    void listen();

    const WatchSession &m_session;
    const Settings &m_settings;
    Sound m_sound;
    ToneRules m_rules;
};

} // namespace surgedeck
