// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/choicerow.h"

#include "widgets/frame.h"
#include "widgets/plainlabel.h"
#include "widgets/textpaint.h"
#include "widgets/theme/theme.h"

#include <QAbstractButton>
#include <QButtonGroup>
#include <QHBoxLayout>
#include <QPainter>

#include <cmath>

namespace surgedeck {

namespace {

class Choice final : public QAbstractButton
{
public:
    Choice(const QString &words, QWidget *parent)
        : QAbstractButton(parent)
    {
        setText(words);
        setCheckable(true);
        setFocusPolicy(Qt::StrongFocus);
        setAttribute(Qt::WA_Hover);
    }
    QSize sizeHint() const override
    {
        const double words = textWidth(text(), Text::BodyStrong);
        const double note = m_note.words.isEmpty() ? 0 : size::inner + textWidth(m_note.words, Text::Small);
        return {std::max(theme::scaled(size::target), int(std::ceil(words + note)) + 2 * size::padding),
                theme::grown(size::control, {Text::Body})};
    }
    QSize minimumSizeHint() const override { return sizeHint(); }
    /// `name`: what a screen reader says without a note.
    void setNote(const ChoiceRow::Note &note, const QString &name)
    {
        if (note == m_note)
            return;
        m_note = note;
        setToolTip(note.spoken);
        setAccessibleName(note.spoken.isEmpty() ? name : QStringLiteral("%1, %2").arg(name, note.spoken));
        updateGeometry();
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const bool lit = isChecked() || underMouse();
        drawSurface(painter, rect(), lit ? &Colours::selection : &Colours::panel,
                    isChecked() ? &Colours::text1 : &Colours::lineStrong);
        QList<TextRun> runs{
            {text(), isChecked() ? Text::BodyStrong : Text::Body, isChecked() ? &Colours::text1 : &Colours::text2}};
        if (!m_note.words.isEmpty())
            runs.append({m_note.words, Text::Small, stateInk(m_note.health, &Colours::text2), size::inner});
        drawLine(painter, rect(), runs, Qt::AlignHCenter);
    }

private:
    ChoiceRow::Note m_note;
};

} // namespace

ChoiceRow::ChoiceRow(const QString &label, QWidget *parent)
    : QWidget(parent)
    , m_label(label)
    , m_row(new QHBoxLayout(this))
    , m_choices(new QButtonGroup(this))
{
    m_row->setContentsMargins({});
    m_row->setSpacing(size::inner);
    auto *words = new PlainLabel(label, this);
    words->setLook(Text::Body, &Colours::text2);
    m_row->addWidget(words, 1);
    connect(m_choices, &QButtonGroup::buttonClicked, this,
            [this](QAbstractButton *choice) { Q_EMIT chosen(choice->objectName()); });
}

void ChoiceRow::addChoice(const QString &id, const QString &words)
{
    auto *choice = new Choice(words, this);
    choice->setObjectName(id);
    choice->setAccessibleName(tr("%1: %2").arg(m_label, words));
    m_choices->addButton(choice);
    m_row->addWidget(choice);
}

void ChoiceRow::setNote(const QString &id, const Note &note)
{
    for (QAbstractButton *choice : m_choices->buttons())
        if (choice->objectName() == id)
            static_cast<Choice *>(choice)->setNote(note, tr("%1: %2").arg(m_label, choice->text()));
}

void ChoiceRow::setCurrent(const QString &id)
{
    for (QAbstractButton *choice : m_choices->buttons())
        if (choice->objectName() == id)
            choice->setChecked(true);
}

QString ChoiceRow::current() const
{
    const QAbstractButton *choice = m_choices->checkedButton();
    return choice != nullptr ? choice->objectName() : QString();
}

} // namespace surgedeck
