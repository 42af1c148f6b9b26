// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/phpfpm/fastcgi.h"

namespace surgedeck {

namespace {

constexpr char version = 1;
constexpr qsizetype headerSize = 8;
constexpr qsizetype largestAnswer = qsizetype{1024} * 1024;
constexpr qsizetype longShape = 128; // a length from here on takes four bytes

enum RecordType : char
{
    BeginRequest = 1,
    EndRequest = 3,
    Params = 4,
    Stdin = 5,
    Stdout = 6,
    Stderr = 7,
};

QByteArray record(RecordType type, const QByteArray &content)
{
    QByteArray bytes;
    bytes += version;
    bytes += type;
    bytes += '\0';
    bytes += '\1'; // the only request of this connection
    bytes += static_cast<char>(content.size() >> 8);
    bytes += static_cast<char>(content.size());
    bytes += QByteArray(2, '\0');
    return bytes + content;
}

QByteArray lengthOf(const QByteArray &text)
{
    const auto size = static_cast<quint32>(text.size());
    if (text.size() < longShape)
        return QByteArray(1, static_cast<char>(size));
    QByteArray bytes;
    for (const int shift : {24, 16, 8, 0})
        bytes += static_cast<char>((shift == 24 ? size | 0x80000000U : size) >> shift);
    return bytes;
}

} // namespace

QByteArray fastCgiRequest(const CgiParameters &parameters)
{
    QByteArray pairs;
    for (const auto &[name, value] : parameters)
        pairs += lengthOf(name) + lengthOf(value) + name + value;
    static const QByteArray asResponder("\0\1\0\0\0\0\0\0", 8); // closes the connection afterwards
    return record(BeginRequest, asResponder) + record(Params, pairs) + record(Params, {}) + record(Stdin, {});
}

Status FastCgiAnswer::feed(QByteArrayView bytes)
{
    m_pending.append(bytes);
    while (m_pending.size() >= headerSize && !m_complete) {
        const auto byte = [this](qsizetype at) { return static_cast<quint8>(m_pending.at(at)); };
        if (byte(0) != version)
            return Error{Error::Kind::Protocol, QStringLiteral("what answers there speaks no FastCGI")};
        const qsizetype content = byte(4) * 256 + byte(5);
        const qsizetype whole = headerSize + content + byte(6);
        if (m_pending.size() < whole)
            break;
        SURGEDECK_CHECK(takeRecord(byte(1), m_pending.mid(headerSize, content)));
        m_pending.remove(0, whole);
    }
    return ok();
}

Status FastCgiAnswer::takeRecord(int type, const QByteArray &content)
{
    if (type == EndRequest)
        m_complete = true;
    else if (type == Stdout)
        m_output += content;
    else if (type == Stderr)
        m_errors += content;
    else
        return Error{Error::Kind::Protocol, QStringLiteral("a FastCGI record of type %1 came unasked").arg(type)};
    if (m_output.size() + m_errors.size() > largestAnswer)
        return Error{Error::Kind::Protocol, QStringLiteral("the answer is longer than 1 MiB")};
    return ok();
}

Result<QByteArray> FastCgiAnswer::body() const
{
    const qsizetype end = m_output.indexOf("\r\n\r\n");
    const QByteArray head = m_output.left(std::max<qsizetype>(end, 0));
    for (const QByteArray &line : head.split('\n'))
        if (line.startsWith("Status:") && line.mid(7).trimmed().left(3) != "200")
            return Error{Error::Kind::Protocol, QStringLiteral("PHP-FPM says %1: check pm.status_path")
                                                    .arg(QString::fromUtf8(line.mid(7).trimmed().left(80)))};
    if (end < 0)
        return Error{
            Error::Kind::Protocol,
            QStringLiteral("PHP-FPM gives no answer: %1").arg(QString::fromUtf8(m_errors.simplified().left(200)))};
    return m_output.mid(end + 4);
}

Result<QByteArray> askFastCgi(const Endpoint &endpoint, const CgiParameters &parameters, const Deadline &deadline)
{
    SURGEDECK_TRY(stream, Stream::open({endpoint, StreamSecurity::Plain, {}}, deadline));
    SURGEDECK_CHECK(stream->write(fastCgiRequest(parameters), deadline));
    FastCgiAnswer answer;
    char bytes[8 * 1024];
    while (!answer.isComplete()) {
        SURGEDECK_TRY(count, stream->read(bytes, sizeof bytes, deadline));
        if (count == 0)
            return Error{Error::Kind::Unreachable, QStringLiteral("the pool closed the connection")};
        SURGEDECK_CHECK(answer.feed(QByteArrayView(bytes, count)));
    }
    return answer.body();
}

} // namespace surgedeck
