// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/trendspans.h"

#include <algorithm>
#include <cmath>

namespace surgedeck {

namespace {

struct Column
{
    double top = std::numeric_limits<double>::infinity(); ///< in device pixels from the top
    double bottom = -std::numeric_limits<double>::infinity();
    bool outOfBand = false;

    bool empty() const { return top > bottom; }
    void add(double y)
    {
        if (std::isnan(y))
            return;
        top = std::min(top, y);
        bottom = std::max(bottom, y);
    }
};

/// Values in device pixels from the top of the image; NaN stays NaN.
class Curve
{
public:
    Curve(const TrendData &data, const TrendRange &range, double height, double inset)
        : m_y(data.values.size())
    {
        for (std::size_t i = 0; i < m_y.size(); ++i)
            m_y[i] = inset + (1 - range.share(data.values[i])) * (height - 2 * inset);
    }

    std::size_t size() const { return m_y.size(); }
    double at(std::size_t index) const { return m_y[index]; }
    /// On the straight line between two values; NaN where either end is not known.
    double between(double position) const
    {
        const auto left = std::min(std::size_t(position), m_y.size() - 1);
        const std::size_t right = std::min(left + 1, m_y.size() - 1);
        const double part = position - double(left);
        return part == 0 ? m_y[left] : m_y[left] + (m_y[right] - m_y[left]) * part;
    }

private:
    std::vector<double> m_y;
};

Column columnOf(const TrendData &data, const Curve &curve, double from, double to)
{
    Column column;
    column.add(curve.between(from));
    column.add(curve.between(to));
    const auto first = std::size_t(std::ceil(from));
    const auto last = std::min(std::size_t(to), curve.size() - 1);
    for (std::size_t i = first; i <= last; ++i) {
        column.add(curve.at(i));
        column.outOfBand = column.outOfBand || isOutOfBand(data, i);
    }
    // Between two samples the line belongs to the one that it leads to.
    if (first > last)
        column.outOfBand = isOutOfBand(data, std::min(first, curve.size() - 1));
    return column;
}

QRgb covered(const QColor &colour, double coverage)
{
    const int alpha = int(std::lround(255 * std::clamp(coverage, 0.0, 1.0)));
    return qPremultiply(qRgba(colour.red(), colour.green(), colour.blue(), alpha));
}

void writeSpan(QImage &image, int x, const Column &column, const SpanLook &look)
{
    const double top = column.top - look.width / 2;
    const double bottom = column.bottom + look.width / 2;
    const QColor &colour = column.outOfBand ? look.outOfBand : look.normal;
    const int first = std::max(0, int(std::floor(top)));
    const int last = std::min(image.height() - 1, int(std::ceil(bottom)) - 1);
    for (int y = first; y <= last; ++y) {
        const double coverage = std::min(bottom, y + 1.0) - std::max(top, double(y));
        reinterpret_cast<QRgb *>(image.scanLine(y))[x] = covered(colour, coverage);
    }
}

} // namespace

QImage renderSpans(const TrendData &data, const TrendRange &range, const QSize &pixels, const SpanLook &look)
{
    QImage image(pixels, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    if (data.values.empty())
        return image;
    const Curve curve(data, range, pixels.height(), look.width / 2);
    const double step = double(curve.size() - 1) / pixels.width();
    for (int x = 0; x < pixels.width(); ++x) {
        const Column column = columnOf(data, curve, x * step, (x + 1) * step);
        if (!column.empty())
            writeSpan(image, x, column, look);
    }
    return image;
}

} // namespace surgedeck
