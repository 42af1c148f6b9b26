// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/freshnessbench.h"

#include "models/store/watched.h"
#include "widgets/theme/theme.h"

#include <QDir>
#include <QTest>

namespace surgedeck {

namespace {

std::vector<PreparedSource> prepared(const Workspace &workspace, std::vector<SourceSettings> sources)
{
    std::vector<PreparedSource> result;
    for (SourceSettings &settings : sources) {
        settings.clientName = QStringLiteral("surgedeck/test");
        settings.expressions = watchedExpressions(workspace, settings.id);
        result.push_back({settings.id, settings});
    }
    return result;
}

} // namespace

FreshnessBench::FreshnessBench(std::shared_ptr<Workspace> workspace, std::vector<SourceSettings> sources)
    : session(workspace, prepared(*workspace, std::move(sources)), {}, clock)
    , window(session)
{
    window.setFixedSize(1920, 1080);
    window.show();
    session.start();
}

SourceSettings FreshnessBench::source(const char *id, const char *type, const QString &endpoint)
{
    SourceSettings settings;
    settings.id = QLatin1String(id);
    settings.type = QLatin1String(type);
    settings.endpoint = endpoint;
    return settings;
}

std::shared_ptr<Workspace> FreshnessBench::workspace(const std::vector<SourceSettings> &sources)
{
    auto workspace = std::make_shared<Workspace>();
    workspace->name = QStringLiteral("Shop");
    workspace->environment = QStringLiteral("staging");
    for (const SourceSettings &settings : sources) {
        SourceConfig source;
        source.id = settings.id;
        source.type = settings.type;
        workspace->sources.push_back(source);
    }
    return workspace;
}

void FreshnessBench::refresh()
{
    (void)session.evaluate();
    window.refresh();
}

Panel *FreshnessBench::panel(const char *objectName)
{
    return window.findChild<Panel *>(QLatin1String(objectName));
}

ValueTile *FreshnessBench::tile(const char *indicator)
{
    return window.findChild<ValueTile *>(QStringLiteral("tile-") + QLatin1String(indicator));
}

DataState::Kind FreshnessBench::kind(const char *objectName)
{
    refresh();
    return panel(objectName)->state().kind;
}

DataState::Kind FreshnessBench::tileKind(const char *indicator)
{
    refresh();
    return tile(indicator)->reading().state.kind;
}

QImage FreshnessBench::picture(const QString &name)
{
    QCoreApplication::processEvents();
    const QImage image = window.grab().toImage();
    const QString folder = qEnvironmentVariable("SURGEDECK_BUILD", QStringLiteral(".")) + QStringLiteral("/pictures");
    QDir().mkpath(folder);
    image.save(QStringLiteral("%1/freshness-%2.png").arg(folder, name));
    return image;
}

int pixelsOf(QWidget &widget, Ink ink)
{
    const QImage image = widget.grab().toImage();
    const QRgb wanted = theme::colour(ink).rgb();
    int count = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            count += image.pixel(x, y) == wanted ? 1 : 0;
    return count;
}

} // namespace surgedeck
