// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

class QHBoxLayout;

namespace surgedeck {

/// Whether tabs show the digits that open them: where there is little room the names alone stay, and where there is least
/// the digits alone, beside the name of the view that is open.
enum class TabKeys
{
    Shown,
    Hidden,
    Alone
};

/// One tab: the name of a view and the digit that opens it.
class ViewTab : public QAbstractButton
{
    Q_OBJECT
public:
    ViewTab(const QString &title, const QString &key, QWidget *parent);

    void setKey(const QString &key);
    void setKeys(TabKeys keys);
    int widthWith(TabKeys keys) const;
    /// Shown as its digit only: the name is in the tool tip, and heard.
    bool isDigitAlone(TabKeys keys) const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_key;
    TabKeys m_keys = TabKeys::Shown;
};

/// The views of the program. The arrow keys move between tabs, which also choose.
class ViewTabs : public QWidget
{
    Q_OBJECT
public:
    explicit ViewTabs(QWidget *parent = nullptr);

    void addView(const QString &id, const QString &title, const QString &key);
    void setKey(const QString &id, const QString &key);
    void setCurrent(const QString &id);
    QString current() const;
    void setKeys(TabKeys keys);
    int widthWith(TabKeys keys) const;

Q_SIGNALS:
    /// A person chose another view; not sent by setCurrent.
    void viewChosen(const QString &id);

private:
    QHBoxLayout *m_row;
    QList<ViewTab *> m_tabs; ///< no button group: it would take all but the current one out of the way of the Tab key
};

} // namespace surgedeck
