// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QString>

namespace surgedeck {

/// Where the tests' lab is, as `tests/lab/lab env` tells it. A test that needs it has the label "live"; without a lab
/// the program ends with what is missing.
class Laboratory
{
public:
    Laboratory();

    /// `name` as in `lab env` without LAB_: "REDIS_TLS_PORT".
    quint16 port(const QString &name) const;
    QString caFile() const { return value(QStringLiteral("LAB_CA")); }
    QString directory() const { return value(QStringLiteral("SURGEDECK_LAB_DIR")); }
    QString password() const; ///< of every account

private:
    QString value(const QString &name) const;

    QHash<QString, QString> m_values;
};

} // namespace surgedeck
