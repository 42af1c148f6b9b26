// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/workspace/values.h"

#include <QStringList>

#include <utility>

namespace surgedeck {

/// A URL or DSN taken apart, as far as a check needs it: the drivers do their own reading. References to secrets stand
/// in it as unknownPart.
struct EndpointText
{
    struct Host
    {
        QString name;
        QString port; ///< empty: the default of the scheme
    };

    QString scheme;
    QString user;
    QString password;
    std::vector<Host> hosts; ///< PostgreSQL allows several
    QString path;
    std::vector<std::pair<QString, QString>> parameters;

    QString parameter(const QString &name) const;
    /// No byte leaves this machine: localhost, 127/8, ::1, a socket.
    bool isLoopback() const;
};

/// Stands where a reference to a secret stood; a private-use character that no file needs.
inline constexpr QChar unknownPart{0xE000};

/// `scheme://[user[:password]@][host[:port],...][/path][?name=value&...]`, `unix:/path`. Error: Config, without any of
/// the text, which may hold a secret.
Result<EndpointText> parseEndpoint(const QString &text);
/// libpq's other form: `service=orders host=db1 user='o k'`. Names become parameters; host and password also their
/// fields.
Result<EndpointText> parseKeywords(const QString &text);

/// The text with unknownPart for each reference.
QString withoutSecrets(const Template &text);

} // namespace surgedeck
