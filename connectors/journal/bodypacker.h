// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/journal.h"

#include <map>
#include <memory>

namespace surgedeck {

/// How the body of an entry lies in the file. `base` empty: as it is. 0: packed by itself. Else packed against the body
/// of the entry with that sequence, of the same source and type, which is not packed against another itself.
struct PackedBody
{
    QByteArray bytes;
    std::optional<qint64> base;
};

/// Packs the bodies of one journal in order of sequence. What a source says differs little from what it said a second
/// ago: bodies are packed against the first one of their kind in the same segment, so that a segment can be dropped as
/// a whole. zstd (RFC 8878). One thread.
class BodyPacker
{
public:
    explicit BodyPacker(qint64 segment);
    ~BodyPacker();

    /// `entry` has its sequence.
    PackedBody pack(const JournalEntry &entry);
    /// Forgets what entries could be packed against: the last ones were not written after all.
    void forget();

private:
    struct Base
    {
        qint64 sequence = 0;
        QByteArray body;
    };
    struct Free
    {
        void operator()(void *context) const;
    };

    QByteArray compressed(const QByteArray &body, const QByteArray &base);

    qint64 m_segment;
    qint64 m_segmentNumber = -1;
    std::map<std::pair<QString, QString>, Base> m_bases; ///< of this segment
    qsizetype m_baseBytes = 0;
    std::unique_ptr<void, Free> m_context; ///< ZSTD_CCtx
};

/// Error: Protocol, when the bytes are not what pack() makes, or a body larger than any that is written.
Result<QByteArray> unpackedBody(const PackedBody &packed, const QByteArray &base);

} // namespace surgedeck
