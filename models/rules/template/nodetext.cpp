// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/quoting.h"
#include "models/rules/template/node.h"

namespace surgedeck::rules::templates {

namespace {

std::string dotted(const std::vector<std::string> &names, const char *before)
{
    std::string out;
    for (const std::string &name : names)
        out += (out.empty() ? before : ".") + name;
    return out;
}

std::string textOf(const Statements &statements)
{
    std::string out;
    for (const Statement &statement : statements)
        out += templates::textOf(statement);
    return out;
}

std::string branch(const char *word, const Statement &statement)
{
    std::string out = std::string("{{") + word + " " + textOf(*statement.pipe) + "}}" + textOf(statement.body);
    if (statement.otherwise)
        out += "{{else}}" + textOf(*statement.otherwise);
    return out + "{{end}}";
}

} // namespace

std::string textOf(const Operand &operand)
{
    switch (operand.kind) {
    case Operand::Kind::Bool:
    case Operand::Kind::Number:
    case Operand::Kind::String:
        return operand.text;
    case Operand::Kind::Nil:
        return "nil";
    case Operand::Kind::Dot:
        return ".";
    case Operand::Kind::Field:
        return dotted(operand.names, ".");
    case Operand::Kind::Variable:
    case Operand::Kind::Function:
        return dotted(operand.names, "");
    case Operand::Kind::Chain:
        return (operand.chainHead->kind == Operand::Kind::Pipe ? "(" + textOf(*operand.chainHead) + ")"
                                                               : textOf(*operand.chainHead)) +
               dotted(operand.names, ".");
    case Operand::Kind::Pipe:
        return textOf(*operand.pipe);
    }
    return {};
}

std::string textOf(const Command &command)
{
    std::string out;
    for (const Operand &operand : command.arguments) {
        if (!out.empty())
            out += ' ';
        out += operand.kind == Operand::Kind::Pipe ? "(" + textOf(operand) + ")" : textOf(operand);
    }
    return out;
}

std::string textOf(const Pipeline &pipeline)
{
    std::string out;
    for (const std::string &name : pipeline.declared)
        out += (out.empty() ? "" : ", ") + name;
    if (!out.empty())
        out += " := ";
    for (const Command &command : pipeline.commands)
        out += (&command == &pipeline.commands.front() ? "" : " | ") + textOf(command);
    return out;
}

std::string textOf(const Statement &statement)
{
    switch (statement.kind) {
    case Statement::Kind::Text:
        return statement.text;
    case Statement::Kind::Action:
        return "{{" + textOf(*statement.pipe) + "}}";
    case Statement::Kind::If:
        return branch("if", statement);
    case Statement::Kind::Range:
        return branch("range", statement);
    case Statement::Kind::With:
        return branch("with", statement);
    case Statement::Kind::Template:
        return "{{template " + metrics::quoted(statement.text) +
               (statement.pipe ? " " + textOf(*statement.pipe) : std::string()) + "}}";
    case Statement::Kind::Break:
        return "{{break}}";
    case Statement::Kind::Continue:
        return "{{continue}}";
    }
    return {};
}

} // namespace surgedeck::rules::templates
