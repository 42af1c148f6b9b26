// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/runbook/runbookshapes.h"

namespace surgedeck::runbook::shapes {

namespace {

/// Keys in one line, a star behind those without which the map makes no sense.
std::vector<ShapeKey> keys(const QByteArray &words)
{
    std::vector<ShapeKey> keys;
    for (const QString &word : QString::fromLatin1(words).split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        const bool required = word.endsWith(QLatin1Char('*'));
        keys.push_back(
            {required ? word.chopped(1) : word, required ? ShapeKey::Need::Required : ShapeKey::Need::Optional});
    }
    return keys;
}

constexpr char ofEveryStep[] = "id* kind* title* text usual look ";

/// In the order of StepKind.
const std::vector<MappingShape> &steps()
{
    static const auto step = [](const char *name, const char *own) {
        return MappingShape{name, keys(QByteArray(ofEveryStep) + own)};
    };
    static const std::vector<MappingShape> all = {
        step("check step", "expect otherwise timeout"),
        step("ask step", "answers* timeout otherwise"),
        step("branch step", "cases* otherwise* timeout"),
        step("wait step", "until* hold timeout* otherwise"),
        step("act step", "on* action* session with before* verify* within undo* because level* tier watch watch_for "
                         "timeout otherwise"),
        step("approve step", "people* timeout otherwise"),
        step("guard step", "while* hold until* otherwise"),
        step("runbook step", "runbook* version* otherwise"),
        step("note step", ""),
        step("handover step", "timeout"),
    };
    return all;
}

} // namespace

const MappingShape file{"runbook",
                        keys("id* title* version* summary* rights parameters binds signals* detects* memory steps*")};
const MappingShape parameter{"parameter", keys("type* default* min* max* text*")};
const MappingShape bind{"bind", keys("source service indicator route action role group optional")};
const MappingShape signal{"signal", keys("id* title* field expr unit")};
const MappingShape action{"undo", keys("action* on session with")};
const MappingShape choice{"answer", keys("answer* goto")};
const MappingShape branch{"case", keys("when* goto*")};

const MappingShape &step(StepKind kind)
{
    return steps().at(static_cast<std::size_t>(kind));
}

const MappingShape &anyStep()
{
    static const MappingShape any = [] {
        MappingShape sum{"step", keys(ofEveryStep)};
        for (const MappingShape &shape : steps())
            for (const ShapeKey &key : shape.keys)
                if (!sum.keyNames().contains(key.name))
                    sum.keys.push_back({key.name});
        return sum;
    }();
    return any;
}

std::vector<const MappingShape *> all()
{
    std::vector<const MappingShape *> shapes{&file, &parameter, &bind, &signal, &action, &choice, &branch};
    for (const MappingShape &shape : steps())
        shapes.push_back(&shape);
    return shapes;
}

} // namespace surgedeck::runbook::shapes
