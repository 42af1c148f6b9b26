// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/healthrecording.h"

#include "app/session.h"
#include "models/report/healthfacts.h"

namespace surgedeck {

namespace {

constexpr Milliseconds tellEach{10'000};
constexpr Milliseconds courseEach{60'000};

bool isDue(const std::optional<WallTime> &last, WallTime now, Milliseconds each)
{
    return !last || now < *last || now - *last >= each;
}

} // namespace

HealthRecording::HealthRecording(WatchSession &session)
    : m_session(session)
{
    connect(&session, &WatchSession::evaluated, this, &HealthRecording::look);
}

void HealthRecording::look()
{
    const WallTime now = m_session.platform().view().now;
    if (!isDue(m_told, now, tellEach))
        return;
    m_told = now;
    QJsonObject document = healthDocument(healthFacts(m_session.platform()));
    if (isDue(m_courseTold, now, courseEach))
        m_courseTold = now;
    else
        document.remove(QStringLiteral("course"));
    m_session.receive({{now, m_session.clock().monotonic(), {}, PublishedHealth{document}}});
}

} // namespace surgedeck
