// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/datastate.h"
#include "widgets/trendline.h"

#include <QStandardItemModel>

namespace surgedeck::sample {

enum class Mood
{
    Calm,
    Incident
};

DataState live(int seconds);
DataState stale(int seconds);

/// An hour of a figure: around `usual`, then after three quarters on its way to `now`.
TrendData trend(double usual, double now, double limit, TrendData::BadSide side, Health health);

QStandardItemModel *health(Mood mood, QObject *parent);
QStandardItemModel *digests(Mood mood, QObject *parent);
QStandardItemModel *locks(Mood mood, QObject *parent);
QStandardItemModel *guards(Mood mood, QObject *parent);
QStandardItemModel *alarms(Mood mood, QObject *parent);

} // namespace surgedeck::sample
