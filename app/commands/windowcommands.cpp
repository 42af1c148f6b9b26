// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/windowcommands.h"

#include "app/commands/keyoverview.h"
#include "app/commands/openpalette.h"
#include "app/commands/settingspanel.h"
#include "app/mainwindow.h"
#include "app/session.h"
#include "app/windowsheet.h"
#include "models/report/links.h"
#include "models/report/situation.h"
#include "widgets/topbar.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QUrl>

#include <algorithm>

namespace surgedeck {

namespace {

/// Names of what is only found by who looks for it.
struct Commands
{
    Q_DECLARE_TR_FUNCTIONS(Commands)
};

QList<QKeySequence> keys(std::initializer_list<const char *> texts)
{
    QList<QKeySequence> result;
    for (const char *text : texts)
        result << QKeySequence(QLatin1String(text));
    return result;
}

void addViews(MainWindow &window)
{
    for (const ViewType &type : viewTypes()) {
        if (type.wanted && !type.wanted(window.session().platform().workspace()))
            continue;
        WindowCommand command;
        command.id = QStringLiteral("view-") + type.id;
        command.title = Commands::tr("View: %1").arg(type.title());
        command.section = Commands::tr("Views");
        command.keys = {QKeySequence(type.key), QKeySequence(QStringLiteral("Ctrl+") + type.key)};
        command.effect = Commands::tr("Shows this view. Nothing is changed.");
        command.symbol = Symbol::Eye;
        command.run = [&window, id = type.id] { window.showView(id); };
        window.commands().add(command);
    }
}

void addMoves(MainWindow &window)
{
    const QString section = Commands::tr("Everywhere, also while you type");
    const auto add = [&](const char *id, const QString &title, const char *key, std::function<void()> run) {
        WindowCommand command;
        command.id = QLatin1String(id);
        command.title = title;
        command.listing = Listing::Never;
        command.section = section;
        command.keys = keys({key});
        command.run = std::move(run);
        window.commands().add(command);
    };
    add("palette", Commands::tr("Go to or run a command"), "Ctrl+K", [&window] { openPalette(window); });
    add("next-panel", Commands::tr("Next panel"), "F6", [&window] { window.focusNextPanel(1); });
    add("previous-panel", Commands::tr("Previous panel"), "Shift+F6", [&window] { window.focusNextPanel(-1); });
    add("back", Commands::tr("Back: palette, then selection, then view"), "Esc", [&window] { window.goBack(); });
}

void copySituation(MainWindow &window)
{
    const Platform &platform = window.session().platform();
    (void)window.session().evaluate();
    const QString text = situationText(platform.view(), platform.workspace());
    QGuiApplication::clipboard()->setText(text);
    window.topBar().commandField()->showOutcome(
        Commands::tr("Situation copied, %n character(s)", nullptr, static_cast<int>(text.size())));
}

void addSheets(MainWindow &window)
{
    const QString section = Commands::tr("Everywhere, also while you type");
    WindowCommand overview;
    overview.id = QStringLiteral("keys");
    overview.title = Commands::tr("All keys");
    overview.section = section;
    overview.keys = keys({"F1"});
    overview.words = Commands::tr("help shortcuts keyboard change");
    overview.effect = Commands::tr("Lists every key; there keys can be changed.");
    overview.symbol = Symbol::Keyboard;
    overview.run = [&window] {
        window.sheet().open(new KeyOverview(window.commands()), WindowSheet::Stays::UntilClosed);
    };
    window.commands().add(overview);

    WindowCommand settings;
    settings.id = QStringLiteral("settings");
    settings.title = Commands::tr("Settings");
    settings.section = section;
    settings.keys = keys({"Ctrl+,"});
    settings.words = Commands::tr("theme dark light text size motion single keys tone language");
    settings.effect = Commands::tr("Opens the settings in place. They count at once and are kept.");
    settings.symbol = Symbol::Gear;
    settings.run = [&window] {
        window.sheet().open(new SettingsPanel(window.settings()), WindowSheet::Stays::UntilClosed);
    };
    window.commands().add(settings);

    WindowCommand situation;
    situation.id = QStringLiteral("copy-situation");
    situation.title = Commands::tr("Copy situation");
    situation.group = CommandGroup::DoNow;
    situation.section = section;
    situation.keys = keys({"Ctrl+Shift+S"});
    situation.words = Commands::tr("clipboard chat summary");
    situation.effect = Commands::tr("Copies one paragraph with times, figures and links, for the chat.");
    situation.symbol = Symbol::Copy;
    situation.run = [&window] { copySituation(window); };
    window.commands().add(situation);
}

/// A link is opened by a person's own command only, and only one that stands in their own workspace file.
void openLink(MainWindow &window, const LinkConfig &link)
{
    const PlatformView &view = window.session().evaluate();
    std::optional<WallTime> first;
    for (const Alarm &alarm : view.alarms)
        if (alarm.state != AlarmState::Resolved)
            first = std::min(first.value_or(alarm.since), alarm.since);
    const QUrl address(linkAddress(link, currentSubject(view.now, first)), QUrl::StrictMode);
    const bool opened = QDesktopServices::openUrl(address);
    window.topBar().commandField()->showOutcome(opened ? Commands::tr("Opened %1").arg(address.host())
                                                       : Commands::tr("No program opens %1").arg(address.host()));
}

void addLinks(MainWindow &window)
{
    for (const LinkConfig &link : window.session().platform().workspace().links) {
        const bool bridge = link.name == QLatin1String("bridge");
        const QUrl address(linkAddress(link, currentSubject({}, {})));
        WindowCommand command;
        command.id = QStringLiteral("link-") + link.name;
        command.title = bridge ? Commands::tr("Join the call") : Commands::tr("Open %1").arg(link.name.left(40));
        command.group = bridge ? CommandGroup::DoNow : CommandGroup::LookUp;
        command.words = Commands::tr("link browser bridge war room");
        command.effect = Commands::tr("Opens %1 in the browser.").arg(address.host());
        command.symbol = Symbol::Link;
        command.state = [host = address.host()] {
            return host.isEmpty() ? CommandState{{}, Commands::tr("its address in the workspace is no web address")}
                                  : CommandState{host, {}};
        };
        command.run = [&window, link] { openLink(window, link); };
        window.commands().add(command);
    }
}

void addSetting(MainWindow &window, const char *id, const QString &title, void (*change)(Preferences &))
{
    WindowCommand command;
    command.id = QLatin1String(id);
    command.title = title;
    command.group = CommandGroup::DoNow;
    command.listing = Listing::WhenSought;
    command.effect = Commands::tr("Changes this console only, at once, and is kept.");
    command.words = Commands::tr("setting");
    command.symbol = Symbol::Gear;
    command.run = [&window, change] {
        Preferences values = window.settings().values();
        change(values);
        window.settings().change(values);
    };
    window.commands().add(command);
}

int neighbour(int percent, int direction)
{
    const auto &sizes = textSizes();
    const auto at = std::max<qsizetype>(0, sizes.indexOf(percent));
    return sizes.at(std::clamp<qsizetype>(at + direction, 0, sizes.size() - 1));
}

void addSettings(MainWindow &window)
{
    addSetting(window, "theme-dark", Commands::tr("Dark theme"), [](Preferences &p) { p.theme = ThemeChoice::Dark; });
    addSetting(window, "theme-light", Commands::tr("Light theme"),
               [](Preferences &p) { p.theme = ThemeChoice::Light; });
    addSetting(window, "theme-by-day", Commands::tr("Light theme from 07:00 to 19:00"),
               [](Preferences &p) { p.theme = ThemeChoice::LightByDay; });
    addSetting(window, "text-larger", Commands::tr("Larger text"),
               [](Preferences &p) { p.textPercent = neighbour(p.textPercent, 1); });
    addSetting(window, "text-smaller", Commands::tr("Smaller text"),
               [](Preferences &p) { p.textPercent = neighbour(p.textPercent, -1); });
    addSetting(window, "motion", Commands::tr("Reduce motion, or not"),
               [](Preferences &p) { p.motion = p.motion == Motion::Full ? Motion::Reduced : Motion::Full; });
    addSetting(window, "single-keys", Commands::tr("Single keys on or off"),
               [](Preferences &p) { p.singleKeys = !p.singleKeys; });
    addSetting(window, "tone", Commands::tr("Tone on or off"), [](Preferences &p) { p.tone = !p.tone; });
}

/// What the focused widget does by itself.
void addWidgetKeys(MainWindow &window)
{
    const auto tell = [&](const char *id, const QString &title, std::initializer_list<const char *> which) {
        WindowCommand command;
        command.id = QLatin1String(id);
        command.title = title;
        command.listing = Listing::Never;
        command.section = Commands::tr("In tables and lists");
        command.keys = keys(which);
        window.commands().add(command);
    };
    tell("table-move", Commands::tr("Previous and next row"), {"Up", "Down"});
    tell("table-ends", Commands::tr("First and last row"), {"Home", "End"});
    tell("table-open", Commands::tr("Open, or the first thing to do with a row"), {"Return"});
    tell("alarm-silence", Commands::tr("Silence the alarm of this row for an hour"), {"Shift+Return"});
    tell("table-copy-row", Commands::tr("Copy the row as text with units"), {"Ctrl+C"});
    tell("table-copy-all", Commands::tr("Copy the table as tab-separated values"), {"Ctrl+Shift+C"});
}

} // namespace

void addWindowCommands(MainWindow &window)
{
    addMoves(window);
    addSheets(window);
    addViews(window);
    addLinks(window);
    addSettings(window);
    addWidgetKeys(window);
    QObject::connect(&window.commands(), &CommandRegistry::refused, &window,
                     [&window](const QString &title, const QString &reason) {
                         window.topBar().commandField()->showOutcome(QStringLiteral("%1: %2").arg(title, reason));
                     });
}

} // namespace surgedeck
