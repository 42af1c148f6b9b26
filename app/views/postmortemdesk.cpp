// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/views/postmortemdesk.h"

#include "app/incidents/postmortempages.h"
#include "app/incidents/review.h"
#include "app/person.h"
#include "app/views/postmortempage.h"
#include "app/views/replayview.h"
#include "models/items/clocktext.h"
#include "models/postmortem/markdown.h"

#include <QJsonDocument>
#include <QSaveFile>

namespace surgedeck {

namespace {

/// The one that is open, else the newest.
const Incident *subjectOf(const IncidentBook &book)
{
    const auto all = book.incidents();
    return book.current() != nullptr ? book.current() : all.empty() ? nullptr : all.front();
}

Status save(const QString &file, const QByteArray &bytes)
{
    QSaveFile to(file);
    if (to.open(QIODevice::WriteOnly) && to.write(bytes) == bytes.size() && to.commit())
        return ok();
    return Error{Error::Kind::Config, QStringLiteral("%1: %2").arg(file, to.errorString())};
}

Status writeAs(const PostMortem &draft, const QString &text, const QString &file)
{
    const PostMortem edited = withSections(draft, editedSections(draft, text));
    if (file.endsWith(QLatin1String(".pdf")))
        return writePdf(edited, file);
    if (file.endsWith(QLatin1String(".html")))
        return save(file, toHtml(edited).toUtf8());
    if (file.endsWith(QLatin1String(".json")))
        return save(file, QJsonDocument(toJson(edited)).toJson(QJsonDocument::Compact));
    return save(file, text.toUtf8());
}

} // namespace

PostMortemDesk::PostMortemDesk(ReplayView &view, IncidentWatch *incidents)
    : QObject(&view)
    , m_view(view)
    , m_incidents(incidents)
    , m_worker(QStringLiteral("post-mortem"))
{
    PostMortemPage &page = view.postMortem();
    page.setPerson(personName());
    connect(&view, &ReplayView::postMortemOpened, this, &PostMortemDesk::open);
    connect(&page, &PostMortemPage::written, this, &PostMortemDesk::keep);
    connect(&page, &PostMortemPage::exportWanted, this, &PostMortemDesk::write);
    if (m_incidents != nullptr)
        connect(m_incidents, &IncidentWatch::changed, this, [this] {
            if (m_view.isPostMortemOpen())
                ask();
        });
}

void PostMortemDesk::open()
{
    if (ReplaySession *replay = m_view.replay(); replay != m_asked && replay != nullptr) {
        m_asked = replay;
        connect(replay, &ReplaySession::drafted, this,
                [this](const PostMortem &draft) { m_view.postMortem().setDraft(draft); });
        connect(replay, &ReplaySession::failed, this,
                [this](const QString &why) { m_view.postMortem().setRemark(why); });
        connect(replay, &QObject::destroyed, this, [this, replay] {
            if (m_asked == replay)
                m_asked = nullptr;
        });
    }
    ask();
}

void PostMortemDesk::ask()
{
    if (m_view.replay() == nullptr)
        return;
    if (m_incidents == nullptr)
        return askForReview();
    if (const Incident *incident = subjectOf(m_incidents->book()))
        m_view.replay()->askDraft(*incident);
    else
        m_view.postMortem().setRemark(tr("No incident was declared: Ctrl I declares one."));
}

void PostMortemDesk::askForReview()
{
    m_worker.post(
        [this, review = Review(m_view.replay()->head()), events = m_view.replay()->facts().events](std::stop_token) {
            const auto book = review.with(*events);
            Worker::deliver(this, [this, book] {
                const Incident *incident = book ? subjectOf(*book) : nullptr;
                if (incident != nullptr && m_view.replay() != nullptr)
                    m_view.replay()->askDraft(*incident);
                else
                    m_view.postMortem().setRemark(book ? tr("This recording has no incident.") : book.error().message);
            });
        });
}

void PostMortemDesk::keep(const JournalEvent &event)
{
    if (m_incidents != nullptr)
        return m_incidents->add(event.source, [event](const Incident &) -> Result<JournalEvent> { return event; });
    if (m_view.replay() == nullptr)
        return;
    m_worker.post([this, review = Review(m_view.replay()->head()), event](std::stop_token) {
        const SystemClock clock;
        const Status kept = review.add(clock, event);
        Worker::deliver(this, [this, kept, now = clock.now()] {
            m_view.postMortem().setRemark(kept ? tr("saved %1").arg(clockText(now))
                                               : tr("Not saved: %1").arg(kept.error().message));
            ask();
        });
    });
}

void PostMortemDesk::write(const QString &file)
{
    PostMortemPage &page = m_view.postMortem();
    const Status written = writeAs(page.draft(), page.text(), file);
    page.setRemark(written ? tr("written to %1").arg(file) : written.error().message);
}

} // namespace surgedeck
