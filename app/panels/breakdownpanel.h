// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/panels/detailpanel.h"
#include "models/items/breakdown.h"

namespace surgedeck {

class FactsTable;
class MetricQuestions;
class PlainLabel;
class Platform;

/// What is broken down: an indicator or a service, by its id.
struct BreakdownSubject
{
    enum class Kind
    {
        Indicator,
        Service
    };
    Kind kind = Kind::Indicator;
    QString id;
};

/// Who is hit: the badness of one figure by each dimension of the workspace. Asks when it opens and each 10 s while it is
/// open; says why where a figure can not be broken down. GUI thread.
class BreakdownPanel final : public DetailPanel
{
    Q_OBJECT
public:
    struct Parts
    {
        const Platform &platform;
        MetricQuestions &questions;
    };

    BreakdownPanel(const Parts &parts, const BreakdownSubject &subject, QWidget *parent = nullptr);
    void refresh() override;

private:
    /// One dimension: what was asked, what has come.
    struct Dimension
    {
        QString label;
        std::optional<BreakdownQuery> query;
        BreakdownAnswers answers;
        Breakdown result;
        int missing = 0; ///< answers
    };

    Result<BreakdownQuery> queryFor(const QString &label) const;
    QString nameOfSubject() const;
    QString sourceOfSubject() const;
    void askAll();
    void ask(std::size_t dimension, const QString &expression, Matrix BreakdownAnswers::*place);
    void take(std::size_t dimension, Matrix BreakdownAnswers::*place, const Result<Matrix> &answer);
    void show();

    Parts m_parts;
    BreakdownSubject m_subject;
    std::vector<Dimension> m_dimensions;
    FactsTable *m_rows;
    PlainLabel *m_sentence;
    std::optional<WallTime> m_askedAt, m_answeredAt;
};

} // namespace surgedeck
