// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/rules/template/parser.h"

#include "models/metrics/quoting.h"
#include "models/rules/goliterals.h"
#include "models/rules/template/functions.h"
#include "models/rules/template/numbertext.h"
#include "models/rules/template/tokenstream.h"

#include <algorithm>

namespace surgedeck::rules::templates {

namespace {

constexpr int deepest = 200;

/// What ended a list of statements.
enum class Closing
{
    None, ///< it goes on
    End,
    Else,
    ElseIf,
    ElseWith
};

bool isEmpty(const Statements &statements)
{
    return std::ranges::all_of(statements, [](const Statement &statement) {
        return statement.kind == Statement::Kind::Text &&
               statement.text.find_first_not_of(" \t\r\n\v\f") == std::string::npos;
    });
}

/// Recursive descent. The first error is kept; after it every token reads as the end, so that all loops come to theirs.
class Parser
{
public:
    Parser(ParsedTemplate &result, metrics::Compat compat)
        : m_result(result)
        , m_compat(compat)
        , m_tokens(result.text)
    {
    }

    std::optional<metrics::EngineError> run()
    {
        while (!m_error && m_tokens.peek().kind != TokenKind::End) {
            const std::size_t delimiter = m_tokens.mark();
            if (m_tokens.next().kind == TokenKind::LeftDelimiter && m_tokens.nextNonSpace().kind == TokenKind::Define) {
                definition();
                continue;
            }
            m_tokens.backTo(delimiter);
            if (textOrAction(m_result.root) != Closing::None)
                fail("unexpected {{" + m_closedBy + "}}");
        }
        return m_error;
    }

private:
    void fail(std::string what)
    {
        if (m_error)
            return;
        const int at = m_tokens.last().at;
        m_tokens.stop();
        const auto line = 1 + std::count(m_result.text.begin(), m_result.text.begin() + at, '\n');
        m_error = {metrics::ErrorType::BadData,
                   "template: " + m_result.name + ":" + std::to_string(line) + ": " + std::move(what), at};
    }
    void unexpected(const Token &token, const std::string &context)
    {
        fail(token.kind == TokenKind::Error ? token.text : "unexpected " + described(token) + " in " + context);
    }
    void expect(TokenKind kind, const std::string &context)
    {
        const Token &token = m_tokens.nextNonSpace();
        if (token.kind != kind)
            unexpected(token, context);
    }

    std::string templateName(const std::string &context)
    {
        const Token &token = m_tokens.nextNonSpace();
        if (token.kind != TokenKind::String && token.kind != TokenKind::RawString) {
            unexpected(token, context);
            return {};
        }
        const auto name = unquoteGo(token.text);
        if (!name)
            fail("invalid syntax");
        return name.value_or(std::string());
    }

    void addDefinition(const std::string &name, Statements body)
    {
        const auto [at, isNew] = m_result.defined.try_emplace(name);
        if (isNew || isEmpty(at->second))
            at->second = std::move(body);
        else if (!isEmpty(body))
            fail("template: multiple definition of template " + metrics::quoted(name));
    }

    /// {{define "name"}} ... {{end}}: a template of its own, without the variables of this one.
    void definition()
    {
        const std::string name = templateName("define clause");
        expect(TokenKind::RightDelimiter, "define clause");
        addDefinition(name, separateBody("define clause"));
    }

    Statements separateBody(const std::string &context)
    {
        const std::vector<std::string> variables = std::exchange(m_variables, {"$"});
        const int ranges = std::exchange(m_rangeDepth, 0);
        Statements body;
        if (itemList(body) != Closing::End)
            fail("unexpected {{else}} in " + context);
        m_variables = variables;
        m_rangeDepth = ranges;
        return body;
    }

    Closing itemList(Statements &list)
    {
        if (++m_depth > deepest)
            fail("nested too deep");
        Closing closing = Closing::None;
        while (closing == Closing::None && m_tokens.peekNonSpace().kind != TokenKind::End)
            closing = textOrAction(list);
        if (closing == Closing::None)
            fail("unexpected EOF");
        --m_depth;
        return closing;
    }

    Closing textOrAction(Statements &list)
    {
        const Token &token = m_tokens.nextNonSpace();
        if (token.kind == TokenKind::LeftDelimiter)
            return action(list);
        if (token.kind == TokenKind::Text)
            list.push_back({Statement::Kind::Text, token.at, token.text, {}, {}, {}});
        else
            unexpected(token, "input");
        return Closing::None;
    }

    Closing action(Statements &list)
    {
        const std::size_t begin = m_tokens.mark();
        const Token &token = m_tokens.nextNonSpace();
        m_closedBy = token.text;
        switch (token.kind) {
        case TokenKind::Else:
            return elseAction();
        case TokenKind::EndWord:
            expect(TokenKind::RightDelimiter, "end");
            return Closing::End;
        case TokenKind::Block:
            block(list);
            break;
        case TokenKind::Break:
        case TokenKind::Continue:
            jump(list, token);
            break;
        case TokenKind::If:
            list.push_back(control(Statement::Kind::If));
            break;
        case TokenKind::Range:
            list.push_back(control(Statement::Kind::Range));
            break;
        case TokenKind::With:
            list.push_back(control(Statement::Kind::With));
            break;
        case TokenKind::Template:
            templateCall(list);
            break;
        default:
            m_tokens.backTo(begin);
            const int at = m_tokens.peekNonSpace().at;
            list.push_back({Statement::Kind::Action, at, {}, pipeline("command", TokenKind::RightDelimiter), {}, {}});
        }
        return Closing::None;
    }

    Closing elseAction()
    {
        const Token &token = m_tokens.peekNonSpace();
        if (token.kind == TokenKind::If)
            return Closing::ElseIf;
        if (token.kind == TokenKind::With && m_compat == metrics::Compat::V3)
            return Closing::ElseWith;
        expect(TokenKind::RightDelimiter, "else");
        return Closing::Else;
    }

    void jump(Statements &list, const Token &token)
    {
        const std::string word = token.text;
        const auto kind = token.kind == TokenKind::Break ? Statement::Kind::Break : Statement::Kind::Continue;
        const Token &after = m_tokens.nextNonSpace();
        if (after.kind != TokenKind::RightDelimiter)
            return unexpected(after, "{{" + word + "}}");
        if (m_rangeDepth == 0)
            return fail("{{" + word + "}} outside {{range}}");
        list.push_back({kind, token.at, {}, {}, {}, {}});
    }

    Statement control(Statement::Kind kind)
    {
        const char *context = kind == Statement::Kind::If ? "if" : kind == Statement::Kind::Range ? "range" : "with";
        const std::size_t variables = m_variables.size();
        Statement statement;
        statement.kind = kind;
        statement.pipe = pipeline(context, TokenKind::RightDelimiter);
        statement.at = statement.pipe->at;
        const int inRange = kind == Statement::Kind::Range ? 1 : 0;
        m_rangeDepth += inRange;
        const Closing closing = itemList(statement.body);
        m_rangeDepth -= inRange;
        otherwise(statement, closing);
        m_variables.resize(std::min(variables, m_variables.size()));
        return statement;
    }

    /// {{else if x}} and {{else with x}} stand for {{else}}{{if x}} ... {{end}} with one {{end}} for both.
    void otherwise(Statement &statement, Closing closing)
    {
        if (closing == Closing::End || m_error)
            return;
        statement.otherwise.emplace();
        const bool chains = (closing == Closing::ElseIf && statement.kind == Statement::Kind::If) ||
                            (closing == Closing::ElseWith && statement.kind == Statement::Kind::With);
        if (chains) {
            m_tokens.nextNonSpace();
            if (++m_depth > deepest)
                fail("nested too deep");
            statement.otherwise->push_back(control(statement.kind));
            --m_depth;
            return;
        }
        if (closing != Closing::Else)
            return unexpected(m_tokens.nextNonSpace(), "input");
        if (itemList(*statement.otherwise) != Closing::End)
            fail("expected end; found {{else}}");
    }

    void block(Statements &list)
    {
        const int at = m_tokens.peekNonSpace().at;
        const std::string name = templateName("block clause");
        Pipeline pipe = pipeline("block clause", TokenKind::RightDelimiter);
        addDefinition(name, separateBody("block clause"));
        list.push_back({Statement::Kind::Template, at, name, std::move(pipe), {}, {}});
    }

    void templateCall(Statements &list)
    {
        const int at = m_tokens.peekNonSpace().at;
        Statement statement{Statement::Kind::Template, at, templateName("template clause"), {}, {}, {}};
        if (m_tokens.peekNonSpace().kind == TokenKind::RightDelimiter)
            m_tokens.next();
        else
            statement.pipe = pipeline("template clause", TokenKind::RightDelimiter);
        list.push_back(std::move(statement));
    }

    Pipeline pipeline(const std::string &context, TokenKind end)
    {
        Pipeline pipe;
        pipe.at = m_tokens.peekNonSpace().at;
        declarations(pipe, context);
        for (;;) {
            const Token &token = m_tokens.nextNonSpace();
            if (token.kind == end)
                break;
            if (!startsOperand(token.kind)) {
                unexpected(token, context);
                return pipe;
            }
            m_tokens.back();
            pipe.commands.push_back(command());
        }
        check(pipe, context);
        return pipe;
    }

    void declarations(Pipeline &pipe, const std::string &context)
    {
        while (m_tokens.peekNonSpace().kind == TokenKind::Variable) {
            const std::size_t begin = m_tokens.mark();
            const std::string name = m_tokens.next().text;
            const Token &after = m_tokens.nextNonSpace();
            const bool comma = after.kind == TokenKind::Char && after.text == ",";
            if (!comma && after.kind != TokenKind::Assign && after.kind != TokenKind::Declare) {
                m_tokens.backTo(begin); // an argument
                return;
            }
            pipe.declared.push_back(name);
            m_variables.push_back(name);
            if (!comma) {
                pipe.assigns = after.kind == TokenKind::Assign;
                return;
            }
            if (context != "range" || pipe.declared.size() > 1)
                return fail("too many declarations in " + context);
            const TokenKind second = m_tokens.peekNonSpace().kind;
            if (second != TokenKind::Variable && second != TokenKind::RightDelimiter && second != TokenKind::RightParen)
                return fail("range can only initialize variables");
        }
    }

    void check(const Pipeline &pipe, const std::string &context)
    {
        if (pipe.commands.empty())
            return fail("missing value for " + context);
        for (std::size_t stage = 1; stage < pipe.commands.size(); ++stage) {
            const Operand::Kind kind =
                pipe.commands[stage].arguments.empty() ? Operand::Kind::Dot : pipe.commands[stage].arguments[0].kind;
            const bool literal = kind == Operand::Kind::Bool || kind == Operand::Kind::Dot ||
                                 kind == Operand::Kind::Nil || kind == Operand::Kind::Number ||
                                 kind == Operand::Kind::String;
            if (literal)
                return fail("non executable command in pipeline stage " + std::to_string(stage + 1));
        }
    }

    Command command()
    {
        Command result;
        result.at = m_tokens.peekNonSpace().at;
        for (;;) {
            if (startsOperand(m_tokens.peekNonSpace().kind))
                result.arguments.push_back(operand());
            const Token &token = m_tokens.next();
            if (token.kind == TokenKind::Space)
                continue;
            if (token.kind == TokenKind::RightDelimiter || token.kind == TokenKind::RightParen)
                m_tokens.back();
            else if (token.kind != TokenKind::Pipe)
                unexpected(token, "operand");
            break;
        }
        if (result.arguments.empty())
            fail("empty command");
        return result;
    }

    Operand operand()
    {
        Operand head = term();
        if (m_tokens.peek().kind != TokenKind::Field)
            return head;
        const int at = m_tokens.peek().at;
        std::vector<std::string> fields;
        while (m_tokens.peek().kind == TokenKind::Field)
            fields.push_back(m_tokens.next().text.substr(1));
        switch (head.kind) {
        case Operand::Kind::Field:
        case Operand::Kind::Variable:
            head.at = at;
            head.names.insert(head.names.end(), fields.begin(), fields.end());
            return head;
        case Operand::Kind::Bool:
        case Operand::Kind::String:
        case Operand::Kind::Number:
        case Operand::Kind::Nil:
        case Operand::Kind::Dot:
            fail("unexpected . after term " + metrics::quoted(textOf(head)));
            return head;
        default:
            break;
        }
        Operand chain;
        chain.kind = Operand::Kind::Chain;
        chain.at = at;
        chain.names = std::move(fields);
        chain.chainHead = std::make_shared<const Operand>(std::move(head));
        return chain;
    }

    Operand term()
    {
        const Token &token = m_tokens.next();
        Operand result;
        result.at = token.at;
        result.text = token.text;
        switch (token.kind) {
        case TokenKind::Identifier:
            result.kind = Operand::Kind::Function;
            result.names = {token.text};
            if (findFunction(token.text, m_compat) == nullptr)
                fail("function " + metrics::quoted(token.text) + " not defined");
            break;
        case TokenKind::Dot:
            result.kind = Operand::Kind::Dot;
            break;
        case TokenKind::Nil:
            result.kind = Operand::Kind::Nil;
            break;
        case TokenKind::Variable:
            result.kind = Operand::Kind::Variable;
            result.names = {token.text};
            if (std::ranges::find(m_variables, token.text) == m_variables.end())
                fail("undefined variable " + metrics::quoted(token.text));
            break;
        case TokenKind::Field:
            result.kind = Operand::Kind::Field;
            result.names = {token.text.substr(1)};
            break;
        case TokenKind::Bool:
            result.kind = Operand::Kind::Bool;
            break;
        case TokenKind::LeftParen:
            return parenthesized(token.at);
        case TokenKind::String:
        case TokenKind::RawString:
            return text(token);
        default:
            return number(token);
        }
        return result;
    }

    Operand parenthesized(int at)
    {
        Operand result;
        result.kind = Operand::Kind::Pipe;
        result.at = at;
        if (++m_depth > deepest)
            fail("nested too deep");
        result.pipe = std::make_shared<const Pipeline>(pipeline("parenthesized pipeline", TokenKind::RightParen));
        result.at = result.pipe->at;
        --m_depth;
        return result;
    }

    Operand text(const Token &token)
    {
        Operand result;
        result.kind = Operand::Kind::String;
        result.at = token.at;
        result.text = token.text;
        const auto value = unquoteGo(token.text);
        if (!value)
            fail("invalid syntax");
        result.value = value.value_or(std::string());
        return result;
    }

    Operand number(const Token &token)
    {
        Operand result;
        result.kind = Operand::Kind::Number;
        result.at = token.at;
        result.text = token.text;
        const auto number = readNumber(token);
        if (number)
            result.number = *number;
        else
            fail(number.error().message);
        return result;
    }

    ParsedTemplate &m_result;
    metrics::Compat m_compat;
    TokenStream m_tokens;
    std::string m_closedBy; ///< the word that ended a list
    std::vector<std::string> m_variables{"$"};
    int m_rangeDepth = 0;
    int m_depth = 0;
    std::optional<metrics::EngineError> m_error;
};

} // namespace

metrics::Outcome<ParsedTemplate> parseTemplate(const std::string &name, const std::string &text, metrics::Compat compat)
{
    ParsedTemplate result;
    result.name = name;
    result.text = text;
    if (auto error = Parser(result, compat).run())
        return *std::move(error);
    return result;
}

} // namespace surgedeck::rules::templates
