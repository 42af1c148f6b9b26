// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/runbooks/runfile.h"
#include "models/domain/commandroad.h"
#include "models/domain/journal.h"
#include "models/runbook/library.h"
#include "models/store/platform.h"

#include <QLockFile>
#include <QObject>
#include <QPointer>

namespace surgedeck {

/// Drives one run: brings it what is seen and what people say, keeps every event before its effects are carried out,
/// and carries them out. Nothing in it starts by itself, and nothing is sent twice. GUI thread, or the thread of a
/// verb.
class RunDriver final : public QObject
{
    Q_OBJECT
public:
    /// Tells whoever runs the shift of a route what is wished: hold, resume, back or abort. `done` comes on the
    /// driver's thread, with why not.
    using Steer = std::function<void(const QString &route, const QString &wish, std::function<void(Status)> done)>;

    /// All of it outlives the driver. `road` nullptr: nothing can be changed from here; `steer` empty: no shift can.
    struct Surroundings
    {
        const Platform &platform;
        const Clock &clock;
        JournalWriter &journal;
        CommandRoad *road = nullptr;
        runbook::LibraryPtr library;
        QString directory; ///< of the workspace's state
        Steer steer{};
    };
    struct Wish
    {
        QString runbook;
        runbook::Binding binding;
        runbook::ParameterValues parameters; ///< those that are not the presets
        QString person;
        bool rehearsal = false;
    };

    /// Error: Config, when there is no such runbook, it can not be used, or the run can not be kept.
    static Result<std::unique_ptr<RunDriver>> begin(const Surroundings &around, const Wish &wish);
    /// Continues a run that another process left: it looks, and waits for a person to say go.
    static Result<std::unique_ptr<RunDriver>> resume(const Surroundings &around, const QString &run);
    ~RunDriver() override;

    const runbook::State &state() const { return m_state; }
    const runbook::Runbook &runbook() const { return m_runbook; }
    const runbook::Binding &binding() const { return m_pinned.binding; }
    bool isOver() const { return m_state.outcome != runbook::Outcome::None; }
    /// The run of another runbook that the current step goes through; nullptr: there is none.
    RunDriver *child() const { return m_child.get(); }
    /// An act was refused, by us or by the platform.
    bool wasRefused() const { return m_wasRefused; }
    /// The file or folder it came from has another text by now: the run keeps the one it began with.
    bool isOtherByNow() const;

    /// What the runbook decides by, as it is now; at most `most`.
    runbook::Readings evidence(std::size_t most) const;
    /// Signals of the runbook as they are now.
    runbook::Readings read(const runbook::Conditions &conditions) const;

    /// Looks at what the current step rests on: about once a second, after the platform was evaluated.
    void look();
    /// Empty, or why it means nothing now, in words for the person.
    QString tell(const runbook::Happening &what);

Q_SIGNALS:
    void changed();
    void ended();

private:
    RunDriver(const Surroundings &around, PinnedRun pinned, runbook::Runbook runbook);

    QString apply(const runbook::Happening &what);
    void note(const runbook::State &before);
    void carryOut(const runbook::Effect &effect);
    void lock(const QString &target);
    void inspect();
    void perform(runbook::Perform::What what);
    void takeOutcome(const CommandOutcome &outcome);
    void refuse(const QString &why);
    /// False: no shift of that route is under way, or this is no wish about one.
    bool steer(const runbook::Action &action);
    void takeSteered(const Status &status);
    void startChild(const runbook::StartChild &child);
    /// Later, so that no effect runs within the transition that asked for it.
    void soon(const runbook::Happening &what);

    Surroundings m_around;
    PinnedRun m_pinned;
    runbook::Runbook m_runbook;
    runbook::State m_state;
    std::unique_ptr<RunFile> m_file;
    std::unique_ptr<QLockFile> m_lock;
    std::unique_ptr<RunDriver> m_child;
    bool m_wasRefused = false;
};

} // namespace surgedeck
