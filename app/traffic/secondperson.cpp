// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/traffic/secondperson.h"

#include "app/config.h"
#include "connectors/journal/codebook.h"
#include "connectors/journal/journalplace.h"
#include "models/shift/onetimecode.h"

namespace surgedeck {

const QString provedByCode = QStringLiteral("one-time code");

Result<QString> personOfCode(const Workspace &workspace, const QString &code, const Clock &clock)
{
    if (workspace.traffic.approvers.empty())
        return Error{
            Error::Kind::Config,
            QStringLiteral("the workspace names no approvers (traffic: approvers:), so a code proves nothing")};
    SURGEDECK_TRY(book, CodeBook::open(journalDirectory(workspace.name)));
    const WallTime now = clock.now();
    SURGEDECK_CHECK(book.admit(now));
    const WorkspaceFolder secrets(workspace.file);
    for (const ApproverConfig &approver : workspace.traffic.approvers) {
        SURGEDECK_TRY(text, resolve(approver.secret, secrets));
        const auto secret = oneTimeSecretOf(text);
        if (!secret)
            return secret.error().in(approver.name);
        const auto step = stepOfCode(*secret, code, now);
        if (!step)
            continue;
        SURGEDECK_CHECK(book.spend(approver.name, *step, now));
        return approver.name;
    }
    SURGEDECK_CHECK(book.noteWrong(now));
    return Error{Error::Kind::Refused, QStringLiteral("this is no approver's code of now")};
}

} // namespace surgedeck
