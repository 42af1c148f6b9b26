// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/barbuttons.h"

#include "app/incidents/incidentwatch.h"
#include "app/mainwindow.h"
#include "app/runbooks/runbookdesk.h"
#include "widgets/button.h"
#include "widgets/incidentbar.h"

#include <QCoreApplication>

#include <algorithm>

namespace surgedeck {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(BarButtons)
};

/// What a button may say, and the command it then runs.
struct Offer
{
    QString text;
    const char *command;
};

/// One place for all its offers, as wide as the widest of them.
class BarButton final : public Button
{
public:
    BarButton(MainWindow &window, const char *name, Symbol symbol)
        : Button({}, &window, symbol)
        , m_window(window)
    {
        setObjectName(QLatin1String(name));
        connect(this, &Button::clicked, &window, [this] { m_window.commands().run(QLatin1String(m_command)); });
    }

    void offer(const QList<Offer> &offers, qsizetype which)
    {
        int widest = 0;
        for (const Offer &offer : offers)
            widest = std::max(widest, say(offer));
        say(offers.at(which));
        setMinimumWidth(widest);
    }

private:
    int say(const Offer &offer)
    {
        m_command = offer.command;
        setText(offer.text);
        setAccessibleName(offer.text);
        setKeyHint(m_window.commands().keyText(QLatin1String(offer.command)));
        return sizeHint().width();
    }

    MainWindow &m_window;
    const char *m_command = "";
};

void addTone(MainWindow &window, IncidentBar &bar)
{
    auto *button = new BarButton(window, "incident-tone", Symbol::Bell);
    const auto show = [&window, button] {
        button->offer({{Words::tr("Tone off"), "tone"}, {Words::tr("Tone on"), "tone"}},
                      window.settings().values().tone ? 1 : 0);
    };
    bar.addButton(button, IncidentBar::Room::Wide);
    QObject::connect(&window.settings(), &Settings::changed, button, show);
    QObject::connect(&window.commands(), &CommandRegistry::keysChanged, button, show);
    show();
}

void addIncident(MainWindow &window, IncidentBar &bar)
{
    if (window.incidents() == nullptr)
        return;
    auto *button = new BarButton(window, "incident-next", Symbol::Note);
    bar.addButton(button);
    const auto show = [&window, button] {
        button->offer({{Words::tr("Declare incident"), "incident"}, {Words::tr("Add note"), "note"}},
                      window.incidents()->current() != nullptr ? 1 : 0);
        button->setAccessibleDescription(
            Words::tr("Writes into the incident's own record. Nothing on the platform is changed."));
    };
    QObject::connect(window.incidents(), &IncidentWatch::changed, button, show);
    QObject::connect(&window.commands(), &CommandRegistry::keysChanged, button, show);
    show();
}

/// Not the bright one: that is what the current step asks for.
void addRunbook(MainWindow &window, IncidentBar &bar)
{
    auto *button = new BarButton(window, "incident-runbook", Symbol::None);
    bar.addButton(button);
    const auto show = [&window, &bar, button] {
        const RunDriver *run = window.runbooks().current();
        button->offer({{Words::tr("Continue runbook"), "panel-runbook"}}, 0);
        const bool isRunning = run != nullptr && !run->isOver();
        bar.setWanted(button, isRunning ? IncidentBar::Wanted::Now : IncidentBar::Wanted::No);
    };
    QObject::connect(&window.runbooks(), &RunbookDesk::changed, button, show);
    QObject::connect(&window.commands(), &CommandRegistry::keysChanged, button, show);
    show();
}

} // namespace

void addBarButtons(MainWindow &window, IncidentBar &bar)
{
    addTone(window, bar);
    addIncident(window, bar);
    addRunbook(window, bar);
}

} // namespace surgedeck
