// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/verbs/verb.h"
#include "models/base/clock.h"

#include <QCommandLineParser>

#include <optional>

namespace surgedeck {

/// The arguments of one call, read. Every verb knows -o, --output and --no-color.
class Arguments
{
public:
    struct Shape
    {
        QStringList names;    ///< of the positional arguments, required ones first
        int required = 0;
        QList<QCommandLineOption> options;
    };

    /// nullopt: the call was wrong; what and how it should be is on call.err by then.
    static std::optional<Arguments> read(VerbCall &call, const char *verb, const Shape &shape);

    QString positional(int index) const { return m_positional.value(index); }
    bool isSet(const QString &option) const { return m_parser->isSet(option); }
    QString value(const QString &option) const { return m_parser->value(option); }
    /// nullopt after a message on call.err, when the value is no duration between 0 and a day.
    std::optional<Milliseconds> duration(VerbCall &call, const QString &option) const;
    Output output() const { return m_output; }

private:
    std::shared_ptr<QCommandLineParser> m_parser;
    QStringList m_positional;
    Output m_output = Output::Table;
};

/// Says what is wrong with a call and how the verb is used. Always ExitUsage.
int usageError(VerbCall &call, const char *verb, const QString &what);

} // namespace surgedeck
