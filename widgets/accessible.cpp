// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/accessible.h"

#include "models/base/safetext.h"
#include "widgets/paintedwidget.h"
#include "widgets/textpaint.h"

#include <QAccessibleWidget>
#include <QPointer>

#include <vector>

namespace surgedeck {

namespace {

constexpr int mostSpoken = 4'000;

/// What is heard is as safe as what is seen: no control or bidi character, and it ends.
QString spokenLine(const QString &text)
{
    return text.size() <= SafeText::mostColumns ? boundedLine(text) : SafeText::of(text).singleLine(mostSpoken);
}

/// A painted part of a widget: it asks the widget each time, too, and is gone when the widget has fewer parts.
class ItemAccessible final : public QAccessibleInterface
{
public:
    ItemAccessible(PaintedWidget *widget, int index)
        : m_widget(widget)
        , m_index(index)
    {
    }

    bool isValid() const override { return m_widget && m_index < m_widget->spokenItems().size(); }
    QObject *object() const override { return nullptr; }
    QAccessibleInterface *childAt(int, int) const override { return nullptr; }
    QAccessibleInterface *parent() const override { return QAccessible::queryAccessibleInterface(m_widget); }
    QAccessibleInterface *child(int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface *) const override { return -1; }
    QAccessible::Role role() const override { return QAccessible::ListItem; }
    void setText(QAccessible::Text, const QString &) override {}

    QString text(QAccessible::Text kind) const override
    {
        return kind == QAccessible::Name ? spokenLine(item().name) : QString();
    }

    QRect rect() const override
    {
        if (!isValid())
            return {};
        const QRect place = item().place.isNull() ? m_widget->rect() : item().place;
        return QRect(m_widget->mapToGlobal(place.topLeft()), place.size());
    }

    QAccessible::State state() const override
    {
        QAccessible::State state;
        state.readOnly = true;
        state.invisible = !m_widget || !m_widget->isVisible();
        return state;
    }

private:
    SpokenItem item() const { return isValid() ? m_widget->spokenItems().at(m_index) : SpokenItem{}; }

    QPointer<PaintedWidget> m_widget;
    int m_index;
};

/// Asks the widget each time: nothing is kept that could be out of date.
class PaintedAccessible final : public QAccessibleWidget, public QAccessibleValueInterface
{
public:
    explicit PaintedAccessible(PaintedWidget *widget)
        : QAccessibleWidget(widget)
        , m_widget(widget)
    {
    }

    ~PaintedAccessible() override
    {
        for (const QAccessible::Id id : m_items)
            QAccessible::deleteAccessibleInterface(id);
    }

    QAccessible::Role role() const override { return m_widget->spokenRole(); }

    QString text(QAccessible::Text kind) const override
    {
        if (kind == QAccessible::Name)
            return spokenLine(m_widget->spokenName());
        if (kind == QAccessible::Description)
            return spokenLine(m_widget->spokenDescription());
        return QAccessibleWidget::text(kind);
    }

    int childCount() const override { return QAccessibleWidget::childCount() + int(m_widget->spokenItems().size()); }

    QAccessibleInterface *child(int index) const override
    {
        const int item = index - QAccessibleWidget::childCount();
        if (item < 0)
            return QAccessibleWidget::child(index);
        if (item >= m_widget->spokenItems().size())
            return nullptr;
        while (int(m_items.size()) <= item)
            m_items.push_back(
                QAccessible::registerAccessibleInterface(new ItemAccessible(m_widget, int(m_items.size()))));
        return QAccessible::accessibleInterface(m_items[std::size_t(item)]);
    }

    int indexOfChild(const QAccessibleInterface *child) const override
    {
        for (std::size_t i = 0; i < m_items.size(); ++i)
            if (QAccessible::accessibleInterface(m_items[i]) == child)
                return QAccessibleWidget::childCount() + int(i);
        return QAccessibleWidget::indexOfChild(child);
    }

    QStringList actionNames() const override { return m_widget->spokenActions() + QAccessibleWidget::actionNames(); }

    void doAction(const QString &name) override
    {
        if (m_widget->spokenActions().contains(name))
            m_widget->doSpokenAction(name);
        else
            QAccessibleWidget::doAction(name);
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
    mutable std::vector<QAccessible::Id> m_items; ///< made when somebody asks for them
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
