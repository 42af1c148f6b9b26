// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/views/pagebuttons.h"

#include "widgets/button.h"
#include "widgets/theme/tokens.h"

#include <QButtonGroup>
#include <QHBoxLayout>

namespace surgedeck {

PageButtons::PageButtons(QWidget *parent)
    : QWidget(parent)
    , m_row(new QHBoxLayout(this))
    , m_group(new QButtonGroup(this))
{
    m_row->setContentsMargins({});
    m_row->setSpacing(size::gap);
    m_group->setExclusive(true);
    connect(m_group, &QButtonGroup::idClicked, this, &PageButtons::pageChosen);
}

void PageButtons::setPages(const QStringList &names)
{
    if (names == m_names)
        return;
    m_names = names;
    const auto old = m_group->buttons();
    qDeleteAll(old);
    for (int page = 0; page < names.size(); ++page) {
        auto *button = new Button(names[page], this);
        button->setCheckable(true);
        button->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Expanding);
        button->setObjectName(QStringLiteral("page-%1").arg(page + 1));
        m_group->addButton(button, page);
        m_row->addWidget(button, 1);
        button->show();
    }
}

void PageButtons::setCurrent(int page)
{
    if (QAbstractButton *button = m_group->button(page))
        button->setChecked(true);
}

} // namespace surgedeck
