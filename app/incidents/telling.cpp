// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/telling.h"

#include "app/config.h"

#include <QJsonDocument>

#include <algorithm>

namespace surgedeck {

namespace {

using namespace Qt::StringLiterals;
using Type = NotifyConfig::Type;

constexpr std::chrono::hours news{1}; ///< what is older was told, or nobody was to be told
constexpr std::chrono::hours troubleLasts{24}; ///< what nobody cared about for a day is in the list only
constexpr int mostInOneRound = 50;
constexpr int mostAttempts = 200;
constexpr int mostShown = 500;
constexpr Milliseconds firstPause{5'000}, longestPause{300'000};

/// 5 s, 10 s, 20 s ... 5 min.
Milliseconds pauseAfter(int attempts)
{
    return std::min(longestPause, firstPause * (1 << std::clamp(attempts - 1, 0, 10)));
}

std::optional<QJsonObject> bodyFor(const NotifyConfig &config, const Notice &notice)
{
    if (config.type == Type::PagerDuty)
        return pagerDutyEvent(notice);
    return config.format == u"slack" ? slackMessage(notice) : webhookDocument(notice);
}

Result<NoticeTarget> resolved(const Workspace &workspace, const NotifyConfig &config)
{
    const WorkspaceFolder folder(workspace.file);
    NoticeTarget target;
    target.kind = config.type == Type::PagerDuty ? NoticeTarget::Kind::PagerDuty : NoticeTarget::Kind::Webhook;
    SURGEDECK_TRY(url, resolve(config.url, folder));
    SURGEDECK_TRY(key, resolve(config.routingKey, folder));
    target.url = url;
    target.routingKey = key;
    return target;
}

/// Written by somebody of the team elsewhere, and told from there.
bool cameFromElsewhere(const JournalEntry &entry)
{
    return QJsonDocument::fromJson(entry.body).object().contains(u"team");
}

} // namespace

std::vector<NamedTarget> noticeTargets(const Workspace &workspace)
{
    std::vector<NamedTarget> targets;
    std::map<QString, int> count;
    for (const NotifyConfig &config : workspace.notify) {
        if (config.type == Type::Desktop || config.type == Type::OnCall)
            continue;
        const QString name = config.type == Type::PagerDuty ? u"pagerduty"_s
                             : config.format == u"slack"    ? u"slack"_s
                                                            : u"webhook"_s;
        const int number = ++count[name];
        targets.push_back({number == 1 ? name : u"%1-%2"_s.arg(name).arg(number), config});
    }
    return targets;
}

Telling::Telling(std::shared_ptr<const Workspace> workspace, const IncidentStore &store)
    : m_workspace(std::move(workspace))
    , m_store(store)
    , m_targets(noticeTargets(*m_workspace))
{
}

Status Telling::enqueue(Outbox &outbox, const Notice &notice) const
{
    Notice whole = notice;
    whole.workspace = m_workspace->name;
    whole.environment = m_workspace->environment;
    for (const NamedTarget &target : m_targets) {
        const auto body = bodyFor(target.config, whole);
        if (!body)
            continue;
        const QByteArray bytes = QJsonDocument(*body).toJson(QJsonDocument::Compact);
        SURGEDECK_CHECK(outbox.add({0, target.id, notice.key, bytes, notice.at}));
    }
    return ok();
}

Status Telling::gather(WallTime now)
{
    SURGEDECK_TRY(entries, m_store.log().read());
    IncidentBook book;
    std::vector<Notice> notices;
    for (const JournalEntry &entry : entries) {
        book.fold(entry);
        const Incident *incident = book.find(entry.source);
        if (incident == nullptr || now - entry.time > news || cameFromElsewhere(entry))
            continue;
        if (const auto notice = noticeOf(entry, *incident))
            notices.push_back(*notice);
    }
    for (const Incident *incident : book.incidents())
        if (const auto overdue = overdueNotice(*incident, now); overdue && now - overdue->at <= news)
            notices.push_back(*overdue);
    if (notices.empty())
        return ok();
    SURGEDECK_TRY(outbox, Outbox::open(m_store.directory()));
    for (const Notice &notice : notices)
        SURGEDECK_CHECK(enqueue(*outbox, notice));
    return ok();
}

Result<std::optional<OutboxNotice>> Telling::take(WallTime now) const
{
    std::vector<QString> repeatable;
    for (const NamedTarget &target : m_targets)
        if (target.config.type == Type::PagerDuty)
            repeatable.push_back(target.id);
    SURGEDECK_TRY(outbox, Outbox::open(m_store.directory()));
    return outbox->takeDue(now, repeatable);
}

NoticeOutcome Telling::send(const OutboxNotice &notice, std::stop_token stop) const
{
    const auto target = std::ranges::find(m_targets, notice.target, &NamedTarget::id);
    if (target == m_targets.end())
        return {NoticeOutcome::Kind::Failed, u"the workspace has no %1 any more"_s.arg(notice.target)};
    const auto ready = resolved(*m_workspace, target->config);
    if (!ready)
        return {NoticeOutcome::Kind::Again, ready.error().message};
    return sendNotice(*ready, QJsonDocument::fromJson(notice.body).object(), std::move(stop));
}

Status Telling::settle(const OutboxNotice &notice) const
{
    SURGEDECK_TRY(outbox, Outbox::open(m_store.directory()));
    return outbox->settle(notice);
}

Result<TellReport> Telling::tell(const Clock &clock, std::stop_token stop)
{
    TellReport done;
    if (!hasTargets())
        return done;
    SURGEDECK_CHECK(gather(clock.now()));
    for (int i = 0; i < mostInOneRound && !stop.stop_requested(); ++i) {
        SURGEDECK_TRY(due, take(clock.now()));
        if (!due)
            break;
        using Kind = NoticeOutcome::Kind;
        using State = OutboxNotice::State;
        const NoticeOutcome outcome = send(*due, stop);
        const bool again = outcome.kind == Kind::Again && due->attempts < mostAttempts;
        due->state = outcome.kind == Kind::Sent      ? State::Sent
                     : again                         ? State::Waiting
                     : outcome.kind == Kind::Unclear ? State::Unclear
                                                     : State::Failed;
        due->reason = outcome.reason;
        due->nextTry = clock.now() + pauseAfter(due->attempts);
        done.sent += outcome.kind == Kind::Sent ? 1 : 0;
        SURGEDECK_CHECK(settle(*due));
    }
    return report(done, clock.now());
}

Result<TellReport> Telling::report(TellReport soFar, WallTime now) const
{
    SURGEDECK_TRY(all, queue(mostShown));
    using State = OutboxNotice::State;
    for (const OutboxNotice &notice : all) {
        const bool waits = notice.state == State::Waiting || notice.state == State::Sending;
        soFar.waiting += waits ? 1 : 0;
        const bool isTrouble =
            !notice.reason.isEmpty() && notice.state != State::Sent && now - notice.at <= troubleLasts;
        if (isTrouble)
            soFar.troubles << u"%1 to %2: %3"_s.arg(toWord(notice.state), notice.target, notice.reason);
    }
    return soFar;
}

Status Telling::tryAll(const Clock &clock, const QString &by)
{
    Notice trial;
    trial.kind = Notice::Kind::Trial;
    trial.at = clock.now();
    trial.key = u"trial/%1"_s.arg(clock.now().time_since_epoch().count());
    trial.incident = u"trial"_s;
    trial.title = u"somebody tries whether notices arrive; nothing happened"_s;
    trial.severity = 5;
    trial.by = by;
    SURGEDECK_TRY(outbox, Outbox::open(m_store.directory()));
    return enqueue(*outbox, trial);
}

Status Telling::retry(const Clock &clock)
{
    SURGEDECK_TRY(outbox, Outbox::open(m_store.directory()));
    SURGEDECK_TRY(all, outbox->all(mostShown));
    for (OutboxNotice &notice : all) {
        if (notice.state == OutboxNotice::State::Sent || notice.state == OutboxNotice::State::Sending)
            continue;
        notice.state = OutboxNotice::State::Waiting;
        notice.nextTry = clock.now();
        notice.attempts = 0;
        SURGEDECK_CHECK(outbox->settle(notice));
    }
    return ok();
}

Result<std::vector<OutboxNotice>> Telling::queue(int limit) const
{
    SURGEDECK_TRY(outbox, Outbox::open(m_store.directory()));
    return outbox->all(limit);
}

} // namespace surgedeck
