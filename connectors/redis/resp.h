// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <QByteArray>
#include <QByteArrayList>

#include <memory>
#include <optional>
#include <vector>

namespace surgedeck {

/// One reply of a Redis server (RESP2).
struct RespValue
{
    enum class Type
    {
        Nil,
        Word,
        Failure,
        Text,
        Integer,
        List
    };

    Type type = Type::Nil;
    QByteArray text; ///< of Word, Failure and Text
    qint64 integer = 0;
    std::vector<RespValue> items;

    bool isStatus(const char *word) const { return type == Type::Word && text == word; }
    bool isError() const { return type == Type::Failure; }
};

/// Takes replies apart with hiredis' reader, within bounds of our own: 8 MB a reply, 100,000 elements, depth 7. A peer
/// that announces more is refused at the announcement. One thread. Source: redis.io/docs/reference/protocol-spec
/// (RESP2).
class RespReader
{
public:
    RespReader();
    ~RespReader();

    /// Hands over what arrived. Error: Protocol; the connection is useless after it.
    Status feed(QByteArrayView bytes);
    /// The next whole reply, nullopt when more bytes are needed. Error: Protocol.
    Result<std::optional<RespValue>> next();

private:
    struct Library;
    std::unique_ptr<Library> m_library;
};

/// A command as it goes over the wire: an array of bulk strings.
QByteArray respCommand(const QByteArrayList &arguments);

} // namespace surgedeck
