// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/base/tlswords.h"

#include <QDateTime>
#include <QStringList>

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <cstring>
#include <ctime>
#include <memory>

namespace surgedeck {

namespace {

QString commonName(const X509_NAME *name)
{
    char text[256] = "";
    X509_NAME_get_text_by_NID(name, NID_commonName, text, sizeof text);
    return QString::fromUtf8(text);
}

/// The names that a certificate is for, at most five.
QString namesOf(const X509 *certificate)
{
    struct FreeNames
    {
        void operator()(GENERAL_NAMES *names) const { GENERAL_NAMES_free(names); }
    };
    const std::unique_ptr<GENERAL_NAMES, FreeNames> names(
        static_cast<GENERAL_NAMES *>(X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)));
    QStringList shown;
    for (int i = 0; names && i < sk_GENERAL_NAME_num(names.get()) && shown.size() < 5; ++i) {
        const GENERAL_NAME *name = sk_GENERAL_NAME_value(names.get(), i);
        if (name->type == GEN_DNS)
            shown << QString::fromUtf8(reinterpret_cast<const char *>(ASN1_STRING_get0_data(name->d.dNSName)),
                                       ASN1_STRING_length(name->d.dNSName));
    }
    return shown.isEmpty() ? commonName(X509_get_subject_name(certificate)) : shown.join(QStringLiteral(", "));
}

QString dateWords(const ASN1_TIME *time)
{
    const auto wall = tlsTime(time);
    return wall ? tlsDate(*wall) : QStringLiteral("an unreadable date");
}

bool isRefusalOfOurs(int reason)
{
    switch (reason) {
    case SSL_R_TLSV13_ALERT_CERTIFICATE_REQUIRED:
    case SSL_R_TLSV1_ALERT_UNKNOWN_CA:
    case SSL_R_SSLV3_ALERT_BAD_CERTIFICATE:
    case SSL_R_SSLV3_ALERT_CERTIFICATE_EXPIRED:
    case SSL_R_SSLV3_ALERT_CERTIFICATE_UNKNOWN:
    case SSL_R_SSLV3_ALERT_UNSUPPORTED_CERTIFICATE:
        return true;
    default:
        return false;
    }
}

} // namespace

std::optional<WallTime> tlsTime(const ASN1_TIME *time)
{
    std::tm parts{};
    if (ASN1_TIME_to_tm(time, &parts) != 1)
        return std::nullopt;
    return WallTime(std::chrono::seconds(::timegm(&parts)));
}

QString tlsDate(WallTime time)
{
    return QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count(), Qt::UTC)
        .toString(QStringLiteral("yyyy-MM-dd"));
}

QString tlsExpiryNotice(const QString &host, WallTime end, WallTime now)
{
    const auto days = std::chrono::floor<std::chrono::days>(end - now).count();
    if (days > 30)
        return {};
    const QString subject = QStringLiteral("the TLS certificate of %1").arg(host);
    if (days < 0)
        return QStringLiteral("%1 ended on %2").arg(subject, tlsDate(end));
    const QString left = days == 0 ? QStringLiteral("less than a day") : QStringLiteral("%1 d").arg(days);
    return QStringLiteral("%1 ends in %2, on %3").arg(subject, left, tlsDate(end));
}

QString tlsQueuedReason()
{
    const auto code = ERR_peek_last_error();
    const char *reason = ERR_SYSTEM_ERROR(code) ? std::strerror(ERR_GET_REASON(code)) : ERR_reason_error_string(code);
    return reason ? QString::fromLocal8Bit(reason) : QStringLiteral("unknown TLS error");
}

QString tlsCertificateProblem(X509_STORE_CTX *store, const QString &host)
{
    const X509 *certificate = X509_STORE_CTX_get_current_cert(store);
    const int code = X509_STORE_CTX_get_error(store);
    const QString words = QString::fromLatin1(X509_verify_cert_error_string(code));
    if (!certificate)
        return QStringLiteral("the TLS certificate of %1 does not hold: %2").arg(host, words);
    switch (code) {
    case X509_V_ERR_CERT_HAS_EXPIRED:
        return QStringLiteral("the TLS certificate of %1 expired on %2")
            .arg(host, dateWords(X509_get0_notAfter(certificate)));
    case X509_V_ERR_CERT_NOT_YET_VALID:
        return QStringLiteral("the TLS certificate of %1 is not valid before %2: compare the clocks")
            .arg(host, dateWords(X509_get0_notBefore(certificate)));
    case X509_V_ERR_HOSTNAME_MISMATCH:
    case X509_V_ERR_IP_ADDRESS_MISMATCH:
        return QStringLiteral("the TLS certificate is for %1, not for %2").arg(namesOf(certificate), host);
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
        return QStringLiteral("the TLS certificate of %1 is signed by itself; to trust it name it: tls: {ca: FILE}")
            .arg(host);
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
        return QStringLiteral("the TLS certificate of %1 is signed by '%2', which is not trusted here; name its CA: "
                              "tls: {ca: FILE}")
            .arg(host, commonName(X509_get_issuer_name(certificate)));
    default:
        return QStringLiteral("the TLS certificate of %1 does not hold: %2").arg(host, words);
    }
}

Error tlsFailure(int systemError)
{
    const auto code = ERR_peek_last_error();
    const int reason = ERR_GET_REASON(code);
    if (code == 0) {
        const QString words = systemError != 0 ? QString::fromLocal8Bit(std::strerror(systemError))
                                               : QStringLiteral("the peer closed it");
        return {Error::Kind::Unreachable, QStringLiteral("the TLS connection broke: %1").arg(words)};
    }
    if (isRefusalOfOurs(reason))
        return {Error::Kind::Auth,
                QStringLiteral("the server refuses our TLS certificate (%1): tls: {cert: FILE, key: FILE}")
                    .arg(tlsQueuedReason())};
    if (reason == SSL_R_WRONG_VERSION_NUMBER)
        return {Error::Kind::Unreachable, QStringLiteral("the peer does not speak TLS on this port")};
    if (reason == SSL_R_SSLV3_ALERT_HANDSHAKE_FAILURE)
        return {Error::Kind::Unreachable,
                QStringLiteral("the server refuses the TLS handshake: no common cipher, or it wants a client "
                               "certificate, tls: {cert: FILE, key: FILE}")};
    if (reason == SSL_R_UNSUPPORTED_PROTOCOL || reason == SSL_R_TLSV1_ALERT_PROTOCOL_VERSION)
        return {Error::Kind::Unreachable, QStringLiteral("the server offers nothing newer than TLS 1.1")};
    return {Error::Kind::Unreachable, QStringLiteral("TLS: %1").arg(tlsQueuedReason())};
}

} // namespace surgedeck
