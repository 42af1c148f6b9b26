// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/yaml/syntaxhint.h"

#include <QHash>

namespace surgedeck {

namespace {

/// What yaml-cpp says, and what people did when it says so.
const QHash<QString, QString> &hints()
{
    static const QHash<QString, QString> table = {
        {QStringLiteral("illegal map value"),
         QStringLiteral("a \": \" that belongs to no key: check the indentation above, or put the value in quotes")},
        {QStringLiteral("illegal map key"), QStringLiteral("a key can not stand here: check the indentation above")},
        {QStringLiteral("illegal block entry"),
         QStringLiteral("a list item (\"- \") can not stand here: check the indentation above")},
        {QStringLiteral("end of map not found"),
         QStringLiteral("this is indented like no key above it: keys of one map begin in one column")},
        {QStringLiteral("end of sequence not found"),
         QStringLiteral("this is indented like no list item above it: items of one list begin in one column")},
        {QStringLiteral("end of map flow not found"),
         QStringLiteral("a { is not closed by }, or a comma is missing, or a value needs quotes")},
        {QStringLiteral("end of sequence flow not found"),
         QStringLiteral("a [ is not closed by ], or a comma is missing, or a value needs quotes")},
        {QStringLiteral("illegal flow end"), QStringLiteral("a } or ] closes nothing")},
        {QStringLiteral("illegal EOF in scalar"), QStringLiteral("the file ends inside a quoted text")},
        {QStringLiteral("illegal tab when looking for indentation"),
         QStringLiteral("indent with spaces, not with tabs")},
    };
    return table;
}

/// Characters with which no unquoted value may begin; `>` and `|` open a block and want a line break after them.
bool needsQuotes(char character)
{
    return QByteArrayLiteral("@`%>|").contains(character);
}

qsizetype lineStart(const QByteArray &text, qsizetype byte)
{
    return byte <= 0 ? 0 : text.lastIndexOf('\n', byte - 1) + 1;
}

/// The character that opens the value in which the parser stumbled: the error may stand right behind it.
char valueOpener(const QByteArray &text, qsizetype byte)
{
    for (const qsizetype at : {byte, byte - 1})
        if (at >= 0 && at < text.size() && needsQuotes(text[at]))
            return text[at];
    return 0;
}

bool isIndentedWithTab(const QByteArray &text, qsizetype byte)
{
    for (qsizetype i = lineStart(text, byte); i < text.size() && (text[i] == ' ' || text[i] == '\t'); ++i)
        if (text[i] == '\t')
            return true;
    return false;
}

} // namespace

QString syntaxHint(const QByteArray &text, qsizetype byte, const std::string &parserMessage)
{
    const QString message = QString::fromStdString(parserMessage);
    if (isIndentedWithTab(text, byte))
        return QStringLiteral("indent with spaces, not with tabs");
    const bool atOpener = parserMessage == "unknown token" || parserMessage == "unexpected character in block scalar";
    if (const char opener = valueOpener(text, byte); atOpener && opener != 0)
        return QStringLiteral("a value that begins with %1 needs quotes").arg(QLatin1Char(opener));
    return hints().value(message, message);
}

bool isQuoteClosed(const QByteArray &text, qsizetype byte)
{
    const char quote = byte >= 0 && byte < text.size() ? text[byte] : '\0';
    if (quote != '"' && quote != '\'')
        return true;
    for (qsizetype i = byte + 1; i < text.size(); ++i) {
        if (quote == '"' && text[i] == '\\')
            ++i;
        else if (quote == '\'' && text[i] == quote && i + 1 < text.size() && text[i + 1] == quote)
            ++i;
        else if (text[i] == quote)
            return true;
    }
    return false;
}

} // namespace surgedeck
