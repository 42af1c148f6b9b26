// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/journal/checkpoint.h"

#include <QJsonDocument>

namespace surgedeck {

namespace {

using namespace Qt::StringLiterals;

QByteArray messageOf(const JournalHead &head)
{
    return "surgedeck checkpoint 1\n" + QByteArray::number(head.sequence) + ' ' + head.hash.toHex();
}

} // namespace

const QString checkpointType = QStringLiteral("journal.checkpoint");

JournalEvent checkpointEvent(const JournalHead &head, const SigningKey &key)
{
    return {{},
            {},
            checkpointType,
            {{u"hash"_s, QString::fromLatin1(head.hash.toHex())},
             {u"key"_s, QString::fromLatin1(key.publicKey().toHex())},
             {u"sequence"_s, head.sequence},
             {u"signature"_s, QString::fromLatin1(key.sign(messageOf(head)).toHex())}}};
}

QString checkCheckpoint(const JournalEntry &checkpoint, const JournalHead &head, QByteArray &signedBy)
{
    const QJsonObject body = QJsonDocument::fromJson(checkpoint.body).object();
    const auto bytes = [&](const QString &name) { return QByteArray::fromHex(body[name].toString().toLatin1()); };
    if (body[u"sequence"].toInteger() != head.sequence || bytes(u"hash"_s) != head.hash)
        return u"the checkpoint %1 is of another chain"_s.arg(checkpoint.sequence);
    signedBy = bytes(u"key"_s);
    if (!signatureHolds(signedBy, messageOf(head), bytes(u"signature"_s)))
        return u"the signature of checkpoint %1 does not hold"_s.arg(checkpoint.sequence);
    return {};
}

} // namespace surgedeck
