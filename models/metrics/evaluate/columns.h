// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/ast.h"
#include "models/metrics/evaluate/evaluation.h"
#include "models/metrics/evaluate/identity.h"

#include <functional>
#include <span>
#include <utility>
#include <vector>

namespace surgedeck::metrics {

/// Receives one series with a value (or absentValue()) for each step; the receiver may overwrite the values. At least
/// one is there. A receiver that does not mind says that the series may come in any order, which spares the storage
/// much.
class TakeColumn
{
public:
    using Function = std::function<void(const Identity &identity, std::span<double> values)>;

    template <typename Receiver>
    TakeColumn(Receiver receiver, ScanOrder order = ScanOrder::ByLabels)
        : m_function(std::move(receiver))
        , m_order(order)
    {
    }

    void operator()(const Identity &identity, std::span<double> values) const { m_function(identity, values); }
    ScanOrder order() const { return m_order; }

private:
    Function m_function;
    ScanOrder m_order;
};

/// A series that is kept.
struct Row
{
    Identity identity;
    std::vector<double> values;
};

/// Evaluates a vector or scalar expression at all steps, series by series: nothing is kept that the receiver does not
/// keep. Order of series: as Prometheus gives an instant vector (label order of selectors, values for sort() and so
/// on).
void streamColumns(Evaluation &evaluation, const Expr &expression, const Steps &steps, const TakeColumn &take);

/// The same, kept.
std::vector<Row> collectRows(Evaluation &evaluation, const Expr &expression, const Steps &steps);

/// A scalar expression at all steps.
std::vector<double> scalarColumn(Evaluation &evaluation, const Expr &expression, const Steps &steps);

/// Whether every series of the result has the same metric name, or none, so that dropping it cannot make two equal.
bool hasOneName(const Expr &expression);
bool hasOneName(const VectorSelector &selector);

/// What two series with equal labels mean.
enum class SameLabels
{
    ErrorAtOneStep, ///< they become one series unless both have a value at one step
    Error
};

/// Series that have equal labels become one, or the evaluation fails. Keeps the order of first appearance.
std::vector<Row> mergedRows(Evaluation &evaluation, std::vector<Row> rows, SameLabels rule);

/// Through all parentheses around it.
const Expr &unwrapped(const Expr &expression);
/// The same for functions that look for a selector: a unary plus hides it.
const Expr &unwrappedForSelector(const Expr &expression);

} // namespace surgedeck::metrics
