// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/journal/signingkey.h"

#include "connectors/base/descriptor.h"
#include "connectors/journal/journalplace.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>

#include <openssl/evp.h>
#include <openssl/rand.h>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>

namespace surgedeck {

namespace {

constexpr qsizetype keyBytes = 32;
constexpr std::size_t signatureBytes = 64;

using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using Context = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;

const unsigned char *raw(const QByteArray &bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.constData());
}

std::size_t sizeOf(const QByteArray &bytes)
{
    return static_cast<std::size_t>(bytes.size());
}

Error cannot(const QString &path, const QString &what)
{
    return {Error::Kind::Config, QStringLiteral("%1: %2").arg(path, what)};
}

Result<QByteArray> readSeed(const QString &path)
{
    const Descriptor file(::open(QFile::encodeName(path).constData(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
    struct stat info
    {
    };
    if (!file.valid() || ::fstat(file.get(), &info) != 0)
        return cannot(path, QString::fromLocal8Bit(std::strerror(errno)));
    if (info.st_uid != ::geteuid() || (info.st_mode & 0077) != 0)
        return cannot(path, QStringLiteral("the signing key is open to others"));
    QByteArray seed(keyBytes, Qt::Uninitialized);
    if (info.st_size != keyBytes || ::read(file.get(), seed.data(), sizeOf(seed)) != keyBytes)
        return cannot(path, QStringLiteral("is no signing key"));
    return seed;
}

/// Written under another name first: a reader never sees half a key.
Status makeSeed(const QString &path)
{
    QByteArray seed(keyBytes, Qt::Uninitialized);
    if (RAND_bytes(reinterpret_cast<unsigned char *>(seed.data()), int(keyBytes)) != 1)
        return cannot(path, QStringLiteral("no randomness for a signing key"));
    const QByteArray made = QFile::encodeName(QStringLiteral("%1.%2").arg(path).arg(::getpid()));
    {
        const Descriptor file(::open(made.constData(), O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600));
        if (!file.valid() || ::write(file.get(), seed.constData(), sizeOf(seed)) != keyBytes ||
            ::fsync(file.get()) != 0)
            return cannot(path, QString::fromLocal8Bit(std::strerror(errno)));
    }
    // Another console may have made one meanwhile: the first one stays.
    const bool linked = ::link(made.constData(), QFile::encodeName(path).constData()) == 0 || errno == EEXIST;
    ::unlink(made.constData());
    return linked ? ok() : Status(cannot(path, QString::fromLocal8Bit(std::strerror(errno))));
}

} // namespace

SigningKey::SigningKey(QByteArray seed)
    : m_seed(std::move(seed))
    , m_public(keyBytes, Qt::Uninitialized)
{
    const Key key(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, raw(m_seed), sizeOf(m_seed)), &EVP_PKEY_free);
    std::size_t length = sizeOf(m_public);
    if (!key ||
        EVP_PKEY_get_raw_public_key(key.get(), reinterpret_cast<unsigned char *>(m_public.data()), &length) != 1)
        m_public.clear();
}

Result<std::shared_ptr<const SigningKey>> SigningKey::ofThisUser()
{
    const QString directory = QFileInfo(journalDirectory(QStringLiteral("x"))).path();
    SURGEDECK_CHECK(makeJournalDirectory(directory));
    return at(directory + QStringLiteral("/signing.key"));
}

Result<std::shared_ptr<const SigningKey>> SigningKey::at(const QString &path)
{
    if (!QFileInfo::exists(path))
        SURGEDECK_CHECK(makeSeed(path));
    SURGEDECK_TRY(seed, readSeed(path));
    std::shared_ptr<const SigningKey> key(new SigningKey(seed));
    if (key->publicKey().size() != keyBytes)
        return cannot(path, QStringLiteral("is no signing key"));
    return key;
}

QByteArray SigningKey::sign(const QByteArray &message) const
{
    const Key key(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, raw(m_seed), sizeOf(m_seed)), &EVP_PKEY_free);
    const Context context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    QByteArray signature(signatureBytes, Qt::Uninitialized);
    std::size_t length = signatureBytes;
    const bool done = key && context && EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1 &&
                      EVP_DigestSign(context.get(), reinterpret_cast<unsigned char *>(signature.data()), &length,
                                     raw(message), sizeOf(message)) == 1;
    return done ? signature : QByteArray();
}

bool signatureHolds(const QByteArray &publicKey, const QByteArray &message, const QByteArray &signature)
{
    if (publicKey.size() != keyBytes || sizeOf(signature) != signatureBytes)
        return false;
    const Key key(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, raw(publicKey), sizeOf(publicKey)),
                  &EVP_PKEY_free);
    const Context context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    return key && context && EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1 &&
           EVP_DigestVerify(context.get(), raw(signature), signatureBytes, raw(message), sizeOf(message)) == 1;
}

QString fingerprintOf(const QByteArray &publicKey)
{
    const QByteArray hex = QCryptographicHash::hash(publicKey, QCryptographicHash::Sha256).toHex().left(32);
    QStringList groups;
    for (qsizetype at = 0; at < hex.size(); at += 4)
        groups << QString::fromLatin1(hex.mid(at, 4));
    return groups.join(QLatin1Char(' '));
}

} // namespace surgedeck
