// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/openpalette.h"

#include "app/commands/paletteitems.h"
#include "app/mainwindow.h"
#include "app/session.h"
#include "app/windowsheet.h"

#include <algorithm>

namespace surgedeck {

namespace {

/// What was found stays as it was when the palette was opened: lines that move under the eye would be chosen by
/// mistake. Whether a command can be given is asked again when it is.
class OpenPalette final : public CommandPalette
{
public:
    explicit OpenPalette(MainWindow &window)
        : m_window(window)
        , m_items(paletteItems(window))
    {
        const bool trouble =
            std::any_of(m_items.begin(), m_items.end(), [](const PaletteItem &item) { return item.inContext; });
        setContext(trouble ? MainWindow::tr("what is wrong now first") : QString());
        connect(this, &CommandPalette::queryChanged, this, &OpenPalette::search);
        connect(this, &CommandPalette::chosen, this, &OpenPalette::runItem);
        search({});
    }

private:
    void search(const QString &query)
    {
        QList<PaletteEntry> entries;
        for (const std::size_t index : searchPalette(query, m_items, m_window.commands().recent()))
            entries << m_items[index].entry;
        setEntries(entries);
    }

    void runItem(const QString &id)
    {
        const auto item = std::find_if(m_items.begin(), m_items.end(),
                                       [&](const PaletteItem &candidate) { return candidate.entry.id == id; });
        if (item == m_items.end())
            return;
        const auto run = item->run;
        m_window.commands().remember(id);
        m_window.sheet().close(); // deletes this later
        run();
    }

    MainWindow &m_window;
    std::vector<PaletteItem> m_items;
};

} // namespace

void openPalette(MainWindow &window)
{
    if (qobject_cast<CommandPalette *>(window.sheet().content()) != nullptr)
        window.sheet().close();
    else
        window.sheet().open(new OpenPalette(window), WindowSheet::Stays::WhileFocused);
}

} // namespace surgedeck
