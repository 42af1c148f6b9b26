// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/freshnessstrip.h"
#include "widgets/viewtabs.h"

namespace surgedeck {

class EnvironmentChip;
class PlainLabel;

/// The first line of the window: where we are, the views, how current every source is, who is looking, what time it is.
class TopBar : public PaintedWidget
{
    Q_OBJECT
public:
    explicit TopBar(QWidget *parent = nullptr);

    ViewTabs *tabs() { return m_tabs; }
    FreshnessStrip *sources() { return m_sources; }
    void setWorkspace(const QString &name, const QString &environment);
    /// "M. Okafor · commander": as far as it is known.
    void setPerson(const QString &person);
    /// Local time and, quieter, UTC: "03:14:27", "02:14 UTC".
    void setClock(const QString &local, const QString &utc);

    QString spokenName() const override;
    QAccessible::Role spokenRole() const override { return QAccessible::ToolBar; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void themeChanged() override;

private:
    EnvironmentChip *m_environment;
    PlainLabel *m_workspace;
    ViewTabs *m_tabs;
    FreshnessStrip *m_sources;
    PlainLabel *m_person;
    PlainLabel *m_local;
    PlainLabel *m_utc;
};

} // namespace surgedeck
