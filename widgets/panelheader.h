// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/agelabel.h"

class QHBoxLayout;

namespace surgedeck {

/// The head of a panel or of a section in it: title, key that leads here, subtitle, something extra, age.
class PanelHeader : public PaintedWidget
{
    Q_OBJECT
public:
    explicit PanelHeader(const QString &title, QWidget *parent = nullptr);

    void setTitle(const QString &title);
    void setKeyHint(const QString &key);
    const QString &keyHint() const { return m_key; }
    void setSubtitle(const QString &subtitle);
    /// Age, and what is missing where only a part is there.
    void setState(const DataState &state);
    /// A chip or a small control, left of the age. Takes ownership.
    void addExtra(QWidget *extra);
    const QString &title() const { return m_title; }
    const QString &subtitle() const { return m_subtitle; }

    QString spokenName() const override;
    QAccessible::Role spokenRole() const override { return QAccessible::Heading; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_title;
    QString m_key;
    QString m_subtitle;
    QString m_missing; ///< "1 of 2 shown"
    QHBoxLayout *m_right;
    AgeLabel *m_age;
};

} // namespace surgedeck
