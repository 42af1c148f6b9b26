// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "widgets/paintedwidget.h"
#include "widgets/theme/symbol.h"

#include <QTimer>

namespace surgedeck {

/// A button for what can not be undone: pressed and held for a while before anything happens. No dialog, no second
/// button under the pointer. A key that repeats by itself does not count, and every doubt cancels: the focus or the
/// window goes, the pointer leaves, a precondition changes. A screen reader, or whoever can not hold, presses twice:
/// once to arm, again after one to five seconds. The result stands where the button stood. Time comes from the clock it
/// is given, and a moment in which the program did not look is not held time. GUI thread.
class GuardedButton : public PaintedWidget
{
    Q_OBJECT
public:
    enum class Phase
    {
        Locked, ///< a precondition is not met, not known, or too old
        Idle,
        Holding,
        Releasing, ///< let go too early: the fill runs back
        Armed,     ///< pressed once, in two steps
        Sent,      ///< on its way, not confirmed
        NoAnswer,  ///< sent a while ago; never sent again by itself
        Done,
        Refused,
    };

    /// What it does and how long it is held. `effect` goes on where "Hold 1.5 s to" ends: "end session 48211".
    struct Action
    {
        QString effect;
        Milliseconds hold{1'500};
        QString waitingFor{}; ///< "MySQL": who has to answer
        bool operator==(const Action &) const = default;
    };

    enum class Way
    {
        Hold,
        TwoSteps
    };

    static constexpr Milliseconds armedFrom{1'000};
    static constexpr Milliseconds armedUntil{5'000};
    static constexpr Milliseconds answerWithin{10'000};
    static constexpr Milliseconds releaseTime{150};
    /// Longest stretch between two looks at the clock that counts as held.
    static constexpr Milliseconds mostUnseen{100};

    /// `clock` outlives the button. It begins locked: whoever owns it has to say that nothing is in the way.
    explicit GuardedButton(const Clock &clock, QWidget *parent = nullptr);

    void setAction(const Action &action);
    void setWay(Way way);
    /// Why it can not be pressed; empty: it can. Each change, also from one reason to another, ends a hold.
    void setLock(const QString &reason);
    /// What stands beside the button has changed, although it still allows the action: the person has not seen it.
    void preconditionsChanged();
    const QString &lock() const { return m_lock; }
    Phase phase() const { return m_phase; }

    /// After fired(): `words` say what is true now. Only the owner knows.
    void showDone(const QString &words);
    void showRefused(const QString &words);
    /// Ready for another time.
    void reset();

    QString spokenName() const override;
    QString spokenDescription() const override;
    QAccessible::Role spokenRole() const override { return QAccessible::PushButton; }
    QStringList spokenActions() const override;
    void doSpokenAction(const QString &name) override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// Held to the end. Exactly once for each hold.
    void fired();
    /// Let go, or ended by one of the doubts.
    void cancelled();

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void keyReleaseEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void press();
    void pressStep();
    void cancel();
    void look();
    void fire();
    void setPhase(Phase phase);
    Milliseconds sinceChange() const;
    double filled() const;
    QString words() const;
    Symbol symbol() const;
    void paintBody(QPainter &painter) const;
    void paintWords(QPainter &painter) const;
    void paintResult(QPainter &painter) const;

    const Clock &m_clock;
    Action m_action;
    Way m_way = Way::Hold;
    QString m_lock;
    QString m_result;
    Phase m_phase = Phase::Locked;
    QTimer m_beat{this}; ///< runs only while something moves
    MonoTime m_changedAt{};
    MonoTime m_lookedAt{};
    std::chrono::nanoseconds m_held{0};
    int m_heldKey = 0; ///< which key holds; 0: the pointer
};

} // namespace surgedeck
