// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/widgets/sampledata.h"
#include "widgets/columns.h"
#include "widgets/panel.h"
#include "widgets/valuetile.h"

// Ready-made widgets with sample content, for the galleries and the tests.

namespace surgedeck::sample {

QString utf8(const char *text);
std::unique_ptr<QWidget> canvas();

struct TileSample
{
    const char *label;
    const char *unit;
    TileReading reading;
    TrendData trend;
};

ValueTile *makeTile(const TileSample &sample);
TileReading reading(const char *value, Health health, const char *target, const char *change, DataState state);

Panel *makePanel(const char *title, const char *key, QWidget *body, const DataState &state, const char *subtitle = "");

inline const QList<Column> digestColumns{{CellKind::Digest, 0},
                                         {CellKind::Bullet, 130},
                                         {CellKind::Number, 68, 480},
                                         {CellKind::Number, 72},
                                         {CellKind::Number, 74}};
inline const QList<Column> healthColumns{{CellKind::State, 0},        {CellKind::Number, 80, 560},
                                         {CellKind::Number, 74},      {CellKind::Number, 82},
                                         {CellKind::Number, 64, 560}, {CellKind::Bullet, 170, 420}};
inline const QList<Column> lockColumns{
    {CellKind::Lock, 170}, {CellKind::Text, 0, 420}, {CellKind::Number, 62}, {CellKind::Number, 90}};
inline const QList<Column> guardColumns{{CellKind::State, 160},
                                        {CellKind::Number, 80, 420},
                                        {CellKind::Number, 84},
                                        {CellKind::Number, 84},
                                        {CellKind::Bullet, 0}};
inline const QList<Column> alarmColumns{{CellKind::State, 110},
                                        {CellKind::Text, 74, 420},
                                        {CellKind::Text, 0},
                                        {CellKind::Number, 90, 480},
                                        {CellKind::Text, 72}};

template <typename View>
View *makeView(const QList<Column> &columns, QStandardItemModel *(*make)(Mood, QObject *), Mood mood, const char *name)
{
    auto *view = new View(columns);
    view->setModel(make(mood, view));
    view->setAccessibleName(utf8(name));
    return view;
}

} // namespace surgedeck::sample
