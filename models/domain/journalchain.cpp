// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/journalchain.h"

#include <QCryptographicHash>
#include <QtEndian>

namespace surgedeck {

namespace {

class Hasher
{
public:
    explicit Hasher(const QByteArray &domain) { add(domain); }

    void add(qint64 number)
    {
        const qint64 bytes = qToBigEndian(number);
        m_hash.addData(QByteArrayView(reinterpret_cast<const char *>(&bytes), sizeof bytes));
    }

    void add(const QByteArray &bytes)
    {
        add(qint64(bytes.size()));
        m_hash.addData(bytes);
    }

    JournalHash result() const { return m_hash.result(); }

private:
    QCryptographicHash m_hash{QCryptographicHash::Sha256};
};

} // namespace

JournalHash journalGenesis(const QByteArray &journalId)
{
    Hasher hasher("surgedeck journal genesis 1");
    hasher.add(journalId);
    return hasher.result();
}

JournalHash journalHash(const JournalHash &previous, const JournalEntry &entry)
{
    Hasher hasher("surgedeck journal entry 1");
    hasher.add(previous);
    hasher.add(entry.sequence);
    hasher.add(qint64(entry.time.time_since_epoch().count()));
    hasher.add(qint64(entry.monotonic.time_since_epoch().count()));
    hasher.add(entry.actor.toUtf8());
    hasher.add(entry.source.toUtf8());
    hasher.add(entry.type.toUtf8());
    hasher.add(entry.body);
    return hasher.result();
}

QString ChainCheck::next(const ChainedEntry &chained)
{
    const qint64 sequence = chained.entry.sequence;
    if (sequence != m_head.sequence + 1)
        return QStringLiteral("entry %1 stands where entry %2 should").arg(sequence).arg(m_head.sequence + 1);
    if (chained.hash != journalHash(chained.previous, chained.entry))
        return QStringLiteral("entry %1 was changed").arg(sequence);
    if (chained.previous != m_head.hash)
        return QStringLiteral("entry %1 does not follow the one before it").arg(sequence);
    m_head = {sequence, chained.hash};
    return {};
}

} // namespace surgedeck
