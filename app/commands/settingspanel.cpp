// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/settingspanel.h"

#include "app/language.h"
#include "widgets/choicerow.h"
#include "widgets/plainlabel.h"
#include "widgets/theme/theme.h"

#include <QAbstractButton>
#include <QVBoxLayout>

namespace surgedeck {

namespace {

const QString on = QStringLiteral("on");
const QString off = QStringLiteral("off");
const QString dark = QStringLiteral("dark");
const QString light = QStringLiteral("light");
const QString byDay = QStringLiteral("by-day");

QString idOf(ThemeChoice theme)
{
    return theme == ThemeChoice::Dark ? dark : theme == ThemeChoice::Light ? light : byDay;
}

} // namespace

SettingsPanel::SettingsPanel(Settings &settings, QWidget *parent)
    : SheetFrame(tr("Settings"), parent)
    , m_settings(settings)
    , m_rows(new QVBoxLayout(this))
    , m_note(new PlainLabel({}, this))
{
    setObjectName(QStringLiteral("settings-panel"));
    m_rows->setContentsMargins(size::group, size::padding, size::group, size::group + size::shadow);
    m_rows->setSpacing(size::gap);
    auto *title = new PlainLabel(tr("Settings"), this);
    title->setLook(Text::Strong);
    m_rows->addWidget(title);
    m_theme = add(tr("Theme"), {{dark, tr("Dark")}, {light, tr("Light")}, {byDay, tr("Light 07–19")}},
                  [](Preferences &values, const QString &choice) {
                      values.theme = choice == dark    ? ThemeChoice::Dark
                                     : choice == light ? ThemeChoice::Light
                                                       : ThemeChoice::LightByDay;
                  });
    QList<std::pair<QString, QString>> sizes;
    for (const int percent : textSizes())
        sizes << std::pair(QString::number(percent), QStringLiteral("%1 %").arg(percent));
    m_text =
        add(tr("Text"), sizes, [](Preferences &values, const QString &choice) { values.textPercent = choice.toInt(); });
    m_motion =
        add(tr("Motion"), {{on, tr("Full")}, {off, tr("Reduced")}}, [](Preferences &values, const QString &choice) {
            values.motion = choice == on ? Motion::Full : Motion::Reduced;
        });
    const QList<std::pair<QString, QString>> onOff{{on, tr("On")}, {off, tr("Off")}};
    m_singleKeys = add(tr("Single keys"), onOff,
                       [](Preferences &values, const QString &choice) { values.singleKeys = choice == on; });
    m_tone = add(tr("Tone of an alarm"), onOff,
                 [](Preferences &values, const QString &choice) { values.tone = choice == on; });
    QList<std::pair<QString, QString>> languages{{QString(), tr("System")}};
    for (const QString &code : availableLanguages())
        languages << std::pair(code, languageName(code));
    m_language = add(tr("Language, from the next start on"), languages,
                     [](Preferences &values, const QString &choice) { values.language = choice; });
    m_note->setLook(Text::Small, &Colours::text3);
    m_note->setWordWrap(true);
    m_rows->addWidget(m_note);
    connect(&settings, &Settings::changed, this, [this] { show(m_settings.values()); });
    show(settings.values());
    setFocusProxy(m_theme->findChild<QAbstractButton *>(idOf(settings.values().theme)));
}

ChoiceRow *SettingsPanel::add(const QString &label, const QList<std::pair<QString, QString>> &choices,
                              const Change &change)
{
    auto *row = new ChoiceRow(label, this);
    for (const auto &[id, words] : choices)
        row->addChoice(id, words);
    m_rows->addWidget(row);
    connect(row, &ChoiceRow::chosen, this, [this, change](const QString &choice) {
        Preferences values = m_settings.values();
        change(values, choice);
        m_settings.change(values);
    });
    return row;
}

void SettingsPanel::show(const Preferences &values)
{
    m_theme->setCurrent(idOf(values.theme));
    m_text->setCurrent(QString::number(values.textPercent));
    m_motion->setCurrent(values.motion == Motion::Full ? on : off);
    m_singleKeys->setCurrent(values.singleKeys ? on : off);
    m_tone->setCurrent(values.tone ? on : off);
    m_language->setCurrent(values.language);
    m_note->setText(m_settings.lastError().isEmpty()
                        ? tr("Single letters and digits are commands only while no text is typed. F1 lists and changes "
                             "all keys. Esc closes.")
                        : tr("These settings count for this run only: %1.").arg(m_settings.lastError()));
}

} // namespace surgedeck
