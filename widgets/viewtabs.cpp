// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/viewtabs.h"

#include "widgets/frame.h"
#include "widgets/plainlabel.h"
#include "widgets/textpaint.h"
#include "widgets/theme/theme.h"

#include <QHBoxLayout>
#include <QPainter>

#include <cmath>

namespace surgedeck {

ViewTab::ViewTab(const QString &title, const QString &key, QWidget *parent)
    : QAbstractButton(parent)
{
    setText(title);
    setToolTip(plainToolTip(title));
    setKey(key);
    setCheckable(true);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
}

void ViewTab::setKey(const QString &key)
{
    m_key = key;
    setAccessibleDescription(key.isEmpty() ? tr("view") : tr("view, key %1").arg(key));
    updateGeometry();
    update();
}

void ViewTab::setKeys(TabKeys keys)
{
    if (keys == m_keys)
        return;
    m_keys = keys;
    updateGeometry();
    update();
}

bool ViewTab::isDigitAlone(TabKeys keys) const
{
    return keys == TabKeys::Alone && !isChecked() && !m_key.isEmpty();
}

int ViewTab::widthWith(TabKeys keys) const
{
    if (isDigitAlone(keys))
        return int(std::ceil(keyCapWidth(m_key))) + 2 * size::gap;
    const double words = std::ceil(textWidth(text(), Text::BodyStrong));
    const double key = m_key.isEmpty() || keys != TabKeys::Shown ? 0 : size::gap + keyCapWidth(m_key);
    return int(words + key) + 2 * size::padding;
}

QSize ViewTab::sizeHint() const
{
    return {widthWith(m_keys), theme::grown(size::topBar, {Text::Body}) - size::hair};
}

void ViewTab::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    if (isDigitAlone(m_keys))
        return drawKeyCap(painter, QRectF(rect()).adjusted(size::gap, 0, -size::gap, 0), m_key);
    const Ink ink = isChecked() || underMouse() ? &Colours::text1 : &Colours::text2;
    QRectF room = QRectF(rect()).adjusted(size::padding, 0, 0, 0);
    drawLine(painter, room, {text(), isChecked() ? Text::BodyStrong : Text::Body, ink});
    room.setLeft(room.left() + std::ceil(textWidth(text(), Text::BodyStrong)) + size::gap);
    if (!m_key.isEmpty() && m_keys == TabKeys::Shown)
        drawKeyCap(painter, room, m_key);
    if (isChecked())
        painter.fillRect(QRect(0, height() - 2, width(), 2), theme::colour(&Colours::text1));
}

ViewTabs::ViewTabs(QWidget *parent)
    : QWidget(parent)
    , m_row(new QHBoxLayout(this))
{
    m_row->setContentsMargins(0, 0, 0, 0);
    m_row->setSpacing(0);
}

void ViewTabs::addView(const QString &id, const QString &title, const QString &key)
{
    auto *tab = new ViewTab(title, key, this);
    tab->setObjectName(id);
    m_tabs << tab;
    m_row->addWidget(tab);
    connect(tab, &QAbstractButton::clicked, this, [this, id] {
        setCurrent(id);
        Q_EMIT viewChosen(id);
    });
}

void ViewTabs::setKey(const QString &id, const QString &key)
{
    for (ViewTab *tab : m_tabs)
        if (tab->objectName() == id)
            tab->setKey(key);
}

void ViewTabs::setKeys(TabKeys keys)
{
    for (ViewTab *tab : m_tabs)
        tab->setKeys(keys);
}

int ViewTabs::widthWith(TabKeys keys) const
{
    int width = 0;
    for (const ViewTab *tab : m_tabs)
        width += tab->widthWith(keys);
    return width;
}

void ViewTabs::setCurrent(const QString &id)
{
    for (ViewTab *tab : m_tabs)
        tab->setChecked(tab->objectName() == id);
    for (ViewTab *tab : m_tabs)
        tab->updateGeometry(); // the one that is open may be the only one with its name
}

QString ViewTabs::current() const
{
    for (const ViewTab *tab : m_tabs)
        if (tab->isChecked())
            return tab->objectName();
    return {};
}

} // namespace surgedeck
