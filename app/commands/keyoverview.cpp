// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/keyoverview.h"

#include "app/commands/commandregistry.h"
#include "app/commands/keycapture.h"
#include "models/items/factstable.h"
#include "widgets/button.h"
#include "widgets/plainlabel.h"
#include "widgets/tableview.h"
#include "widgets/theme/theme.h"

#include <QVBoxLayout>

#include <algorithm>

namespace surgedeck {

KeyOverview::KeyOverview(CommandRegistry &commands, QWidget *parent)
    : SheetFrame(tr("All keys"), parent)
    , m_commands(commands)
    , m_rows(new FactsTable({{tr("Where"), false}, {tr("Key"), false}, {tr("What it does"), false}}, this))
    , m_table(new TableView({{CellKind::Text, 150}, {CellKind::Text, 130}, {CellKind::Text, 0}}, this))
    , m_capture(new KeyCapture(this))
    , m_note(new PlainLabel({}, this))
    , m_change(new Button(tr("Change key"), this))
    , m_none(new Button(tr("No key"), this))
    , m_restore(new Button(tr("Built-in key"), this))
{
    setObjectName(QStringLiteral("key-overview"));
    auto *title = new PlainLabel(tr("All keys"), this);
    title->setLook(Text::Strong);
    m_table->setModel(m_rows);
    m_table->setAccessibleName(tr("All keys"));
    m_table->setAccessibleDescription(tr("Enter changes the key of a row"));
    m_note->setLook(Text::Small, &Colours::text3);
    m_note->setWordWrap(true);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(size::gap);
    for (Button *button : {m_change, m_none, m_restore})
        buttons->addWidget(button);
    buttons->addStretch(1);
    auto *foot = new QVBoxLayout;
    foot->setContentsMargins(size::group, size::gap, size::group, size::group);
    foot->addWidget(m_capture);
    foot->addWidget(m_note);
    foot->addLayout(buttons);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(size::hair, size::padding, size::hair, size::hair + size::shadow);
    column->setSpacing(size::gap);
    title->setContentsMargins(size::group, 0, size::group, 0);
    column->addWidget(title);
    column->addWidget(m_table, 1);
    column->addLayout(foot);
    setFocusProxy(m_table);

    connect(m_table, &TableView::activated, this, &KeyOverview::askForKey);
    connect(m_change, &Button::clicked, this, &KeyOverview::askForKey);
    connect(m_none, &Button::clicked, this, [this] { m_commands.setKey(selected(), {}); });
    connect(m_restore, &Button::clicked, this, [this] { m_commands.restoreKeys(selected()); });
    connect(m_capture, &KeyCapture::captured, this, &KeyOverview::takeKey);
    connect(&commands, &CommandRegistry::keysChanged, this, &KeyOverview::fill);
    fill();
    showHelp();
}

std::vector<RowFacts> KeyOverview::rows() const
{
    std::vector<const WindowCommand *> listed;
    QStringList sections;
    for (const WindowCommand &command : m_commands.all())
        if (!command.section.isEmpty()) {
            listed.push_back(&command);
            sections << command.section;
        }
    sections.removeDuplicates();
    std::stable_sort(listed.begin(), listed.end(), [&](const WindowCommand *a, const WindowCommand *b) {
        return sections.indexOf(a->section) < sections.indexOf(b->section);
    });
    std::vector<RowFacts> rows;
    QString section;
    for (const WindowCommand *command : listed) {
        QStringList keys;
        for (const QKeySequence &key : m_commands.keysOf(command->id))
            keys << keyText(key);
        CellFacts where{.text = command->section == section ? QString() : command->section,
                        .emphasis = Emphasis::Secondary};
        where.spoken = command->section;
        where.tip = command->section;
        CellFacts key{.text = keys.isEmpty() ? QStringLiteral("\u2014") : keys.join(QStringLiteral(", ")),
                      .emphasis = Emphasis::Strong};
        rows.push_back({command->id, {where, key, CellFacts{.text = command->title, .tip = command->effect}}, false});
        section = command->section;
    }
    return rows;
}

void KeyOverview::fill()
{
    m_rows->setRows(rows());
}

QString KeyOverview::selected() const
{
    const int row = m_table->currentIndex().row();
    return row < 0 ? QString() : m_rows->id(row);
}

void KeyOverview::askForKey()
{
    const WindowCommand *command = m_commands.find(selected());
    if (command == nullptr)
        return say(tr("Choose a row first."));
    if (!command->run)
        return say(tr("This key belongs to the table itself and stays."));
    m_note->hide();
    m_capture->ask(tr("Press the new key for: %1. Esc leaves it.").arg(command->title));
}

void KeyOverview::takeKey(const QKeySequence &key)
{
    m_note->show();
    m_table->setFocus(Qt::OtherFocusReason);
    if (key.isEmpty())
        return showHelp();
    const QString holder = m_commands.setKey(selected(), key);
    if (holder.isEmpty())
        say(tr("%1 is the new key.").arg(keyText(key)));
    else
        say(tr("%1 is the key of: %2. Nothing was changed.").arg(keyText(key), holder));
}

void KeyOverview::say(const QString &sentence)
{
    m_note->setText(sentence);
    m_note->setLook(Text::Small, &Colours::text1);
}

void KeyOverview::showHelp()
{
    m_note->setText(
        tr("Letters, digits and signs are commands only while no text is typed; the settings switch them off. "
           "No key presses a guarded control: it only leads there. Esc closes."));
    m_note->setLook(Text::Small, &Colours::text3);
}

} // namespace surgedeck
