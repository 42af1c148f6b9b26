// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/states.h"
#include "widgets/factrow.h"

class QHBoxLayout;

namespace surgedeck {

class Announcer;
class PlainLabel;
class StateChip;

/// What the bar shows. Calm: Health::Normal, "No active incident", and the facts of a quiet time.
struct IncidentHeadline
{
    Health health = Health::Normal;
    QString chip; ///< "Critical", "Normal"
    QString title;
    QString subtitle{};
    QList<Fact> facts{};
    bool operator==(const IncidentHeadline &) const = default;
};

/// The second line of the window, always there and always of one height: what is wrong, since when, what it costs.
class IncidentBar : public PaintedWidget
{
    Q_OBJECT
public:
    explicit IncidentBar(QWidget *parent = nullptr);

    void setHeadline(const IncidentHeadline &headline);
    enum class Room
    {
        Always,
        Wide ///< only where the bar is wide: elsewhere the figures need the room more
    };
    /// Right of the facts, in the order of the calls. Takes ownership.
    void addButton(QWidget *button, Room room = Room::Always);
    Announcer *announcer() { return m_announcer; }

    QString spokenName() const override;
    QAccessible::Role spokenRole() const override { return QAccessible::Grouping; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void themeChanged() override;

private:
    bool isWide() const;

    IncidentHeadline m_headline;
    StateChip *m_chip;
    PlainLabel *m_title;
    PlainLabel *m_subtitle;
    FactRow *m_facts;
    QHBoxLayout *m_buttons;
    QList<QWidget *> m_wideButtons;
    Announcer *m_announcer;
};

} // namespace surgedeck
