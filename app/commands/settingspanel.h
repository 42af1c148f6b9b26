// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/settings.h"
#include "widgets/sheetframe.h"

class QVBoxLayout;

namespace surgedeck {

class ChoiceRow;
class PlainLabel;

/// The settings, in place: each counts at once and is kept.
class SettingsPanel final : public SheetFrame
{
    Q_OBJECT
public:
    explicit SettingsPanel(Settings &settings, QWidget *parent = nullptr);

private:
    using Change = std::function<void(Preferences &, const QString &choice)>;

    ChoiceRow *add(const QString &label, const QList<std::pair<QString, QString>> &choices, const Change &change);
    void show(const Preferences &values);

    Settings &m_settings;
    QVBoxLayout *m_rows;
    ChoiceRow *m_theme, *m_text, *m_motion, *m_singleKeys, *m_tone, *m_language;
    PlainLabel *m_note;
};

} // namespace surgedeck
