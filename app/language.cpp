// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/language.h"

#include <QCoreApplication>
#include <QDir>
#include <QLibraryInfo>
#include <QLocale>

namespace surgedeck {

namespace {

const QString folder = QStringLiteral(":/translations");
const QString prefix = QStringLiteral("surgedeck_");

/// "de_AT.UTF-8" and "de-AT" are both German; an exact match wins.
QStringList candidates(const QString &wish)
{
    QStringList codes;
    const QString now = qEnvironmentVariable("SURGEDECK_LANG", wish);
    for (QString name : now.isEmpty() ? QLocale::system().uiLanguages() : QStringList{now}) {
        name.replace(QLatin1Char('-'), QLatin1Char('_'));
        codes << name << name.section(QLatin1Char('_'), 0, 0);
    }
    return codes;
}

} // namespace

QStringList availableLanguages()
{
    QStringList codes;
    for (const QString &file : QDir(folder).entryList({prefix + QStringLiteral("*.qm")}, QDir::Files, QDir::Name))
        codes << file.mid(prefix.size()).chopped(3);
    return codes;
}

QString languageName(const QString &code)
{
    const QString name = QLocale(code).nativeLanguageName();
    return name.isEmpty() ? code : name.left(1).toUpper() + name.mid(1);
}

QString Translation::translate(const char *context, const char *source, const char *disambiguation, int count) const
{
    const QByteArray within = QByteArrayLiteral("surgedeck::") + context;
    for (const char *place : {context, within.constData(), "surgedeck"})
        if (const QString found = QTranslator::translate(place, source, disambiguation, count); !found.isEmpty())
            return found;
    return {};
}

Language::Language(const QString &wish)
    : m_code(QStringLiteral("en"))
{
    const QStringList here = availableLanguages();
    for (const QString &code : candidates(wish))
        if (here.contains(code)) {
            m_code = code;
            break;
        }
    install(prefix + m_code, folder);
    // Buttons and file dialogs of Qt itself, where the system has them.
    install(QStringLiteral("qtbase_") + m_code, QLibraryInfo::path(QLibraryInfo::TranslationsPath));
}

Language::~Language()
{
    for (const auto &translator : m_translators)
        QCoreApplication::removeTranslator(translator.get());
}

bool Language::install(const QString &file, const QString &where)
{
    auto translator = std::make_unique<Translation>();
    if (!translator->load(file, where))
        return false;
    QCoreApplication::installTranslator(translator.get());
    m_translators.push_back(std::move(translator));
    return true;
}

} // namespace surgedeck
