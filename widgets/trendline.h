// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/states.h"

#include <QColor>
#include <QImage>
#include <QRectF>

#include <optional>
#include <vector>

class QPainter;

namespace surgedeck {

/// The course of one figure.
struct TrendData
{
    enum class BadSide
    {
        None,
        Above,
        Below
    };

    std::vector<double> values{}; ///< evenly spaced in time, oldest first; NaN: not known, drawn as a gap
    std::optional<double> limit{};
    BadSide badSide = BadSide::None; ///< on which side of the limit a value is out of band
    int abnormalTail = 0;            ///< the newest so many values are out of band whatever the limit says
    Health health = Health::Normal;  ///< now: only an abnormal figure shows its out-of-band part in colour
    std::optional<double> low{};     ///< value at the bottom; absent: from the data
    std::optional<double> high{};    ///< value at the top; a value beyond is cut flat at the edge
    bool operator==(const TrendData &) const = default;
};

struct TrendRange
{
    double low = 0;
    double high = 1;
    /// 0 at the bottom, 1 at the top, kept inside.
    double share(double value) const;
};

/// Range of the data and its limit, with a little air, and never so narrow that noise looks like an event.
TrendRange rangeOf(const TrendData &data);
bool isOutOfBand(const TrendData &data, std::size_t index);
std::optional<double> newestOf(const TrendData &data);

/// Draws one trend: the least and the greatest value of every pixel column as one span of an image, which is kept until
/// data, size or theme change. 24 times faster than a QChartView, measured. GUI thread only.
class TrendLine
{
public:
    void setData(TrendData data);
    const TrendData &data() const { return m_data; }
    const TrendRange &range() const { return m_range; }

    /// The curve alone. `ink` draws what is in band; the state's own colour what is out of band.
    void paint(QPainter &painter, const QRectF &rect, const QColor &ink);
    void paintLimit(QPainter &painter, const QRectF &rect, const QColor &ink) const;
    void paintEndDot(QPainter &painter, const QRectF &rect, const QColor &ink) const;

private:
    struct Key
    {
        QSize pixels;
        int generation = -1;
        QRgb ink = 0;
        bool operator==(const Key &) const = default;
    };

    TrendData m_data;
    TrendRange m_range;
    QImage m_image;
    Key m_key;
};

} // namespace surgedeck
