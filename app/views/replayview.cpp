// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/views/replayview.h"

#include "app/replay/tracksof.h"
#include "app/runbooks/runbookdesk.h"
#include "app/runbooks/runbookfiles.h"
#include "app/views/cockpitview.h"
#include "app/views/postmortempage.h"
#include "models/base/numbertext.h"
#include "models/base/safetext.h"
#include "models/postmortem/postmortem.h"
#include "widgets/button.h"
#include "widgets/choicerow.h"
#include "widgets/plainlabel.h"
#include "widgets/replaybar.h"
#include "widgets/replayscrubber.h"
#include "widgets/theme/sizes.h"
#include "widgets/timelinestrip.h"

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
        const QString value =
            indicator.figure.value ? fixedNumber(*indicator.figure.value, 2) : QStringLiteral("not known");
        parts << QStringLiteral("%1 %2 %3").arg(indicator.name, value, indicator.unit).trimmed();
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
    layout->addStretch();
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
    WatchSession &session = replay.session();
    m_runbooks =
        std::make_unique<RunbookDesk>(session, loadRunbooks(&session.platform().workspace()), RunbookDesk::Means{});
    m_cockpit = new CockpitView(session, *m_runbooks, this);
    m_body = m_cockpit;
    m_column->insertWidget(1, m_body, 1);
    m_cockpit->findChild<TimelineStrip *>(QStringLiteral("timeline"))->setLive(false);
    m_transport->setVisible(true);
    m_scrubber->setVisible(true);
    connect(&replay, &ReplaySession::moved, this, &ReplayView::follow);
    connect(&replay, &ReplaySession::overviewGrew, this, &ReplayView::showTracks);
    connect(&replay, &ReplaySession::failed, m_bar, &ReplayBar::setRemark);
    showTracks();
    replay.lookAhead();
    follow();
}

void ReplayView::showTracks()
{
    m_scrubber->setTracks(tracksOf(m_replay->facts(), m_replay->session().platform().workspace()));
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
    m_cockpit->refresh();
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
    Q_EMIT pinned(m_replay->at(), sentence);
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
    case Qt::Key_I:
        return select(-1), true;
    case Qt::Key_O:
        return select(1), true;
    default:
        return false;
    }
}

void ReplayView::keyPressEvent(QKeyEvent *event)
{
    if (!m_replay || !handleKey(event->key(), event->modifiers()))
        QWidget::keyPressEvent(event);
}

} // namespace surgedeck
