// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/views/replayview.h"

#include "app/panels/comparepanel.h"
#include "app/person.h"
#include "app/runbooks/runbookdesk.h"
#include "app/runbooks/runbookfiles.h"
#include "app/views/cockpitview.h"
#include "app/views/postmortempage.h"
#include "models/base/numbertext.h"
#include "models/base/safetext.h"
#include "models/base/timetext.h"
#include "models/items/clocktext.h"
#include "models/postmortem/postmortem.h"
#include "widgets/button.h"
#include "widgets/choicerow.h"
#include "widgets/plainlabel.h"
#include "widgets/replaybar.h"
#include "widgets/replayscrubber.h"
#include "widgets/theme/sizes.h"

#include <QDateTime>
#include <QFileInfo>
#include <QKeyEvent>
#include <QLocale>
#include <QVBoxLayout>

#include <array>

namespace surgedeck {

namespace {

using namespace std::chrono_literals;

constexpr std::array speeds = {1, 4, 16, 60};
constexpr std::chrono::milliseconds tick{66}; // 15 a second
constexpr std::size_t mostFigures = 4;

QString dateText(WallTime time)
{
    const QDateTime local = QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count());
    return QLocale().toString(local, QStringLiteral("ddd d MMM yyyy, HH:mm:ss"));
}

} // namespace

QString momentSentence(const PlatformView &view)
{
    QStringList parts;
    for (const IndicatorView &indicator : view.indicators) {
        if (std::size_t(parts.size()) >= mostFigures)
            break;
        const NumberText value = indicator.figure.value ? valueText(*indicator.figure.value, indicator.unit)
                                                        : NumberText{QStringLiteral("not known"), {}};
        parts << QStringLiteral("%1 %2 %3").arg(indicator.name, value.number, value.unit).trimmed();
    }
    return parts.join(QStringLiteral(", "));
}

ReplayView::ReplayView(QWidget *parent)
    : QWidget(parent)
    , m_bar(new ReplayBar(this))
    , m_column(new QVBoxLayout(this))
    , m_scrubber(new ReplayScrubber(this))
    , m_postMortem(new PostMortemPage(this))
    , m_transport(makeTransport())
{
    setObjectName(QStringLiteral("view-replay"));
    setFocusPolicy(Qt::StrongFocus);
    m_column->setContentsMargins({});
    m_column->setSpacing(size::gap);
    m_column->addWidget(m_bar);
    m_column->addWidget(m_postMortem, 1);
    m_postMortem->setVisible(false);
    connect(m_postMortem, &PostMortemPage::momentWanted, this, [this](WallTime at) {
        if (m_replay)
            m_replay->seek(at);
    });
    m_column->addWidget(m_transport);
    m_column->addWidget(m_scrubber);
    connect(m_bar, &ReplayBar::liveWanted, this, &ReplayView::liveWanted);
    connect(m_bar, &ReplayBar::linkWanted, this, [this] {
        if (m_replay)
            Q_EMIT linkWanted(momentLink(QFileInfo(m_replay->file()).fileName(), m_replay->at()));
    });
    connect(m_scrubber, &ReplayScrubber::positionWanted, this, [this](WallTime at) {
        if (m_replay)
            m_replay->seek(at);
    });
    connect(m_scrubber, &ReplayScrubber::comparisonWanted, this, &ReplayView::compareWith);
    connect(m_scrubber, &ReplayScrubber::selectionChanged, this, &ReplayView::showHint);
    m_tick.setInterval(tick);
    connect(&m_tick, &QTimer::timeout, this, &ReplayView::advance);
    showMessage(tr("No recording is open."));
}

ReplayView::~ReplayView()
{
    clear(); // panels go before what they show
}

Button *ReplayView::addButton(QWidget *row, const QString &text, std::function<void()> run)
{
    auto *button = new Button(text, row);
    connect(button, &QPushButton::clicked, this, std::move(run));
    row->layout()->addWidget(button);
    return button;
}

QWidget *ReplayView::makeTransport()
{
    auto *row = new QWidget(this);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins({});
    layout->setSpacing(size::gap);
    addButton(row, tr("Start"), [this] { moveBy(-24h * 365); });
    addButton(row, tr("−10 s"), [this] { moveBy(-10s); });
    m_playButton = addButton(row, tr("Play"), [this] { play(m_speed == 0 ? 1 : 0); });
    m_playButton->setPrimary();
    addButton(row, tr("+10 s"), [this] { moveBy(10s); });
    addButton(row, tr("End"), [this] { moveBy(24h * 365); });
    m_speeds = new ChoiceRow(tr("Speed"), row);
    for (const int speed : speeds)
        m_speeds->addChoice(QString::number(speed), QStringLiteral("%1×").arg(speed));
    m_speeds->setCurrent(QStringLiteral("1"));
    m_speeds->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
    connect(m_speeds, &ChoiceRow::chosen, this, [this](const QString &speed) { play(speed.toInt()); });
    layout->addWidget(m_speeds);
    addButton(row, tr("Previous event"), [this] { stepEvent(-1); })->setKeyHint(QStringLiteral("["));
    addButton(row, tr("Next event"), [this] { stepEvent(1); })->setKeyHint(QStringLiteral("]"));
    addButton(row, tr("Pin moment"), [this] { pin(); })->setKeyHint(QStringLiteral("P"));
    addButton(row, tr("Post-mortem"), [this] { togglePostMortem(); })->setKeyHint(QStringLiteral("M"));
    m_hint = new PlainLabel({}, row);
    m_hint->setLook(Text::Micro, &Colours::text3);
    m_hint->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_hint->keepWholeOrHide();
    layout->addWidget(m_hint, 1);
    auto *compare =
        addButton(row, tr("Compare with…"), [this] { isComparing() ? endComparison() : startComparison(); });
    compare->setObjectName(QStringLiteral("replay-compare"));
    compare->setKeyHint(QStringLiteral("V"));
    return row;
}

void ReplayView::showMessage(const QString &message)
{
    clear();
    auto *label = new PlainLabel(SafeText::of(message).singleLine(300), this);
    label->setAlignment(Qt::AlignCenter);
    m_body = label;
    m_column->insertWidget(1, m_body, 1);
}

void ReplayView::clear()
{
    play(0);
    if (m_replay)
        m_replay->disconnect(this);
    m_replay = nullptr;
    m_cockpit = nullptr;
    m_compare = nullptr; // goes with the cockpit, as do the pins
    m_pins = nullptr;
    m_ownPins.clear();
    m_comparedAt.reset();
    m_scrubber->setCompared(std::nullopt);
    delete m_body;
    m_body = nullptr;
    m_runbooks.reset();
    m_transport->setVisible(false);
    m_scrubber->setVisible(false);
    m_postMortem->setVisible(false);
}

void ReplayView::showRecording(ReplaySession &replay)
{
    clear();
    m_replay = &replay;
    m_people = peopleOf(replay.facts());
    m_recordedRuns = RecordedRuns(replay.facts());
    WatchSession &session = replay.session();
    m_runbooks =
        std::make_unique<RunbookDesk>(session, loadRunbooks(&session.platform().workspace()), RunbookDesk::Means{});
    m_cockpit = new CockpitView(session, *m_runbooks, this);
    m_body = m_cockpit;
    m_column->insertWidget(1, m_body, 1);
    m_cockpit->setScene(CockpitGeometry::Scene::Replay);
    m_pins = new PinsPanel(m_cockpit);
    connect(m_pins, &PinsPanel::momentWanted, &replay, &ReplaySession::seek);
    m_cockpit->setBelowRunbook(m_pins);
    m_transport->setVisible(true);
    m_scrubber->setVisible(true);
    connect(&replay, &ReplaySession::moved, this, &ReplayView::follow);
    connect(&replay, &ReplaySession::overviewGrew, this, &ReplayView::showTracks);
    connect(&replay, &ReplaySession::compared, this, &ReplayView::showComparison);
    connect(&replay, &ReplaySession::failed, m_bar, &ReplayBar::setRemark);
    showTracks();
    showHint();
    replay.lookAhead();
    follow();
}

void ReplayView::showTracks()
{
    m_scrubber->setTracks(tracksOf(m_replay->facts(), m_replay->session().platform().workspace(), m_people));
    showPins();
}

void ReplayView::showPins()
{
    std::vector<PinnedMoment> pins = m_ownPins;
    for (const Incident *incident : m_replay->facts().incidents->incidents())
        for (const IncidentLine &line : incident->timeline)
            if (line.kind == QLatin1String("pin"))
                pins.push_back({line.at, line.text, line.actor});
    m_pins->setPins(std::move(pins));
    m_pins->setMoment(m_replay->at());
}

/// The panels are brought to the moment at once: whoever drags waits for it.
void ReplayView::follow()
{
    m_scrubber->setPosition(m_replay->at());
    m_bar->setRemark(
        m_replay->isRecorded() ? QString() : tr("Nobody recorded at this time: what is shown is what was last known."));
    refresh();
}

void ReplayView::refresh()
{
    if (!m_replay)
        return;
    m_bar->setMoment(dateText(m_replay->at()), relationOf(m_replay->facts(), m_replay->at(), m_clock.now()));
    m_cockpit->setMoment(m_replay->at());
    const auto run = m_recordedRuns.at(m_replay->at(), m_runbooks->library());
    m_cockpit->showRun(run ? &*run : nullptr);
    m_cockpit->refresh();
    m_pins->setMoment(m_replay->at());
    if (m_compare && m_comparedAt)
        m_compare->show(m_replay->session().platform(), m_replay->other(), *m_comparedAt);
}

void ReplayView::play(int speed)
{
    m_speed = m_replay ? speed : 0;
    m_ticked = m_clock.monotonic();
    if (m_speed == 0)
        m_tick.stop();
    else
        m_tick.start();
    if (m_playButton)
        m_playButton->setText(m_speed == 0 ? tr("Play") : tr("Pause"));
    if (m_speeds && m_speed > 0)
        m_speeds->setCurrent(QString::number(m_speed));
}

void ReplayView::advance()
{
    const MonoTime now = m_clock.monotonic();
    const auto passed = std::chrono::duration_cast<Milliseconds>(now - std::exchange(m_ticked, now));
    const WallTime before = m_replay->at();
    moveBy(passed * m_speed);
    const bool atTheEnd = m_speed > 0 ? before >= m_replay->facts().ends : before <= m_replay->facts().begins;
    if (atTheEnd)
        play(0);
}

void ReplayView::moveBy(Milliseconds distance)
{
    if (m_replay)
        m_replay->seek(m_replay->at() + distance);
}

void ReplayView::stepEvent(int direction)
{
    if (!m_replay)
        return;
    if (const auto at = m_scrubber->nextEvent(m_replay->at(), direction))
        m_replay->seek(*at);
}

void ReplayView::pin()
{
    if (!m_replay)
        return;
    const QString sentence = momentSentence(m_replay->session().platform().view());
    m_scrubber->addPin({m_replay->at(), sentence, ReplayTracks::Marker::Kind::Plain});
    m_ownPins.push_back({m_replay->at(), sentence, personName()});
    showPins();
    Q_EMIT pinned(m_replay->at(), sentence);
}

void ReplayView::startComparison()
{
    if (m_replay)
        compareWith(m_replay->at());
}

void ReplayView::compareWith(WallTime at)
{
    if (!m_replay)
        return;
    m_comparedAt = std::clamp(at, m_replay->facts().begins, m_replay->facts().ends);
    if (!m_compare) {
        m_compare = new ComparePanel(m_cockpit);
        connect(m_compare, &ComparePanel::presetChosen, this, &ReplayView::comparePreset);
        connect(m_compare, &ComparePanel::timeTyped, this, &ReplayView::compareTyped);
        connect(m_compare, &ComparePanel::swapWanted, this, &ReplayView::swapCompared);
        connect(m_compare, &ComparePanel::endWanted, this, &ReplayView::endComparison);
    }
    m_cockpit->setAside(m_compare);
    m_scrubber->setCompared(m_comparedAt);
    m_replay->compareWith(m_comparedAt);
}

void ReplayView::showComparison()
{
    if (!m_comparedAt)
        return;
    m_cockpit->compareWith(m_replay->other());
    refresh();
}

void ReplayView::endComparison()
{
    if (!m_replay || !m_comparedAt)
        return;
    m_comparedAt.reset();
    m_cockpit->compareWith(nullptr); // before what it holds goes away
    m_cockpit->setAside(nullptr);
    m_scrubber->setCompared(std::nullopt);
    m_replay->compareWith(std::nullopt);
    setFocus(Qt::OtherFocusReason);
}

void ReplayView::swapCompared()
{
    if (!m_replay || !m_comparedAt)
        return;
    const WallTime other = *m_comparedAt;
    compareWith(m_replay->at());
    m_replay->seek(other);
}

void ReplayView::comparePreset(const QString &id)
{
    if (!m_replay)
        return;
    const WallTime at = m_replay->at();
    if (id == QLatin1String("begin")) {
        std::optional<WallTime> began;
        for (const Incident *incident : m_replay->facts().incidents->incidents())
            if (incident->began() <= at)
                began = incident->began();
        return compareWith(began ? *began - 1min : m_replay->facts().begins);
    }
    const std::pair<const char *, Milliseconds> distances[] = {{"10m", 10min}, {"1h", 1h}, {"1d", 24h}, {"7d", 168h}};
    for (const auto &[name, distance] : distances)
        if (id == QLatin1String(name))
            compareWithin(at - distance);
}

/// Only with what the recording has: its nearest moment would be taken for the one that was asked for.
void ReplayView::compareWithin(WallTime at)
{
    if (at >= m_replay->facts().begins && at <= m_replay->facts().ends)
        compareWith(at);
    else if (m_compare)
        m_compare->setRemark(tr("this recording does not reach that time"));
}

void ReplayView::compareTyped(const QString &text)
{
    if (!m_replay || !m_compare)
        return;
    const auto at = typedTime(text, m_replay->at());
    if (at)
        compareWithin(*at);
    else
        m_compare->setRemark(tr("that is no time"));
}

/// What is selected, where something is; else what the mouse can do.
void ReplayView::showHint()
{
    const auto selection = m_scrubber->selection();
    m_hint->setText(
        selection ? tr("Selection %1 – %2, %3")
                        .arg(clockText(selection->from), clockText(selection->to), durationWords(selection->length()))
                  : tr("Shift drag selects · Ctrl press compares · wheel zooms"));
}

bool ReplayView::isPostMortemOpen() const
{
    return m_postMortem->isVisibleTo(this);
}

void ReplayView::togglePostMortem()
{
    const bool opens = m_replay != nullptr && !isPostMortemOpen();
    m_postMortem->setVisible(opens);
    if (m_body)
        m_body->setVisible(!opens);
    if (opens)
        Q_EMIT postMortemOpened();
}

/// `edge`: -1 the beginning of the selection is here, 1 its end.
void ReplayView::select(int edge)
{
    const WallTime at = m_replay->at();
    TimeRange range = m_scrubber->selection().value_or(TimeRange{at, at});
    (edge < 0 ? range.from : range.to) = at;
    m_scrubber->setSelection(TimeRange{std::min(range.from, range.to), std::max(range.from, range.to)});
}

bool ReplayView::handleKey(int key, Qt::KeyboardModifiers modifiers)
{
    const Milliseconds step = modifiers & Qt::ControlModifier ? 60s : modifiers & Qt::ShiftModifier ? 10s : 1s;
    switch (key) {
    case Qt::Key_Space:
    case Qt::Key_K:
        return play(m_speed == 0 ? 1 : 0), true;
    case Qt::Key_L:
        return play(std::clamp(m_speed <= 0 ? 1 : m_speed * 4, 1, 60)), true;
    case Qt::Key_J:
        return play(m_speed > 1 ? m_speed / 4 : -1), true;
    case Qt::Key_Left:
        return moveBy(-step), true;
    case Qt::Key_Right:
        return moveBy(step), true;
    case Qt::Key_Home:
        return moveBy(-24h * 365), true;
    case Qt::Key_End:
        return moveBy(24h * 365), true;
    case Qt::Key_BracketLeft:
        return stepEvent(-1), true;
    case Qt::Key_BracketRight:
        return stepEvent(1), true;
    case Qt::Key_P:
        return pin(), true;
    case Qt::Key_M:
        return togglePostMortem(), true;
    case Qt::Key_V:
    case Qt::Key_X:
        return handleCompareKey(key);
    case Qt::Key_I:
        return select(-1), true;
    case Qt::Key_O:
        return select(1), true;
    default:
        return false;
    }
}

bool ReplayView::handleCompareKey(int key)
{
    if (key == Qt::Key_X && !isComparing())
        return false;
    if (key == Qt::Key_X)
        swapCompared();
    else
        isComparing() ? endComparison() : startComparison();
    return true;
}

void ReplayView::keyPressEvent(QKeyEvent *event)
{
    if (!m_replay || !handleKey(event->key(), event->modifiers()))
        QWidget::keyPressEvent(event);
}

} // namespace surgedeck
