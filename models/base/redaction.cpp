// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/secret.h"

#include <algorithm>
#include <array>

namespace surgedeck {

namespace {

constexpr QStringView mask = u"***";

bool isWordCharacter(QChar c)
{
    return c.isLetterOrNumber() || c == u'_' || c == u'-' || c == u'.';
}

bool namesSecret(QStringView key)
{
    static constexpr std::array endings{u"password",    u"passwd",  u"pass",    u"pwd",        u"passphrase",
                                        u"secret",      u"token",   u"api_key", u"apikey",     u"access_key",
                                        u"private_key", u"api-key", u"auth",    u"credential", u"authorization"};
    return std::any_of(endings.begin(), endings.end(), [key](const char16_t *ending) {
        return key.endsWith(QStringView(ending), Qt::CaseInsensitive);
    });
}

bool beginsQuery(QChar c)
{
    return c == u'?' || c == u'#';
}

/// Where the @ stands that ends the user part of an address without its scheme; -1 if it has none.
qsizetype userLength(QStringView address, bool web)
{
    const auto pathBegins = [](QChar c) { return c == u'/' || beginsQuery(c); };
    const qsizetype path = std::find_if(address.begin(), address.end(), pathBegins) - address.begin();
    const QStringView host = address.first(path);
    const qsizetype colon = host.indexOf(u':');
    if (web || colon < 0)
        return host.lastIndexOf(u'@');
    // A password that nobody escaped may hold a slash or a question mark. Better one host too few in a message than
    // half a password in it.
    return address.lastIndexOf(u'@');
}

/// Copies a text from left to right and masks what is secret.
class Redactor
{
public:
    explicit Redactor(QStringView text)
        : m_text(text)
    {
    }
    QString run();

private:
    void readWord();
    void readAddress(QStringView scheme);
    void readQuery(qsizetype end);
    void readSecretValue();
    void maskQuoted();
    void skipPlainValue();
    void copyTo(qsizetype end);
    void skipBlanks();

    QChar at(qsizetype index) const { return index < m_text.size() ? m_text[index] : QChar(); }
    QStringView rest() const { return m_text.sliced(m_position); }

    QStringView m_text;
    qsizetype m_position = 0;
    QString m_redacted;
};

QString Redactor::run()
{
    m_redacted.reserve(m_text.size());
    while (m_position < m_text.size()) {
        if (isWordCharacter(at(m_position)))
            readWord();
        else
            copyTo(m_position + 1);
    }
    return m_redacted;
}

void Redactor::readWord()
{
    const qsizetype begin = m_position;
    qsizetype end = begin;
    while (end < m_text.size() && (isWordCharacter(m_text[end]) || m_text[end] == u'+'))
        ++end;
    const QStringView word = m_text.sliced(begin, end - begin);
    copyTo(end);
    if (rest().startsWith(u"://"))
        readAddress(word);
    else if (namesSecret(word))
        readSecretValue();
}

/// An address ends at white space only: a password may hold any other character.
void Redactor::readAddress(QStringView scheme)
{
    copyTo(m_position + 3);
    const auto space = std::find_if(m_text.begin() + m_position, m_text.end(), [](QChar c) { return c.isSpace(); });
    const qsizetype end = space - m_text.begin();
    const bool web = scheme.startsWith(u"http", Qt::CaseInsensitive);
    const qsizetype user = userLength(m_text.sliced(m_position, end - m_position), web);
    if (user >= 0) {
        const qsizetype colon = rest().first(user).indexOf(u':');
        const qsizetype at = m_position + user;
        if (!web)
            copyTo(colon < 0 ? at : m_position + colon + 1);
        if (m_position < at)
            m_redacted += mask;
        m_position = at;
    }
    copyTo(std::find_if(m_text.begin() + m_position, m_text.begin() + end, beginsQuery) - m_text.begin());
    readQuery(end);
}

/// Key names stay, values go; what has no name goes as a whole.
void Redactor::readQuery(qsizetype end)
{
    const auto separates = [](QChar c) { return c == u'&' || c == u';' || c == u'#'; };
    while (m_position < end) {
        copyTo(m_position + 1);
        const qsizetype next =
            std::find_if(m_text.begin() + m_position, m_text.begin() + end, separates) - m_text.begin();
        const qsizetype equals = rest().first(next - m_position).indexOf(u'=');
        if (equals >= 0)
            copyTo(m_position + equals + 1);
        if (m_position < next)
            m_redacted += mask;
        m_position = next;
    }
}

/// password=x, password = 'x y', "password": "x".
void Redactor::readSecretValue()
{
    const bool quotedKey = at(m_position) == u'"' || at(m_position) == u'\'';
    if (quotedKey)
        copyTo(m_position + 1);
    skipBlanks();
    if (at(m_position) != u'=' && !(quotedKey && at(m_position) == u':'))
        return;
    copyTo(m_position + 1);
    skipBlanks();
    if (at(m_position) == u'\'' || at(m_position) == u'"')
        return maskQuoted();
    const qsizetype begin = m_position;
    skipPlainValue();
    if (m_position > begin)
        m_redacted += mask;
}

/// Ends at white space only, as for libpq: any other character may belong to a password.
void Redactor::skipPlainValue()
{
    while (m_position < m_text.size() && !m_text[m_position].isSpace())
        m_position += m_text[m_position] == u'\\' ? 2 : 1;
    m_position = std::min(m_position, m_text.size());
}

void Redactor::maskQuoted()
{
    const QChar quote = m_text[m_position];
    copyTo(m_position + 1);
    m_redacted += mask;
    while (m_position < m_text.size() && m_text[m_position] != quote)
        m_position += m_text[m_position] == u'\\' ? 2 : 1;
    m_position = std::min(m_position, m_text.size());
    copyTo(std::min(m_position + 1, m_text.size()));
}

void Redactor::copyTo(qsizetype end)
{
    m_redacted += m_text.sliced(m_position, end - m_position);
    m_position = end;
}

void Redactor::skipBlanks()
{
    while (at(m_position).isSpace())
        copyTo(m_position + 1);
}

} // namespace

QString redactUrl(const QString &text)
{
    return Redactor(text).run();
}

} // namespace surgedeck
