// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/appearance.h"

#include <QDateTime>

namespace surgedeck {

namespace {
constexpr int dayBegins = 7;
constexpr int dayEnds = 19;
} // namespace

ThemeName themeAt(ThemeChoice choice, int hour)
{
    if (choice == ThemeChoice::LightByDay)
        return hour >= dayBegins && hour < dayEnds ? ThemeName::Light : ThemeName::Dark;
    return choice == ThemeChoice::Light ? ThemeName::Light : ThemeName::Dark;
}

Appearance::Appearance(const Settings &settings, const Clock &clock, std::optional<ThemeName> forced)
    : m_settings(settings)
    , m_clock(clock)
    , m_forced(forced)
    , m_choice(settings.values().theme)
{
    connect(&settings, &Settings::changed, this, [this] {
        // A choice made while the program runs is younger than the command line's.
        if (std::exchange(m_choice, m_settings.values().theme) != m_settings.values().theme)
            m_forced.reset();
        apply();
    });
    connect(&m_minute, &QTimer::timeout, this, &Appearance::apply);
    m_minute.start(std::chrono::minutes(1));
    apply();
}

ThemeName Appearance::wanted() const
{
    const auto now = QDateTime::fromMSecsSinceEpoch(m_clock.now().time_since_epoch().count());
    return m_forced.value_or(themeAt(m_settings.values().theme, now.time().hour()));
}

void Appearance::apply()
{
    theme::setMotion(m_settings.values().motion);
    const bool same = theme::name() == wanted() && theme::textPercent() == m_settings.values().textPercent;
    if (std::exchange(m_applied, true) && same)
        return;
    theme::apply(wanted(), m_settings.values().textPercent);
}

} // namespace surgedeck
