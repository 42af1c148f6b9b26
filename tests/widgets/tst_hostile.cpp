// SPDX-License-Identifier: GPL-3.0-or-later
// Text from outside in the widgets that tst_widgets_gallery does not fill: whatever comes, what is painted and what is
// spoken is one harmless line, and stays in its frame.
#include "tests/support/testrules.h"
#include "tests/support/widgets/widgetrules.h"
#include "tests/widgets/sampleparts.h"
#include "widgets/bulletbar.h"
#include "widgets/chart/chartview.h"
#include "widgets/commandfield.h"
#include "widgets/eventlegend.h"
#include "widgets/factgrid.h"
#include "widgets/factrow.h"
#include "widgets/setuprail.h"
#include "widgets/splitbar.h"
#include "widgets/stagelog.h"
#include "widgets/statusicon.h"
#include "widgets/steprail.h"
#include "widgets/textpaint.h"
#include "widgets/theme/theme.h"
#include "widgets/timeaxis.h"
#include "widgets/timelinestrip.h"
#include "widgets/valuetile.h"

#include <QAccessible>
#include <QTest>

using namespace surgedeck;
using namespace std::chrono_literals;

namespace {

QString hostile()
{
    return QStringLiteral("<b>DROP</b><img src=x> \u202Egnp.exe\u202C \x1b[31mred\x1b[0m \a\r\n second \u2066line ") +
           QString(200, QChar(0x0301));
}

bool isUnsafe(QChar c)
{
    const char16_t unit = c.unicode();
    const bool bidi =
        (unit >= 0x202a && unit <= 0x202e) || (unit >= 0x2066 && unit <= 0x2069) || unit == 0x200e || unit == 0x200f;
    return unit < 0x20 || (unit >= 0x7f && unit < 0xa0) || bidi;
}

QStringList unsafe(const QStringList &texts)
{
    QStringList bad;
    std::copy_if(texts.begin(), texts.end(), std::back_inserter(bad),
                 [](const QString &text) { return std::any_of(text.begin(), text.end(), isUnsafe); });
    return bad;
}

/// Each in a place of its own on one canvas.
void fill(QWidget &canvas, TimeAxis &axis, const QString &text)
{
    int top = 0;
    const auto place = [&](QWidget *widget, int height) {
        widget->setGeometry(0, top, 700, height);
        top += height + 4;
    };
    auto *tile = new ValueTile({text, text, text}, &canvas);
    tile->setReading({.value = text, .target = text, .change = text, .changeSpan = text, .state = sample::live(1)});
    place(tile, 104);
    auto *facts = new FactRow(&canvas);
    facts->setFacts({{.label = text, .value = text, .unit = text, .explanation = text}});
    place(facts, 44);
    auto *grid = new FactGrid(2, &canvas);
    grid->setFacts({{text, text}, {text, text}});
    place(grid, 60);
    auto *log = new StageLog(&canvas);
    log->setLines({{.time = text, .words = text}});
    place(log, 60);
    auto *rail = new SetUpRail(&canvas);
    rail->setSteps({{.title = text, .detail = text}});
    place(rail, 80);
    auto *legend = new EventLegend(&canvas);
    legend->setEvents({{text, text}});
    place(legend, 20);
    auto *steps = new StepRail(&canvas);
    steps->setSteps({{text, RailStep::Kind::Current}, {text, RailStep::Kind::Coming}});
    place(steps, 44);
    auto *split = new SplitBar(&canvas);
    split->setSplit({text, text, 25.0, 25.0});
    place(split, 50);
    auto *bullet = new BulletBar(text, &canvas);
    place(bullet, 20);
    auto *icon = new StatusIcon(text, &canvas);
    place(icon, 16);
    auto *field = new CommandField(&canvas);
    field->showOutcome(text);
    place(field, 32);
    auto *strip = new TimelineStrip(&canvas);
    Timeline timeline;
    timeline.subject = text;
    timeline.marks = {{.position = 0.5, .what = text}};
    strip->setTimeline(timeline);
    strip->setKeyHint(text);
    place(strip, strip->height());
    auto *chart = new ChartView(&axis, &canvas);
    chart->setTitle(text);
    ChartSeries series{.name = text, .unit = text, .origin = text, .value = text};
    for (int i = 0; i < 60; ++i)
        series.points.push_back({axis.range().from + 1min * i, double(i)});
    series.limit = ChartLimit{5, TrendData::BadSide::Above, text};
    chart->setSeries({series});
    chart->setEvents({{axis.range().from + 30min, text, Health::Critical}});
    place(chart, 330);
}

} // namespace

class TestHostile : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void whatIsPaintedAndSpokenIsHarmless()
    {
        theme::apply(ThemeName::Dark);
        TimeAxis axis;
        axis.setLive({WallTime{}, WallTime{1h}});
        auto canvas = sample::canvas();
        canvas->resize(720, 1100);
        fill(*canvas, axis, hostile());
        canvas->show();
        QStringList drawn;
        watchDrawnTexts(&drawn);
        (void)canvas->grab();
        watchDrawnTexts(nullptr);
        QVERIFY2(drawn.size() > 15, qPrintable(QString::number(drawn.size())));
        QCOMPARE(unsafe(drawn), QStringList());
        QStringList spoken;
        for (PaintedWidget *widget : canvas->findChildren<PaintedWidget *>()) {
            QAccessibleInterface *face = QAccessible::queryAccessibleInterface(widget);
            for (const QAccessible::Text kind : {QAccessible::Name, QAccessible::Description})
                spoken << face->text(kind);
            for (int i = 0; i < face->childCount(); ++i)
                spoken << face->child(i)->text(QAccessible::Name);
        }
        QVERIFY(spoken.join(QString()).contains(QStringLiteral("DROP")));
        QCOMPARE(unsafe(spoken), QStringList());
        QCOMPARE(labelsNotPlain(*canvas).join(QLatin1Char('\n')), QString());
        QCOMPARE(outsideOfParent(*canvas).join(QLatin1Char('\n')), QString());
    }

    void theCheckCanFail()
    {
        QCOMPARE(unsafe({hostile()}).size(), 1);
        QCOMPARE(unsafe({QStringLiteral("≈ 48 % \u2009·")}).size(), 0);
    }
};

QTEST_MAIN(TestHostile)
#include "tst_hostile.moc"
