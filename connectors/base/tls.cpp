// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/base/tls.h"

#include "connectors/base/tlswords.h"

#include <QDateTime>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <arpa/inet.h>
#include <sys/socket.h>

#include <cerrno>

namespace surgedeck {

namespace {

constexpr qsizetype mostAtOnce = 65'536;

template <auto function>
struct Free
{
    template <typename T>
    void operator()(T *object) const
    {
        function(object);
    }
};

using ContextPtr = std::unique_ptr<SSL_CTX, Free<SSL_CTX_free>>;
using SslPtr = std::unique_ptr<SSL, Free<SSL_free>>;

// OpenSSL's own socket BIO writes with write(2), which raises SIGPIPE when the peer has gone.
int socketOf(BIO *bio)
{
    return static_cast<int>(reinterpret_cast<std::intptr_t>(BIO_get_data(bio)));
}

int finished(BIO *bio, ssize_t count, int retryFlag)
{
    BIO_clear_retry_flags(bio);
    if (count < 0 && (errno == EAGAIN || errno == EINTR))
        BIO_set_flags(bio, retryFlag | BIO_FLAGS_SHOULD_RETRY);
    return static_cast<int>(count);
}

int bioWrite(BIO *bio, const char *bytes, int size)
{
    return finished(bio, ::send(socketOf(bio), bytes, static_cast<std::size_t>(size), MSG_NOSIGNAL), BIO_FLAGS_WRITE);
}

int bioRead(BIO *bio, char *bytes, int size)
{
    return finished(bio, ::recv(socketOf(bio), bytes, static_cast<std::size_t>(size), 0), BIO_FLAGS_READ);
}

long bioControl(BIO *, int command, long, void *)
{
    return command == BIO_CTRL_FLUSH ? 1 : 0;
}

const BIO_METHOD *socketMethod()
{
    static const BIO_METHOD *method = [] {
        BIO_METHOD *made = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "socket without SIGPIPE");
        BIO_meth_set_write(made, bioWrite);
        BIO_meth_set_read(made, bioRead);
        BIO_meth_set_ctrl(made, bioControl);
        return made;
    }();
    return method;
}

BIO *makeBio(int socket)
{
    BIO *bio = BIO_new(socketMethod());
    BIO_set_data(bio, reinterpret_cast<void *>(static_cast<std::intptr_t>(socket)));
    BIO_set_init(bio, 1);
    return bio;
}

Error configError(const QString &what, const QString &file)
{
    return {Error::Kind::Config, QStringLiteral("%1 '%2' cannot be used: %3").arg(what, file, tlsQueuedReason())};
}

Status loadFiles(SSL_CTX *context, const TlsSettings &settings)
{
    if (settings.caFile.isEmpty())
        SSL_CTX_set_default_verify_paths(context);
    else if (SSL_CTX_load_verify_file(context, settings.caFile.toLocal8Bit().constData()) != 1)
        return configError(QStringLiteral("the CA file"), settings.caFile);
    if (settings.certificateFile.isEmpty())
        return ok();
    const QString &keyFile = settings.keyFile.isEmpty() ? settings.certificateFile : settings.keyFile;
    if (SSL_CTX_use_certificate_chain_file(context, settings.certificateFile.toLocal8Bit().constData()) != 1)
        return configError(QStringLiteral("the certificate"), settings.certificateFile);
    if (SSL_CTX_use_PrivateKey_file(context, keyFile.toLocal8Bit().constData(), SSL_FILETYPE_PEM) != 1)
        return configError(QStringLiteral("the key"), keyFile);
    return ok();
}

Result<ContextPtr> makeContext(const TlsSettings &settings)
{
    ContextPtr context(SSL_CTX_new(TLS_client_method()));
    SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION);
    SSL_CTX_set_options(context.get(), SSL_OP_IGNORE_UNEXPECTED_EOF | SSL_OP_NO_RENEGOTIATION);
    SSL_CTX_set_mode(context.get(), SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    // A key with a passphrase must fail, not ask on the terminal.
    SSL_CTX_set_default_passwd_cb(context.get(), [](char *, int, int, void *) { return 0; });
    SURGEDECK_CHECK(loadFiles(context.get(), settings));
    return context;
}

/// Many servers wait for more when a TLS greeting reaches their plain port.
Error whileShaking(const Error &error)
{
    if (error.kind != Error::Kind::Timeout)
        return error;
    return {
        error.kind,
        QStringLiteral("the TLS handshake got %1: the peer hangs, or speaks no TLS on this port").arg(error.message)};
}

bool isAddress(const QByteArray &host)
{
    in6_addr parsed{};
    return ::inet_pton(AF_INET, host.constData(), &parsed) == 1 ||
           ::inet_pton(AF_INET6, host.constData(), &parsed) == 1;
}

} // namespace

struct TlsSession::Library
{
    int socket = -1;
    QString host;
    QString certificateProblem; ///< why verification failed, in words
    ContextPtr context;
    SslPtr ssl;

    static int noteProblem(int good, X509_STORE_CTX *store)
    {
        auto *ssl = static_cast<SSL *>(X509_STORE_CTX_get_ex_data(store, SSL_get_ex_data_X509_STORE_CTX_idx()));
        auto *self = static_cast<Library *>(SSL_get_app_data(ssl));
        if (!good && self->certificateProblem.isEmpty())
            self->certificateProblem = tlsCertificateProblem(store, self->host);
        return good;
    }

    void prepare(TlsVerification verification)
    {
        ssl.reset(SSL_new(context.get()));
        SSL_set_app_data(ssl.get(), this);
        const QByteArray name = host.toUtf8();
        if (isAddress(name)) {
            X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl.get()), name.constData());
        } else {
            SSL_set1_host(ssl.get(), name.constData());
            SSL_set_tlsext_host_name(ssl.get(), name.constData());
        }
        SSL_set_verify(ssl.get(), verification == TlsVerification::Full ? SSL_VERIFY_PEER : SSL_VERIFY_NONE,
                       verification == TlsVerification::Full ? noteProblem : nullptr);
        BIO *bio = makeBio(socket);
        SSL_set_bio(ssl.get(), bio, bio);
    }

    /// Repeats `step` until it has done something; its result, 0 for a closed connection.
    template <typename Step>
    Result<int> run(Step step, const Deadline &deadline)
    {
        while (true) {
            SURGEDECK_CHECK(deadline.check());
            ERR_clear_error();
            errno = 0;
            const int result = step();
            if (result > 0)
                return result;
            const int reason = SSL_get_error(ssl.get(), result);
            if (reason == SSL_ERROR_ZERO_RETURN)
                return 0;
            if (reason != SSL_ERROR_WANT_READ && reason != SSL_ERROR_WANT_WRITE)
                return certificateProblem.isEmpty() ? tlsFailure(errno)
                                                    : Error{Error::Kind::Unreachable, certificateProblem};
            SURGEDECK_CHECK(deadline.wait(socket, reason == SSL_ERROR_WANT_READ ? POLLIN : POLLOUT));
        }
    }
};

TlsSession::TlsSession(std::unique_ptr<Library> library)
    : m_library(std::move(library))
{
}
TlsSession::~TlsSession() = default;

Result<std::unique_ptr<TlsSession>> TlsSession::start(int socket, const QString &host, const TlsSettings &settings,
                                                      TlsVerification verification, const Deadline &deadline)
{
    auto library = std::make_unique<Library>();
    library->socket = socket;
    library->host = settings.serverName.isEmpty() ? host : settings.serverName;
    ERR_clear_error();
    SURGEDECK_TRY(context, makeContext(settings));
    library->context = std::move(context);
    library->prepare(verification);
    const auto shaken = library->run([&] { return SSL_connect(library->ssl.get()); }, deadline);
    if (!shaken)
        return whileShaking(shaken.error());
    if (*shaken == 0)
        return Error{
            Error::Kind::Unreachable,
            QStringLiteral("the peer closed the connection during the TLS handshake: no TLS on this port, or it "
                           "takes no further connection")};
    return std::unique_ptr<TlsSession>(new TlsSession(std::move(library)));
}

Result<qsizetype> TlsSession::read(char *buffer, qsizetype size, const Deadline &deadline)
{
    const int most = static_cast<int>(std::min(size, mostAtOnce));
    SURGEDECK_TRY(count, m_library->run([&] { return SSL_read(m_library->ssl.get(), buffer, most); }, deadline));
    return qsizetype(count);
}

Status TlsSession::write(QByteArrayView bytes, const Deadline &deadline)
{
    while (!bytes.isEmpty()) {
        const int size = static_cast<int>(std::min(bytes.size(), mostAtOnce));
        SURGEDECK_TRY(count,
                      m_library->run([&] { return SSL_write(m_library->ssl.get(), bytes.data(), size); }, deadline));
        if (count == 0)
            return Error{Error::Kind::Unreachable, QStringLiteral("the peer closed the connection")};
        bytes = bytes.sliced(count);
    }
    return ok();
}

std::optional<WallTime> TlsSession::certificateExpiry() const
{
    const X509 *certificate = SSL_get0_peer_certificate(m_library->ssl.get());
    return certificate ? tlsTime(X509_get0_notAfter(certificate)) : std::nullopt;
}

QString TlsSession::description() const
{
    const SSL *ssl = m_library->ssl.get();
    const QString spoken = QStringLiteral("%1, %2").arg(QString::fromLatin1(SSL_get_version(ssl)),
                                                        QString::fromLatin1(SSL_get_cipher_name(ssl)));
    const auto expiry = certificateExpiry();
    return expiry ? QStringLiteral("%1, certificate until %2").arg(spoken, tlsDate(*expiry)) : spoken;
}

} // namespace surgedeck
