// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/viewtabs.h"

#include "widgets/frame.h"
#include "widgets/textpaint.h"
#include "widgets/theme/theme.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QPainter>

#include <cmath>

namespace surgedeck {

ViewTab::ViewTab(const QString &title, const QString &key, QWidget *parent)
    : QAbstractButton(parent)
{
    setText(title);
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

int ViewTab::widthWith(TabKeys keys) const
{
    const double words = std::ceil(textWidth(text(), Text::BodyStrong));
    const double key = m_key.isEmpty() || keys == TabKeys::Hidden ? 0 : size::gap + keyCapWidth(m_key);
    return int(words + key) + 2 * size::padding;
}

QSize ViewTab::sizeHint() const
{
    return {widthWith(m_keys), theme::grown(size::topBar, {Text::Body}) - size::hair};
}

void ViewTab::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
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
    , m_tabs(new QButtonGroup(this))
{
    m_row->setContentsMargins(0, 0, 0, 0);
    m_row->setSpacing(0);
    connect(m_tabs, &QButtonGroup::buttonClicked, this,
            [this](QAbstractButton *tab) { Q_EMIT viewChosen(tab->objectName()); });
}

void ViewTabs::addView(const QString &id, const QString &title, const QString &key)
{
    auto *tab = new ViewTab(title, key, this);
    tab->setObjectName(id);
    m_tabs->addButton(tab);
    m_row->addWidget(tab);
}

QList<ViewTab *> ViewTabs::tabs() const
{
    QList<ViewTab *> tabs;
    for (QAbstractButton *button : m_tabs->buttons())
        tabs << static_cast<ViewTab *>(button);
    return tabs;
}

void ViewTabs::setKey(const QString &id, const QString &key)
{
    for (ViewTab *tab : tabs())
        if (tab->objectName() == id)
            tab->setKey(key);
}

void ViewTabs::setKeys(TabKeys keys)
{
    for (ViewTab *tab : tabs())
        tab->setKeys(keys);
}

int ViewTabs::widthWith(TabKeys keys) const
{
    int width = 0;
    for (const ViewTab *tab : tabs())
        width += tab->widthWith(keys);
    return width;
}

void ViewTabs::setCurrent(const QString &id)
{
    for (QAbstractButton *tab : m_tabs->buttons())
        if (tab->objectName() == id)
            tab->setChecked(true);
}

QString ViewTabs::current() const
{
    const QAbstractButton *tab = m_tabs->checkedButton();
    return tab != nullptr ? tab->objectName() : QString();
}

} // namespace surgedeck
