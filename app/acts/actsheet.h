// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/commandroad.h"
#include "widgets/sheetframe.h"

#include <QTimer>

class QLineEdit;
class QVBoxLayout;

namespace surgedeck {

class Button;
class GuardedButton;
class LeaderRow;
class PlainLabel;
class SheetHead;
class TypedName;
struct Leader;

/// A command as a sheet explains it.
struct ActPlan
{
    Command command;
    QString title;     ///< "Remove keys that begin with cache:page:"
    QString effect;    ///< of the button: "remove keys"
    QString happens;   ///< what will happen, in sentences
    QString literal;   ///< what is sent, as the server reads it
    QString ifItFails; ///< what is true when it does not go well
    QString undo;
    QString lost; ///< what the typed name is: "the prefix whose keys are removed"
};

/// The sheet of a command, in the right column: what will happen, what it rests on read live every second, what it
/// costs, the second person where one is needed, the name to type and the button to hold. Level 1 is pressed for a
/// moment, level 2 held for 1.5 s, level 3 for 3 s after the name was typed. Whatever is unmet, unknown or older than 5
/// s locks it. Esc and the quiet button always leave; the keyboard begins at the text, never at the action. GUI thread.
class ActSheet final : public SheetFrame
{
    Q_OBJECT
public:
    /// Asks for the agreement of a second person; the answer is their name, or empty while nobody has agreed.
    using SecondPerson = std::function<QString(const Command &)>;
    struct Parts
    {
        CommandRoad *road = nullptr; ///< nullptr: it only shows
        const Clock &clock;
        bool production = true;
        SecondPerson secondPerson{}; ///< empty: none is needed
        QString howToAgree{};        ///< what the second person calls
    };

    ActSheet(ActPlan plan, const Parts &parts, QWidget *parent = nullptr);

    void refresh();
    bool isSent() const { return m_sent; }

Q_SIGNALS:
    /// The person leaves.
    void left();
    void ended(const surgedeck::CommandOutcome &outcome);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void arrange();
    PlainLabel *addLabel(QVBoxLayout &column, const QString &text);
    void addPreconditions(QVBoxLayout &column);
    void addCost(QVBoxLayout &column);
    void addSecondPerson(QVBoxLayout &column);
    void addTypedName(QVBoxLayout &column);
    void addButtons(QVBoxLayout &column);
    void inspect();
    void take(Result<Inspection> seen);
    QString lock() const;
    void showPreconditions();
    void fire();
    void sendNext();
    void showOutcome(const CommandOutcome &outcome);
    bool asksForName() const { return m_plan.command.level >= 3 || m_parts.production; }

    ActPlan m_plan;
    Parts m_parts;
    PlainLabel *m_age = nullptr;
    std::vector<LeaderRow *> m_rows;
    LeaderRow *m_second = nullptr;
    TypedName *m_typed = nullptr;
    PlainLabel *m_progress = nullptr;
    QLineEdit *m_reason = nullptr;
    GuardedButton *m_button = nullptr;
    Button *m_leave = nullptr;
    std::optional<Result<Inspection>> m_seen;
    MonoTime m_seenAt{};
    QString m_person; ///< the second one
    bool m_asking = false;
    bool m_sent = false;
    CommandOrder m_order; ///< as it was fired
    QTimer m_beat;
};

} // namespace surgedeck
