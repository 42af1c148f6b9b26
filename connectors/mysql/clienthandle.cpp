// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/mysql/clienthandle.h"

#include "connectors/mysql/connectionoptions.h"

#include <mysql.h>

#include <mutex>

namespace surgedeck::mysql {

namespace {

constexpr unsigned int libraryTimeoutSeconds =
    5; // longer than our deadline, which counts in total, not from byte to byte
constexpr unsigned int addressTimeoutSeconds = 2; // one dead address of several must leave time for the next
constexpr unsigned long longestPacket = 16 * 1024 * 1024;
constexpr auto acceptedAuthentication = "mysql_native_password,client_ed25519,caching_sha2_password";

void setFile(MYSQL *handle, mysql_option option, const QString &path)
{
    if (!path.isEmpty())
        mysql_options(handle, option, path.toLocal8Bit().constData());
}

void setTls(MYSQL *handle, const ConnectionOptions &options)
{
    if (options.tlsMode == TlsMode::Disabled)
        return;
    const my_bool enforce = options.tlsMode >= TlsMode::Required;
    const my_bool verifyName = options.tlsMode == TlsMode::VerifyIdentity;
    // Without a file of its own the library trusts the system's authorities when it verifies names, nobody otherwise.
    const bool verifyChain = options.tlsMode >= TlsMode::VerifyCa;
    const QString systemAuthorities = QStringLiteral("/etc/ssl/certs/ca-certificates.crt");
    mysql_ssl_set(handle, nullptr, nullptr, nullptr, nullptr, nullptr); // asks for TLS
    mysql_options(handle, MYSQL_OPT_SSL_ENFORCE, &enforce);
    mysql_options(handle, MYSQL_OPT_SSL_VERIFY_SERVER_CERT, &verifyName);
    mysql_options(handle, MARIADB_OPT_TLS_VERSION, "TLSv1.2,TLSv1.3");
    if (verifyChain)
        setFile(handle, MYSQL_OPT_SSL_CA, options.caFile.isEmpty() ? systemAuthorities : options.caFile);
    setFile(handle, MYSQL_OPT_SSL_CERT, options.certificateFile);
    setFile(handle, MYSQL_OPT_SSL_KEY, options.keyFile);
}

} // namespace

st_mysql *newClientHandle(const ConnectionOptions &options, std::size_t addresses)
{
    static std::once_flag started;
    std::call_once(started, [] { mysql_server_init(0, nullptr, nullptr); });
    MYSQL *handle = mysql_init(nullptr);
    if (!handle)
        return nullptr;
    const unsigned int localInfile = 0;
    const unsigned int connectTimeout = addresses > 1 ? addressTimeoutSeconds : libraryTimeoutSeconds;
    const unsigned int protocol = options.endpoint.unixPath.isEmpty() ? MYSQL_PROTOCOL_TCP : MYSQL_PROTOCOL_SOCKET;
    const my_bool off = 0;
    mysql_options(handle, MYSQL_OPT_NONBLOCK, nullptr);
    mysql_options(handle, MYSQL_OPT_LOCAL_INFILE, &localInfile);
    mysql_options(handle, MYSQL_OPT_RECONNECT, &off);
    mysql_options(handle, MYSQL_ENABLE_CLEARTEXT_PLUGIN, &off);
    mysql_options(handle, MARIADB_OPT_RESTRICTED_AUTH, acceptedAuthentication);
    mysql_options(handle, MYSQL_OPT_PROTOCOL, &protocol); // or "localhost" would silently mean a socket
    mysql_options(handle, MYSQL_OPT_CONNECT_TIMEOUT, &connectTimeout);
    mysql_options(handle, MYSQL_OPT_READ_TIMEOUT, &libraryTimeoutSeconds);
    mysql_options(handle, MYSQL_OPT_WRITE_TIMEOUT, &libraryTimeoutSeconds);
    mysql_options(handle, MYSQL_OPT_MAX_ALLOWED_PACKET, &longestPacket);
    mysql_options(handle, MYSQL_SET_CHARSET_NAME, "utf8mb4");
    mysql_options4(handle, MYSQL_OPT_CONNECT_ATTR_ADD, "program_name", options.clientName.toUtf8().constData());
    setTls(handle, options);
    return handle;
}

} // namespace surgedeck::mysql
