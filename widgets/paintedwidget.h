// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAccessible>
#include <QList>
#include <QWidget>

#include <optional>

namespace surgedeck {

/// A painted part of a widget, as a screen reader meets it.
struct SpokenItem
{
    QString name;
    QRect place{}; ///< in the widget; null: all of it
};

/// Base of every widget that paints itself: one paintEvent, follows a switch of theme or text size while it runs, and
/// says in one sentence what it shows ("label, value unit, state, target, age"). GUI thread only.
class PaintedWidget : public QWidget
{
    Q_OBJECT
public:
    using QWidget::QWidget;

    /// What a screen reader says. Made when asked, so that a figure that changes every second costs nothing.
    virtual QString spokenName() const = 0;
    virtual QString spokenDescription() const { return {}; }
    virtual QAccessible::Role spokenRole() const { return QAccessible::StaticText; }
    /// The figure that it shows, for readers that can follow one.
    virtual std::optional<double> spokenValue() const { return std::nullopt; }
    /// What a reader may do with it, by the names of QAccessibleActionInterface.
    /// Parts of it that a reader steps through one by one: the steps of a rail, the entries of a legend.
    virtual QList<SpokenItem> spokenItems() const { return {}; }
    virtual QStringList spokenActions() const { return {}; }
    virtual void doSpokenAction(const QString &name) { Q_UNUSED(name) }

protected:
    /// Sizes and colours have changed: forget everything derived from them.
    virtual void themeChanged() {}
    void changeEvent(QEvent *event) override;
};

} // namespace surgedeck
