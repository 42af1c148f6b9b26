// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/team/approvals.h"

#include <QJsonDocument>

#include <algorithm>

namespace surgedeck {

namespace {

using namespace Qt::StringLiterals;

const QString askedType = u"approval.asked"_s;
const QString givenType = u"approval.given"_s;
constexpr qsizetype longestText = 500;

JournalEvent eventOf(const QString &type, const ApprovalWish &wish, const QString &by)
{
    return {by, wish.subject, type, {{u"content"_s, wish.content}, {u"text"_s, wish.text.left(longestText)}}};
}

bool isSame(const ApprovalWish &a, const ApprovalWish &b)
{
    return a.subject == b.subject && a.content == b.content;
}

Approval approvalIn(const JournalEntry &entry, const QJsonObject &body)
{
    return {entry.actor, body[u"team"].toObject()[u"login"].toString(), entry.time};
}

std::vector<AskedApproval> folded(std::vector<JournalEntry> entries, WallTime now)
{
    std::ranges::stable_sort(entries, {}, &JournalEntry::time);
    std::vector<AskedApproval> asked;
    for (const JournalEntry &entry : entries) {
        const bool counts =
            (entry.type == askedType || entry.type == givenType) && now - entry.time <= Approvals::lasts;
        if (!counts)
            continue;
        const QJsonObject body = QJsonDocument::fromJson(entry.body).object();
        const ApprovalWish wish{entry.source, body[u"content"].toString(), body[u"text"].toString(), entry.actor};
        if (entry.type == askedType) {
            std::erase_if(asked, [&](const AskedApproval &one) { return isSame(one.wish, wish); });
            asked.insert(asked.begin(), AskedApproval{wish, entry.time, std::nullopt});
            continue;
        }
        for (AskedApproval &one : asked)
            if (isSame(one.wish, wish) && one.wish.by != entry.actor && !one.given)
                one.given = approvalIn(entry, body);
    }
    return asked;
}

} // namespace

Status Approvals::ask(const Clock &clock, const ApprovalWish &wish) const
{
    const auto done = m_log.append(clock, [&](const std::vector<JournalEntry> &) -> Result<std::vector<JournalEvent>> {
        return std::vector<JournalEvent>{eventOf(askedType, wish, wish.by)};
    });
    return done ? ok() : Status(done.error());
}

Status Approvals::give(const Clock &clock, const ApprovalWish &wish, const QString &by) const
{
    const auto decide = [&](const std::vector<JournalEntry> &soFar) -> Result<std::vector<JournalEvent>> {
        const auto asked = folded(soFar, clock.now());
        const auto found =
            std::ranges::find_if(asked, [&](const AskedApproval &one) { return isSame(one.wish, wish); });
        if (found == asked.end())
            return Error{Error::Kind::Refused, u"nobody asked for that in the last 15 minutes"_s};
        if (found->wish.by == by)
            return Error{Error::Kind::Refused, u"%1 asked for it: somebody else has to agree"_s.arg(by)};
        return std::vector<JournalEvent>{eventOf(givenType, found->wish, by)};
    };
    const auto done = m_log.append(clock, decide);
    return done ? ok() : Status(done.error());
}

Result<std::vector<AskedApproval>> Approvals::open(WallTime now) const
{
    SURGEDECK_TRY(entries, m_log.read());
    return folded(std::move(entries), now);
}

Result<std::optional<Approval>> Approvals::given(const ApprovalWish &wish, WallTime now) const
{
    SURGEDECK_TRY(asked, open(now));
    for (const AskedApproval &one : asked)
        if (isSame(one.wish, wish))
            return one.given;
    return std::optional<Approval>();
}

} // namespace surgedeck
