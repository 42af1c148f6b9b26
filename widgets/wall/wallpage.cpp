// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/wall/wallpage.h"

#include "widgets/theme/statusshape.h"
#include "widgets/theme/theme.h"
#include "widgets/wall/wallparts.h"

#include <QPainter>

#include <algorithm>

namespace surgedeck {

WallPage::WallPage(QWidget *parent)
    : PaintedWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void WallPage::setFacts(const WallFacts &facts)
{
    if (facts == m_facts)
        return;
    const bool newSentence = facts.hero.sentence != m_facts.hero.sentence || facts.hero.health != m_facts.hero.health;
    m_facts = facts;
    if (newSentence) { // a reader hears of what is the matter, not of every second
        QAccessibleEvent event(this, QAccessible::NameChanged);
        QAccessible::updateAccessibility(&event);
    }
    update();
}

QString WallPage::spokenName() const
{
    return QStringLiteral("%1, %2").arg(stateWord(m_facts.hero.health), m_facts.hero.sentence);
}

QString WallPage::spokenDescription() const
{
    QStringList parts{m_facts.hero.line};
    for (const WallCard &card : m_facts.cards)
        parts << QStringLiteral("%1 %2 %3, %4, %5")
                     .arg(card.name, card.figure, card.unit, card.target, stateWord(card.health).toLower());
    for (const WallRow &row : m_facts.affected)
        parts << QStringLiteral("%1: %2").arg(row.name, row.words);
    for (const WallRow &row : m_facts.doing)
        parts << QStringLiteral("%1 %2").arg(row.time, row.words);
    parts.removeAll(QString());
    return parts.join(QStringLiteral(". "));
}

QSize WallPage::sizeHint() const
{
    return {size::wallWidth, size::wallHeight};
}

QSize WallPage::minimumSizeHint() const
{
    return {size::pageLeast, size::pageLeast / 2};
}

void WallPage::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme::colour(&Colours::canvas));
    painter.setRenderHint(QPainter::Antialiasing);
    const double across = static_cast<double>(width()) / size::wallWidth;
    const double down = static_cast<double>(height()) / size::wallHeight;
    const double scale = std::max(std::min(across, down), size::wallLeast);
    painter.scale(scale, scale);
    const QRectF page(0, 0, width() / scale, height() / scale);
    const double left = size::wallMargin, inside = page.width() - 2 * left;
    const auto row = [&](double top, double tall) { return QRectF(left, top, inside, tall); };

    paintWallHead(painter, row(0, size::wallTop), m_facts);
    double top = size::wallTop;
    paintWallHero(painter, row(top, size::wallHero), m_facts.hero);
    top += size::wallHero + size::wallGap;
    paintWallCards(painter, row(top, size::wallCards), m_facts.cards);
    top += size::wallCards + size::wallGap;
    const double tall = page.height() - top - size::wallFoot;
    const double narrow = (inside - 2 * size::wallGap) * 0.275;
    const double broad = inside - 2 * (narrow + size::wallGap);
    paintWallCourse(painter, {left, top, broad, tall}, m_facts.course);
    paintWallRows(painter, {left + broad + size::wallGap, top, narrow, tall}, m_facts.affectedTitle, m_facts.affected);
    paintWallRows(painter, {left + inside - narrow, top, narrow, tall}, m_facts.doingTitle, m_facts.doing);
    paintWallFoot(painter, row(page.height() - size::wallFoot, size::wallFoot), m_facts);
}

} // namespace surgedeck
