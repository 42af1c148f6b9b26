// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/datastate.h"
#include "widgets/paintedwidget.h"

namespace surgedeck {

struct SourceFreshness
{
    QString name;
    DataState state{};
    bool operator==(const SourceFreshness &) const = default;
};

/// Every source with the age of its newest sample. One that is not current has the shape and colour of that. Where not
/// all fit, those that are not current stay, and the others are counted.
class FreshnessStrip : public PaintedWidget
{
    Q_OBJECT
public:
    explicit FreshnessStrip(QWidget *parent = nullptr);

    void setSources(const QList<SourceFreshness> &sources);
    /// What those that are not current and the count of the others need.
    int leastWidth() const;

    QString spokenName() const override;
    QString spokenDescription() const override;
    QList<SpokenItem> spokenItems() const override;
    QAccessible::Role spokenRole() const override { return QAccessible::List; }
    QStringList spokenActions() const override { return {QAccessibleActionInterface::pressAction()}; }
    void doSpokenAction(const QString &) override { Q_EMIT activated(); }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void activated();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    struct Entry
    {
        QString name;
        QString age;
        DataState::Kind kind;
        bool isCurrent() const;
    };

    double widthOf(const Entry &entry) const;
    QList<Entry> entries() const;
    QList<Entry> fitting() const;
    QList<Entry> shortened() const;
    double paintEntry(QPainter &painter, double left, const Entry &entry) const;

    QList<SourceFreshness> m_sources;
};

} // namespace surgedeck
