// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/wall/wallfacts.h"

#include <QRectF>

class QPainter;

namespace surgedeck {

// The parts of the stakeholders' page, each painted into its room.

void paintWallHead(QPainter &painter, const QRectF &room, const WallFacts &facts);
void paintWallHero(QPainter &painter, const QRectF &room, const WallHero &hero);
/// Side by side; those beyond size::wallMostCards are left out, the calm ones first.
void paintWallCards(QPainter &painter, const QRectF &room, const std::vector<WallCard> &cards);
void paintWallCourse(QPainter &painter, const QRectF &room, const WallCourse &course);
void paintWallRows(QPainter &painter, const QRectF &room, const QString &title, const std::vector<WallRow> &rows);
void paintWallFoot(QPainter &painter, const QRectF &room, const WallFacts &facts);

} // namespace surgedeck
