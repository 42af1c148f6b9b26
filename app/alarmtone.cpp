// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/alarmtone.h"

#include "app/session.h"
#include "app/settings.h"

#include <QApplication>
#include <QTimer>

namespace surgedeck {

namespace {

constexpr std::chrono::milliseconds secondBell{180};

void ring(Tone tone)
{
    QApplication::beep();
    if (tone == Tone::Urgent)
        QTimer::singleShot(secondBell, qApp, [] { QApplication::beep(); });
}

} // namespace

AlarmTone::AlarmTone(const WatchSession &session, const Settings &settings, Sound sound)
    : m_session(session)
    , m_settings(settings)
    , m_sound(sound ? std::move(sound) : ring)
{
    connect(&session, &WatchSession::evaluated, this, &AlarmTone::listen);
}

void AlarmTone::listen()
{
    const Platform &platform = m_session.platform();
    const auto rate = platform.alarmHistory().flood() ? ToneRules::Rate::Flood : ToneRules::Rate::Usual;
    const Tone tone = m_rules.due(platform.view().alarms, rate, platform.view().now);
    if (tone != Tone::None && m_settings.values().tone)
        m_sound(tone);
}

} // namespace surgedeck
