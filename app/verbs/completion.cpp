// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/verbs/arguments.h"
#include "models/report/jsontext.h"

#include <QJsonDocument>
#include <QRegularExpression>
#include <QTextStream>

namespace surgedeck {

namespace {

QStringList verbNames()
{
    QStringList names;
    for (const Verb &verb : verbs())
        names << QLatin1String(verb.name);
    return names;
}

/// The options that the usage of a verb shows, in its order.
QStringList optionsOf(const Verb &verb)
{
    static const QRegularExpression option(QStringLiteral("(?<![\\w-])--?[a-z][a-z-]*"));
    QStringList options;
    for (auto match = option.globalMatch(QLatin1String(verb.usage)); match.hasNext();)
        options << match.next().captured();
    return options;
}

void printBash(QTextStream &out)
{
    out << "_surgedeck() {\n"
           "    local current=${COMP_WORDS[COMP_CWORD]} verb=${COMP_WORDS[1]} words=\n"
           "    if [ \"$COMP_CWORD\" = 1 ]; then\n"
           "        words='" << verbNames().join(QLatin1Char(' ')) << "'\n"
           "    else\n"
           "        case $verb in\n";
    for (const Verb &verb : verbs())
        out << "            " << verb.name << ") words='" << optionsOf(verb).join(QLatin1Char(' ')) << "' ;;\n";
    out << "        esac\n"
           "    fi\n"
           "    mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$current\"; compgen -f -- \"$current\")\n"
           "}\n"
           "complete -o filenames -F _surgedeck surgedeck\n";
}

void printZsh(QTextStream &out)
{
    out << "#compdef surgedeck\n"
           "if (( CURRENT == 2 )); then\n"
           "    local -a verbs=(\n";
    for (const Verb &verb : verbs())
        out << "        '" << verb.name << ':' << verb.summary << "'\n";
    out << "    )\n"
           "    _describe verb verbs\n"
           "    _files -g '*.y(a|)ml'\n"
           "else\n"
           "    case $words[2] in\n";
    for (const Verb &verb : verbs())
        out << "        " << verb.name << ") compadd -- " << optionsOf(verb).join(QLatin1Char(' ')) << " ;;\n";
    out << "    esac\n"
           "    _files\n"
           "fi\n";
}

void printFish(QTextStream &out)
{
    for (const Verb &verb : verbs()) {
        out << "complete -c surgedeck -n __fish_use_subcommand -a " << verb.name << " -d '" << verb.summary << "'\n";
        for (const QString &option : optionsOf(verb)) {
            const bool isLong = option.startsWith(QLatin1String("--"));
            out << "complete -c surgedeck -n '__fish_seen_subcommand_from " << verb.name << "' "
                << (isLong ? "-l " : "-s ") << option.mid(isLong ? 2 : 1) << '\n';
        }
    }
}

} // namespace

int runCompletion(VerbCall &call)
{
    const auto arguments = Arguments::read(call, "completion", {{QStringLiteral("bash|zsh|fish")}, 1, {}});
    if (!arguments)
        return ExitUsage;
    const QString shell = arguments->positional(0);
    QString script;
    QTextStream text(&script);
    if (shell == QLatin1String("bash"))
        printBash(text);
    else if (shell == QLatin1String("zsh"))
        printZsh(text);
    else if (shell == QLatin1String("fish"))
        printFish(text);
    else
        return usageError(call, "completion", QStringLiteral("there is no completion for '%1'").arg(shell.left(40)));
    text.flush();
    if (arguments->output() == Output::Json) {
        QJsonObject document = newDocument();
        document[QStringLiteral("shell")] = shell;
        document[QStringLiteral("script")] = script;
        call.out << QJsonDocument(document).toJson(QJsonDocument::Compact) << '\n';
    } else {
        call.out << script;
    }
    return ExitFine;
}

} // namespace surgedeck
