// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/changekeeping.h"
#include "app/healthrecording.h"
#include "app/interruption.h"
#include "app/journalkeeping.h"
#include "app/keeping.h"
#include "app/samplekeeping.h"
#include "app/session.h"
#include "app/sourcesettings.h"
#include "app/traffic/shiftdesk.h"
#include "app/verbs/arguments.h"
#include "app/verbs/loading.h"
#include "app/verbs/progress.h"
#include "connectors/journal/recordingfile.h"
#include "connectors/journal/sqlitejournal.h"
#include "models/base/timetext.h"
#include "models/replay/facts.h"
#include "models/report/jsontext.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QTextStream>

namespace surgedeck {

namespace {

using namespace Qt::StringLiterals;

constexpr Milliseconds patienceAtTheEnd{20'000};
constexpr Milliseconds longestRecording{48 * 3'600'000};

/// An existing file is gone on with, when it is a recording of ours; nothing else is ever overwritten.
Status mayWrite(const QString &path)
{
    const QFileInfo info(path);
    if (!QFileInfo(info.absolutePath()).isDir())
        return Error{Error::Kind::Config, u"%1: there is no such directory"_s.arg(info.absolutePath())};
    if (!info.exists() || info.size() == 0)
        return ok();
    SURGEDECK_TRY(file, RecordingFile::open(path));
    static_cast<void>(file);
    return ok();
}

void tellHealth(VerbCall &call, const JournalHealth &health)
{
    if (health.state == JournalHealth::State::Writing && health.reason.isEmpty())
        return;
    call.err << "surgedeck record: "
             << (health.state == JournalHealth::State::Stopped      ? "nothing is kept"
                 : health.state == JournalHealth::State::EventsOnly ? "only events are kept"
                                                                    : "recording")
             << ": " << health.reason << '\n';
    call.err.flush();
}

/// Writes down what is shown, once a second, so that a replay can be held against it.
Result<std::unique_ptr<QFile>> writeFacts(WatchSession &session, const QString &path)
{
    auto file = std::make_unique<QFile>(path);
    if (!file->open(QIODevice::WriteOnly | QIODevice::Truncate))
        return Error{Error::Kind::Config, u"%1: %2"_s.arg(path, file->errorString())};
    QObject::connect(&session, &WatchSession::evaluated, file.get(), [&session, to = file.get()] {
        to->write(QJsonDocument(factsOf(session.platform())).toJson(QJsonDocument::Compact) + '\n');
        to->flush();
    });
    return file;
}

int tellEnd(VerbCall &call, const JournalHealth &health, const Status &finished, const Arguments &arguments)
{
    const QString file = arguments.value(u"out"_s);
    if (!finished) {
        call.err << "surgedeck record: " << file << ": " << finished.error().message << '\n';
        return ExitProblem;
    }
    QJsonObject document = newDocument();
    document[u"file"_s] = file;
    document[u"lost"_s] = health.lost;
    if (arguments.output() == Output::Json)
        call.out << QJsonDocument(document).toJson(QJsonDocument::Compact) << '\n';
    else
        call.out << file << (health.lost > 0 ? u"  %1 records were lost"_s.arg(health.lost) : QString()) << '\n';
    return health.lost > 0 ? ExitProblem : ExitFine;
}

} // namespace

int runRecord(VerbCall &call)
{
    const auto arguments = Arguments::read(
        call, "record",
        {{u"WORKSPACE"_s}, 1, {{u"out"_s, {}, u"FILE"_s}, {u"for"_s, {}, u"DURATION"_s}, {u"facts"_s, {}, u"FILE"_s}}});
    if (!arguments)
        return ExitUsage;
    if (!arguments->isSet(u"out"_s))
        return usageError(call, "record", u"--out FILE is missing"_s);
    const bool endless = !arguments->isSet(u"for"_s);
    const auto lasting = endless ? Result<Milliseconds>(longestRecording) : parseDuration(arguments->value(u"for"_s));
    if (!lasting)
        return usageError(call, "record", u"--for: "_s + lasting.error().message);
    const auto workspace = loadWorkspaceForVerb(call, arguments->positional(0));
    if (!workspace)
        return ExitUsage;
    const QString path = QFileInfo(arguments->value(u"out"_s)).absoluteFilePath();
    if (const Status writable = mayWrite(path); !writable) {
        call.err << "surgedeck record: " << writable.error().message << '\n';
        return ExitUsage;
    }
    SystemClock clock;
    WatchSession session(workspace, prepareSources(*workspace), {}, clock);
    const auto journal = recordInto(session, path, clock);
    if (!journal) {
        call.err << "surgedeck record: " << journal.error().message << '\n';
        return ExitUsage;
    }
    const auto facts = arguments->isSet(u"facts"_s) ? writeFacts(session, arguments->value(u"facts"_s))
                                                    : Result<std::unique_ptr<QFile>>(nullptr);
    if (!facts) {
        call.err << "surgedeck record: " << facts.error().message << '\n';
        return ExitUsage;
    }
    const auto changes = watchChanges(session, clock);
    const SampleKeeping samples(session);
    const Keeping keeping(session, Keeping::Access::Read);
    const ShiftDesk shifts(session, Credentials::Read);
    const HealthRecording toldToStakeholders(session);
    QObject::connect(journal->get(), &SqliteJournal::healthChanged, &session,
                     [&call](const JournalHealth &health) { tellHealth(call, health); });
    const Interruption interruption([] { QCoreApplication::quit(); });
    if (!endless)
        QTimer::singleShot(*lasting, Qt::PreciseTimer, &session, [] { QCoreApplication::quit(); });
    session.start();
    QCoreApplication::exec();
    const Status finished = (*journal)->finish(patienceAtTheEnd);
    return tellEnd(call, (*journal)->health(), finished, *arguments);
}

} // namespace surgedeck
