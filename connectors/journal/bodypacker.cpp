// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/journal/bodypacker.h"

#include <zstd.h>

namespace surgedeck {

namespace {

constexpr int level = 3;
constexpr qsizetype smallest = 48;                  // bytes: below this the frame costs what it saves
constexpr qsizetype largestBody = 64 * 1024 * 1024; // of any observation; more in a file is an attack
constexpr qsizetype largestBases = 32 * 1024 * 1024;

std::size_t sizeOf(const QByteArray &bytes)
{
    return static_cast<std::size_t>(bytes.size());
}

Error damaged(const char *what)
{
    return {Error::Kind::Protocol, QStringLiteral("the body can not be unpacked: %1").arg(QLatin1String(what))};
}

} // namespace

void BodyPacker::Free::operator()(void *context) const
{
    ZSTD_freeCCtx(static_cast<ZSTD_CCtx *>(context));
}

BodyPacker::BodyPacker(qint64 segment)
    : m_segment(segment)
    , m_context(ZSTD_createCCtx())
{
}

BodyPacker::~BodyPacker() = default;

void BodyPacker::forget()
{
    m_bases.clear();
    m_baseBytes = 0;
}

/// Empty: it can not be compressed.
QByteArray BodyPacker::compressed(const QByteArray &body, const QByteArray &base)
{
    QByteArray packed(static_cast<qsizetype>(ZSTD_compressBound(sizeOf(body))), Qt::Uninitialized);
    const std::size_t size =
        ZSTD_compress_usingDict(static_cast<ZSTD_CCtx *>(m_context.get()), packed.data(), sizeOf(packed),
                                body.constData(), sizeOf(body), base.constData(), sizeOf(base), level);
    if (ZSTD_isError(size))
        return {};
    packed.truncate(static_cast<qsizetype>(size));
    return packed;
}

PackedBody BodyPacker::pack(const JournalEntry &entry)
{
    const qint64 segment = (entry.sequence - 1) / m_segment;
    if (segment != m_segmentNumber)
        forget();
    m_segmentNumber = segment;
    if (entry.body.size() < smallest || entry.body.size() > largestBody || !m_context)
        return {entry.body, {}};
    Base &base = m_bases[{entry.source, entry.type}];
    PackedBody packed;
    if (base.sequence != 0)
        packed = {compressed(entry.body, base.body), base.sequence};
    // The first of its kind, or it has become another thing: the next ones are packed against this one.
    const bool another = entry.body.size() > 2 * base.body.size() || packed.bytes.size() > entry.body.size() / 2;
    if (base.sequence == 0 || another) {
        packed = {compressed(entry.body, {}), 0};
        const qsizetype bytes = m_baseBytes - base.body.size() + entry.body.size();
        if (bytes <= largestBases) {
            m_baseBytes = bytes;
            base = {entry.sequence, entry.body};
        }
    }
    const bool smaller = !packed.bytes.isEmpty() && packed.bytes.size() < entry.body.size();
    return smaller ? packed : PackedBody{entry.body, {}};
}

Result<QByteArray> unpackedBody(const PackedBody &packed, const QByteArray &base)
{
    if (!packed.base)
        return packed.bytes;
    const unsigned long long size = ZSTD_getFrameContentSize(packed.bytes.constData(), sizeOf(packed.bytes));
    if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN)
        return damaged("no zstd frame");
    if (size > static_cast<unsigned long long>(largestBody))
        return damaged("too large");
    QByteArray body(static_cast<qsizetype>(size), Qt::Uninitialized);
    // To make one costs more than to unpack a body; a day of recording has a million.
    thread_local const std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)> context(ZSTD_createDCtx(), &ZSTD_freeDCtx);
    const std::size_t done =
        ZSTD_decompress_usingDict(context.get(), body.data(), sizeOf(body), packed.bytes.constData(),
                                  sizeOf(packed.bytes), base.constData(), sizeOf(base));
    if (ZSTD_isError(done) || done != sizeOf(body))
        return damaged("its bytes are damaged");
    return body;
}

} // namespace surgedeck
