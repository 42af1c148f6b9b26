// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/tellingkeeper.h"

#include "app/incidents/incidentwatch.h"
#include "app/session.h"
#include "models/base/safetext.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCall>
#include <QVariantMap>

#include <algorithm>

namespace surgedeck {

namespace {

constexpr std::chrono::seconds lookEach{5};
constexpr qsizetype longestTitle = 100, longestBody = 300;
constexpr int usualTime = -1; // the desktop decides how long it stands

} // namespace

void notifyDesktop(const QString &title, const QString &text)
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    QDBusMessage call = QDBusMessage::createMethodCall(
        QStringLiteral("org.freedesktop.Notifications"), QStringLiteral("/org/freedesktop/Notifications"),
        QStringLiteral("org.freedesktop.Notifications"), QStringLiteral("Notify"));
    // Some desktops read markup in the body: none of ours is any.
    const QString body = SafeText::of(text).singleLine(longestBody).toHtmlEscaped();
    call << QStringLiteral("Surgedeck") << quint32{0} << QString() << SafeText::of(title).singleLine(longestTitle)
         << body << QStringList() << QVariantMap{{QStringLiteral("urgency"), QVariant::fromValue(uchar{2})}}
         << usualTime;
    bus.asyncCall(call);
}

TellingKeeper::TellingKeeper(WatchSession &session, IncidentWatch &incidents)
    : m_session(session)
    , m_incidents(incidents)
    , m_telling(
          std::make_shared<Telling>(session.sharedWorkspace(), IncidentStore(session.platform().workspace().name)))
    , m_worker(QStringLiteral("telling"))
{
    const auto &notify = session.platform().workspace().notify;
    m_desktop = std::ranges::any_of(
        notify, [](const NotifyConfig &config) { return config.type == NotifyConfig::Type::Desktop; });
    connect(&incidents, &IncidentWatch::changed, this, &TellingKeeper::tellDesktop);
    if (!m_telling->hasTargets())
        return;
    connect(&incidents, &IncidentWatch::changed, this, &TellingKeeper::tell);
    m_timer.setInterval(lookEach);
    connect(&m_timer, &QTimer::timeout, this, &TellingKeeper::tell);
    m_timer.start();
}

TellingKeeper::~TellingKeeper()
{
    m_worker.requestStop();
}

void TellingKeeper::tell()
{
    if (std::exchange(m_busy, true))
        return;
    m_worker.post([this, telling = m_telling, &clock = m_session.clock()](std::stop_token stop) {
        const auto report = telling->tell(clock, std::move(stop));
        Worker::deliver(this, [this, report] {
            m_busy = false;
            take(report);
        });
    });
}

void TellingKeeper::take(const Result<TellReport> &report)
{
    const QString trouble = !report                      ? report.error().message
                            : report->troubles.isEmpty() ? QString()
                                                         : report->troubles.front();
    m_alarm.set(m_session, trouble.isEmpty()
                               ? QString()
                               : tr("Somebody was not told: %1").arg(SafeText::of(trouble).singleLine(longestBody)));
}

/// What was so when the window opened is no news.
void TellingKeeper::tellDesktop()
{
    const bool first = m_shown.empty();
    for (const Incident *incident : m_incidents.book().incidents()) {
        const QString now = toWord(incident->state);
        const QString before = std::exchange(m_shown[incident->id], now);
        const bool isNews = !first && before != now && m_desktop;
        if (isNews)
            notifyDesktop(tr("%1, sev%2, %3").arg(incident->id).arg(incident->severity).arg(now), incident->title);
    }
    if (first)
        m_shown.try_emplace(QString(), QString()); // from now on everything is news
}

} // namespace surgedeck
