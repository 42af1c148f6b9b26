// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/states.h"
#include "widgets/paintedwidget.h"

namespace surgedeck {

/// A measure between 0 and 1, with the place of its limit. Not known: the track stays empty and has no mark of a value.
struct BulletValue
{
    std::optional<double> value{};
    std::optional<double> limit{};
    Health health = Health::Normal;
    bool operator==(const BulletValue &) const = default;
};

void drawBullet(QPainter &painter, const QRectF &room, const BulletValue &bullet);

/// The bar outside of a table.
class BulletBar : public PaintedWidget
{
    Q_OBJECT
public:
    /// `label` says what is measured; it is spoken, not shown.
    explicit BulletBar(const QString &label, QWidget *parent = nullptr);

    void setValue(const BulletValue &value);

    QString spokenName() const override;
    std::optional<double> spokenValue() const override { return m_value.value; }
    QAccessible::Role spokenRole() const override { return QAccessible::ProgressBar; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_label;
    BulletValue m_value;
};

} // namespace surgedeck
