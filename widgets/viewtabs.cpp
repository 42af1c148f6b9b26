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
    , m_key(key)
{
    setText(title);
    setCheckable(true);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setAccessibleDescription(tr("key %1").arg(key));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
}

QSize ViewTab::sizeHint() const
{
    const double words = std::ceil(textWidth(text(), Text::BodyStrong));
    const double key = m_key.isEmpty() ? 0 : size::gap + keyCapWidth(m_key);
    return {int(words + key) + 2 * size::padding, theme::grown(size::topBar, {Text::Body}) - size::hair};
}

void ViewTab::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Ink ink = isChecked() || underMouse() ? &Colours::text1 : &Colours::text2;
    QRectF room = QRectF(rect()).adjusted(size::padding, 0, 0, 0);
    drawLine(painter, room, {text(), isChecked() ? Text::BodyStrong : Text::Body, ink});
    room.setLeft(room.left() + std::ceil(textWidth(text(), Text::BodyStrong)) + size::gap);
    if (!m_key.isEmpty())
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
