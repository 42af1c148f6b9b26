// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/evaluate/operators.h"
#include "models/metrics/evaluate/signature.h"
#include "models/metrics/quoting.h"

#include <algorithm>
#include <unordered_map>

namespace surgedeck::metrics {

namespace {

// As Go's labels.Labels prints: the name among the others.
std::string bracedText(const Labels &labels)
{
    std::string text;
    for (const Label &label : labels)
        text += (text.empty() ? "" : ", ") + label.name + "=" + quoted(label.value);
    return "{" + text + "}";
}

struct Side
{
    std::vector<Row> rows;
    std::vector<std::vector<std::size_t>> bySignature = {};
    std::vector<char> hasAny = {}; // at each step
};

// The results, one row for each set of labels.
struct Results
{
    std::vector<Row> rows;
    std::vector<std::size_t> signatures; // that made the row
    std::unordered_map<Labels, std::size_t, LabelsHash> places;
};

// Arithmetic and comparisons between two vectors (engine.go, VectorBinop). The side that may have several series for a
// signature is called the many side; in a one-to-one match that is the left one.
class Matching
{
public:
    Matching(Evaluation &evaluation, const Binary &binary, const Steps &steps)
        : m_evaluation(evaluation)
        , m_binary(binary)
        , m_steps(steps)
        , m_signatures(binary.matching)
    {
        m_many.rows = collectRows(evaluation, *binary.left, steps);
        m_one.rows = collectRows(evaluation, *binary.right, steps);
        m_isSwapped = binary.matching.cardinality == Cardinality::OneToMany;
        if (m_isSwapped)
            std::swap(m_many, m_one);
        arrange(m_many);
        arrange(m_one);
        m_many.bySignature.resize(m_signatures.count());
        m_one.bySignature.resize(m_signatures.count());
    }

    void match()
    {
        for (std::size_t signature = 0; signature < m_signatures.count() && !m_evaluation.failed(); ++signature)
            matchSignature(signature);
    }

    void giveTo(const TakeColumn &take)
    {
        for (Row &row : m_results.rows)
            take(row.identity, row.values);
    }

private:
    void arrange(Side &side)
    {
        side.hasAny.assign(m_steps.count, 0);
        for (std::size_t row = 0; row < side.rows.size(); ++row) {
            const std::size_t signature = m_signatures.numberOf(side.rows[row].identity);
            if (signature >= side.bySignature.size())
                side.bySignature.resize(signature + 1);
            side.bySignature[signature].push_back(row);
            for (std::size_t step = 0; step < m_steps.count; ++step) {
                if (!isAbsent(side.rows[row].values[step]))
                    side.hasAny[step] = 1;
            }
        }
    }

    void matchSignature(std::size_t signature)
    {
        const auto &ones = m_one.bySignature[signature];
        const auto &manys = m_many.bySignature[signature];
        if (ones.empty() || (ones.size() > 1 && !areAlone(ones)))
            return;
        std::vector<char> taken(m_steps.count, 0); // one-to-one: has a result
        for (const std::size_t many : manys) {
            for (const std::size_t one : ones)
                matchPair(signature, {many, one}, taken);
            if (!m_evaluation.proceed(m_steps.count * ones.size()))
                return;
        }
    }

    // Two on the one side at the same step are an error, unless the other side has nothing at all there.
    bool areAlone(const std::vector<std::size_t> &ones)
    {
        for (std::size_t step = 0; step < m_steps.count; ++step) {
            const Row *first = nullptr;
            for (const std::size_t one : ones) {
                const Row &row = m_one.rows[one];
                if (m_many.hasAny[step] == 0 || isAbsent(row.values[step]))
                    continue;
                if (first)
                    return failAmbiguous(row, *first);
                first = &row;
            }
        }
        return true;
    }

    bool failAmbiguous(const Row &row, const Row &before)
    {
        m_evaluation.fail("found duplicate series for the match group " +
                          bracedText(m_signatures.labelsOf(row.identity)) + " on the " +
                          (m_isSwapped ? "left" : "right") + " hand-side of the operation: [" +
                          bracedText(row.identity.labels()) + ", " + bracedText(before.identity.labels()) +
                          "];many-to-many matching not allowed: matching labels must be unique on one side");
        return false;
    }

    struct Pair
    {
        std::size_t many;
        std::size_t one;
    };

    void matchPair(std::size_t signature, Pair pair, std::vector<char> &taken)
    {
        const Row &many = m_many.rows[pair.many];
        const Row &one = m_one.rows[pair.one];
        std::size_t result = noRow;
        for (std::size_t step = 0; step < m_steps.count; ++step) {
            if (isAbsent(many.values[step]) || isAbsent(one.values[step]))
                continue;
            const double left = m_isSwapped ? one.values[step] : many.values[step];
            const double right = m_isSwapped ? many.values[step] : one.values[step];
            double value = combined(m_binary.op, left, right);
            if (isComparison(m_binary.op) && !m_binary.returnBool) {
                if (value == 0)
                    continue;
                value = left;
            }
            if (m_binary.matching.cardinality == Cardinality::OneToOne && taken[step] != 0) {
                return m_evaluation.fail(
                    "multiple matches for labels: many-to-one matching must be explicit (group_left/group_right)");
            }
            taken[step] = 1;
            if (result == noRow)
                result = rowFor(resultLabels(many.identity, one.identity), signature);
            if (!give(result, step, value, signature))
                return;
        }
    }

    std::size_t rowFor(Labels labels, std::size_t signature)
    {
        const auto [place, isNew] = m_results.places.try_emplace(std::move(labels), m_results.rows.size());
        if (isNew) {
            m_evaluation.hold(m_steps.count);
            m_results.rows.push_back(Row{Identity(place->first), std::vector<double>(m_steps.count, absentValue())});
            m_results.signatures.push_back(signature);
        }
        return place->second;
    }

    bool give(std::size_t row, std::size_t step, double value, std::size_t signature)
    {
        double &place = m_results.rows[row].values[step];
        if (!isAbsent(place)) {
            m_evaluation.fail(m_results.signatures[row] == signature
                                  ? "multiple matches for labels: grouping labels must ensure unique matches"
                                  : "vector cannot contain metrics with the same labelset");
            return false;
        }
        place = value;
        return true;
    }

    Labels resultLabels(const Identity &many, const Identity &one) const
    {
        const VectorMatching &matching = m_binary.matching;
        Labels labels = keepsName(m_evaluation, m_binary) ? many.labels() : many.withoutName().labels();
        if (matching.cardinality == Cardinality::OneToOne) {
            const auto isListed = [&](const std::string &name) {
                return std::find(matching.labels.begin(), matching.labels.end(), name) != matching.labels.end();
            };
            std::vector<Label> kept;
            for (const Label &label : labels) {
                if (isListed(label.name) == matching.on)
                    kept.push_back(label);
            }
            labels = Labels(std::move(kept));
        }
        for (const std::string &name : matching.include)
            labels.set(name, one.get(name));
        return labels;
    }

    static constexpr std::size_t noRow = static_cast<std::size_t>(-1);

    Evaluation &m_evaluation;
    const Binary &m_binary;
    Steps m_steps;
    Signatures m_signatures;
    Side m_many;
    Side m_one;
    bool m_isSwapped = false;
    Results m_results = {};
};

} // namespace

void streamMatched(Evaluation &evaluation, const Binary &binary, const Steps &steps, const TakeColumn &take)
{
    Matching matching(evaluation, binary, steps);
    matching.match();
    if (!evaluation.failed())
        matching.giveTo(take);
}

} // namespace surgedeck::metrics
