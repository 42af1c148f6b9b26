// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QTemporaryDir>

namespace surgedeck {

/// Certificates for tests, made by the openssl command in a directory of its own: two authorities and what they sign.
class TestCertificates
{
public:
    enum class Signer
    {
        Authority,
        OtherAuthority,
        Itself
    };

    struct Request
    {
        QString name; ///< of the files, unique
        QString subjectAltName = QStringLiteral("DNS:localhost,IP:127.0.0.1");
        Signer signer = Signer::Authority;
        int days = 90; ///< negative: expired
    };

    struct Pair
    {
        QString certificate;
        QString key;
    };

    TestCertificates();
    QString caFile() const { return path(QStringLiteral("ca.pem")); }
    QString otherCaFile() const { return path(QStringLiteral("other.pem")); }
    Pair make(const Request &request) const;

private:
    QString path(const QString &file) const { return m_dir.filePath(file); }
    void openssl(const QStringList &arguments) const;

    QTemporaryDir m_dir;
};

} // namespace surgedeck
