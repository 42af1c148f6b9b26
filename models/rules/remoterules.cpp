// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/rules/remoterules.h"

#include "models/rules/liverules.h"
#include "models/rules/raisedalerts.h"

#include <algorithm>

namespace surgedeck::rules {

namespace {

constexpr std::size_t mostQuestions = 500;   ///< at one poll; the groups beyond wait for the next
constexpr std::size_t mostOfTemplates = 100; ///< questions that the templates of one turn may ask

/// Takes whatever rules write, and shows nothing of it: the samples are elsewhere.
class Nowhere final : public metrics::Storage, public SampleSink
{
public:
    Verdict append(const metrics::Labels &, metrics::Sample) override { return Verdict::Stored; }
    std::vector<metrics::SeriesSamples> select(std::span<const metrics::Matcher>, std::int64_t,
                                               std::int64_t) const override
    {
        return {};
    }
};

bool isNameCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == ':';
}

/// Whether the expression has this word: a name that stands in a string counts too, which errs towards unknown.
bool mentions(const std::string &expression, const std::string &name)
{
    for (std::size_t at = expression.find(name); at != std::string::npos; at = expression.find(name, at + 1)) {
        const bool begins = at == 0 || !isNameCharacter(expression[at - 1]);
        const std::size_t end = at + name.size();
        if (begins && (end == expression.size() || !isNameCharacter(expression[end])))
            return true;
    }
    return false;
}

metrics::Outcome<std::vector<metrics::ResultSeries>> vectorOf(const Result<Matrix> &answer)
{
    if (!answer)
        return metrics::EngineError{metrics::ErrorType::Execution, answer.error().message.toStdString(), -1};
    std::vector<metrics::ResultSeries> vector;
    for (const MetricSeries &series : *answer) {
        if (series.points.empty())
            continue;
        std::vector<metrics::Label> labels;
        for (const auto &[name, value] : series.labels)
            labels.push_back({name.toStdString(), value.toStdString()});
        const MetricPoint &point = series.points.back();
        vector.push_back({metrics::Labels(std::move(labels)), {{point.time.time_since_epoch().count(), point.value}}});
    }
    return vector;
}

/// What `query` in templates gives: asked of the server, each text once a turn.
class TemplateAnswers
{
public:
    using Vector = metrics::Outcome<std::vector<metrics::ResultSeries>>;

    explicit TemplateAnswers(const RuleTurn &turn)
        : m_turn(turn)
    {
    }

    Vector answer(const std::string &expression)
    {
        if (const auto found = m_answers.find(expression); found != m_answers.end())
            return found->second;
        return m_answers.emplace(expression, ask(expression)).first->second;
    }

private:
    Vector ask(const std::string &expression) const
    {
        const auto refuse = [](const char *why) {
            return metrics::EngineError{metrics::ErrorType::Execution, why, -1};
        };
        if (!m_turn.ask)
            return refuse("the server can not be asked");
        if (m_answers.size() >= mostOfTemplates)
            return refuse("templates ask too much at once");
        if (m_turn.enough && m_turn.enough())
            return refuse("there is no time left to ask the server");
        return vectorOf(m_turn.ask(QString::fromStdString(expression)));
    }

    const RuleTurn &m_turn;
    std::map<std::string, Vector> m_answers;
};

} // namespace

RemoteRules::RemoteRules(RuleSet set)
    : m_set(std::move(set))
    , m_schedule(m_set)
{
    for (const auto &group : m_set.groups) {
        m_groups.push_back({GroupState(group), {}});
        for (const Rule &rule : group->rules)
            if (rule.kind == Rule::Kind::Recording)
                m_recorded.insert(rule.name);
    }
}

std::vector<QString> RemoteRules::questions(WallTime now)
{
    const std::int64_t nowMs = now.time_since_epoch().count();
    m_asked.clear();
    m_dueGroups.clear();
    std::vector<QString> texts;
    for (std::size_t i = 0; i < m_groups.size(); ++i) {
        const RuleGroup &group = m_groups[i].state.group();
        const bool fits = texts.empty() || texts.size() + 2 * group.rules.size() <= mostQuestions;
        if (!m_schedule.isDue(i, nowMs) || !fits)
            continue;
        m_schedule.ran(i, nowMs);
        m_dueGroups.push_back(i);
        ask(group, texts);
    }
    return texts;
}

void RemoteRules::ask(const RuleGroup &group, std::vector<QString> &texts)
{
    for (const Rule &rule : group.rules) {
        if (rule.kind == Rule::Kind::Recording)
            continue;
        m_asked.push_back({rule.parsed.get(), {}});
        texts.push_back(QString::fromStdString(rule.expression));
        for (const std::string &name : m_recorded) {
            const bool known = std::ranges::any_of(m_asked, [&](const Question &q) { return q.recorded == name; });
            if (known || !mentions(rule.expression, name))
                continue;
            m_asked.push_back({nullptr, name});
            texts.push_back(QStringLiteral("count({__name__=\"%1\"})").arg(QString::fromStdString(name)));
        }
    }
}

std::map<const metrics::Expr *, RemoteRules::Vector> RemoteRules::answersOf(const RuleTurn &turn) const
{
    std::map<const metrics::Expr *, Vector> answers;
    for (std::size_t i = 0; i < m_asked.size() && i < turn.answers.size(); ++i)
        if (m_asked[i].rule)
            answers.emplace(m_asked[i].rule, vectorOf(turn.answers[i]));
    return answers;
}

std::string RemoteRules::missingFor(const Rule &rule, const std::set<std::string> &missing) const
{
    const auto name = std::ranges::find_if(
        missing, [&](const std::string &candidate) { return mentions(rule.expression, candidate); });
    return name == missing.end() ? std::string() : *name;
}

std::optional<RuleAlerts> RemoteRules::evaluate(const RuleTurn &turn)
{
    if (m_dueGroups.empty() && !m_groups.empty())
        return std::nullopt;
    auto answers = answersOf(turn);
    std::set<std::string> missing;
    for (std::size_t i = 0; i < m_asked.size() && i < turn.answers.size(); ++i)
        if (!m_asked[i].rule && turn.answers[i] && turn.answers[i]->empty())
            missing.insert(m_asked[i].recorded);
    for (const std::size_t group : m_dueGroups)
        for (const Rule &rule : m_groups[group].state.group().rules)
            if (const std::string name = missingFor(rule, missing);
                !name.empty() && answers.contains(rule.parsed.get()))
                answers.insert_or_assign(
                    rule.parsed.get(),
                    Vector(metrics::EngineError{metrics::ErrorType::Execution,
                                                "the server does not have the recorded series " + name, -1}));
    Nowhere nowhere;
    metrics::EngineOptions options;
    options.compat = m_set.compat;
    RuleSurroundings surroundings{nowhere, nowhere, options, {}, {}, std::nullopt, 0, {}};
    surroundings.elsewhere = [&answers](const metrics::Expr &expression, std::int64_t) -> Vector {
        if (const auto found = answers.find(&expression); found != answers.end())
            return found->second;
        return std::vector<metrics::ResultSeries>(); // a recording rule: see the class
    };
    TemplateAnswers templates(turn);
    surroundings.queryElsewhere = [&templates](const std::string &expression) { return templates.answer(expression); };
    const std::int64_t nowMs = turn.now.time_since_epoch().count();
    for (const std::size_t group : m_dueGroups)
        m_groups[group].state.evaluate(nowMs, surroundings);
    RuleAlerts alerts{turn.now, Milliseconds(m_schedule.longestMs()), m_set.rules(), {}, m_set.faults, 0};
    for (const Group &group : m_groups)
        report(alerts, group.state, group.lost);
    keepWorst(alerts);
    return alerts;
}

} // namespace surgedeck::rules
