// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/views/makereplay.h"

#include "app/incidents/incidentwatch.h"
#include "app/mainwindow.h"
#include "app/person.h"
#include "app/replay/ownrecording.h"
#include "app/session.h"
#include "app/views/postmortemdesk.h"
#include "app/views/replayview.h"
#include "connectors/journal/journalplace.h"
#include "widgets/commandfield.h"
#include "widgets/topbar.h"

#include <QClipboard>
#include <QGuiApplication>

namespace surgedeck {

namespace {

constexpr std::chrono::seconds openAgainAfter{30};

/// The replay view with the journal of its own window. Opened when the view is first looked at, and again when what it
/// shows has become old.
class LiveReplay final : public ReplayView
{
public:
    explicit LiveReplay(MainWindow &window)
        : m_window(window)
        , m_own(journalDirectory(window.session().platform().workspace().name))
    {
        connect(&m_own, &OwnRecording::opening, this, [this] { clear(); });
        connect(&m_own, &OwnRecording::opened, this, [this] { showRecording(*m_own.replay()); });
        connect(&m_own, &OwnRecording::failed, this, [this](const QString &why) { showMessage(why); });
    }

    ~LiveReplay() override { clear(); } // its panels go before what they show

protected:
    void showEvent(QShowEvent *event) override
    {
        ReplayView::showEvent(event);
        const WallTime now = m_window.session().clock().now();
        if (m_openedAt && now - *m_openedAt < openAgainAfter)
            return;
        m_openedAt = now;
        if (replay() == nullptr)
            showMessage(tr("Opening what was recorded…"));
        m_own.open(now);
    }

private:
    MainWindow &m_window;
    OwnRecording m_own;
    std::optional<WallTime> m_openedAt;
};

void connectTo(MainWindow &window, ReplayView &view)
{
    QObject::connect(&view, &ReplayView::liveWanted, &window,
                     [&window] { window.showView(QStringLiteral("cockpit")); });
    QObject::connect(&view, &ReplayView::linkWanted, &window, [&window](const QString &link) {
        QGuiApplication::clipboard()->setText(link);
        window.topBar().commandField()->showOutcome(ReplayView::tr("Link copied: %1").arg(link));
    });
    QObject::connect(&view, &ReplayView::pinned, &window, [&window](WallTime at, const QString &sentence) {
        IncidentWatch *incidents = window.incidents();
        if (incidents == nullptr || incidents->current() == nullptr)
            return;
        incidents->add({}, [at, sentence, person = personName()](const Incident &incident) {
            return noteEvent({incident.id, person}, {QStringLiteral("pin"), sentence, at});
        });
    });
}

} // namespace

View makeReplay(MainWindow &window)
{
    ReplayView *view = nullptr;
    if (window.replay() != nullptr) {
        view = new ReplayView;
        view->showRecording(*window.replay());
    } else {
        view = new LiveReplay(window);
    }
    connectTo(window, *view);
    new PostMortemDesk(*view, window.replay() != nullptr ? nullptr : window.incidents());
    return {view, [view] { view->refresh(); }};
}

} // namespace surgedeck
