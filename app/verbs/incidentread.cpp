// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/incidentexport.h"
#include "app/incidents/postmortempages.h"
#include "app/incidents/recordingopener.h"
#include "app/incidents/review.h"
#include "app/team/teamsync.h"
#include "app/verbs/incidentcall.h"
#include "app/verbs/texttable.h"
#include "models/base/safetext.h"
#include "models/base/timetext.h"
#include "models/replay/replaydocument.h"
#include "models/report/incidentdocument.h"
#include "models/report/jsontext.h"

#include <QFileInfo>
#include <QJsonDocument>
#include <QSaveFile>
#include <QTextStream>

namespace surgedeck {

namespace {

using namespace Qt::StringLiterals;

constexpr int lookAtOnce = 1'000'000; // entries

/// The incidents of whatever was named. `recording` keeps those of a file alive.
Result<const IncidentBook *> bookOf(const IncidentCall &incident, OpenRecording &recording, IncidentBook &own)
{
    if (!incident.file.isEmpty()) {
        SURGEDECK_TRY(opened, openRecording(incident.file, {}));
        recording = std::move(opened);
        return &recording.replay->incidents();
    }
    if (const Status met = meetTeam(*incident.workspace, incident.clock); !met)
        incident.call.err << "surgedeck incident: the team's store is away, this is what was known here: "
                          << met.error().message << '\n';
    SURGEDECK_TRY(book, incident.store().read());
    own = std::move(book);
    return &own;
}

/// In a recording there is usually one incident, open or not.
Result<const Incident *> chosen(const IncidentCall &incident, const IncidentBook &book)
{
    const auto all = book.incidents();
    if (incident.id.isEmpty() && !all.empty() && (!incident.file.isEmpty() || all.size() == 1))
        return all.front();
    return chosenIncident(book, incident.id);
}

QString textOf(std::optional<WallTime> time)
{
    return time ? toRfc3339(*time) : u"-"_s;
}

/// What the panels of an incident of the local store are read from.
Result<QString> recordingOf(const IncidentCall &incident, std::optional<WallTime> at)
{
    if (!incident.file.isEmpty())
        return incident.file;
    if (incident.has("recording"))
        return incident.text("recording");
    ReplaySpan span{WallTime(), incident.clock.now()};
    SURGEDECK_TRY(book, incident.store().read());
    if (const auto known = chosen(incident, book); known && (*known)->file && QFileInfo::exists((*known)->file->path))
        return (*known)->file->path;
    if (at)
        span = {*at - std::chrono::minutes(1), *at};
    return bestJournal(incident.store().directory(), span);
}

Status saveText(const IncidentCall &incident, const QString &text)
{
    const QString path = incident.text("out");
    if (path.isEmpty()) {
        incident.call.out << text;
        return ok();
    }
    QSaveFile file(path);
    const QByteArray bytes = text.toUtf8();
    if (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit())
        return ok();
    return Error{Error::Kind::Config, u"%1: %2"_s.arg(path, file.errorString())};
}

Result<PostMortem> draftOf(const IncidentCall &incident)
{
    SURGEDECK_TRY(path, recordingOf(incident, std::nullopt));
    SURGEDECK_TRY(recording, openRecording(path, {}));
    SURGEDECK_CHECK(recording.replay->look(lookAtOnce, {}));
    while (!recording.replay->overview().complete)
        SURGEDECK_CHECK(recording.replay->look(lookAtOnce, {}));
    IncidentBook own;
    if (incident.workspace) {
        SURGEDECK_TRY(book, incident.store().read());
        own = std::move(book);
    }
    if (!incident.workspace) {
        SURGEDECK_TRY(reviewed, Review(recording.verdict.head).with(recording.replay->events()));
        own = std::move(reviewed);
    }
    const IncidentBook &book = own;
    SURGEDECK_TRY(found, chosen(incident, book));
    Incident subject = *found;
    if (recording.verdict.sealed && !subject.file)
        subject.file = IncidentFile{path, recording.verdict.head.sequence,
                                    QString::fromLatin1(recording.verdict.head.hash.toHex()),
                                    QString::fromLatin1(recording.verdict.digest.toHex()),
                                    QString::fromLatin1(recording.verdict.signedBy.toHex())};
    SURGEDECK_TRY(end, recording.replay->moment(recording.replay->ends(), {}));
    std::vector<EarlierIncident> earlier;
    if (incident.workspace) {
        SURGEDECK_TRY(entries, incident.store().log().read());
        earlier = earlierIncidents(entries);
    }
    return postMortemOf(
        {subject, *recording.replay, *end.platform, QFileInfo(path).fileName(), incident.clock.now(), earlier});
}

Result<std::optional<JournalHead>> anchorOf(const IncidentCall &incident)
{
    if (!incident.has("anchor"))
        return std::optional<JournalHead>();
    const QString sequence = incident.text("anchor").section(u':', 0, 0);
    const QByteArray hash = QByteArray::fromHex(incident.text("anchor").section(u':', 1).toLatin1());
    if (sequence.toLongLong() <= 0 || hash.size() != 32)
        return Error{Error::Kind::Config, u"--anchor takes SEQUENCE:HASH, as `incident close` printed it"_s};
    return std::optional(JournalHead{sequence.toLongLong(), hash});
}

QJsonObject verifyDocument(const RecordingVerdict &verdict)
{
    QJsonObject document = newDocument();
    document[u"ok"_s] = verdict.intact;
    document[u"records"_s] = verdict.records;
    document[u"first_bad"_s] = verdict.firstBad ? QJsonValue(*verdict.firstBad) : QJsonValue();
    document[u"reason"_s] = jsonText(verdict.reason);
    document[u"sealed"_s] = verdict.sealed;
    document[u"sequence"_s] = verdict.head.sequence;
    document[u"hash"_s] = QString::fromLatin1(verdict.head.hash.toHex());
    document[u"digest"_s] = jsonText(QString::fromLatin1(verdict.digest.toHex()));
    document[u"signed_by"_s] = jsonText(QString::fromLatin1(verdict.signedBy.toHex()));
    return document;
}

} // namespace

int listIncidents(IncidentCall &incident)
{
    OpenRecording recording;
    IncidentBook own;
    const auto book = bookOf(incident, recording, own);
    if (!book)
        return incident.fail(book.error());
    const auto all = (*book)->incidents();
    if (incident.arguments.output() == Output::Json)
        return incident.print(incidentsDocument(all));
    TextTable table({{u"ID"_s}, {u"SEVERITY"_s}, {u"STATE"_s}, {u"DECLARED"_s}, {u"RESOLVED"_s}, {u"TITLE"_s}});
    for (const Incident *one : all)
        table.add({one->id, u"sev%1"_s.arg(one->severity), toWord(one->state), textOf(one->when(Milestone::Declared)),
                   textOf(one->when(Milestone::Resolved)), one->title});
    if (all.empty())
        incident.call.out << "no incidents\n";
    else
        table.print(incident.call.out);
    return ExitFine;
}

int showIncident(IncidentCall &incident)
{
    OpenRecording recording;
    IncidentBook own;
    const auto book = bookOf(incident, recording, own);
    if (!book)
        return incident.fail(book.error());
    const auto one = chosen(incident, **book);
    if (!one)
        return incident.fail(one.error());
    if (incident.arguments.output() == Output::Json)
        return incident.print(incidentDocument(**one));
    incident.call.out << (*one)->id << "  sev" << (*one)->severity << "  " << toWord((*one)->state) << "  "
                      << SafeText::of((*one)->title).singleLine(100) << '\n';
    for (const auto &[role, holder] : (*one)->roles)
        incident.call.out << "  " << role << ": " << SafeText::of(holder.person).singleLine(60)
                          << (holder.handedTo.isEmpty()
                                  ? QString()
                                  : u", offered to "_s + SafeText::of(holder.handedTo).singleLine(60))
                          << '\n';
    TextTable table({{u"TIME"_s}, {u"WHO"_s}, {u"KIND"_s}, {u"WHAT"_s}, {u"ENTERED"_s}});
    for (const IncidentLine &line : (*one)->timeline)
        table.add({toRfc3339(line.at), line.actor, line.kind, line.text,
                   line.isLate() ? toRfc3339(line.entered) : QString()});
    table.print(incident.call.out);
    return ExitFine;
}

int exportIncident(IncidentCall &incident)
{
    const QString format = incident.has("format") ? incident.text("format") : u"md"_s;
    if (!QStringList{u"md"_s, u"html"_s, u"json"_s, u"pdf"_s}.contains(format))
        return incident.usage(u"--format takes md, html, json or pdf"_s);
    if (format == u"pdf" && !incident.has("out"))
        return incident.usage(u"--format pdf needs --out FILE"_s);
    const auto draft = draftOf(incident);
    if (!draft)
        return incident.fail(draft.error());
    Status written = ok();
    if (format == u"pdf")
        written = writePdf(*draft, incident.text("out"));
    else if (format == u"json")
        written =
            saveText(incident, QString::fromUtf8(QJsonDocument(toJson(*draft)).toJson(QJsonDocument::Compact)) + u'\n');
    else
        written = saveText(incident, format == u"html" ? toHtml(*draft) : toMarkdown(*draft));
    if (!written)
        return incident.fail(written.error());
    if (incident.has("out"))
        incident.call.out << incident.text("out") << '\n';
    return ExitFine;
}

int verifyRecording(IncidentCall &incident)
{
    const auto anchor = anchorOf(incident);
    if (!anchor)
        return incident.fail(anchor.error());
    RecordingVerdict verdict;
    const auto file = RecordingFile::open(incident.file);
    if (!file && file.error().kind == Error::Kind::Config)
        return incident.fail(file.error());
    const auto checked = file ? (*file)->verify(*anchor, {}) : Result<RecordingVerdict>(file.error());
    if (checked)
        verdict = *checked;
    else
        verdict.reason = checked.error().message;
    if (incident.arguments.output() == Output::Json) {
        incident.print(verifyDocument(verdict));
    } else if (verdict.intact) {
        incident.call.out << "intact: " << verdict.records << " records"
                          << (verdict.sealed ? ", sealed by key " + fingerprintOf(verdict.signedBy) : QString())
                          << '\n';
        if (!verdict.reason.isEmpty())
            incident.call.out << "note: " << verdict.reason << '\n';
    } else {
        incident.call.out << "NOT intact: "
                          << (verdict.firstBad ? u"first bad record %1: "_s.arg(*verdict.firstBad) : QString())
                          << SafeText::of(verdict.reason).singleLine(300) << '\n';
    }
    return verdict.intact ? ExitFine : ExitProblem;
}

int replayRecording(IncidentCall &incident)
{
    if (incident.has("against"))
        return incident.file.isEmpty() ? incident.usage(u"--against needs FILE"_s) : compareWithFacts(incident);
    const auto at = incident.time("at");
    if (!at)
        return incident.fail(at.error());
    const auto path = recordingOf(incident, *at);
    if (!path)
        return incident.fail(path.error());
    const auto recording = openRecording(*path, {});
    if (!recording)
        return incident.fail(recording.error());
    const WallTime when = at->value_or(recording->replay->ends());
    const auto moment = recording->replay->moment(when, {});
    if (!moment)
        return incident.fail(moment.error());
    if (!moment->shownAt)
        incident.call.err << "surgedeck incident: nobody recorded at " << toRfc3339(when)
                          << "; the recording goes from " << toRfc3339(recording->replay->begins()) << " to "
                          << toRfc3339(recording->replay->ends()) << '\n';
    if (incident.arguments.output() == Output::Json)
        return incident.print(replayDocument(*recording->replay, *moment));
    TextTable table({{u"TIME"_s}, {u"KIND"_s}, {u"WHO"_s}, {u"WHAT"_s}});
    const PlatformView &view = moment->platform->view();
    incident.call.out << toRfc3339(when) << "  " << toWord(view.worst) << '\n';
    for (const IndicatorView &indicator : view.indicators)
        incident.call.out << "  " << toWord(indicator.state) << "  " << SafeText::of(indicator.name).singleLine(60)
                          << ": " << cell(indicator.figure.value, 2) << ' ' << indicator.unit << '\n';
    for (const ReplayEvent &event : replayEvents(*recording->replay, *moment))
        table.add({toRfc3339(event.at), event.kind, event.actor, event.text});
    table.print(incident.call.out);
    return ExitFine;
}

} // namespace surgedeck
