// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commandline.h"

#include "app/language.h"
#include "app/settings.h"
#include "app/verbs/verb.h"

#include <QApplication>
#include <QTextStream>

#include <csignal>
#include <memory>
#include <unistd.h>

namespace surgedeck {

namespace {

/// There is nothing to put away: what a verb was about to change is in the journal as an intent before it is sent. The
/// shell learns at once that it was interrupted.
void endOnInterrupt()
{
    std::signal(SIGINT, [](int) { _exit(ExitInterrupted); });
}

/// Fonts are needed for pages, though nothing is shown.
Verb::Display displayOf(const Verb &verb, const QStringList &words)
{
    const bool drawsPages = verb.display == Verb::Display::None &&
                            (words.contains(QStringLiteral("pdf")) || words.contains(QStringLiteral("--pdf")));
    return drawsPages ? Verb::Display::Offscreen : verb.display;
}

std::unique_ptr<QCoreApplication> makeApplication(Verb::Display display, int &argc, char **argv)
{
    QCoreApplication::setApplicationName(QStringLiteral("surgedeck"));
    QCoreApplication::setApplicationVersion(QStringLiteral(SURGEDECK_VERSION));
    QCoreApplication::setAttribute(Qt::AA_DisableSessionManager);
    if (display == Verb::Display::None)
        return std::make_unique<QCoreApplication>(argc, argv);
    // Without a display a picture is still drawn; with one a screenshot must not flash a window.
    if (display == Verb::Display::Offscreen)
        qputenv("QT_QPA_PLATFORM", "offscreen");
    return std::make_unique<QApplication>(argc, argv);
}

bool namesAFile(const QString &word)
{
    return word.endsWith(QLatin1String(".yaml")) || word.endsWith(QLatin1String(".yml")) || word.endsWith(QLatin1String(".surge")) || word.contains(QLatin1Char('/'));
}

int unknownVerb(const QString &word, QTextStream &err)
{
    err << "surgedeck: unknown verb '" << word.left(80) << "'; `surgedeck help` lists them\n";
    return ExitUsage;
}

} // namespace

int runCommandLine(int argc, char **argv)
{
    QTextStream out(stdout);
    QTextStream err(stderr);
    QStringList words;
    for (int i = 1; i < argc; ++i)
        words << QString::fromLocal8Bit(argv[i]);
    const QString first = words.value(0);
    const bool help = first == QLatin1String("--help") || first == QLatin1String("-h");
    const bool version = first == QLatin1String("--version");
    const Verb *verb = findVerb(help ? QStringLiteral("help") : version ? QStringLiteral("version") : first);
    if (!verb && !first.isEmpty() && !namesAFile(first) && !first.startsWith(QLatin1Char('-')))
        return unknownVerb(first, err);
    static const Verb window{"", "[WORKSPACE]", "open the window", Verb::Display::Window, runWindow};
    if (verb)
        words.removeFirst();
    else
        verb = &window;
    const auto application = makeApplication(displayOf(*verb, words), argc, argv);
    // A person's choice counts for what they look at; scripts get what their environment asks for.
    const bool shown = verb->display != Verb::Display::None;
    const Language language(shown ? Settings(Settings::defaultFile()).values().language : QString());
    if (verb->display != Verb::Display::Window)
        endOnInterrupt();
    VerbCall call{words, out, err};
    const int status = verb->run(call);
    out.flush();
    err.flush();
    return status;
}

} // namespace surgedeck
