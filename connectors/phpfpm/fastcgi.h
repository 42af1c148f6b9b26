// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/base/stream.h"

#include <QByteArray>

#include <utility>
#include <vector>

namespace surgedeck {

/// Name and value of what a web server would tell a FastCGI application.
using CgiParameters = std::vector<std::pair<QByteArray, QByteArray>>;

/// One GET as a FastCGI responder gets it (FastCGI Specification 1.0, sections 3 and 6): no body, and the connection is
/// closed by the application afterwards.
QByteArray fastCgiRequest(const CgiParameters &parameters);

/// Takes the records of the answer apart as they come.
class FastCgiAnswer
{
public:
    /// Error: Protocol, when it is no FastCGI, or longer than 1 MiB.
    Status feed(QByteArrayView bytes);
    bool isComplete() const { return m_complete; }
    /// The body, once it is complete. Errors: Protocol, with what the application said, when its status is not 200.
    Result<QByteArray> body() const;

private:
    Status takeRecord(int type, const QByteArray &content);

    QByteArray m_pending;
    QByteArray m_output;
    QByteArray m_errors;
    bool m_complete = false;
};

/// Asks over a connection of its own. Errors: those of Stream and of FastCgiAnswer.
Result<QByteArray> askFastCgi(const Endpoint &endpoint, const CgiParameters &parameters, const Deadline &deadline);

} // namespace surgedeck
