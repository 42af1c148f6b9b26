// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/acting.h"
#include "app/journalkeeping.h"
#include "app/person.h"
#include "app/runbooks/absentperson.h"
#include "app/runbooks/runbookfiles.h"
#include "app/session.h"
#include "app/sourcesettings.h"
#include "app/traffic/shiftdesk.h"
#include "app/verbs/loading.h"
#include "app/verbs/progress.h"
#include "app/verbs/runbook.h"
#include "connectors/base/dispatcher.h"
#include "connectors/journal/journalplace.h"
#include "connectors/journal/sqlitejournal.h"
#include "models/base/safetext.h"
#include "models/base/timetext.h"
#include "models/runbook/ranking.h"
#include "models/runbook/runscore.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>
#include <QTextStream>

#include <algorithm>
#include <optional>

namespace surgedeck {

namespace {

constexpr qint64 mostAnswerBytes = 256 * 1024;

/// All that was asked for, read and checked.
struct Request
{
    std::shared_ptr<const Workspace> workspace; ///< with the expressions of the runbook
    runbook::LibraryPtr library;
    QString id, subject, person;
    runbook::ParameterValues parameters;
    StepAnswers answers;
    Milliseconds collectFor{0};
    Role role = Role::Responder;
    bool rehearsal = false;
    Output output = Output::Table;
};

int refuse(VerbCall &call, const QString &why)
{
    call.err << "surgedeck runbook: " << why << '\n';
    return ExitUsage;
}

/// `NAME=VALUE`, separated by commas; durations as 5m.
Result<runbook::ParameterValues> parametersOf(const QString &text, const runbook::Runbook &runbook)
{
    runbook::ParameterValues values;
    for (const QString &item : text.split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        const QString name = item.section(QLatin1Char('='), 0, 0).trimmed();
        const QString given = item.section(QLatin1Char('='), 1).trimmed();
        const auto parameter = std::ranges::find(runbook.parameters, name, &runbook::Parameter::name);
        if (parameter == runbook.parameters.end())
            return Error{Error::Kind::Config, QStringLiteral("%1 has no parameter %2").arg(runbook.id, inQuotes(name))};
        SURGEDECK_TRY(value, runbook::valueOf(*parameter, given));
        values[name] = value;
    }
    return values;
}

Result<StepAnswers> answersIn(VerbCall &call, const QString &path)
{
    if (path.isEmpty())
        return StepAnswers{};
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{Error::Kind::Config, QStringLiteral("cannot read %1: %2").arg(inQuotes(path), file.errorString())};
    const AnswersReading reading = readAnswers(file.read(mostAnswerBytes + 1), path);
    for (const Problem &problem : reading.problems)
        call.err << toLine(problem) << '\n';
    if (hasErrors(reading.problems))
        return Error{Error::Kind::Config, QStringLiteral("the answers can not be used")};
    return reading.answers;
}

/// The library of the workspace; a runbook that is given as a file is in it, too, and `id` becomes its own.
Result<runbook::LibraryPtr> libraryWith(const Workspace &workspace, QString &id)
{
    runbook::LibraryPtr library = loadRunbooks(&workspace);
    if (library->find(id) != nullptr)
        return library;
    SURGEDECK_TRY(text, readRunbookFile(id));
    library = withRunbook(*library, text);
    for (const runbook::LibraryEntry &entry : library->entries())
        if (entry.runbook.file == text.file)
            id = entry.runbook.id;
    return library;
}

/// nullopt after a message.
std::optional<Request> readRequest(VerbCall &call, const Arguments &arguments)
{
    Request request;
    request.id = arguments.positional(1);
    const auto fail = [&](const QString &why) {
        refuse(call, why);
        return std::nullopt;
    };
    if (request.id.isEmpty() || !arguments.isSet(QStringLiteral("workspace"))) {
        usageError(call, "runbook", QStringLiteral("run needs the ID of a runbook and --workspace W"));
        return std::nullopt;
    }
    const auto collectFor = arguments.duration(call, QStringLiteral("for"));
    const auto workspace =
        collectFor ? loadWorkspaceForVerb(call, arguments.value(QStringLiteral("workspace"))) : nullptr;
    if (!workspace)
        return std::nullopt;
    const auto library = libraryWith(*workspace, request.id);
    if (!library)
        return fail(QStringLiteral("there is no runbook and no file %1").arg(inQuotes(request.id)));
    request.library = *library;
    const runbook::LibraryEntry *entry = request.library->find(request.id);
    if (entry == nullptr || !entry->isUsable()) {
        for (const Problem &problem : entry == nullptr ? Problems() : entry->problems)
            call.err << toLine(problem) << '\n';
        return fail(QStringLiteral("%1 has mistakes and can not be run").arg(request.id));
    }
    const auto parameters = parametersOf(arguments.value(QStringLiteral("set")), entry->runbook);
    const auto answers = answersIn(call, arguments.value(QStringLiteral("answers")));
    const auto role = allowedRole(arguments.value(QStringLiteral("role")), Role::Responder);
    for (const Error *error : {parameters ? nullptr : &parameters.error(), answers ? nullptr : &answers.error(),
                               role ? nullptr : &role.error()})
        if (error != nullptr)
            return fail(error->message);
    request.workspace = withRunbookExpressions(*workspace, *request.library, request.id);
    request.parameters = *parameters;
    request.answers = *answers;
    request.role = *role;
    request.collectFor = *collectFor;
    request.subject = arguments.value(QStringLiteral("on"));
    request.person =
        arguments.value(QStringLiteral("by")).isEmpty() ? personName() : arguments.value(QStringLiteral("by"));
    request.rehearsal = arguments.isSet(QStringLiteral("dry-run"));
    request.output = arguments.output();
    return request;
}

/// One run from the command line, from the first look at the platform to its end.
class RunCall final : public QObject
{
public:
    RunCall(VerbCall &call, const Request &request)
        : m_call(call)
        , m_request(request)
        , m_session(request.workspace, prepareSources(*request.workspace), {}, m_clock)
        , m_journal(keepJournal(m_session, m_clock))
        , m_road(makeCommandRoad(*request.workspace, request.role, *m_journal, m_clock))
        , m_shifts(m_session, request.role == Role::Viewer ? Credentials::Read : Credentials::ReadAndAct)
        , m_progress(std::in_place, QStringLiteral("collecting"), request.collectFor)
    {
        connect(&m_session, &WatchSession::evaluated, this, [this] { goOn(); });
        QTimer::singleShot(request.collectFor, this, [this] { begin(); });
        m_session.start();
    }

private:
    void goOn()
    {
        if (!m_driver || m_driver->isOver())
            return;
        m_driver->look();
        m_person->goOn();
    }

    void begin()
    {
        m_progress.reset();
        m_session.evaluate();
        if (std::ranges::all_of(m_session.platform().view().sources, [](const SourceView &source) {
                return source.state == SourceState::Down || source.state == SourceState::Unknown;
            }))
            return finish(ExitUnreachable, QStringLiteral("no source answers"));
        const auto binding = chooseBinding();
        if (!binding)
            return finish(ExitProblem, binding.error().message);
        auto driver =
            RunDriver::begin({m_session.platform(), m_clock, *m_journal, m_road.get(), m_request.library,
                              journalDirectory(m_request.workspace->name),
                              [this](const QString &route, const QString &wish, std::function<void(Status)> done) {
                                  m_shifts.steer(route, wish, {}, std::move(done));
                              }},
                             {m_request.id, *binding, m_request.parameters, m_request.person, m_request.rehearsal});
        if (!driver)
            return finish(ExitProblem, driver.error().message);
        m_driver = std::move(*driver);
        m_person = std::make_unique<AbsentPerson>(*m_driver, AbsentPerson::Manner{m_request.answers, m_request.person},
                                                  m_clock);
        connect(m_driver.get(), &RunDriver::changed, this, [this] { tell(); });
        connect(m_driver.get(), &RunDriver::ended, this, [this] { report(); });
        goOn();
    }

    /// The subject that was asked for, else the one on which the runbook fits best now.
    Result<runbook::Binding> chooseBinding()
    {
        const runbook::Runbook &runbook = m_request.library->find(m_request.id)->runbook;
        if (!m_request.subject.isEmpty()) {
            for (const runbook::Binding &binding : runbook::bindings(runbook, *m_request.workspace))
                if (runbook::subjectOf(runbook, binding) == m_request.subject)
                    return binding;
            return Error{Error::Kind::Config,
                         QStringLiteral("%1 can not be run on %2").arg(runbook.id, inQuotes(m_request.subject))};
        }
        for (const runbook::Suggestion &suggestion : runbook::ranked(*m_request.library, m_session.platform()))
            if (suggestion.id == m_request.id)
                return suggestion.binding;
        return Error{Error::Kind::Config,
                     QStringLiteral("the workspace lacks what %1 is about: see 'runbook lint %1 --workspace W'")
                         .arg(runbook.id)};
    }

    /// For people: a line for every step that has ended.
    void tell()
    {
        if (m_request.output == Output::Json)
            return;
        for (const runbook::StepRun &step : m_driver->state().steps) {
            if (!step.ended || m_told.contains(step.id))
                continue;
            m_told << step.id;
            const QString detail = step.answer.isEmpty() ? step.detail : step.answer;
            m_call.out << toRfc3339(*step.ended) << "  " << runbook::toWord(step.state).leftJustified(10) << ' '
                       << step.id
                       << (detail.isEmpty() ? QString() : QStringLiteral(": ") + SafeText::of(detail).singleLine())
                       << '\n';
            m_call.out.flush();
        }
    }

    void report()
    {
        tell();
        const runbook::State &state = m_driver->state();
        if (m_request.output == Output::Json)
            m_call.out << QJsonDocument(documentOf(state)).toJson(QJsonDocument::Compact) << '\n';
        else
            m_call.out << state.runbook << ' ' << runbook::toWord(state.outcome)
                       << (state.reason.isEmpty() ? QString()
                                                  : QStringLiteral(": ") + SafeText::of(state.reason).singleLine())
                       << '\n';
        for (const QString &id : m_person->unused())
            m_call.err << "surgedeck runbook: no step asked for the answer to " << inQuotes(id) << '\n';
        if (state.outcome == runbook::Outcome::Succeeded)
            return finish(ExitFine, {});
        finish(m_driver->wasRefused() ? ExitRefused : ExitProblem, state.reason);
    }

    /// The run and its score, which is computed from its record on disk.
    QJsonObject documentOf(const runbook::State &state) const
    {
        QJsonObject document = runbook::runDocument(state);
        if (const auto kept = readRun(journalDirectory(m_request.workspace->name), state.run))
            document.insert(QStringLiteral("score"), runbook::toJson(runbook::scoreOf(kept->runbook, kept->pinned.start,
                                                                                      kept->events, m_clock.now())));
        return document;
    }

    void finish(int status, const QString &why)
    {
        if (!why.isEmpty())
            m_call.err << "surgedeck runbook: " << SafeText::of(why).singleLine() << '\n';
        QCoreApplication::exit(status);
    }

    VerbCall &m_call;
    const Request &m_request;
    SystemClock m_clock;
    WatchSession m_session;
    std::unique_ptr<SqliteJournal> m_journal;
    std::unique_ptr<Dispatcher> m_road;
    ShiftDesk m_shifts;
    std::unique_ptr<RunDriver> m_driver;
    std::unique_ptr<AbsentPerson> m_person;
    std::optional<Progress> m_progress;
    QStringList m_told;
};

} // namespace

int performRunbook(VerbCall &call, const Arguments &arguments)
{
    const auto request = readRequest(call, arguments);
    if (!request)
        return ExitUsage;
    RunCall run(call, *request);
    return QCoreApplication::exec();
}

} // namespace surgedeck
