// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testrules.h"
#include "tests/widgets/sampleparts.h"
#include "widgets/announcer.h"
#include "widgets/panelmessage.h"
#include "widgets/panelveil.h"
#include "widgets/tableview.h"
#include "widgets/textpaint.h"
#include "widgets/theme/theme.h"

#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace surgedeck;
using Kind = DataState::Kind;

namespace {

class PaintCounter : public QObject
{
public:
    int paints = 0;

protected:
    bool eventFilter(QObject *, QEvent *event) override
    {
        paints += event->type() == QEvent::Paint ? 1 : 0;
        return false;
    }
};

const DataState gone{.kind = Kind::Disconnected,
                     .since = QStringLiteral("03:13:03"),
                     .message = QStringLiteral("mysql-primary does not answer"),
                     .detail = QStringLiteral("next try in 4 s"),
                     .action = QStringLiteral("Open connection")};

} // namespace

class TestPanel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { theme::apply(ThemeName::Dark); }
    void init()
    {
        failOnAnyWarning();
        m_window = sample::canvas();
        m_panel = sample::makePanel("Slow queries", "Q",
                                    sample::makeView<TableView>(sample::digestColumns, sample::digests,
                                                                sample::Mood::Incident, "Query digests"),
                                    sample::live(1));
        m_panel->setParent(m_window.get());
        m_panel->setGeometry(0, 0, 600, 220);
        m_window->resize(600, 220);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }

    void itsSizeNeverDependsOnTheState()
    {
        const QSize least = m_panel->minimumSizeHint();
        for (const Kind kind :
             {Kind::Loading, Kind::Stale, Kind::Disconnected, Kind::Full, Kind::Denied, Kind::Empty}) {
            DataState state = gone;
            state.kind = kind;
            m_panel->setState(state);
            QCoreApplication::processEvents();
            QCOMPARE(m_panel->geometry(), QRect(0, 0, 600, 220));
            QVERIFY(m_panel->minimumSizeHint().height() <= 220);
        }
        m_panel->setState(sample::live(1));
        QCOMPARE(m_panel->minimumSizeHint(), least);
    }

    void staleRowsStayAndAreVeiled()
    {
        m_panel->setState(sample::stale(42));
        QCoreApplication::processEvents();
        auto *veil = m_panel->findChild<PanelVeil *>();
        QVERIFY(m_panel->body()->isVisible() && veil->isVisible());
        QCOMPARE(veil->geometry(), m_panel->body()->geometry());
        QVERIFY(m_panel->findChild<PanelBanner *>()->spokenName().contains(QStringLiteral("03:13:45")));
        m_panel->setState(sample::live(1));
        QVERIFY(!veil->isVisible());
    }

    void aLostSourceTakesTheRowsAway()
    {
        m_panel->setState(gone);
        QVERIFY(!m_panel->body()->isVisible());
        QVERIFY(m_panel->spokenDescription().contains(gone.message));
        QVERIFY(m_panel->spokenDescription().contains(gone.detail));
        QSignalSpy pressed(m_panel, &Panel::actionTriggered);
        auto *button = m_panel->findChild<QPushButton *>();
        QCOMPARE(button->text(), gone.action);
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(pressed.count(), 1);
    }

    /// Who has to act on a cause has to read all of it.
    void aLongCauseTakesTheLinesItNeeds()
    {
        DataState state = gone;
        state.detail = QStringLiteral("connecting to db1.shop.example:3306 timed out after 3 s; the certificate of the server "
                                      "is for another name, and the name server did not answer within 2 s");
        m_panel->setState(state);
        QCoreApplication::processEvents();
        QStringList cut;
        watchCutTexts(&cut);
        (void)m_panel->grab();
        watchCutTexts(nullptr);
        QCOMPARE(cut.join(QStringLiteral(" | ")), QString());
        const auto *button = m_panel->findChild<QPushButton *>();
        QVERIFY(m_panel->findChild<PanelMessage *>()->rect().contains(button->geometry()));
        QCOMPARE(wrappedLines(state.detail, Text::Small, 300, 2).size(), qsizetype(2));
        QCOMPARE(wrappedLines(state.detail, Text::Small, 300, 9).join(QLatin1Char(' ')), state.detail);
    }

    void theKeyboardStaysInThePanel()
    {
        m_panel->focusBody();
        QCOMPARE(QApplication::focusWidget(), m_panel->body());
        m_panel->setState(gone);
        QVERIFY(m_panel->isAncestorOf(QApplication::focusWidget()));
        m_panel->setState(sample::live(1));
        QCOMPARE(QApplication::focusWidget(), m_panel->body());
    }

    void aShortWaitDoesNotFlash()
    {
        m_panel->setState({.kind = Kind::Loading});
        auto *message = m_panel->findChild<PanelMessage *>();
        const auto isBlank = [&] {
            const QImage image = message->grab().toImage();
            for (int y = 0; y < image.height(); ++y)
                for (int x = 0; x < image.width(); ++x)
                    if (image.pixelColor(x, y) == theme::colour(&Colours::track))
                        return false;
            return true;
        };
        QVERIFY(isBlank());
        QTRY_VERIFY(!isBlank());
    }

    void anAgePaintsOnlyWhenItsWordsChange()
    {
        AgeLabel label(m_window.get());
        label.setGeometry(0, 0, 80, 20);
        label.setState(sample::live(2));
        PaintCounter counter;
        label.installEventFilter(&counter);
        label.show();
        QTRY_VERIFY(counter.paints > 0);
        counter.paints = 0;
        for (int i = 0; i < 5; ++i) {
            DataState state = sample::live(2);
            state.age = *state.age + Milliseconds(i * 100);
            label.setState(state);
            QCoreApplication::processEvents();
        }
        QCOMPARE(counter.paints, 0);
        label.setState(sample::live(3));
        QTRY_VERIFY(counter.paints > 0);
    }

    void announcementsAreFewAndTheWorstWins()
    {
        Announcer announcer(m_window.get());
        announcer.announce(QStringLiteral("first"), Health::Degraded);
        QCOMPARE(announcer.text(), QStringLiteral("first"));
        announcer.announce(QStringLiteral("bad"), Health::Critical);
        announcer.announce(QStringLiteral("mild"), Health::Attention);
        QCOMPARE(announcer.text(), QStringLiteral("first"));
        QTRY_COMPARE_WITH_TIMEOUT(announcer.text(), QStringLiteral("bad"), 6000);
    }

private:
    std::unique_ptr<QWidget> m_window;
    Panel *m_panel = nullptr;
};

QTEST_MAIN(TestPanel)
#include "tst_panel.moc"
