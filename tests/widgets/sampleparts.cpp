// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/sampleparts.h"

namespace surgedeck::sample {

QString utf8(const char *text)
{
    return QString::fromUtf8(text);
}

std::unique_ptr<QWidget> canvas()
{
    auto widget = std::make_unique<QWidget>();
    widget->setAutoFillBackground(true);
    return widget;
}

ValueTile *makeTile(const TileSample &sample)
{
    auto *tile = new ValueTile({utf8(sample.label), utf8(sample.unit), QStringLiteral("web")});
    tile->setReading(sample.reading);
    tile->setTrend(sample.trend);
    return tile;
}

TileReading reading(const char *value, Health health, const char *target, const char *change, DataState state)
{
    return {.value = utf8(value), .health = health, .target = utf8(target), .change = utf8(change), .state = state};
}

Panel *makePanel(const char *title, const char *key, QWidget *body, const DataState &state, const char *subtitle)
{
    auto *panel = new Panel(utf8(title));
    panel->setKeyHint(utf8(key));
    panel->setSubtitle(utf8(subtitle));
    panel->setBody(body);
    panel->setState(state);
    return panel;
}

} // namespace surgedeck::sample
