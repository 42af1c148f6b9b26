// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/journal/recordingfile.h"
#include "models/base/timetext.h"
#include "models/postmortem/deviations.h"
#include "models/postmortem/impact.h"
#include "models/postmortem/markdown.h"
#include "models/postmortem/morefacts.h"
#include "models/postmortem/postmortem.h"
#include "tests/replay/recordedshop.h"
#include "tests/support/testrules.h"

#include <QTemporaryDir>
#include <QTest>

using namespace surgedeck;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

const WallTime start(1'790'000'000s);

/// Ten minutes, one sample a second: bad from the third to the fifth minute, with figures that are easy to add up.
ReplayOverview tenMinutes()
{
    ReplayOverview overview;
    for (int second = 0; second < 600; ++second) {
        const bool bad = second >= 180 && second < 300;
        ReplaySample sample{start + std::chrono::seconds(second), bad ? Health::Critical : Health::Normal, {}, {}};
        sample.indicators = {{bad ? 97.5 : 99.99, 99.9, bad && second >= 190 ? Health::Critical : Health::Normal},
                             {bad ? 340.0 : 400.0, 400.0, bad ? Health::Degraded : Health::Normal}};
        sample.services = {{bad ? 0.02 : 0.0, 600.0, Health::Normal}};
        overview.samples.push_back(sample);
    }
    overview.changes = {{u"1"_s, start + 100s, u"deploy"_s, u"checkout 4.3"_s, u"Kim"_s},
                        {u"2"_s, start + 170s, u"job"_s, u"stock sync"_s, {}},
                        {u"3"_s, start + 185s, u"flag"_s, u"too late"_s, {}}};
    overview.complete = true;
    return overview;
}

std::optional<double> valueOf(const std::vector<ImpactFigure> &figures, const QString &name)
{
    for (const ImpactFigure &figure : figures)
        if (figure.name.contains(name))
            return figure.value;
    return std::nullopt;
}

} // namespace

class TestPostMortem : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void impactIsWhatItsFormulaSays()
    {
        const auto figures = impactFigures(tenMinutes(), *RecordedShop::workspace(), {start, start + 10min});
        const auto near = [&](const QString &name, double expected) {
            const auto value = valueOf(figures, name);
            return value && std::abs(*value - expected) < 0.001;
        };
        QVERIFY(near(u"critical"_s, 2.0));         // 120 s
        QVERIFY(near(u"Orders missing"_s, 120.0)); // 60 a minute for two minutes
        QVERIFY(near(u"revenue"_s, 120.0 * 36));   // an order is 36 USD
        QVERIFY(near(u"failed requests"_s, 24.0)); // 600 a minute × 0.02 for two minutes
        for (const ImpactFigure &figure : figures)
            QVERIFY(!figure.formula.isEmpty());
    }

    void whatIsNotKnownCountsAsNothingAndIsSaid()
    {
        ReplayOverview overview = tenMinutes();
        for (std::size_t i = 200; i < 220; ++i)
            overview.samples[i].indicators[1].value.reset();
        const auto figures = impactFigures(overview, *RecordedShop::workspace(), {start, start + 10min});
        for (const ImpactFigure &figure : figures)
            if (figure.name.contains(u"Orders missing")) {
                QVERIFY(std::abs(*figure.value - 100.0) < 0.001);
                QVERIFY(std::abs(figure.unknownSeconds - 20.0) < 0.001);
            }
    }

    void firstDeviationsComeInOrderWithTheChangeBefore()
    {
        const DeviationOrder order =
            deviationOrder(tenMinutes(), *RecordedShop::workspace(), {start + 180s, start + 10min});
        QCOMPARE(order.first.size(), std::size_t{2});
        QCOMPARE(order.first[0].id, u"orders"_s);
        QCOMPARE(order.first[0].at, start + 180s);
        QCOMPARE(order.first[1].id, u"success"_s);
        QVERIFY(order.changeBefore.has_value());
        QCOMPARE(order.changeBefore->title, u"stock sync"_s);
    }

    void theDraftHasTheFactsAndEscapesThem()
    {
        QTemporaryDir dir;
        const QString path = dir.filePath(u"i.surge"_s);
        const QString hostile = u"<script>alert('x')</script> \"%1\" | `y`"_s;
        {
            RecordedShop shop(path, 11);
            for (int second = 0; second < 60; ++second) {
                shop.setConvoy(second > 20 && second < 40 ? 5 : 0);
                shop.live();
                if (second == 30)
                    QVERIFY(bool(shop.recorder().note(
                        {u"Kim"_s, u"INC-1"_s, u"incident.declared"_s, {{u"title"_s, hostile}, {u"severity"_s, 1}}})));
            }
            shop.finish();
        }
        const auto file = RecordingFile::open(path).value();
        const auto replay = Replay::open(file->reader(), {}).value();
        while (!replay->overview().complete)
            QVERIFY(bool(replay->look(10'000, {})));
        const Incident *incident = replay->incidents().find(u"INC-1"_s);
        QVERIFY(incident != nullptr);
        const auto end = replay->moment(replay->ends(), {}).value();
        const PostMortem draft = postMortemOf({*incident, *replay, *end.platform, u"i.surge"_s, start});
        const QString html = toHtml(draft);
        QVERIFY(!html.contains(u"<script"));
        QVERIFY(html.contains(u"&lt;script&gt;"));
        QVERIFY(!html.contains(u"src="));
        QVERIFY(html.contains(u"surgedeck:i.surge?at=20"));
        const QString markdown = toMarkdown(draft);
        QVERIFY(markdown.contains(u"## Impact"));
        QVERIFY(markdown.contains(u"](surgedeck:i.surge?at="));
        QVERIFY(markdown.contains(u"Checkout success"));
        QCOMPARE(toJson(draft)[u"incident"].toString(), u"INC-1"_s);
        const QJsonObject facts = toJson(draft)[u"facts"].toObject();
        QCOMPARE(facts[u"incident"][u"title"].toString(), hostile);
        QCOMPARE(facts[u"recorded"][u"from"].toString(), toRfc3339(replay->begins()));
        QVERIFY(facts[u"indicators"][0][u"worst"].isDouble());
        QVERIFY(facts[u"incident"][u"mitigated"].isNull());
    }

    void timesInProseLeadToTheirMoments()
    {
        PostMortem draft;
        draft.recording = u"i.surge"_s;
        draft.moments = {{tableTime(start), start + 7ms}};
        draft.sections = {{u"summary"_s,
                           u"Summary"_s,
                           u"from "_s + tableTime(start) + u" on, and "_s + tableTime(start + 1s) + u" [a](b)"_s,
                           false,
                           {},
                           {}}};
        const QString link = momentLink(u"i.surge"_s, start + 7ms);
        QVERIFY(link.endsWith(u".007Z"));
        const auto pieces = piecesOf(draft, draft.sections[0].text);
        QCOMPARE(pieces.size(), std::size_t{3});
        QCOMPARE(pieces[1].text, tableTime(start));
        QCOMPARE(pieces[1].link, link);
        QVERIFY(pieces[2].link.isEmpty()); // nothing is known of that second
        QVERIFY(toMarkdown(draft).contains(u"["_s + tableTime(start) + u"]("_s + link + u')'));
        QVERIFY(toHtml(draft).contains(u"<a href=\""_s + link + u"\">"_s));
        QVERIFY(editedSections(draft, toMarkdown(draft)).empty());
    }

    void anUpdateSaysWhenTheNextOneWasPromised()
    {
        Incident incident;
        IncidentLine told{1, start, start, 0ms, u"Kim"_s, u"update"_s, u"we look"_s};
        incident.timeline = {told, told};
        incident.timeline[1].nextUpdate = start + 30min;
        const PostMortemSection section = messagesSection(incident);
        QCOMPARE(section.rows.size(), std::size_t{2});
        QCOMPARE(section.rows[0].cells.last(), u"none"_s);
        QCOMPARE(section.rows[1].cells.last(), tableTime(start + 30min));
        QCOMPARE(section.columns.size(), section.rows[0].cells.size());
    }

    void whatAPersonWritesStandsInThePlaceOfTheRecord()
    {
        PostMortem draft;
        draft.incident = u"INC-1"_s;
        draft.recording = u"i.surge"_s;
        draft.sections = {
            {u"summary"_s, u"Summary"_s, u"computed"_s, false, {}, {}},
            {u"factors"_s, u"Contributing factors"_s, {}, true, {}, {}},
            {u"timeline"_s, u"Timeline"_s, {}, false, {u"Time"_s, u"What"_s}, {{start, {u"t"_s, u"a | b"_s}}}}};
        const QString text = toMarkdown(draft);
        QVERIFY(editedSections(draft, text).empty());
        QString edited = text;
        edited.replace(u"computed"_s, u"what we **know**\n\n### A heading of mine\n- a point"_s);
        const auto found = editedSections(draft, edited);
        QCOMPARE(found.size(), std::size_t{1});
        QVERIFY(found.at(u"summary"_s).contains(u"### A heading of mine"));
        const PostMortem after = withSections(draft, found);
        QVERIFY(toMarkdown(after).contains(u"what we **know**"));
        QVERIFY(toMarkdown(after).contains(u"](surgedeck:i.surge?at="));
        QVERIFY(toHtml(after).contains(u"what we <b>know</b>"));
        QVERIFY(editedSections(after, toMarkdown(after)).empty());
    }

    void htmlOfAPersonsTextIsHarmless_data()
    {
        QTest::addColumn<QString>("markdown");
        QTest::addColumn<QString>("html");
        QTest::newRow("script") << u"<script>x</script>"_s << u"<p>&lt;script&gt;x&lt;/script&gt;</p>\n"_s;
        QTest::newRow("moment") << u"[03:08](surgedeck:i.surge?at=20)"_s
                                << u"<p><a href=\"surgedeck:i.surge?at=20\">03:08</a></p>\n"_s;
        QTest::newRow("other scheme") << u"[x](javascript:alert)"_s << u"<p>[x](javascript:alert)</p>\n"_s;
        QTest::newRow("quote in a link") << u"[x](https://a\"onload=1)"_s
                                         << u"<p><a href=\"https://a&quot;onload=1\">x</a></p>\n"_s;
        QTest::newRow("list") << u"- a\n- *b*"_s << u"<ul><li>a</li>\n<li><i>b</i></li>\n</ul>\n"_s;
        QTest::newRow("table")
            << u"| a | b |\n| --- | --- |\n| 1 | x \\| y |"_s
            << u"<table><tr><th>a</th><th>b</th></tr>\n<tr><td>1</td><td>x | y</td></tr>\n</table>\n"_s;
        QTest::newRow("escaped") << u"a \\*b\\* c"_s << u"<p>a *b* c</p>\n"_s;
    }

    void htmlOfAPersonsTextIsHarmless()
    {
        QFETCH(QString, markdown);
        QFETCH(QString, html);
        QCOMPARE(markdownToHtml(markdown), html);
    }

    void aPageGetsTheSameTextWithoutItsMarks()
    {
        using Kind = MarkdownLine::Kind;
        const auto lines =
            markdownLines(u"# A *b*\n\n- [c](https://d) e\n| f | g\\|h |\n| --- | --- |\nplain [x](javascript:y)"_s);
        QCOMPARE(lines.size(), std::size_t{4});
        QVERIFY(lines[0].kind == Kind::Heading && lines[1].kind == Kind::Item);
        QCOMPARE(lines[0].cells[0][1].text, u"b"_s);
        QCOMPARE(lines[1].cells[0][0].link, u"https://d"_s);
        QVERIFY(lines[2].kind == Kind::Row && lines[2].cells.size() == 2);
        QCOMPARE(lines[2].cells[1][0].text, u"g|h"_s);
        for (const ProsePiece &piece : lines[3].cells[0])
            QVERIFY(piece.link.isEmpty());
    }

    void aReviewHasItsDay()
    {
        Incident incident;
        incident.severity = 1;
        QVERIFY(reviewSection(incident).text.contains(u"not resolved"));
        incident.milestones[Milestone::Resolved] = parseRfc3339(u"2026-11-27T12:00:00Z"_s).value(); // a Friday
        QVERIFY(reviewSection(incident).text.contains(u"2026-11-30"));
        incident.severity = 2;
        QVERIFY(reviewSection(incident).text.contains(u"2026-12-04"));
    }

    void whatCameBeforeIsFoundByItsRule()
    {
        const auto at = [](const QString &time) { return parseRfc3339(time).value(); };
        const std::vector<EarlierIncident> earlier = {
            {u"INC-1"_s, u"Convoy"_s, u"Orders"_s, at(u"2026-10-01T00:00:00Z"_s)},
            {u"INC-2"_s, u"Other"_s, u"Cart"_s, at(u"2026-10-02T00:00:00Z"_s)},
            {u"INC-3"_s, u"Long ago"_s, u"Orders"_s, at(u"2026-01-01T00:00:00Z"_s)}};
        const PostMortemSection found = recurrenceSection(earlier, u"Orders"_s, at(u"2026-11-27T00:00:00Z"_s));
        QCOMPARE(found.rows.size(), std::size_t{1});
        QCOMPARE(found.rows[0].cells[0], u"INC-1"_s);
        QVERIFY(found.text.startsWith(u"Rule"));
    }
};

QTEST_GUILESS_MAIN(TestPostMortem)
#include "tst_postmortem.moc"
