// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/journal/seal.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <memory>

#include <openssl/evp.h>
#include <unistd.h>

namespace surgedeck {

namespace {

using namespace Qt::StringLiterals;

constexpr qint64 pageBytes = 4096;
constexpr qint64 chunk = 1024 * 1024;
constexpr qsizetype digestBytes = 32;
const QByteArray magic = "surgedeck seal 1\n";

Error cannot(const QFile &file)
{
    const auto kind = file.error() == QFile::ResourceError ? Error::Kind::Full : Error::Kind::Config;
    return {kind, u"%1: %2"_s.arg(file.fileName(), file.errorString())};
}

Error broken(const QString &what)
{
    return {Error::Kind::Protocol, what};
}

QByteArray hex(const QByteArray &bytes)
{
    return bytes.toHex();
}

/// What is signed: each text has its length in front of it by being of fixed length or a number followed by a blank.
QByteArray messageOf(const Seal &seal)
{
    return magic + QByteArray::number(seal.bytes) + ' ' + hex(seal.digest) + ' ' +
           QByteArray::number(seal.head.sequence) + ' ' + hex(seal.head.hash) + ' ' + hex(seal.key);
}

QByteArray pageOf(const Seal &seal)
{
    const QJsonObject fields{{u"bytes"_s, seal.bytes},
                             {u"digest"_s, QString::fromLatin1(hex(seal.digest))},
                             {u"hash"_s, QString::fromLatin1(hex(seal.head.hash))},
                             {u"key"_s, QString::fromLatin1(hex(seal.key))},
                             {u"sequence"_s, seal.head.sequence},
                             {u"signature"_s, QString::fromLatin1(hex(seal.signature))}};
    QByteArray page = magic + QJsonDocument(fields).toJson(QJsonDocument::Compact) + '\n';
    page.append(pageBytes - page.size(), '\0');
    return page;
}

Seal sealOf(const QByteArray &page)
{
    const qsizetype end = page.indexOf('\n', magic.size());
    const QJsonObject fields = QJsonDocument::fromJson(page.mid(magic.size(), end - magic.size())).object();
    const auto bytes = [&](const QString &name) { return QByteArray::fromHex(fields[name].toString().toLatin1()); };
    return {fields[u"bytes"].toInteger(),
            bytes(u"digest"_s),
            {fields[u"sequence"].toInteger(), bytes(u"hash"_s)},
            bytes(u"key"_s),
            bytes(u"signature"_s)};
}

/// SHA-256 by OpenSSL: with the instructions that most processors have for it, a day's recording takes a quarter of a
/// second instead of two.
Result<QByteArray> digestOf(QFile &file, qint64 bytes)
{
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> hash(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    if (!hash || EVP_DigestInit_ex(hash.get(), EVP_sha256(), nullptr) != 1)
        return broken(u"OpenSSL makes no digest"_s);
    if (!file.seek(0))
        return cannot(file);
    for (qint64 left = bytes; left > 0;) {
        const QByteArray part = file.read(std::min(left, chunk));
        if (part.isEmpty())
            return cannot(file);
        EVP_DigestUpdate(hash.get(), part.constData(), static_cast<std::size_t>(part.size()));
        left -= part.size();
    }
    QByteArray digest(digestBytes, '\0');
    if (EVP_DigestFinal_ex(hash.get(), reinterpret_cast<unsigned char *>(digest.data()), nullptr) != 1)
        return broken(u"OpenSSL makes no digest"_s);
    return digest;
}

/// The last page, when it looks like a seal. One damaged byte at its beginning must not make it look like none: the
/// entry that announces it does that.
Result<QByteArray> lastPage(QFile &file)
{
    if (file.size() < pageBytes)
        return QByteArray();
    if (!file.seek(file.size() - pageBytes))
        return cannot(file);
    const QByteArray page = file.read(pageBytes);
    return page.startsWith(magic) ? page : QByteArray();
}

} // namespace

const QString sealedType = QStringLiteral("journal.sealed");

Result<Seal> sealFile(const QString &path, const JournalHead &head, const SigningKey &key)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadWrite | QIODevice::ExistingOnly))
        return cannot(file);
    Seal seal{file.size(), {}, head, key.publicKey(), {}};
    SURGEDECK_TRY(digest, digestOf(file, seal.bytes));
    seal.digest = digest;
    seal.signature = key.sign(messageOf(seal));
    const QByteArray page = pageOf(seal);
    if (!file.seek(seal.bytes) || file.write(page) != page.size() || !file.flush() || ::fsync(file.handle()) != 0)
        return cannot(file);
    return seal;
}

Result<std::optional<Seal>> checkedSeal(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return cannot(file);
    SURGEDECK_TRY(page, lastPage(file));
    if (page.isEmpty())
        return std::optional<Seal>();
    const Seal seal = sealOf(page);
    if (pageOf(seal) != page)
        return broken(u"the seal was changed"_s);
    if (seal.bytes != file.size() - pageBytes)
        return broken(
            u"the file has %1 bytes before its seal, which is for %2"_s.arg(file.size() - pageBytes).arg(seal.bytes));
    if (!signatureHolds(seal.key, messageOf(seal), seal.signature))
        return broken(u"the signature of the seal does not hold"_s);
    SURGEDECK_TRY(digest, digestOf(file, seal.bytes));
    if (digest != seal.digest)
        return broken(u"the bytes of the file are not those that were sealed"_s);
    return std::optional(seal);
}

Status removeSeal(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadWrite | QIODevice::ExistingOnly))
        return cannot(file);
    SURGEDECK_TRY(page, lastPage(file));
    if (!page.isEmpty() && !file.resize(file.size() - pageBytes))
        return cannot(file);
    return ok();
}

} // namespace surgedeck
