// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/shift/planedit.h"

#include <QWidget>

#include <optional>

class QLineEdit;

namespace surgedeck {

class Clock;
class GuardedButton;
class PlainLabel;

/// The steps of a plan as text, and how long each is watched. Before a shift they are what it will be started with;
/// while one is watched or held they change what was not taken, with a button that is held. GUI thread.
class PlanEditor final : public QWidget
{
    Q_OBJECT
public:
    explicit PlanEditor(const Clock &clock, QWidget *parent = nullptr);

    /// The plan of a route, when another one is chosen or another plan is in force; what is being typed stays.
    void show(const QString &key, const PlanEdit &plan);
    /// Why a plan that is under way can not be changed now; empty: it can. nullopt: no shift is under way.
    void setLock(const std::optional<QString> &why);
    /// What is typed. Error: Config.
    Result<PlanEdit> plan() const;
    void showOutcome(const QString &refusal);

Q_SIGNALS:
    void changed();
    void wanted(const surgedeck::PlanEdit &plan);

private:
    void look();

    QLineEdit *m_steps;
    QLineEdit *m_bake;
    PlainLabel *m_note;
    GuardedButton *m_change;
    QString m_key;
    PlanEdit m_shown;
    std::optional<QString> m_lock;
};

} // namespace surgedeck
