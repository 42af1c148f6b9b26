// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/datastate.h"

#include <QCoreApplication>

namespace surgedeck {

namespace {

QString translated(const char *source, int count = -1)
{
    return QCoreApplication::translate("surgedeck::Age", source, nullptr, count);
}

int wholeSeconds(Milliseconds age)
{
    return int(std::chrono::floor<std::chrono::seconds>(std::max(age, Milliseconds(0))).count());
}

QString spokenAge(Milliseconds age)
{
    const int seconds = wholeSeconds(age);
    // English has no catalogue of its own that would choose between the two forms.
    if (seconds == 1)
        return translated(QT_TRANSLATE_NOOP("surgedeck::Age", "1 second old"));
    if (seconds < 60)
        return translated(QT_TRANSLATE_N_NOOP("surgedeck::Age", "%n seconds old"), seconds);
    if (seconds < 120)
        return translated(QT_TRANSLATE_NOOP("surgedeck::Age", "1 minute old"));
    return translated(QT_TRANSLATE_N_NOOP("surgedeck::Age", "%n minutes old"), seconds / 60);
}

} // namespace

QString ageText(Milliseconds age)
{
    const int seconds = wholeSeconds(age);
    if (seconds < 60)
        return translated(QT_TRANSLATE_NOOP("surgedeck::Age", "%1 s")).arg(seconds);
    if (seconds < 3600)
        return translated(QT_TRANSLATE_NOOP("surgedeck::Age", "%1 min")).arg(seconds / 60);
    return translated(QT_TRANSLATE_NOOP("surgedeck::Age", "%1 h")).arg(seconds / 3600);
}

QString ageText(const DataState &state)
{
    using Kind = DataState::Kind;
    if ((state.kind == Kind::Disconnected || state.kind == Kind::Full) && !state.since.isEmpty())
        return translated(QT_TRANSLATE_NOOP("surgedeck::Age", "since %1")).arg(state.since);
    if (!state.age || state.kind == Kind::Denied || state.kind == Kind::Loading)
        return {};
    const QString age = ageText(*state.age);
    if (state.kind == Kind::Frozen)
        return translated(QT_TRANSLATE_NOOP("surgedeck::Age", "frozen %1")).arg(age);
    return state.isOld() ? translated(QT_TRANSLATE_NOOP("surgedeck::Age", "stale %1")).arg(age) : age;
}

QString spokenAge(const DataState &state)
{
    using Kind = DataState::Kind;
    if (state.kind == Kind::Loading)
        return translated(QT_TRANSLATE_NOOP("surgedeck::Age", "waiting for data"));
    if ((state.kind == Kind::Disconnected || state.kind == Kind::Full) && !state.since.isEmpty())
        return translated(QT_TRANSLATE_NOOP("surgedeck::Age", "no data since %1")).arg(state.since);
    if (state.kind == Kind::Denied)
        return translated(QT_TRANSLATE_NOOP("surgedeck::Age", "no permission"));
    if (!state.age)
        return translated(QT_TRANSLATE_NOOP("surgedeck::Age", "age not known"));
    const QString age = spokenAge(*state.age);
    if (state.kind == Kind::Frozen)
        return translated(QT_TRANSLATE_NOOP("surgedeck::Age", "frozen, %1")).arg(age);
    return state.isOld() ? translated(QT_TRANSLATE_NOOP("surgedeck::Age", "stale, %1")).arg(age) : age;
}

} // namespace surgedeck
