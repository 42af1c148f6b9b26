// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/commandfield.h"
#include "widgets/freshnessstrip.h"
#include "widgets/viewtabs.h"

namespace surgedeck {

class EnvironmentChip;
class PlainLabel;

/// The first line of the window: where we are, the views, what can be done, how current every source is, who is looking,
/// what time it is. Where not everything fits, what is least needed in an incident goes first; the environment, the
/// views, the sources that are not current and the time never do.
class TopBar : public PaintedWidget
{
    Q_OBJECT
public:
    explicit TopBar(QWidget *parent = nullptr);

    ViewTabs *tabs() { return m_tabs; }
    FreshnessStrip *sources() { return m_sources; }
    CommandField *commandField() { return m_command; }
    void setWorkspace(const QString &name, const QString &environment);
    /// "M. Okafor · commander": as far as it is known.
    void setPerson(const QString &person);
    /// Local time and, quieter, UTC: "03:14:27", "02:14 UTC".
    void setClock(const QString &local, const QString &utc);

    QString spokenName() const override;
    QAccessible::Role spokenRole() const override { return QAccessible::ToolBar; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    bool event(QEvent *event) override;
    void themeChanged() override;

private:
    /// What is left out, from nothing to most.
    struct Economy
    {
        bool workspace, person, utc;
        TabKeys tabs;
        CommandField::Room command;
        bool wholeStrip;
    };

    int widthOf(const Economy &economy) const;
    void arrange();
    void place(const Economy &economy);
    int placeLeft(const Economy &economy);
    int placeRight(const Economy &economy);

    PlainLabel *m_product;
    EnvironmentChip *m_environment;
    PlainLabel *m_workspace;
    ViewTabs *m_tabs;
    CommandField *m_command;
    FreshnessStrip *m_sources;
    PlainLabel *m_person;
    PlainLabel *m_local;
    PlainLabel *m_utc;
};

} // namespace surgedeck
