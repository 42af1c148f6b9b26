// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/states.h"
#include "widgets/paintedwidget.h"
#include "widgets/theme/tokens.h"

namespace surgedeck {

/// A word in a frame: outlined in the colour of its state, filled when critical, dashed when not known.
class StateChip : public PaintedWidget
{
    Q_OBJECT
public:
    enum class Look
    {
        Small, ///< in the head of a panel
        Large, ///< in the incident bar, with the shape of the state
    };

    explicit StateChip(QWidget *parent = nullptr, Look look = Look::Small);

    /// `words` are shown in capitals and spoken as they are.
    void setState(Health health, const QString &words);

    QString spokenName() const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    bool hasShape() const { return m_look == Look::Large && m_health != Health::Normal; }
    Text textStyle() const;

    Look m_look;
    Health m_health = Health::Normal;
    QString m_words;
};

} // namespace surgedeck
