// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/freshnessstrip.h"

#include "widgets/frame.h"
#include "widgets/textpaint.h"
#include "widgets/theme/statusshape.h"
#include "widgets/theme/theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace surgedeck {

namespace {

using Kind = DataState::Kind;

/// Room that an age usually needs, so that entries do not move each second.
double ageSlot()
{
    return std::ceil(textWidth(QStringLiteral("00 s"), Text::Small));
}

QString shortAge(const DataState &state)
{
    switch (state.kind) {
    case Kind::Loading:
        return QStringLiteral("…");
    case Kind::Denied:
        return FreshnessStrip::tr("denied");
    case Kind::Full:
        return FreshnessStrip::tr("full");
    case Kind::Disconnected:
        return state.age ? ageText(*state.age) : FreshnessStrip::tr("no answer");
    default:
        return state.age ? ageText(*state.age) : QString();
    }
}

} // namespace

bool FreshnessStrip::Entry::isCurrent() const
{
    return kind == Kind::Live || kind == Kind::Late || kind == Kind::Empty || kind == Kind::Partial;
}

FreshnessStrip::FreshnessStrip(QWidget *parent)
    : PaintedWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void FreshnessStrip::setSources(const QList<SourceFreshness> &sources)
{
    if (sources == m_sources)
        return;
    m_sources = sources;
    updateGeometry();
    update();
}

QList<FreshnessStrip::Entry> FreshnessStrip::entries() const
{
    QList<Entry> result;
    for (const SourceFreshness &source : m_sources)
        result << Entry{boundedLine(source.name), shortAge(source.state), source.state.kind};
    return result;
}

QList<FreshnessStrip::Entry> FreshnessStrip::fitting() const
{
    const QList<Entry> all = entries();
    double needed = 0;
    for (const Entry &entry : all)
        needed += widthOf(entry);
    return needed <= width() + 0.5 ? all : shortened();
}

QList<FreshnessStrip::Entry> FreshnessStrip::shortened() const
{
    QList<Entry> all = entries();
    const auto current = std::count_if(all.begin(), all.end(), [](const Entry &entry) { return entry.isCurrent(); });
    all.removeIf([](const Entry &entry) { return entry.isCurrent(); });
    all.prepend(Entry{tr("%1 of %2 current").arg(current).arg(m_sources.size()), {}, Kind::Live});
    return all;
}

double FreshnessStrip::widthOf(const Entry &entry) const
{
    const double shape = entry.isCurrent() ? 0 : theme::scaled(size::symbol) + size::inner;
    const double age =
        entry.age.isEmpty() ? 0 : size::gap + std::max(ageSlot(), std::ceil(textWidth(entry.age, Text::Small)));
    const double name =
        std::min<double>(std::ceil(textWidth(entry.name, Text::Small)), theme::scaled(size::sourceMost));
    return name + shape + age + size::padding;
}

QString FreshnessStrip::spokenName() const
{
    const QList<Entry> all = entries();
    const auto old = std::count_if(all.begin(), all.end(), [](const Entry &entry) { return !entry.isCurrent(); });
    return tr("Sources: %1, not current: %2").arg(all.size()).arg(old);
}

QString FreshnessStrip::spokenDescription() const
{
    QStringList parts;
    for (const SourceFreshness &source : m_sources)
        parts << tr("%1 %2").arg(source.name, spokenAge(source.state));
    return parts.join(QStringLiteral(", "));
}

QList<SpokenItem> FreshnessStrip::spokenItems() const
{
    QList<SpokenItem> items;
    for (const SourceFreshness &source : m_sources)
        items << SpokenItem{tr("%1 %2").arg(source.name, spokenAge(source.state))};
    return items;
}

QSize FreshnessStrip::sizeHint() const
{
    double needed = 0;
    for (const Entry &entry : entries())
        needed += widthOf(entry);
    return {int(std::ceil(needed)), theme::grown(size::target, {Text::Small})};
}

int FreshnessStrip::leastWidth() const
{
    double needed = 0;
    for (const Entry &entry : shortened())
        needed += widthOf(entry);
    const int legible = std::min(sizeHint().width(), minimumSizeHint().width());
    return std::max(std::min(int(std::ceil(needed)), theme::scaled(size::commandField)), legible);
}

QSize FreshnessStrip::minimumSizeHint() const
{
    return {theme::scaled(size::sparklineWidth), sizeHint().height()};
}

double FreshnessStrip::paintEntry(QPainter &painter, double left, const Entry &entry) const
{
    const bool current = entry.isCurrent();
    const bool denied = entry.kind == Kind::Denied;
    const bool waiting = entry.kind == Kind::Loading;
    const double end = left + widthOf(entry) - size::padding;
    if (!current) {
        drawShape(painter, squareIn(rect(), left, size::symbol),
                  denied    ? Shape::NoPermission
                  : waiting ? Shape::Normal
                            : Shape::Unknown);
        left += theme::scaled(size::symbol) + size::inner;
    }
    const bool grey = current || denied || waiting;
    const double most = theme::scaled(size::sourceMost);
    drawLine(painter, QRectF(left, 0, std::min(end - left, most), height()),
             {entry.name, Text::Small, grey ? &Colours::text2 : &Colours::stale});
    const Ink age = !grey ? &Colours::stale : entry.kind == Kind::Late ? &Colours::text1 : &Colours::text3;
    drawLine(painter, QRectF(left, 0, end - left, height()), {entry.age, Text::Small, age}, Qt::AlignRight);
    return end + size::padding;
}

void FreshnessStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    double left = 0;
    for (const Entry &entry : fitting()) {
        if (left + widthOf(entry) > width() + size::padding + 1)
            return drawLine(painter, QRectF(left, 0, width() - left, height()),
                            {QStringLiteral("…"), Text::Small, &Colours::stale});
        left = paintEntry(painter, left, entry);
    }
}

void FreshnessStrip::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        Q_EMIT activated();
}

void FreshnessStrip::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Space)
        Q_EMIT activated();
    else
        PaintedWidget::keyPressEvent(event);
}

} // namespace surgedeck
