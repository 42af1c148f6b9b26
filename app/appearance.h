// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/settings.h"
#include "models/base/clock.h"
#include "widgets/theme/theme.h"

#include <QTimer>

namespace surgedeck {

/// The theme that a choice means at this hour of the local day, 0 to 23.
ThemeName themeAt(ThemeChoice choice, int hour);

/// Keeps the look of the program as the settings say, also when the hour changes it. GUI thread.
class Appearance final : public QObject
{
    Q_OBJECT
public:
    /// `forced`: the command line's word, which counts for this run and is not kept.
    Appearance(const Settings &settings, const Clock &clock, std::optional<ThemeName> forced = {});

private:
    void apply();
    ThemeName wanted() const;

    const Settings &m_settings;
    const Clock &m_clock;
    std::optional<ThemeName> m_forced;
    ThemeChoice m_choice;
    QTimer m_minute;
    bool m_applied = false;
};

} // namespace surgedeck
