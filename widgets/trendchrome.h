// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/states.h"
#include "widgets/timeticks.h"
#include "widgets/valuescale.h"

#include <QRectF>

#include <optional>

class QPainter;

namespace surgedeck {

/// What a trend is about and what it is now. Formatted by the caller.
struct TrendCaption
{
    QString label;
    QString value; ///< empty: not known
    QString unit;
    QString target{};
    bool operator==(const TrendCaption &) const = default;
};

/// Places on the time axis that all trends of a panel share, 0 the oldest edge, 1 now.
struct TrendMarks
{
    struct Tick
    {
        double position = 0;
        QString label;
        bool operator==(const Tick &) const = default;
    };
    /// A dotted line: the start of the sale, the first alarm.
    struct Event
    {
        double position = 0;
        QString label{};
        Health health = Health::Normal; ///< Normal: something that was done or planned
        std::optional<WallTime> time{}; ///< on a time axis this is where it stands
        bool operator==(const Event &) const = default;
    };
    std::vector<Tick> ticks{}; ///< with their words, under the lowest trend only; a time axis makes its own
    std::vector<Event> events{};
    bool operator==(const TrendMarks &) const = default;
};

/// Paints all of a trend but its curve. Plain data; the view keeps the pixels.
struct TrendChrome
{
    TrendCaption caption{};
    TrendMarks marks{};
    ValueScale scale{};
    std::optional<double> limit{};
    std::optional<TimeRange> range{}; ///< of the time axis
    bool timeLabels = false;
    bool old = false; ///< the value is marked as not current

    QRectF plot(const QSizeF &size) const;
    void paint(QPainter &painter, const QSizeF &size) const;

private:
    void paintCaption(QPainter &painter, const QSizeF &size) const;
    void paintValues(QPainter &painter, const QRectF &plot, double bottom) const;
    void paintLimit(QPainter &painter, const QRectF &plot) const;
    void paintEvents(QPainter &painter, const QRectF &plot) const;
    void paintTimes(QPainter &painter, const QRectF &plot, double bottom) const;
    std::vector<TrendMarks::Tick> ticks(const QRectF &plot) const;
};

} // namespace surgedeck
