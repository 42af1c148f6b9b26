// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/verbs/recordingwindow.h"

#include "app/appearance.h"
#include "app/mainwindow.h"
#include "app/timezone.h"
#include "models/base/timetext.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QTextStream>

namespace surgedeck {

namespace {
constexpr QSize firstSize{1600, 1000};
}

std::unique_ptr<ReplaySession> openForWindow(VerbCall &call, const Arguments &arguments, const QString &path)
{
    std::optional<WallTime> at;
    if (const QString text = arguments.value(QStringLiteral("at")); !text.isEmpty()) {
        const auto time = parseRfc3339(text);
        if (!time) {
            call.err << "surgedeck: --at: " << time.error().message << '\n';
            return nullptr;
        }
        at = *time;
    }
    auto replay = ReplaySession::open(path, at);
    if (!replay) {
        call.err << "surgedeck: " << replay.error().message << '\n';
        return nullptr;
    }
    useTimeZone((*replay)->session().platform().workspace());
    return std::move(*replay);
}

int showRecording(VerbCall &call, const Arguments &arguments, const QString &path)
{
    const auto replay = openForWindow(call, arguments, path);
    if (!replay)
        return ExitUsage;
    Settings settings(Settings::defaultFile());
    const SystemClock clock;
    std::optional<ThemeName> forced;
    if (arguments.isSet(QStringLiteral("theme")))
        forced =
            arguments.value(QStringLiteral("theme")) == QLatin1String("light") ? ThemeName::Light : ThemeName::Dark;
    const Appearance appearance(settings, clock, forced);
    MainWindow window(replay->session(), {.settings = &settings, .replay = replay.get()});
    window.setPerson(QStringLiteral("replay"));
    const QString view =
        arguments.isSet(QStringLiteral("view")) ? arguments.value(QStringLiteral("view")) : QStringLiteral("replay");
    if (!window.showView(view))
        window.showView(QStringLiteral("replay"));
    window.resize(firstSize);
    window.show();
    return QApplication::exec();
}

} // namespace surgedeck
