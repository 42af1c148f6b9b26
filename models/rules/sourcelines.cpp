// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/rules/sourcelines.h"

#include <QStringDecoder>

namespace surgedeck::rules {

SourceLines::SourceLines(const QByteArray &utf8)
    : m_lines(QString::fromUtf8(utf8).split(QLatin1Char('\n')))
{
}

Position SourceLines::within(const YamlNode &value, int offset) const
{
    if (offset < 0)
        return value.at;
    const QString before =
        QString::fromUtf8(value.text.toUtf8().first(std::min<qsizetype>(offset, value.text.toUtf8().size())));
    const qsizetype lineInText = before.count(QLatin1Char('\n'));
    const QString line = before.section(QLatin1Char('\n'), -1);
    const QString first = m_lines.value(value.at.line - 1).mid(value.at.column - 1);
    // A block text begins on the line below its | and is indented.
    const bool isBlock = value.quoted && first.startsWith(QLatin1Char('|'));
    if (isBlock) {
        const qsizetype row = value.at.line + lineInText;
        const QString whole =
            value.text.section(QLatin1Char('\n'), static_cast<int>(lineInText), static_cast<int>(lineInText));
        const qsizetype indent = m_lines.value(row).indexOf(whole);
        if (indent >= 0)
            return {static_cast<int>(row) + 1, static_cast<int>(indent + line.size()) + 1};
        return value.at;
    }
    const int quote = value.quoted ? 1 : 0;
    if (lineInText == 0 && first.mid(quote).startsWith(line))
        return {value.at.line, value.at.column + quote + static_cast<int>(line.size())};
    return value.at;
}

QByteArray asUtf8(const QByteArray &bytes)
{
    const bool little = bytes.startsWith("\xFF\xFE");
    QByteArray utf8 = bytes;
    if (little || bytes.startsWith("\xFE\xFF")) {
        QStringDecoder decoder(little ? QStringDecoder::Utf16LE : QStringDecoder::Utf16BE);
        const QString text = decoder(bytes.mid(2));
        if (!decoder.hasError())
            utf8 = text.toUtf8();
    }
    for (qsizetype i = utf8.indexOf('\r'); i >= 0; i = utf8.indexOf('\r', i + 1))
        if (i + 1 == utf8.size() || utf8[i + 1] != '\n')
            utf8[i] = '\n';
    return utf8;
}

} // namespace surgedeck::rules
