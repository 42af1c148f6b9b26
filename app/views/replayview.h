// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/panels/pinspanel.h"
#include "app/replay/recordedruns.h"
#include "app/replay/tracksof.h"

#include <QTimer>
#include <QWidget>

class QVBoxLayout;

namespace surgedeck {

class Button;
class ChoiceRow;
class CockpitView;
class ComparePanel;
class PlainLabel;
class PostMortemPage;
class ReplayBar;
class ReplayScrubber;
class RunbookDesk;

/// The cockpit at another time: the same panels, fed from a recording, above the scrubber. GUI thread.
class ReplayView : public QWidget
{
    Q_OBJECT
public:
    explicit ReplayView(QWidget *parent = nullptr);
    ~ReplayView() override;

    /// Shows this recording, which outlives it or is given up with clear().
    void showRecording(ReplaySession &replay);
    void clear();
    /// Instead of panels: why there are none.
    void showMessage(const QString &message);
    void refresh();
    ReplaySession *replay() const { return m_replay; }

    void play(int speed); ///< times as fast as life; negative: backwards; 0: stands still
    int speed() const { return m_speed; }
    void stepEvent(int direction);
    void pin();
    /// The moment that is shown beside another one: at first with itself, then with whatever is chosen.
    void startComparison();
    void compareWith(WallTime at);
    void endComparison();
    bool isComparing() const { return m_comparedAt.has_value(); }
    /// The post-mortem in the place of the panels, or the panels again.
    void togglePostMortem();
    bool isPostMortemOpen() const;
    PostMortemPage &postMortem() { return *m_postMortem; }

Q_SIGNALS:
    void postMortemOpened();
    void liveWanted();
    void linkWanted(const QString &link);
    /// Somebody marks this moment, with what the figures say.
    void pinned(surgedeck::WallTime at, const QString &sentence);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    QWidget *makeTransport();
    Button *addButton(QWidget *row, const QString &text, std::function<void()> run);
    void moveBy(Milliseconds distance);
    void follow();
    void advance();
    void showTracks();
    void showPins();
    void showComparison();
    void swapCompared();
    void comparePreset(const QString &id);
    void compareTyped(const QString &text);
    void compareWithin(WallTime at);
    void showHint();
    void select(int edge);
    bool handleCompareKey(int key);
    bool handleKey(int key, Qt::KeyboardModifiers modifiers);

    ReplaySession *m_replay = nullptr;
    ReplayBar *m_bar;
    QVBoxLayout *m_column;
    QWidget *m_body = nullptr; ///< cockpit or message
    CockpitView *m_cockpit = nullptr;
    std::unique_ptr<RunbookDesk> m_runbooks; ///< of the recording: ranked, never begun
    ReplayScrubber *m_scrubber;
    ComparePanel *m_compare = nullptr; ///< of the cockpit, as is what follows
    PinsPanel *m_pins = nullptr;
    PeopleTrack m_people;                ///< of the recording
    RecordedRuns m_recordedRuns;
    std::vector<PinnedMoment> m_ownPins; ///< of this window
    std::optional<WallTime> m_comparedAt;
    PlainLabel *m_hint = nullptr; ///< right of the transport: the selection, and what keys do
    ChoiceRow *m_speeds = nullptr;
    Button *m_playButton = nullptr;
    PostMortemPage *m_postMortem;
    QWidget *m_transport; ///< behind what is made with it
    QTimer m_tick;
    MonoTime m_ticked{};
    int m_speed = 0;
    SystemClock m_clock;
};

/// What the figures said at a moment: "Checkout success 97.60 %, Orders 338 /min".
QString momentSentence(const PlatformView &view);

} // namespace surgedeck
