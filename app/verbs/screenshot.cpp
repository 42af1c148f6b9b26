// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/changekeeping.h"
#include "app/mainwindow.h"
#include "app/incidents/incidentwatch.h"
#include "app/keeping.h"
#include "app/person.h"
#include "app/runbooks/runbookfiles.h"
#include "app/session.h"
#include "app/sourcesettings.h"
#include "app/verbs/arguments.h"
#include "app/verbs/loading.h"
#include "app/verbs/progress.h"
#include "app/views/stakeholderview.h"
#include "app/verbs/recordingwindow.h"
#include "app/timezone.h"
#include "models/report/jsontext.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTextStream>

namespace surgedeck {

namespace {

struct Picture
{
    QString file;
    QString view;
    QSize size;
    ThemeName theme = ThemeName::Dark;
};

/// nullopt after a message on call.err.
std::optional<Picture> pictureOf(VerbCall &call, const Arguments &arguments)
{
    static const QRegularExpression size(QStringLiteral("^([0-9]{3,5})x([0-9]{3,5})$"));
    const auto refuse = [&](const QString &what) {
        usageError(call, "screenshot", what);
        return std::nullopt;
    };
    Picture picture;
    picture.file = arguments.value(QStringLiteral("out"));
    picture.view = arguments.value(QStringLiteral("view"));
    const auto match = size.match(arguments.value(QStringLiteral("size")));
    picture.size = {match.captured(1).toInt(), match.captured(2).toInt()};
    const QString theme = arguments.value(QStringLiteral("theme"));
    picture.theme = theme == QLatin1String("light") ? ThemeName::Light : ThemeName::Dark;
    if (picture.file.isEmpty())
        return refuse(QStringLiteral("--out FILE.png is missing"));
    if (!match.hasMatch() || picture.size.width() > 8000 || picture.size.height() > 8000)
        return refuse(QStringLiteral("--size takes WIDTHxHEIGHT, like 1920x1080"));
    if (theme != QLatin1String("light") && theme != QLatin1String("dark"))
        return refuse(QStringLiteral("--theme takes dark or light"));
    if (const QString why = whyNoView(picture.view); !why.isEmpty())
        return refuse(why);
    return picture;
}

int takePicture(VerbCall &call, QWidget &window, const Picture &picture, Output output)
{
    // What came in last may have asked for another layout, which a window would do before its next paint.
    QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
    if (!window.grab().save(picture.file, "PNG")) {
        call.err << "surgedeck screenshot: " << picture.file << " can not be written\n";
        return ExitUsage;
    }
    if (output == Output::Json) {
        QJsonObject document = newDocument();
        document[QStringLiteral("file")] = picture.file;
        document[QStringLiteral("view")] = picture.view;
        call.out << QJsonDocument(document).toJson(QJsonDocument::Compact) << '\n';
    } else {
        call.out << picture.file << '\n';
    }
    return ExitFine;
}

/// The stakeholders' page stands alone: it has a window of its own.
int pictureOfWall(VerbCall &call, WatchSession &session, const Picture &picture, Milliseconds after, Output output)
{
    StakeholderWindow window(session);
    window.setFixedSize(picture.size);
    window.show();
    session.start();
    std::optional<Progress> progress(std::in_place, QStringLiteral("collecting"), after);
    QTimer::singleShot(after, Qt::PreciseTimer, &window, [&] {
        progress.reset();
        (void)session.evaluate();
        window.refresh();
        QApplication::exit(takePicture(call, window, picture, output));
    });
    return QApplication::exec();
}

/// A recording needs no time to collect: its moment is there at once, only what lies around it is looked for.
int pictureOfRecording(VerbCall &call, const Arguments &arguments, const Picture &picture)
{
    theme::apply(picture.theme);
    const auto replay = openForWindow(call, arguments, arguments.positional(0));
    if (!replay)
        return ExitUsage;
    MainWindow window(replay->session(), {.replay = replay.get()});
    window.setFixedSize(picture.size);
    window.showView(picture.view);
    window.show();
    const auto take = [&] { QApplication::exit(takePicture(call, window, picture, arguments.output())); };
    // It is told of tracks that still grow, too: a picture shows all of them.
    const auto takeWhole = [&] {
        if (replay->facts().overview->complete)
            take();
    };
    QObject::connect(replay.get(), &ReplaySession::overviewGrew, &window, takeWhole, Qt::QueuedConnection);
    QObject::connect(replay.get(), &ReplaySession::failed, &window, take, Qt::QueuedConnection);
    replay->lookAhead();
    return QApplication::exec();
}

} // namespace

int runScreenshot(VerbCall &call)
{
    const auto text = [](const char *name, const char *value) {
        return QCommandLineOption(QLatin1String(name), {}, QStringLiteral("VALUE"), QLatin1String(value));
    };
    const auto arguments = Arguments::read(call, "screenshot",
                                           {{QStringLiteral("WORKSPACE")}, 1,
                                            {text("out", ""), text("view", "cockpit"), text("size", "1920x1080"),
                                             text("theme", "dark"), text("after", "5s"), text("at", "")}});
    if (!arguments)
        return ExitUsage;
    const auto picture = pictureOf(call, *arguments);
    if (picture && looksLikeRecording(arguments->positional(0)))
        return pictureOfRecording(call, *arguments, *picture);
    const auto after = picture ? arguments->duration(call, QStringLiteral("after")) : std::nullopt;
    const auto read = after ? loadWorkspaceForVerb(call, arguments->positional(0)) : nullptr;
    if (!read)
        return ExitUsage;
    const auto workspace = withRunbookExpressions(*read, *loadRunbooks(read.get()));
    useTimeZone(*workspace);
    theme::apply(picture->theme);
    SystemClock clock;
    WatchSession session(workspace, prepareSources(*workspace), {}, clock);
    const Keeping keeping(session, Keeping::Access::Read);
    const auto changes = watchChanges(session, clock);
    if (picture->view == QLatin1String("stakeholders"))
        return pictureOfWall(call, session, *picture, *after, arguments->output());
    IncidentWatch incidents(workspace->name);
    MainWindow window(session, {.incidents = &incidents});
    window.setPerson(QStringLiteral("%1 · %2").arg(personName(), toWord(Role::Viewer)));
    window.showView(picture->view);
    window.setFixedSize(picture->size);
    window.show();
    session.start();
    if (picture->view == QLatin1String("connections"))
        window.commands().run(QStringLiteral("test-all"));
    std::optional<Progress> progress(std::in_place, QStringLiteral("collecting"), *after);
    QTimer::singleShot(*after, Qt::PreciseTimer, &window, [&] {
        progress.reset();
        window.refresh();
        QApplication::exit(takePicture(call, window, *picture, arguments->output()));
    });
    return QApplication::exec();
}

} // namespace surgedeck
