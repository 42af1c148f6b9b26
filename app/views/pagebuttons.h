// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>

class QButtonGroup;
class QHBoxLayout;

namespace surgedeck {

/// The pages of the cockpit on a small window: one button each, the present one pressed. GUI thread.
class PageButtons final : public QWidget
{
    Q_OBJECT
public:
    explicit PageButtons(QWidget *parent = nullptr);

    void setPages(const QStringList &names);
    void setCurrent(int page);

Q_SIGNALS:
    void pageChosen(int page);

private:
    QHBoxLayout *m_row;
    QButtonGroup *m_group;
    QStringList m_names;
};

} // namespace surgedeck
