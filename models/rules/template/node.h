// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace surgedeck::rules::templates {

struct Pipeline;

/// A number as it is written: what it can be taken for.
struct NumberText
{
    std::optional<std::int64_t> integer;
    std::optional<double> real;
    bool isComplex = false;
    bool looksReal = false; ///< has a point or an exponent
};

/// An argument of a command.
struct Operand
{
    enum class Kind
    {
        Bool,
        Number,
        String,
        Nil,
        Dot,
        Field,    ///< names: .a.b is {a, b}
        Variable, ///< names: $x.a is {$x, a}
        Function, ///< names: {name}
        Chain,    ///< (inner).a.b
        Pipe      ///< (inner)
    };
    Kind kind = Kind::Dot;
    int at = 0;
    std::string text;  ///< as it is written: of a number or a string; of a bool, its word
    std::string value; ///< of a string
    NumberText number;
    std::vector<std::string> names;
    std::shared_ptr<const Pipeline> pipe;     ///< Pipe
    std::shared_ptr<const Operand> chainHead; ///< Chain
};

struct Command
{
    int at = 0;
    std::vector<Operand> arguments; ///< never empty
};

struct Pipeline
{
    int at = 0;
    bool assigns = false; ///< = and not :=
    std::vector<std::string> declared;
    std::vector<Command> commands;
};

struct Statement;
using Statements = std::vector<Statement>;

struct Statement
{
    enum class Kind
    {
        Text,
        Action,
        If,
        Range,
        With,
        Template,
        Break,
        Continue
    };
    Kind kind = Kind::Text;
    int at = 0;
    std::string text; ///< Text; the name of Template
    std::optional<Pipeline> pipe;
    Statements body;
    std::optional<Statements> otherwise;
};

// A node as Go prints it, for "executing ... at <here>".
std::string textOf(const Operand &operand);
std::string textOf(const Command &command);
std::string textOf(const Pipeline &pipeline);
std::string textOf(const Statement &statement);

} // namespace surgedeck::rules::templates
