// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/columnspans.h"

#include <QImage>

#include <algorithm>
#include <array>
#include <cmath>

namespace surgedeck {

namespace {

/// Columns are painted in blocks of one cache line: down a single column every pixel is in another line.
constexpr int blockWidth = 16;

/// What is painted of one column: rows that are covered whole, and how much of the rows above and below.
struct Block
{
    std::array<std::int32_t, blockWidth> first{}; ///< of the whole rows; first > last: none
    std::array<std::int32_t, blockWidth> last{};
    std::array<QRgb, blockWidth> ink{};
    int top = std::numeric_limits<int>::max(); ///< of the whole rows of all columns
    int bottom = -1;
};

QRgb blended(QRgb under, QRgb ink, int alpha)
{
    const auto mix = [alpha](int from, int to) { return from + (to - from) * alpha / 255; };
    return qRgba(mix(qRed(under), qRed(ink)), mix(qGreen(under), qGreen(ink)), mix(qBlue(under), qBlue(ink)),
                 mix(qAlpha(under), 255));
}

class SpanPainter
{
public:
    SpanPainter(QImage &image, const QRect &clip)
        : m_bits(image.bits())
        , m_stride(image.bytesPerLine())
        , m_clip(clip.intersected(image.rect()))
        , m_origin(clip.topLeft())
    {
    }

    void paint(const ColumnSpans &columns, const SpanLook &look)
    {
        const int count = std::min(m_clip.width(), int(columns.spans.size()));
        for (int x = 0; x < count; x += blockWidth)
            paintBlock(columns, look, x, std::min(blockWidth, count - x));
    }

private:
    QRgb *row(int y) { return reinterpret_cast<QRgb *>(m_bits + y * m_stride) + m_clip.left(); }

    void soften(int x, int y, QRgb ink, float coverage)
    {
        if (y < m_clip.top() || y > m_clip.bottom() || coverage <= 0)
            return;
        QRgb &pixel = row(y)[x];
        pixel = blended(pixel, ink, int(std::min(1.0f, coverage) * 255 + 0.5f));
    }

    /// Along the line: a column that falls into a space of the dash is left out, unless the line runs steeply through
    /// it.
    bool isSpace(const SpanLook &look, float height)
    {
        if (look.space == 0)
            return false;
        const int period = look.dash + look.space;
        const bool space = int(m_along) % period >= look.dash && height <= 2 * float(look.width);
        m_along += std::max(1.0f, height - float(look.width));
        return space;
    }

    void paintBlock(const ColumnSpans &columns, const SpanLook &look, int from, int count)
    {
        Block block;
        const float half = float(look.width / 2);
        for (int i = 0; i < count; ++i) {
            block.first[std::size_t(i)] = 1;
            const ColumnSpans::Span &span = columns.spans[std::size_t(from + i)];
            if (span.isEmpty() || isSpace(look, span.bottom - span.top))
                continue;
            const bool bad = !columns.outOfBand.empty() && columns.outOfBand[std::size_t(from + i)] != 0;
            const QRgb ink = (bad ? look.outOfBand : look.normal).rgb();
            paintEnds(block, i, from + i,
                      {span.top - half + float(m_origin.y()), span.bottom + half + float(m_origin.y())}, ink);
        }
        fillRows(block, from, count);
    }

    struct Extent
    {
        float top;
        float bottom;
    };

    void paintEnds(Block &block, int place, int x, Extent extent, QRgb ink)
    {
        const auto first = int(std::floor(extent.top));
        const auto last = int(std::ceil(extent.bottom)) - 1;
        if (first == last)
            return soften(x, first, ink, extent.bottom - extent.top);
        soften(x, first, ink, float(first + 1) - extent.top);
        soften(x, last, ink, extent.bottom - float(last));
        const std::size_t at(static_cast<std::size_t>(place));
        block.first[at] = std::max(first + 1, m_clip.top());
        block.last[at] = std::min(last - 1, m_clip.bottom());
        block.ink[at] = ink;
        if (block.first[at] > block.last[at])
            return;
        block.top = std::min(block.top, int(block.first[at]));
        block.bottom = std::max(block.bottom, int(block.last[at]));
    }

    void fillRows(const Block &block, int from, int count)
    {
        for (int y = block.top; y <= block.bottom; ++y) {
            QRgb *pixels = row(y) + from;
            for (std::size_t i = 0; i < std::size_t(count); ++i)
                pixels[i] = (y >= block.first[i]) & (y <= block.last[i]) ? block.ink[i] : pixels[i];
        }
    }

    uchar *m_bits;
    qsizetype m_stride;
    QRect m_clip;
    QPoint m_origin;
    float m_along = 0;
};

} // namespace

float SpanPlot::slope() const
{
    return float(-(pixels.height() - lineWidth) * range.factor());
}

float SpanPlot::offset() const
{
    return float(pixels.height() - lineWidth / 2 + (pixels.height() - lineWidth) * range.factor() * range.low);
}

void ColumnSpans::clear(std::size_t columns)
{
    spans.assign(columns, {});
    outOfBand.clear();
}

void paintSpans(QImage &image, const QRect &clip, const ColumnSpans &columns, const SpanLook &look)
{
    Q_ASSERT(image.depth() == 32);
    SpanPainter(image, clip).paint(columns, look);
}

} // namespace surgedeck
