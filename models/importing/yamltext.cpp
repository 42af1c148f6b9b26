// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importing/yamltext.h"

#include "models/yaml/scalars.h"

#include <QRegularExpression>

namespace surgedeck {

namespace {

bool isPlain(const QString &text)
{
    static const QRegularExpression safe(QStringLiteral("^[A-Za-z_][A-Za-z0-9_./()% +-]*$"));
    static const QStringList words = {QStringLiteral("true"), QStringLiteral("false"), QStringLiteral("null"),
                                      QStringLiteral("yes"),  QStringLiteral("no"),    QStringLiteral("on"),
                                      QStringLiteral("off"),  QStringLiteral("y"),     QStringLiteral("n")};
    return safe.match(text).hasMatch() && !text.endsWith(QLatin1Char(' ')) && !words.contains(text.toLower());
}

QString escaped(const QString &text)
{
    QString out;
    for (const QChar c : text) {
        if (c == QLatin1Char('"') || c == QLatin1Char('\\'))
            out += QLatin1Char('\\') + QString(c);
        else if (c == QLatin1Char('\n'))
            out += QStringLiteral("\\n");
        else if (c == QLatin1Char('\t'))
            out += QStringLiteral("\\t");
        else if (!c.isPrint() && !c.isSurrogate())
            out += QStringLiteral("\\u%1").arg(c.unicode(), 4, 16, QLatin1Char('0'));
        else
            out += c;
    }
    return out;
}

} // namespace

QString yamlScalar(const QString &text)
{
    if (isPlain(text))
        return text;
    const bool simple = std::all_of(text.begin(), text.end(), [](QChar c) { return c.isPrint() || c.isSurrogate(); });
    if (simple)
        return QLatin1Char('\'') + QString(text).replace(QLatin1Char('\''), QStringLiteral("''")) + QLatin1Char('\'');
    return QLatin1Char('"') + escaped(text) + QLatin1Char('"');
}

void YamlText::entry(int level, const QString &key, const QString &value)
{
    raw(level, key, yamlScalar(value));
}

void YamlText::raw(int level, const QString &key, const QString &yaml)
{
    const int blanks = 2 * level;
    m_text += m_item ? QString(blanks - 2, QLatin1Char(' ')) + QStringLiteral("- ") : QString(blanks, QLatin1Char(' '));
    m_text += yamlScalar(key) + QLatin1Char(':');
    if (!yaml.isEmpty())
        m_text += QLatin1Char(' ') + yaml;
    m_text += QLatin1Char('\n');
    m_item = false;
}

void YamlText::open(int level, const QString &key)
{
    raw(level, key, QString());
}

void YamlText::comment(const QString &text)
{
    m_text += QStringLiteral("# ") + text + QLatin1Char('\n');
}

QString YamlText::flowList(const QStringList &texts)
{
    QStringList items;
    for (const QString &text : texts)
        items << yamlScalar(text);
    return QLatin1Char('[') + items.join(QStringLiteral(", ")) + QLatin1Char(']');
}

QString UniqueSlugs::make(const QString &name)
{
    static const QRegularExpression others(QStringLiteral("[^a-z0-9_.]+"));
    constexpr int longest = 56; // room for a number
    QString slug = name.toLower().replace(others, QStringLiteral("-")).left(longest);
    while (slug.startsWith(QLatin1Char('-')) || slug.startsWith(QLatin1Char('.')))
        slug.remove(0, 1);
    while (slug.endsWith(QLatin1Char('-')))
        slug.chop(1);
    if (slug.isEmpty())
        slug = QStringLiteral("unnamed");
    QString unique = slug;
    for (int number = 2; m_used.contains(unique); ++number)
        unique = QStringLiteral("%1-%2").arg(slug).arg(number);
    m_used.insert(unique);
    return unique;
}

} // namespace surgedeck
