// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/runbooks/answers.h"
#include "app/runbooks/rundriver.h"

#include <QSet>

namespace surgedeck {

/// Goes through a run in place of a person, by answers that were written before. What is measured is accepted as it is;
/// a pause for which there is no answer fails. Thread of the verb.
class AbsentPerson
{
public:
    struct Manner
    {
        StepAnswers answers;
        QString person;
        Milliseconds settle{15'000};   ///< evidence may take so long to be known, and to be as a step expects it
        Milliseconds patience{40'000}; ///< and so long what is not known may stay so: a source answers late, or again
    };

    AbsentPerson(RunDriver &driver, Manner manner, const Clock &clock);

    /// Does what can be done now. To be called after every look.
    void goOn();
    /// Of the answers, those that no step asked for.
    QStringList unused() const;

private:
    bool hasSettled() const { return hasLasted(m_manner.settle); }
    bool hasLasted(Milliseconds since) const;
    const StepAnswer *answer() const;
    QString who() const;
    void say(const runbook::Happening &what);
    void giveUp(const QString &why);
    void check();
    void fire();
    void approve();
    void accept();
    void ask();

    RunDriver &m_driver;
    Manner m_manner;
    const Clock &m_clock;
    QSet<QString> m_used;
    std::unique_ptr<AbsentPerson> m_inChild; ///< goes through the runbook that the current step calls
};

} // namespace surgedeck
