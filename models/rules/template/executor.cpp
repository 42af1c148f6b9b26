// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/rules/template/executor.h"

#include "models/metrics/quoting.h"
#include "models/rules/template/fields.h"
#include "models/rules/template/gotime.h"
#include "models/rules/template/printing.h"

#include <algorithm>

namespace surgedeck::rules::templates {

namespace {

using Final = std::optional<Value>; ///< what the stage before in a pipeline gave
using Nodes = std::span<const Operand>;

/// How a list of statements ended.
enum class Flow
{
    On,
    Break,
    Continue
};

/// One run. After the first error everything returns at once, with values that nobody looks at.
class Execution
{
public:
    Execution(const ParsedTemplate &parsed, const Environment &environment, const ExecutionLimits &limits)
        : m_parsed(parsed)
        , m_environment(environment)
        , m_limits(limits)
        , m_current(parsed.name)
    {
    }

    metrics::Outcome<std::string> run(const Value &dot)
    {
        m_variables.push_back({"$", dot});
        walk(dot, m_parsed.root);
        if (m_error)
            return *std::move(m_error);
        return std::move(m_out);
    }

private:
    struct Variable
    {
        std::string name;
        Value value;
    };

    template <typename Node>
    void at(const Node &node)
    {
        if (m_error)
            return;
        m_here = &node;
        m_hereAt = node.at;
        m_hereText = [](const void *here) { return textOf(*static_cast<const Node *>(here)); };
        if (++m_steps > m_limits.steps)
            fail("the template takes too many steps");
    }

    Value fail(const std::string &what)
    {
        if (m_error)
            return {};
        const std::string_view before = std::string_view(m_parsed.text).substr(0, static_cast<std::size_t>(m_hereAt));
        const std::size_t lineBreak = before.rfind('\n');
        const std::size_t column = lineBreak == std::string_view::npos ? before.size() : before.size() - lineBreak - 1;
        const auto line = 1 + std::count(before.begin(), before.end(), '\n');
        m_error =
            functionError("template: " + m_parsed.name + ":" + std::to_string(line) + ":" + std::to_string(column) +
                          ": executing " + metrics::quoted(m_current) + " at <" + m_hereText(m_here) + ">: " + what);
        return {};
    }

    void write(std::string_view text)
    {
        if (m_out.size() + text.size() > m_limits.output)
            fail("the template writes too much");
        else
            m_out += text;
    }

    // Statements.

    Flow walk(const Value &dot, const Statements &statements)
    {
        for (const Statement &statement : statements) {
            if (m_error)
                break;
            const Flow flow = walk(dot, statement);
            if (flow != Flow::On)
                return flow;
        }
        return Flow::On;
    }

    Flow walk(const Value &dot, const Statement &statement)
    {
        at(statement);
        switch (statement.kind) {
        case Statement::Kind::Text:
            write(statement.text);
            break;
        case Statement::Kind::Action: {
            const Value value = pipeline(dot, *statement.pipe);
            at(statement);
            if (statement.pipe->declared.empty() && !m_error)
                write(printed(value));
            break;
        }
        case Statement::Kind::If:
        case Statement::Kind::With:
            return branch(dot, statement);
        case Statement::Kind::Range:
            return range(dot, statement);
        case Statement::Kind::Template:
            callTemplate(dot, statement);
            break;
        case Statement::Kind::Break:
            return Flow::Break;
        case Statement::Kind::Continue:
            return Flow::Continue;
        }
        return Flow::On;
    }

    Flow branch(const Value &dot, const Statement &statement)
    {
        const std::size_t mark = m_variables.size();
        const Value value = pipeline(dot, *statement.pipe);
        Flow flow = Flow::On;
        if (m_error)
            return flow;
        if (isTrue(value))
            flow = walk(statement.kind == Statement::Kind::With ? value : dot, statement.body);
        else if (statement.otherwise)
            flow = walk(dot, *statement.otherwise);
        m_variables.resize(mark);
        return flow;
    }

    struct Item
    {
        Value key, value;
    };

    std::optional<std::vector<Item>> itemsOf(const Value &value)
    {
        std::vector<Item> items;
        if (const auto *list = value.as<std::shared_ptr<const SampleList>>()) {
            for (std::size_t i = 0; i < (*list)->size(); ++i)
                items.push_back({Value{static_cast<std::int64_t>(i)}, Value{(**list)[i]}});
        } else if (const auto *map = value.as<std::shared_ptr<const StringMap>>()) {
            for (const auto &[name, text] : **map)
                items.push_back({Value{name}, Value{text}});
        } else if (const auto *anyMap = value.as<std::shared_ptr<const AnyMap>>()) {
            for (const auto &[name, held] : (*anyMap)->entries)
                items.push_back({Value{name}, held});
        } else if (!value.isNothing()) {
            fail("range can't iterate over " + sprint(std::span(&value, 1)));
            return std::nullopt;
        }
        return items;
    }

    Flow range(const Value &dot, const Statement &statement)
    {
        const std::size_t before = m_variables.size();
        const Value value = pipeline(dot, *statement.pipe);
        const auto items = m_error ? std::nullopt : itemsOf(value);
        if (!items)
            return Flow::On;
        const std::size_t mark = m_variables.size();
        const std::size_t declared = statement.pipe->declared.size();
        for (const Item &item : *items) {
            if (declared > 0)
                m_variables[mark - 1].value = item.value;
            if (declared > 1)
                m_variables[mark - 2].value = item.key;
            const Flow flow = walk(item.value, statement.body);
            m_variables.resize(mark);
            if (flow == Flow::Break || m_error)
                break;
        }
        m_variables.resize(before);
        return items->empty() && statement.otherwise ? walk(dot, *statement.otherwise) : Flow::On;
    }

    void callTemplate(const Value &dot, const Statement &statement)
    {
        const auto found = m_parsed.defined.find(statement.text);
        const bool isOuter = statement.text == m_parsed.name;
        if (found == m_parsed.defined.end() && !isOuter)
            return void(fail("template " + metrics::quoted(statement.text) + " not defined"));
        if (m_depth >= m_limits.depth)
            return void(fail("exceeded maximum template depth (" + std::to_string(m_limits.depth) + ")"));
        const Value argument = statement.pipe ? pipeline(dot, *statement.pipe) : Value{};
        if (m_error)
            return;
        std::vector<Variable> outer = std::exchange(m_variables, {{"$", argument}});
        const std::string name = std::exchange(m_current, statement.text);
        ++m_depth;
        walk(argument, found == m_parsed.defined.end() ? m_parsed.root : found->second);
        --m_depth;
        m_variables = std::move(outer);
        m_current = name;
    }

    // Pipelines and commands.

    Value pipeline(const Value &dot, const Pipeline &pipe)
    {
        at(pipe);
        Final value;
        for (const Command &command : pipe.commands) {
            if (m_error)
                return {};
            value = evaluate(dot, command, value);
        }
        for (const std::string &name : pipe.declared)
            pipe.assigns ? assign(name, *value) : m_variables.push_back({name, *value});
        return *std::move(value);
    }

    Variable *variable(const std::string &name)
    {
        const auto found = std::find_if(m_variables.rbegin(), m_variables.rend(),
                                        [&](const Variable &candidate) { return candidate.name == name; });
        return found == m_variables.rend() ? nullptr : &*found;
    }

    void assign(const std::string &name, const Value &value)
    {
        if (Variable *found = variable(name))
            found->value = value;
        else
            fail("undefined variable: " + name);
    }

    Value evaluate(const Value &dot, const Command &command, const Final &final)
    {
        const Operand &head = command.arguments.front();
        const Nodes arguments(command.arguments);
        switch (head.kind) {
        case Operand::Kind::Field:
            at(head);
            return fieldChain(dot, dot, head, arguments, final);
        case Operand::Kind::Chain:
            return chain(dot, head, arguments, final);
        case Operand::Kind::Function:
            return function(dot, head, command, arguments, final);
        case Operand::Kind::Pipe:
            return isFunctionCall(arguments, final) ? Value{} : pipeline(dot, *head.pipe);
        case Operand::Kind::Variable:
            return variableNode(dot, head, arguments, final);
        default:
            break;
        }
        at(head);
        if (isFunctionCall(arguments, final))
            return {};
        if (head.kind == Operand::Kind::Dot)
            return dot;
        return head.kind == Operand::Kind::Nil ? fail("nil is not a command") : constant(head);
    }

    /// Reports what gives arguments to something that takes none.
    bool isFunctionCall(Nodes arguments, const Final &final)
    {
        if (arguments.size() < 2 && !final)
            return false;
        fail("can't give argument to non-function " + textOf(arguments.front()));
        return true;
    }

    Value constant(const Operand &operand)
    {
        if (operand.kind == Operand::Kind::Bool)
            return {operand.text == "true"};
        if (operand.kind == Operand::Kind::String)
            return {operand.value};
        at(operand);
        if (operand.number.isComplex)
            return fail("complex numbers are not supported");
        if (operand.number.looksReal && operand.number.real)
            return {*operand.number.real};
        return operand.number.integer ? Value{*operand.number.integer} : fail(operand.text + " overflows int");
    }

    Value variableNode(const Value &dot, const Operand &operand, Nodes arguments, const Final &final)
    {
        at(operand);
        const Variable *found = variable(operand.names.front());
        if (!found)
            return fail("undefined variable: " + operand.names.front());
        const Value value = found->value;
        if (operand.names.size() > 1)
            return fieldChain(dot, value, operand, arguments, final);
        return isFunctionCall(arguments, final) ? Value{} : value;
    }

    Value chain(const Value &dot, const Operand &operand, Nodes arguments, const Final &final)
    {
        at(operand);
        if (operand.chainHead->kind == Operand::Kind::Nil)
            return fail("indirection through explicit nil in " + textOf(operand));
        const Value head = argument(dot, ArgumentType::Any, *operand.chainHead);
        return fieldChain(dot, head, operand, arguments, final);
    }

    /// .a.b.c; what stands behind the last one may be arguments of a method.
    Value fieldChain(const Value &dot, Value receiver, const Operand &operand, Nodes arguments, const Final &final)
    {
        const std::size_t first = operand.kind == Operand::Kind::Variable ? 1 : 0;
        for (std::size_t i = first; i + 1 < operand.names.size() && !m_error; ++i)
            receiver = field(receiver, operand.names[i], {}, {});
        if (m_error)
            return {};
        const std::string &last = operand.names.back();
        if (const auto *time = receiver.as<TimeValue>(); time && last == "Format")
            return format(dot, *time, operand, arguments, final);
        return field(receiver, last, arguments, final);
    }

    Value format(const Value &dot, TimeValue time, const Operand &operand, Nodes arguments, const Final &final)
    {
        static const Function method{"Format", {ArgumentType::String}, {}, nullptr};
        std::vector<Value> values;
        if (!collect(dot, method, arguments.empty() ? arguments : arguments.subspan(1), final, values))
            return {};
        at(operand);
        return {formatTime(time, *values.front().as<std::string>())};
    }

    Value field(const Value &receiver, const std::string &name, Nodes arguments, const Final &final)
    {
        const Field found = fieldOf(receiver, name);
        if (!found.error.empty())
            return fail(found.error);
        const bool hasArguments = arguments.size() > 1 || final.has_value();
        return hasArguments && found.refusal ? fail(name + found.refusal) : found.value;
    }

    // Calls.

    template <typename Node>
    Value function(const Value &dot, const Operand &name, const Node &node, Nodes arguments, const Final &final)
    {
        at(name);
        const Function *found = findFunction(name.names.front(), m_environment.compat);
        if (!found)
            return fail(metrics::quoted(name.names.front()) + " is not a defined function");
        const Nodes given = arguments.empty() ? arguments : arguments.subspan(1);
        if (found->name == "and" || found->name == "or")
            return firstThatDecides(dot, *found, given, final);
        std::vector<Value> values;
        if (!collect(dot, *found, given, final, values))
            return {};
        if (found->name == "query" && ++m_queries > m_limits.queries)
            return fail("the template asks too many queries");
        auto result = found->run(values, m_environment);
        if (result)
            return *std::move(result);
        at(node);
        return fail("error calling " + std::string(found->name) + ": " + result.error().message);
    }

    Value firstThatDecides(const Value &dot, const Function &function, Nodes given, const Final &final)
    {
        if (given.empty() && !final)
            return fail("wrong number of args for " + std::string(function.name) + ": want at least 1 got 0");
        Value value;
        for (const Operand &operand : given) {
            value = argument(dot, ArgumentType::Reflect, operand);
            if (m_error || isTrue(value) == (function.name == "or"))
                return value;
        }
        return final ? *final : value;
    }

    bool collect(const Value &dot, const Function &function, Nodes given, const Final &final,
                 std::vector<Value> &values)
    {
        const std::size_t count = given.size() + (final ? 1 : 0);
        const std::string name(function.name);
        if (function.repeated && count < function.fixed.size())
            fail("wrong number of args for " + name + ": want at least " + std::to_string(function.fixed.size()) +
                 " got " + std::to_string(given.size()));
        else if (!function.repeated && count != function.fixed.size())
            fail("wrong number of args for " + name + ": want " + std::to_string(function.fixed.size()) + " got " +
                 std::to_string(count));
        const auto typeAt = [&](std::size_t i) {
            return i < function.fixed.size() ? function.fixed[i] : *function.repeated;
        };
        for (const Operand &operand : given) {
            if (m_error)
                return false;
            values.push_back(argument(dot, typeAt(values.size()), operand));
        }
        if (final && !m_error)
            values.push_back(validated(*final, typeAt(values.size())));
        return !m_error;
    }

    /// A value as an argument of this type, or an error.
    Value validated(const Value &value, ArgumentType type)
    {
        if (m_error)
            return {};
        if (!value.isNothing())
            return fits(value, type) ? value
                                     : fail(std::string("wrong type for value; expected ") + nameOf(type) + "; got " +
                                            typeName(value));
        return type == ArgumentType::String ? fail("invalid value; expected string") : nil(type);
    }

    static Value nil(ArgumentType type)
    {
        if (type == ArgumentType::Samples)
            return {std::make_shared<const SampleList>()};
        return type == ArgumentType::Sample ? Value{SamplePointer()} : Value{};
    }

    Value argument(const Value &dot, ArgumentType type, const Operand &operand)
    {
        at(operand);
        switch (operand.kind) {
        case Operand::Kind::Dot:
            return validated(dot, type);
        case Operand::Kind::Nil:
            return type == ArgumentType::String ? fail("cannot assign nil to string") : nil(type);
        case Operand::Kind::Field:
            return validated(fieldChain(dot, dot, operand, {}, {}), type);
        case Operand::Kind::Variable:
            return validated(variableNode(dot, operand, {}, {}), type);
        case Operand::Kind::Pipe:
            return validated(pipeline(dot, *operand.pipe), type);
        case Operand::Kind::Function:
            return validated(function(dot, operand, operand, {}, {}), type);
        case Operand::Kind::Chain:
            return validated(chain(dot, operand, {}, {}), type);
        default:
            return literal(type, operand);
        }
    }

    Value literal(ArgumentType type, const Operand &operand)
    {
        if (type == ArgumentType::Any || type == ArgumentType::Reflect)
            return constant(operand);
        if (type != ArgumentType::String)
            return fail("can't handle " + textOf(operand) + " for arg of type " + nameOf(type));
        return operand.kind == Operand::Kind::String ? Value{operand.value}
                                                     : fail("expected string; found " + textOf(operand));
    }

    const ParsedTemplate &m_parsed;
    const Environment &m_environment;
    const ExecutionLimits &m_limits;
    std::string m_current; ///< name of the template that runs
    std::string m_out;
    std::vector<Variable> m_variables;
    int m_depth = 0, m_steps = 0, m_queries = 0;
    std::optional<metrics::EngineError> m_error;
    const void *m_here = nullptr; ///< the node that errors are reported at
    int m_hereAt = 0;
    std::string (*m_hereText)(const void *) = nullptr;
};

} // namespace

metrics::Outcome<std::string> execute(const ParsedTemplate &parsed, const Value &dot, const Environment &environment,
                                      const ExecutionLimits &limits)
{
    return Execution(parsed, environment, limits).run(dot);
}

} // namespace surgedeck::rules::templates
