// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/samplekeeping.h"

#include "app/session.h"
#include "connectors/journal/journalplace.h"
#include "connectors/scrape/sampleblocks.h"

namespace surgedeck {

namespace {
constexpr std::chrono::minutes keepEach{1};
}

QString sampleDirectory(const QString &workspaceName)
{
    return journalDirectory(workspaceName) + QStringLiteral("/samples");
}

SampleKeeping::SampleKeeping(WatchSession &session)
    : m_session(session)
    , m_blocks(std::make_shared<SampleBlocks>(sampleDirectory(session.platform().workspace().name)))
    , m_began(session.clock().now())
{
    if (!m_session.samples())
        return;
    m_worker.emplace(QStringLiteral("samples"));
    m_minute.setInterval(keepEach);
    connect(&m_minute, &QTimer::timeout, this, &SampleKeeping::keepNow);
    m_minute.start();
}

SampleKeeping::~SampleKeeping()
{
    if (!m_worker)
        return;
    m_worker.reset();
    const Status kept = m_blocks->keep(m_session.samples()->reading(), m_began, m_session.clock().now(),
                                       SampleBlocks::Keep::Everything);
    if (!kept)
        qWarning("%s", qPrintable(kept.error().message));
}

void SampleKeeping::keepNow()
{
    m_worker->post([this, blocks = m_blocks, samples = m_session.samples(), began = m_began,
                    now = m_session.clock().now()](const std::stop_token &) {
        const Status kept = blocks->keep(samples->reading(), began, now, SampleBlocks::Keep::WhatIsComplete);
        Worker::deliver(this, [this, kept] { tell(kept); });
    });
}

void SampleKeeping::tell(const Status &kept)
{
    if (!kept && !m_told)
        Q_EMIT failed(kept.error().message);
    m_told = !kept;
}

} // namespace surgedeck
