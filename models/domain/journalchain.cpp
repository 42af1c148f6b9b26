// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/journalchain.h"

#include <QCryptographicHash>
#include <QtEndian>

#include <memory>

#include <openssl/evp.h>

namespace surgedeck {

namespace {

using Context = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;

/// Of one thread, made once: to look SHA-256 up anew takes longer than a short entry.
EVP_MD_CTX *sha256()
{
    thread_local const Context context = [] {
        Context made(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
        if (made && EVP_DigestInit_ex(made.get(), EVP_sha256(), nullptr) != 1)
            made.reset();
        return made;
    }();
    return context.get();
}

/// SHA-256 of `head` and `body`: by OpenSSL, which uses the processor's own instructions where it has them. A day's
/// recording has more than a gigabyte of bodies.
JournalHash digestOf(const QByteArray &head, const QByteArray &body)
{
    EVP_MD_CTX *const context = sha256();
    JournalHash hash(QCryptographicHash::hashLength(QCryptographicHash::Sha256), '\0');
    if (context && EVP_DigestInit_ex2(context, nullptr, nullptr) == 1 &&
        EVP_DigestUpdate(context, head.constData(), static_cast<std::size_t>(head.size())) == 1 &&
        EVP_DigestUpdate(context, body.constData(), static_cast<std::size_t>(body.size())) == 1 &&
        EVP_DigestFinal_ex(context, reinterpret_cast<unsigned char *>(hash.data()), nullptr) == 1)
        return hash;
    return QCryptographicHash::hash(head + body, QCryptographicHash::Sha256);
}

/// Fields one after the other, each text with its length in front.
class Fields
{
public:
    explicit Fields(const QByteArray &domain) { add(domain); }

    void add(qint64 number)
    {
        const qint64 bytes = qToBigEndian(number);
        m_bytes.append(reinterpret_cast<const char *>(&bytes), sizeof bytes);
    }

    void add(const QByteArray &bytes)
    {
        add(qint64(bytes.size()));
        m_bytes.append(bytes);
    }

    const QByteArray &bytes() const { return m_bytes; }

private:
    QByteArray m_bytes;
};

} // namespace

JournalHash journalGenesis(const QByteArray &journalId)
{
    Fields fields("surgedeck journal genesis 1");
    fields.add(journalId);
    return digestOf(fields.bytes(), {});
}

JournalHash journalHash(const JournalHash &previous, const JournalEntry &entry)
{
    Fields fields("surgedeck journal entry 1");
    fields.add(previous);
    fields.add(entry.sequence);
    fields.add(qint64(entry.time.time_since_epoch().count()));
    fields.add(qint64(entry.monotonic.time_since_epoch().count()));
    fields.add(entry.actor.toUtf8());
    fields.add(entry.source.toUtf8());
    fields.add(entry.type.toUtf8());
    fields.add(qint64(entry.body.size()));
    return digestOf(fields.bytes(), entry.body);
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
