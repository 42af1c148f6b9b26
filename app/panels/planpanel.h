// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/base/sqllexer.h"
#include "models/store/databasestore.h"
#include "widgets/panel.h"

namespace surgedeck {

class Button;
class FactsTree;
class PlainLabel;
class TreeView;
struct IndexAdvice;

/// How the server would carry out one statement: the steps of its plan, how they came about and since when they are so,
/// and what they say about indexes. GUI thread.
class PlanPanel final : public Panel
{
    Q_OBJECT
public:
    explicit PlanPanel(QWidget *parent = nullptr);

    struct Shown
    {
        const DigestRow *row = nullptr; ///< nullptr: nothing is selected
        const PlanBook &plans;
        std::optional<Error> failure; ///< why there is no newer plan
        SqlDialect dialect = SqlDialect::PostgreSql;
        WallTime now{};
    };
    void show(const Shown &shown);
    /// The whole plan, its history and the advice, as text.
    void copyPlan() const;

private:
    void showNothing(const Shown &shown);
    void showAdvice(const IndexAdvice &advice);

    FactsTree *m_steps;
    TreeView *m_tree;
    PlainLabel *m_verdict;
    PlainLabel *m_statement; ///< to be tested
    PlainLabel *m_evidence;
    Button *m_copy;
    QString m_text; ///< of copyPlan()
};

} // namespace surgedeck
