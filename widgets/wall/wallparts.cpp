// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/wall/wallparts.h"

#include "widgets/frame.h"
#include "widgets/textpaint.h"
#include "widgets/theme/statusshape.h"
#include "widgets/theme/symbol.h"
#include "widgets/theme/theme.h"

#include <QPainter>

#include <algorithm>

namespace surgedeck {

namespace {

QRectF lineAt(const QRectF &room, double top, Text style)
{
    return {room.left(), top, room.width(), static_cast<double>(theme::line(style))};
}

bool isBad(Health health)
{
    return health > Health::Unknown;
}

/// What a state fills: the page's bars and edges are read from afar, so they take the strong colours.
Ink fillOf(Health health)
{
    switch (health) {
    case Health::Critical:
        return &Colours::criticalFill;
    case Health::Degraded:
        return &Colours::degradedFill;
    case Health::Attention:
        return &Colours::attention;
    case Health::Unknown:
        return &Colours::stale;
    case Health::Normal:
        break;
    }
    return &Colours::line;
}

Shape heroShape(Health health)
{
    return health == Health::Normal ? Shape::Done : shapeOf(health);
}

void surface(QPainter &painter, const QRectF &room)
{
    drawSurface(painter, room, &Colours::panel, &Colours::line);
}

/// Of an age with its clock.
double widthOfAge(const QString &age)
{
    return age.isEmpty() ? 0 : textWidth(age, Text::WallSmall) + size::group + size::inner + 2;
}

/// At the right end of the line.
void paintAge(QPainter &painter, const QRectF &line, const QString &age)
{
    if (age.isEmpty())
        return;
    drawLine(painter, line, {age, Text::WallSmall, &Colours::text3}, Qt::AlignRight);
    const double side = size::group;
    const double x = line.right() - widthOfAge(age);
    drawSymbol(painter, {x, line.center().y() - side / 2, side, side}, Symbol::Clock, theme::colour(&Colours::text3));
}

/// The words in one line or in two, centred.
void drawTwoLines(QPainter &painter, const QRectF &room, const QString &words, Ink ink)
{
    const QStringList lines = wrappedLines(words, Text::WallSmall, room.width(), 2);
    const double tall = theme::line(Text::WallSmall);
    double top = room.center().y() - tall * static_cast<double>(lines.size()) / 2;
    for (const QString &line : lines) {
        drawLine(painter, lineAt(room, top, Text::WallSmall), {line, Text::WallSmall, ink});
        top += tall;
    }
}

void paintNext(QPainter &painter, const QRectF &room, const WallHero &hero)
{
    if (hero.nextTime.isEmpty())
        return;
    const double tall = theme::line(Text::WallLabel) * 2 + theme::line(Text::WallSentence);
    double top = room.center().y() - tall / 2;
    painter.fillRect(QRectF(room.left(), top, size::hair, tall), theme::colour(&Colours::line));
    const QRectF text = room.adjusted(size::wallPadding + size::gap, 0, -size::gap, 0);
    const Ink words = hero.nextIsLate ? &Colours::degraded : &Colours::text2;
    drawLine(painter, lineAt(text, top, Text::WallLabel), {hero.nextLabel, Text::WallLabel, &Colours::text2});
    top += theme::line(Text::WallLabel);
    drawLine(painter, lineAt(text, top, Text::WallSentence), {hero.nextTime, Text::WallSentence, &Colours::text1});
    top += theme::line(Text::WallSentence);
    drawLine(painter, lineAt(text, top, Text::WallLabel), {hero.nextWords, Text::WallLabel, words});
}

/// The sentence, in the largest style in which all of it has room: it is what the page is for.
Text sentenceStyle(const QString &sentence, double room)
{
    for (const Text style : {Text::WallSentence, Text::Big, Text::Hero})
        if (textWidth(sentence, style) <= room)
            return style;
    return Text::WallText;
}

void paintBar(QPainter &painter, const QRectF &room, const WallCard &card)
{
    const QRectF bar(room.left(), room.top(), room.width(), size::wallBar);
    painter.fillRect(bar,
                     theme::colour(card.gapIsMissing && isBad(card.health) ? fillOf(card.health) : &Colours::track));
    QRectF full = bar;
    full.setWidth(bar.width() * std::clamp(card.bar.value_or(0), 0.0, 1.0));
    painter.fillRect(full, theme::colour(&Colours::text2));
}

void paintCard(QPainter &painter, const QRectF &room, const WallCard &card)
{
    surface(painter, room);
    if (card.health == Health::Unknown)
        drawHatch(painter, room.adjusted(size::hair, size::hair, -size::hair, -size::hair));
    if (card.health != Health::Normal)
        painter.fillRect(QRectF(room.left(), room.top(), room.width(), size::wallCardEdge),
                         theme::colour(fillOf(card.health)));
    const QRectF inside = room.adjusted(size::wallPadding, size::wide - 2, -size::wallPadding, 0);
    double top = inside.top();
    QRectF name = lineAt(inside, top, Text::WallLabel);
    if (card.health != Health::Normal) {
        const double side = size::wallCardShape;
        drawShape(painter, {name.left(), name.center().y() - side / 2, side, side}, shapeOf(card.health));
        name.setLeft(name.left() + side + size::padding);
    }
    // The name is what is read first: where both have no room in its line, the age goes to the foot of the card.
    const bool ageFits = textWidth(card.name, Text::WallLabel) + size::padding + widthOfAge(card.age) <= name.width();
    const QRectF foot = lineAt(inside, room.bottom() - theme::line(Text::WallSmall) - size::padding, Text::WallSmall);
    paintAge(painter, ageFits ? name : foot, card.age);
    drawLine(painter, name, {card.name, Text::WallLabel});
    top += theme::line(Text::WallLabel) + size::gap;
    const Ink ink = card.health == Health::Unknown ? &Colours::stale : &Colours::text1;
    const bool fits =
        textWidth(card.figure, Text::Wall) + textWidth(card.unit, Text::WallText) + size::gap <= inside.width();
    const Text style = fits ? Text::Wall : Text::WallSentence;
    drawLine(painter, lineAt(inside, top, Text::Wall),
             {{card.figure, style, ink}, {card.unit, Text::WallText, &Colours::text2, size::gap}});
    top += theme::line(Text::Wall) + size::inner;
    drawLine(painter, lineAt(inside, top, Text::WallLabel), {card.target, Text::WallLabel, &Colours::text2});
    top += theme::line(Text::WallLabel) + size::gap;
    if (card.bar) {
        paintBar(painter, {inside.left(), top, inside.width(), size::wallBar}, card);
        top += size::wallBar + size::inner;
    }
    const double oneLine = theme::line(Text::WallSmall);
    const bool isWide = textWidth(card.remark, Text::WallSmall) > inside.width();
    drawTwoLines(painter, {inside.left(), top, inside.width(), isWide ? 2 * oneLine : oneLine}, card.remark,
                 &Colours::text3);
}

/// Those that have room: what is calm gives way first, and then what stands last.
std::vector<WallRow> fittingRows(std::vector<WallRow> rows, std::size_t most)
{
    while (rows.size() > std::max<std::size_t>(most, 1)) {
        const auto calm = std::find_if(rows.rbegin(), rows.rend(),
                                       [](const WallRow &row) { return row.health && *row.health == Health::Normal; });
        rows.erase(calm == rows.rend() ? std::prev(rows.end()) : std::prev(calm.base()));
    }
    return rows;
}

void paintRow(QPainter &painter, const QRectF &line, const WallRow &row)
{
    QRectF words = line;
    const Text style = row.now ? Text::WallStrong : Text::WallSmall;
    if (row.health) {
        const double side = size::wallRowShape;
        drawShape(painter, {line.left(), line.center().y() - side / 2, side, side}, shapeOf(*row.health));
        const QRectF name(line.left() + side + size::group, line.top(), size::wallName - size::gap, line.height());
        drawLine(painter, name, {row.name, Text::WallStrong});
        words.setLeft(name.right() + size::gap);
    } else if (!row.time.isEmpty()) {
        drawLine(painter, line, {row.time, style});
        words.setLeft(line.left() + size::wallTime);
    }
    if (!row.now && line.height() >= 2 * theme::line(style))
        drawTwoLines(painter, words, row.words, &Colours::text2);
    else
        drawLine(painter, words, {row.words, style, row.now ? &Colours::text1 : &Colours::text2});
    painter.fillRect(QRectF(line.left(), line.bottom() - size::hair, line.width(), size::hair),
                     theme::colour(&Colours::line));
}

} // namespace

void paintWallHead(QPainter &painter, const QRectF &room, const WallFacts &facts)
{
    const QRectF line = room.adjusted(0, size::gap, 0, 0);
    drawLine(painter, line,
             {{facts.title, Text::WallHead}, {facts.occasion, Text::WallLabel, &Colours::text2, size::wallGap}});
    drawLine(painter, line,
             {{facts.clock, Text::WallLabel}, {facts.updated, Text::WallLabel, &Colours::text3, size::wallGap}},
             Qt::AlignRight);
}

void paintWallHero(QPainter &painter, const QRectF &room, const WallHero &hero)
{
    surface(painter, room);
    if (hero.health == Health::Unknown)
        drawHatch(painter, room.adjusted(size::hair, size::hair, -size::hair, -size::hair));
    painter.fillRect(QRectF(room.left(), room.top(), size::wallEdge, room.height()),
                     theme::colour(fillOf(hero.health)));
    const double side = size::wallShape;
    const QRectF shape(room.left() + 2 * size::wallPadding, room.center().y() - side / 2, side, side);
    drawShape(painter, shape, heroShape(hero.health));
    QRectF text = room;
    text.setLeft(shape.right() + size::wallPadding + size::group);
    text.setRight(room.right() - (hero.nextTime.isEmpty() ? size::wallPadding : size::wallNext + size::wallGap));
    const Text style = sentenceStyle(hero.sentence, text.width());
    const double tall = theme::line(style) + theme::line(Text::WallText) + size::gap;
    const double top = room.center().y() - (hero.line.isEmpty() ? theme::line(style) : tall) / 2.0;
    drawLine(painter, lineAt(text, top, style), {hero.sentence, style});
    drawLine(painter, lineAt(text, top + theme::line(style) + size::gap, Text::WallText),
             {hero.line, textWidth(hero.line, Text::WallText) <= text.width() ? Text::WallText : Text::WallLabel,
              &Colours::text2});
    paintNext(painter, {room.right() - size::wallNext, room.top(), size::wallNext, room.height()}, hero);
}

void paintWallCards(QPainter &painter, const QRectF &room, const std::vector<WallCard> &cards)
{
    std::vector<WallCard> shown = cards;
    while (shown.size() > static_cast<std::size_t>(size::wallMostCards)) {
        const auto calm = std::find_if(shown.rbegin(), shown.rend(),
                                       [](const WallCard &card) { return card.health == Health::Normal; });
        shown.erase(calm == shown.rend() ? std::prev(shown.end()) : std::prev(calm.base()));
    }
    if (shown.empty())
        return;
    const auto count = static_cast<double>(shown.size());
    const double wide = (room.width() - (count - 1) * size::wallGap) / count;
    for (std::size_t i = 0; i < shown.size(); ++i)
        paintCard(painter,
                  {room.left() + static_cast<double>(i) * (wide + size::wallGap), room.top(), wide, room.height()},
                  shown[i]);
}

void paintWallRows(QPainter &painter, const QRectF &room, const QString &title, const std::vector<WallRow> &rows)
{
    surface(painter, room);
    const QRectF inside = room.adjusted(size::wallPadding, size::group + 2, -size::wallPadding, -size::gap);
    drawLine(painter, lineAt(inside, inside.top(), Text::WallLabel), {title, Text::WallStrong});
    double top = inside.top() + theme::line(Text::WallLabel) + size::inner;
    const double space = inside.bottom() - top;
    const std::vector<WallRow> shown = fittingRows(rows, static_cast<std::size_t>(space / size::wallRowLeast));
    const double most = size::wallRow, least = size::wallRowLeast;
    const double tall = std::clamp(space / static_cast<double>(std::max<std::size_t>(shown.size(), 1)), least, most);
    for (const WallRow &row : shown) {
        paintRow(painter, {inside.left(), top, inside.width(), tall}, row);
        top += tall;
    }
    if (const auto left = rows.size() - shown.size(); left > 0)
        drawLine(painter, QRectF(room.left(), room.bottom() - least, room.width() - size::wallPadding, least),
                 {QStringLiteral("+ %1").arg(left), Text::WallSmall, &Colours::text2}, Qt::AlignRight);
}

void paintWallFoot(QPainter &painter, const QRectF &room, const WallFacts &facts)
{
    drawLine(painter, room, {facts.footLeft, Text::WallSmall, &Colours::text3});
    drawLine(painter, room, {facts.footRight, Text::WallSmall, &Colours::text3}, Qt::AlignRight);
}

} // namespace surgedeck
