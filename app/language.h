// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTranslator>

#include <memory>
#include <vector>

namespace surgedeck {

/// Codes of the languages that this build speaks beside what the system may ask for: "en", "de".
QStringList availableLanguages();
/// In itself: "Deutsch".
QString languageName(const QString &code);

/// One catalogue. Words of a file-local tr() are found where lupdate has put them: in the context of the namespace or
/// class around them.
class Translation final : public QTranslator
{
public:
    QString translate(const char *context, const char *source, const char *disambiguation, int count) const override;
};

/// The language that the program speaks now: SURGEDECK_LANG for this one run, else what a person has set, else what the
/// environment asks for (LANGUAGE, LC_ALL, LC_MESSAGES, LANG), else English. English has a catalogue too: where a number decides a word. GUI thread;
/// lives as long as the application.
class Language
{
public:
    /// `wish`: a code, or empty for the environment's.
    explicit Language(const QString &wish);
    ~Language();
    Language(const Language &) = delete;
    Language &operator=(const Language &) = delete;

    const QString &code() const { return m_code; }

private:
    bool install(const QString &file, const QString &folder);

    QString m_code;
    std::vector<std::unique_ptr<QTranslator>> m_translators;
};

} // namespace surgedeck
