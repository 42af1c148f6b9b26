// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/accessible.h"

#include "widgets/paintedwidget.h"

#include <QAccessibleWidget>

namespace surgedeck {

namespace {

/// Asks the widget each time: nothing is kept that could be out of date.
class PaintedAccessible : public QAccessibleWidget, public QAccessibleValueInterface
{
public:
    explicit PaintedAccessible(PaintedWidget *widget)
        : QAccessibleWidget(widget)
        , m_widget(widget)
    {
    }

    QAccessible::Role role() const override { return m_widget->spokenRole(); }

    QString text(QAccessible::Text kind) const override
    {
        if (kind == QAccessible::Name)
            return m_widget->spokenName();
        if (kind == QAccessible::Description)
            return m_widget->spokenDescription();
        return QAccessibleWidget::text(kind);
    }

    void *interface_cast(QAccessible::InterfaceType type) override
    {
        if (type == QAccessible::ValueInterface && m_widget->spokenValue())
            return static_cast<QAccessibleValueInterface *>(this);
        return QAccessibleWidget::interface_cast(type);
    }

    QVariant currentValue() const override { return m_widget->spokenValue().value_or(0); }
    void setCurrentValue(const QVariant &) override {}
    QVariant maximumValue() const override { return {}; }
    QVariant minimumValue() const override { return {}; }
    QVariant minimumStepSize() const override { return {}; }

private:
    PaintedWidget *m_widget;
};

QAccessibleInterface *makeInterface(const QString &, QObject *object)
{
    auto *widget = qobject_cast<PaintedWidget *>(object);
    return widget != nullptr ? new PaintedAccessible(widget) : nullptr;
}

} // namespace

void installAccessibleFactory()
{
    QAccessible::installFactory(makeInterface);
}

} // namespace surgedeck
