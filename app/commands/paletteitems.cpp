// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/paletteitems.h"

#include "app/mainwindow.h"
#include "app/session.h"
#include "models/base/numbertext.h"
#include "models/base/safetext.h"
#include "models/base/sqldigest.h"
#include "models/items/queryrows.h"
#include "widgets/theme/statusshape.h"

#include <QCoreApplication>
#include <QDateTime>

#include <algorithm>

namespace surgedeck {

namespace {

constexpr std::size_t mostDigests = 12;
constexpr int widestTitle = 120;

struct Palette
{
    Q_DECLARE_TR_FUNCTIONS(Palette)
};

const QString cockpit = QStringLiteral("cockpit");

QString safe(const QString &text)
{
    return SafeText::of(text).singleLine(widestTitle);
}

QString figureText(const Figure &figure, const QString &unit)
{
    if (!figure.value)
        return Palette::tr("not known");
    const NumberText text = valueText(*figure.value, unit);
    return text.unit.isEmpty() ? text.number : text.number + QChar(0x202f) + text.unit;
}

/// Items for what can be found on a screen now.
class Places
{
public:
    Places(MainWindow &window, std::vector<PaletteItem> &items)
        : m_window(window)
        , m_items(items)
    {
    }

    void addAll()
    {
        const Platform &platform = m_window.session().platform();
        for (const Alarm &alarm : platform.view().alarms)
            addAlarm(alarm);
        for (const ServiceView &service : platform.view().services)
            addService(service);
        for (const IndicatorView &indicator : platform.view().indicators)
            addIndicator(indicator);
        for (const RouteView &route : platform.view().routes)
            addRoute(route);
        for (const SourceView &source : platform.view().sources)
            addSource(source);
        for (const SourceConfig &source : platform.workspace().sources)
            if (const DatabaseStore *database = platform.database(source.id))
                addDatabase(source, *database);
    }

private:
    PaletteItem &add(CommandGroup group, const QString &id, const QString &title, const Place &place)
    {
        PaletteItem item;
        item.group = group;
        item.entry.id = id;
        item.entry.title = safe(title);
        item.entry.effect = Palette::tr("Shows it and moves the keyboard there. Nothing is changed.");
        item.entry.symbol = group == CommandGroup::LookUp ? Symbol::Search : Symbol::Eye;
        item.run = [window = &m_window, place] { window->reveal(place); };
        m_items.push_back(std::move(item));
        return m_items.back();
    }

    void addAlarm(const Alarm &alarm)
    {
        const auto at = QDateTime::fromMSecsSinceEpoch(alarm.since.time_since_epoch().count());
        PaletteItem &item = add(CommandGroup::GoTo, QStringLiteral("alarm/") + alarm.id,
                                Palette::tr("Alarm %1 %2").arg(at.toString(QStringLiteral("HH:mm:ss")), alarm.name),
                                {cockpit, QStringLiteral("panel-alarms"), alarm.id});
        item.entry.detail = alarm.state == AlarmState::Resolved ? Palette::tr("cleared") : stateWord(alarm.severity);
        item.entry.symbol = Symbol::Bell;
        item.words = alarm.runbook;
        item.inContext = alarm.state == AlarmState::Firing || alarm.state == AlarmState::SourceLost;
    }

    void addService(const ServiceView &service)
    {
        PaletteItem &item =
            add(CommandGroup::GoTo, QStringLiteral("service/") + service.id,
                Palette::tr("Service %1").arg(service.name), {cockpit, QStringLiteral("panel-health"), service.id});
        item.entry.detail = stateWord(service.state);
        item.words = service.id;
        item.inContext = service.state != Health::Normal;
    }

    void addIndicator(const IndicatorView &indicator)
    {
        PaletteItem &item = add(CommandGroup::GoTo, QStringLiteral("indicator/") + indicator.id,
                                Palette::tr("Figure %1").arg(indicator.name), {cockpit, {}, {}});
        item.entry.detail =
            QStringLiteral("%1, %2").arg(figureText(indicator.figure, indicator.unit), stateWord(indicator.state));
        item.words = indicator.id;
        item.inContext = indicator.state != Health::Normal;
        item.run = [window = &m_window, tile = QStringLiteral("tile-") + indicator.id] {
            window->reveal({cockpit, {}, {}});
            if (auto *widget = window->findChild<QWidget *>(tile))
                widget->setFocus(Qt::ShortcutFocusReason);
        };
    }

    void addRoute(const RouteView &route)
    {
        PaletteItem &item =
            add(CommandGroup::GoTo, QStringLiteral("route/") + route.id, Palette::tr("Traffic of %1").arg(route.name),
                {cockpit, QStringLiteral("panel-traffic"), {}});
        item.entry.detail = safe(route.reason);
    }

    void addSource(const SourceView &source)
    {
        PaletteItem &item = add(CommandGroup::GoTo, QStringLiteral("source/") + source.id,
                                Palette::tr("Connection of %1").arg(source.id),
                                {QStringLiteral("connections"), QStringLiteral("panel-connections"), source.id});
        item.entry.detail = source.error.isEmpty() ? source.type : safe(source.error);
        item.entry.symbol = Symbol::Plug;
        item.words = source.type;
        item.inContext = source.state != SourceState::Ok;
    }

    void addDatabase(const SourceConfig &source, const DatabaseStore &database)
    {
        const int waiters = database.load().lockWaiters;
        PaletteItem &locks = add(CommandGroup::LookUp, QStringLiteral("locks/") + source.id,
                                 Palette::tr("Sessions that hold locks on %1").arg(source.id),
                                 {cockpit, QStringLiteral("panel-queries"), {}});
        locks.entry.detail =
            waiters == 0 ? Palette::tr("nobody waits") : Palette::tr("%n session(s) wait", nullptr, waiters);
        locks.words = Palette::tr("lock chain blocker");
        locks.inContext = waiters > 0;
        const SqlDialect dialect = source.type == QLatin1String("mysql") ? SqlDialect::MySql : SqlDialect::PostgreSql;
        for (const RowFacts &row : digestRows(database.view(), dialect, mostDigests)) {
            const CellFacts &words = row.cells.front();
            PaletteItem &digest = add(CommandGroup::LookUp, QStringLiteral("digest/") + row.id,
                                      QStringLiteral("%1 %2").arg(words.lead, words.text),
                                      {cockpit, QStringLiteral("panel-queries"), row.id});
            digest.entry.detail = QStringLiteral("%1 · %2").arg(words.trail, source.id);
            digest.listing = Listing::WhenSought;
        }
    }

    MainWindow &m_window;
    std::vector<PaletteItem> &m_items;
};

PaletteItem itemOf(const WindowCommand &command, MainWindow &window)
{
    const CommandRegistry &commands = window.commands();
    const CommandState state = commands.stateOf(command);
    PaletteItem item;
    item.group = command.group;
    item.listing = command.listing;
    item.words = command.words;
    item.entry = {.id = command.id,
                  .group = {},
                  .title = command.title,
                  .detail = state.detail,
                  .key = commands.keyText(command.id),
                  .refusal = state.refusal,
                  .effect = command.effect,
                  .symbol = command.symbol,
                  .guarded = command.guarded};
    item.run = [&window, id = command.id] { window.commands().run(id); };
    return item;
}

QString headingOf(CommandGroup group)
{
    switch (group) {
    case CommandGroup::DoNow:
        return Palette::tr("Do now");
    case CommandGroup::GoTo:
        return Palette::tr("Go to");
    case CommandGroup::LookUp:
        break;
    }
    return Palette::tr("Look up");
}

} // namespace

std::vector<PaletteItem> paletteItems(MainWindow &window)
{
    std::vector<PaletteItem> items;
    for (const WindowCommand &command : window.commands().all())
        if (command.run && command.listing != Listing::Never)
            items.push_back(itemOf(command, window));
    Places(window, items).addAll();
    for (PaletteItem &item : items)
        item.entry.group = headingOf(item.group);
    return items;
}

} // namespace surgedeck
