// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/statewords.h"

#include <QCoreApplication>

#include <array>

namespace surgedeck {

namespace {

struct StateWords
{
    Q_DECLARE_TR_FUNCTIONS(StateWords)
};

template <typename Enum, std::size_t N>
QString wordOf(Enum value, const std::array<const char *, N> &words)
{
    return StateWords::tr(words.at(static_cast<std::size_t>(value)));
}

} // namespace

QString stateWords(Health health)
{
    return wordOf(health, std::array{QT_TRANSLATE_NOOP("surgedeck::StateWords", "normal"),
                                     QT_TRANSLATE_NOOP("surgedeck::StateWords", "unknown"),
                                     QT_TRANSLATE_NOOP("surgedeck::StateWords", "attention"),
                                     QT_TRANSLATE_NOOP("surgedeck::StateWords", "degraded"),
                                     QT_TRANSLATE_NOOP("surgedeck::StateWords", "critical")});
}

QString stateWords(SourceState state)
{
    return wordOf(state, std::array{QT_TRANSLATE_NOOP("surgedeck::StateWords", "ok"),
                                    QT_TRANSLATE_NOOP("surgedeck::StateWords", "stale"),
                                    QT_TRANSLATE_NOOP("surgedeck::StateWords", "full"),
                                    QT_TRANSLATE_NOOP("surgedeck::StateWords", "down"),
                                    QT_TRANSLATE_NOOP("surgedeck::StateWords", "denied"),
                                    QT_TRANSLATE_NOOP("surgedeck::StateWords", "unknown")});
}

QString stateWords(RouteState state)
{
    return wordOf(state, std::array{QT_TRANSLATE_NOOP("surgedeck::StateWords", "idle"),
                                    QT_TRANSLATE_NOOP("surgedeck::StateWords", "planned"),
                                    QT_TRANSLATE_NOOP("surgedeck::StateWords", "approved"),
                                    QT_TRANSLATE_NOOP("surgedeck::StateWords", "verifying"),
                                    QT_TRANSLATE_NOOP("surgedeck::StateWords", "baking"),
                                    QT_TRANSLATE_NOOP("surgedeck::StateWords", "held"),
                                    QT_TRANSLATE_NOOP("surgedeck::StateWords", "rolling back"),
                                    QT_TRANSLATE_NOOP("surgedeck::StateWords", "rolled back"),
                                    QT_TRANSLATE_NOOP("surgedeck::StateWords", "aborted"),
                                    QT_TRANSLATE_NOOP("surgedeck::StateWords", "done"),
                                    QT_TRANSLATE_NOOP("surgedeck::StateWords", "unknown"),
                                    QT_TRANSLATE_NOOP("surgedeck::StateWords", "conflict"),
                                    QT_TRANSLATE_NOOP("surgedeck::StateWords", "recovering"),
                                    QT_TRANSLATE_NOOP("surgedeck::StateWords", "drifted")});
}

} // namespace surgedeck
