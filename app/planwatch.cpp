// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/planwatch.h"

#include "app/session.h"

#include <QPointer>

#include <algorithm>

namespace surgedeck {

namespace {

constexpr Milliseconds whileLooking{30'000};
constexpr Milliseconds inTheCalm{60'000};
constexpr Milliseconds againInTheCalm{10 * 60'000};
constexpr Milliseconds afterRefusal{5 * 60'000}; ///< of a statement that has no plan, or of a missing right
constexpr Milliseconds afterTrouble{10'000};
constexpr std::size_t heaviest = 5;
constexpr double leastShare = 0.02;
constexpr std::size_t mostRemembered = 2'000;

} // namespace

PlanWatch::PlanWatch(WatchSession &session, QObject *parent)
    : QObject(parent)
    , m_session(session)
{
    if (session.mode() == WatchSession::Mode::Live)
        connect(&session, &WatchSession::evaluated, this, &PlanWatch::askInTheCalm);
}

bool PlanWatch::isDue(const Key &key, Milliseconds interval) const
{
    const auto asked = m_asked.find(key);
    if (asked == m_asked.end())
        return true;
    Milliseconds wait = interval;
    if (const auto &failure = asked->second.failure) {
        const bool stays = failure->kind == Error::Kind::Refused || failure->kind == Error::Kind::Auth;
        wait = stays ? afterRefusal : std::max(afterTrouble, interval / 3);
    }
    return m_session.clock().monotonic() - asked->second.at >= wait;
}

std::optional<Error> PlanWatch::failure(const QString &source, const QString &digest) const
{
    const auto asked = m_asked.find({source, digest});
    return asked == m_asked.end() ? std::nullopt : asked->second.failure;
}

void PlanWatch::look(const QString &source, const DigestRow &row)
{
    if (!m_inHand && !row.text.isEmpty() && isDue({source, row.id}, whileLooking))
        ask(source, row);
}

void PlanWatch::ask(const QString &source, const DigestRow &row)
{
    m_inHand = true;
    if (m_asked.size() >= mostRemembered)
        m_asked.clear();
    const Key key{source, row.id};
    m_asked[key].at = m_session.clock().monotonic();
    m_session.explain(source, {row.id, row.text}, [self = QPointer(this), key](const Status &status) {
        if (!self)
            return;
        self->m_inHand = false;
        self->m_asked[key].failure = status ? std::nullopt : std::optional(status.error());
        Q_EMIT self->answered();
    });
}

void PlanWatch::askInTheCalm()
{
    const Platform &platform = m_session.platform();
    const MonoTime now = m_session.clock().monotonic();
    for (const SourceConfig &config : platform.workspace().sources) {
        const DatabaseStore *database = platform.database(config.id);
        if (m_inHand || !database)
            continue;
        const auto [last, isNew] = m_calmAt.try_emplace(config.id, now);
        if (!isNew && now - last->second < inTheCalm)
            continue;
        last->second = now;
        const DatabaseView &view = database->view();
        for (std::size_t i = 0; i < std::min(heaviest, view.digests.size()); ++i) {
            const DigestRow &row = view.digests[i];
            if (row.timeShare < leastShare || row.text.isEmpty() || !isDue({config.id, row.id}, againInTheCalm))
                continue;
            ask(config.id, row);
            break;
        }
    }
}

} // namespace surgedeck
