// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/replay/replaysession.h"

#include <QTimer>
#include <QWidget>

class QVBoxLayout;

namespace surgedeck {

class Button;
class ChoiceRow;
class CockpitView;
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
    void select(int edge);
    bool handleKey(int key, Qt::KeyboardModifiers modifiers);

    ReplaySession *m_replay = nullptr;
    ReplayBar *m_bar;
    QVBoxLayout *m_column;
    QWidget *m_body = nullptr; ///< cockpit or message
    CockpitView *m_cockpit = nullptr;
    std::unique_ptr<RunbookDesk> m_runbooks; ///< of the recording: ranked, never begun
    ReplayScrubber *m_scrubber;
    ChoiceRow *m_speeds = nullptr;
    Button *m_playButton = nullptr;
    PostMortemPage *m_postMortem;
    QWidget *m_transport; ///< behind what is made with it
    QTimer m_tick;
    MonoTime m_ticked{};
    int m_speed = 0;
    SystemClock m_clock;
};

/// What the figures said at a moment: "Checkout success 97.6 percent, Orders 338 per_minute".
QString momentSentence(const PlatformView &view);

} // namespace surgedeck
