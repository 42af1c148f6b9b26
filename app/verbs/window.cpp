// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/acting.h"
#include "app/appearance.h"
#include "app/config.h"
#include "app/console.h"
#include "app/verbs/recordingwindow.h"
#include "app/timezone.h"
#include "app/verbs/arguments.h"
#include "app/verbs/loading.h"
#include "app/views/firstrunwindow.h"
#include "app/workspacehistory.h"

#include <QApplication>

namespace surgedeck {

namespace {

QCommandLineOption choice(const char *name, const char *initial)
{
    return QCommandLineOption(QLatin1String(name), {}, QStringLiteral("NAME"), QLatin1String(initial));
}

/// Empty when the call is fine.
QString wrongChoice(const Arguments &arguments)
{
    const auto refuse = [&](const char *option, const QStringList &known) {
        return known.contains(arguments.value(QLatin1String(option)))
            ? QString()
            : QStringLiteral("--%1 takes one of: %2").arg(QLatin1String(option), known.join(QLatin1String(", ")));
    };
    for (const QString &wrong :
         {refuse("theme", {QStringLiteral("dark"), QStringLiteral("light")}),
          refuse("role", {QStringLiteral("viewer"), QStringLiteral("responder"), QStringLiteral("commander")})})
        if (!wrong.isEmpty())
            return wrong;
    if (const auto role = allowedRole(arguments.value(QStringLiteral("role")), Role::Viewer); !role)
        return role.error().message;
    return whyNoView(arguments.value(QStringLiteral("view")));
}

/// The page for a screen on the wall, where nothing can be pressed.
bool isKiosk(const Arguments &arguments)
{
    return arguments.isSet(QStringLiteral("role")) && arguments.value(QStringLiteral("role")) == QLatin1String("viewer") &&
           arguments.value(QStringLiteral("view")) == QLatin1String("stakeholders");
}

std::optional<ThemeName> forcedTheme(const Arguments &arguments)
{
    if (!arguments.isSet(QStringLiteral("theme")))
        return isKiosk(arguments) ? std::optional(ThemeName::Light) : std::nullopt; // read from afar, in a bright room
    return arguments.value(QStringLiteral("theme")) == QLatin1String("light") ? ThemeName::Light : ThemeName::Dark;
}

/// What is on the screen: the page of the first run until a workspace is open, then its window.
class Screen
{
public:
    Screen(const Arguments &arguments, const Clock &clock)
        : m_arguments(arguments)
        , m_clock(clock)
        , m_settings(Settings::defaultFile())
        , m_appearance(m_settings, clock, forcedTheme(arguments))
    {
    }

    void showFirstRun(const QString &problem)
    {
        m_firstRun = std::make_unique<FirstRunWindow>(m_history.opened());
        if (!problem.isEmpty())
            m_firstRun->showProblem(problem);
        QObject::connect(m_firstRun.get(), &FirstRunWindow::opened, m_firstRun.get(),
                         [this](const std::shared_ptr<const Workspace> &workspace) {
                             showWorkspace(workspace);
                             m_firstRun.release()->deleteLater(); // it is what called us
                         });
        m_firstRun->resize(1200, 860);
        m_firstRun->show();
    }

    void showWorkspace(const std::shared_ptr<const Workspace> &workspace)
    {
        m_history.noteOpened(workspace->file);
        useTimeZone(*workspace);
        if (isKiosk(m_arguments)) {
            m_kiosk = std::make_unique<Kiosk>(workspace, m_clock);
            m_kiosk->start();
            return;
        }
        const Role role = allowedRole(m_arguments.value(QStringLiteral("role")), Role::Viewer).value();
        const bool viewer = role == Role::Viewer;
        const bool asked = m_arguments.isSet(QStringLiteral("view"));
        m_console = std::make_unique<Console>(
            workspace,
            WindowOptions{.settings = &m_settings,
                          .credentials = viewer ? Credentials::Read : Credentials::ReadAndAct,
                          .role = role,
                          .settingUp = !asked && !m_history.wasSetUp(workspace->file)},
            m_clock);
        MainWindow &window = m_console->window();
        if (asked)
            window.showView(m_arguments.value(QStringLiteral("view")));
        QObject::connect(&window, &MainWindow::setUpDone, &window,
                         [this, file = workspace->file] { m_history.noteSetUp(file); });
        m_console->start();
    }

    const WorkspaceHistory &history() const { return m_history; }

private:
    const Arguments &m_arguments;
    const Clock &m_clock;
    WorkspaceHistory m_history;
    Settings m_settings;
    Appearance m_appearance;
    std::unique_ptr<FirstRunWindow> m_firstRun;
    std::unique_ptr<Console> m_console;
    std::unique_ptr<Kiosk> m_kiosk;
};

} // namespace

int runWindow(VerbCall &call)
{
    const auto arguments = Arguments::read(
        call, "", {{QStringLiteral("WORKSPACE")}, 0, {choice("view", "cockpit"), choice("theme", "dark"), choice("role", "viewer"), choice("at", "")}});
    if (!arguments)
        return ExitUsage;
    if (const QString wrong = wrongChoice(*arguments); !wrong.isEmpty())
        return usageError(call, "", wrong);
    const QString named = arguments->positional(0);
    if (looksLikeRecording(named))
        return showRecording(call, *arguments, named);
    const SystemClock clock;
    Screen screen(*arguments, clock);
    const QString path = named.isEmpty() ? screen.history().last() : named;
    if (!named.isEmpty()) {
        const auto workspace = loadWorkspaceForVerb(call, path);
        if (!workspace)
            return ExitUsage;
        screen.showWorkspace(workspace);
    } else if (const auto reading = loadWorkspace(path, Examine::File); reading && !hasErrors(reading->problems)) {
        screen.showWorkspace(std::make_shared<const Workspace>(reading->workspace));
    } else {
        // Nobody named this file now: what is wrong with it belongs on the screen, not on a terminal that may not be there.
        screen.showFirstRun(path.isEmpty() ? QString()
                            : reading     ? QStringLiteral("%1 has mistakes: surgedeck check %1").arg(path)
                                          : reading.error().message);
    }
    return QApplication::exec();
}

} // namespace surgedeck
