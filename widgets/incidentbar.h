// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/states.h"
#include "widgets/factrow.h"

#include <vector>

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
    enum class Wanted
    {
        No,
        Now
    };
    enum class Room
    {
        Always,
        Wide ///< only where the bar is wide: elsewhere the figures need the room more
    };
    /// Right of the facts, in the order of the calls. Takes ownership.
    void addButton(QWidget *button, Room room = Room::Always);
    /// Whether there is anything to press now. A button that is not wanted keeps its place, so that nothing moves when
    /// it is; where not all have room, those which are wanted take it, the last first.
    void setWanted(const QWidget *button, Wanted wanted);
    Announcer *announcer() { return m_announcer; }

    QString spokenName() const override;
    QAccessible::Role spokenRole() const override { return QAccessible::Grouping; }

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;
    void themeChanged() override;

private:
    struct Entry
    {
        QWidget *button;
        Room room;
        Wanted wanted;
    };
    void placeButtons();

    IncidentHeadline m_headline;
    StateChip *m_chip;
    PlainLabel *m_title;
    PlainLabel *m_subtitle;
    FactRow *m_facts;
    QHBoxLayout *m_buttons;
    std::vector<Entry> m_entries;
    Announcer *m_announcer;
};

} // namespace surgedeck
